"""What people wrote runs in its own direction, and the pages in that of their language."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from conversations.assign import assign
from conversations.models import Conversation
from conversations.post import add_note, reply
from crm.invite import invite
from leads.models import FieldChoice, Lead, ProfileField

ROOT = Path(settings.BASE_DIR)
SHEETS = [path for path in sorted((ROOT / "static" / "css").glob("*.css")) if path.name != "shop.css"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

PHYSICAL = re.compile(
    r"""(?<![\w-])(?:
        (?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*\s*:
        | border-(?:top|bottom)-(?:left|right)-radius\s*: | (?:left|right)\s*:
        | (?:float|clear|text-align)\s*:\s*(?:left|right)
    )""",
    re.VERBOSE,
)
FOUR_SIDES = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-radius)\s*:\s*([^;}]+)")
POINTS = re.compile(r'{% lucide "[\w-]*(?:left|right|log-out|log-in|reply|forward|undo|redo)[\w-]*" [^%]*%}')

NAME = "فيروز ٣"
# Where a browser can take no direction for a part of it.
PLAIN_TEXT = {"title", "option", "textarea"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_says_start_and_end_not_left_and_right(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    assert PHYSICAL.findall(text) == []
    assert [sides for sides in FOUR_SIDES.findall(text) if is_lopsided(sides)] == []


def is_lopsided(sides):
    """Whether the left of four sides is not as the right: it would have to be the start."""
    parts = re.findall(r"(?:[\w-]*\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()]+)+", sides)
    return len(parts) == 4 and parts[1] != parts[3]


def test_icons_that_point_along_the_line_turn_with_it():
    icons = [icon for path in TEMPLATES for icon in POINTS.findall(path.read_text())]
    assert icons
    assert [icon for icon in icons if not re.search(r'class="[^"]*\balong\b', icon)] == []


@pytest.mark.parametrize(
    ("language", "begins"), [("it", '<html lang="it" dir="ltr">'), ("ar", '<html lang="ar" dir="rtl">')]
)
def test_a_page_says_its_language_and_direction(language, begins, client, db, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    page = client.get("/login/", headers={"Accept-Language": language})
    assert begins in page.content.decode()
    assert page.headers["Content-Language"] == language
    assert "Accept-Language" in page.headers["Vary"]


@pytest.fixture
def world(project, visitor, agent, admin):
    """A project in which people wrote one thing everywhere, from right to left."""
    type(project).objects.update(name=NAME, greeting=NAME, privacy_note=NAME)
    for user in (agent, admin):
        user.name = NAME
        user.save()
    field = ProfileField.objects.create(project=project, key="x", label=NAME, help_text=NAME, kind="choice")
    FieldChoice.objects.create(field=field, key="y", label=NAME)
    note = ProfileField.objects.create(project=project, key="note", label=NAME, kind="text")
    answers = {"full_name": NAME, "last_name": NAME, "attributes.x": "y", "attributes.note": NAME}
    thread = visitor.start(body=NAME, **answers).headers["Location"]
    conversation = Conversation.objects.get()
    reply(conversation, agent, f"{NAME}, {NAME}")
    add_note(conversation, admin, NAME)
    assign(conversation, admin, agent)
    invite(project, admin, "", "agent")
    return {
        "lead": Lead.objects.get().pk,
        "conversation": conversation.pk,
        "field": field.pk,
        "note": note.pk,
        "member": agent.memberships.get().pk,
        "thread": thread,
    }


@pytest.mark.parametrize(
    "address",
    [
        "contacts/",
        "contacts/?q=فيروز",
        "contacts/?q=nobody+فيروز+٣",
        "contacts/?attributes.x=y",
        "contacts/{lead}/",
        "contacts/{lead}/edit/",
        "conversations/",
        "conversations/{conversation}/",
        "settings/",
        "settings/fields/",
        "settings/fields/{field}/",
        "settings/fields/{note}/kind/?kind=choice",
        "settings/fields/{note}/kind/?kind=number",
        "settings/members/",
        "settings/members/{member}/removal/",
        "leaving/",
    ],
)
def test_what_people_wrote_is_set_apart_on_agents_pages(address, world, admin, signed_in):
    page = signed_in(admin).get("/p/fern/" + address.format(**world))
    assert_set_apart(page)


@pytest.mark.parametrize("address", ["", "language/", "password/", "projects/"])
def test_what_people_wrote_is_set_apart_on_ones_own_pages(address, world, admin, signed_in):
    assert_set_apart(signed_in(admin).get(f"/profile/{address}"))


def test_what_people_wrote_is_set_apart_in_the_chat(world, visitor, browser_of):
    for page in (visitor.look(), visitor.get(world["thread"]), visitor.get("/chat/fern/?change=1")):
        assert_set_apart(page)
    assert_set_apart(browser_of().look())


def assert_set_apart(page):
    assert page.status_code == 200
    reader = Reader()
    reader.feed(page.content.decode())
    assert reader.found
    assert reader.loose == []


class Reader(HTMLParser):
    """Collects the places of the name that stand in no <bdi> and no element with a direction."""

    def __init__(self):
        super().__init__()
        self.open, self.found, self.loose = [], 0, []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append((tag, tag in PLAIN_TEXT | {"bdi"} or "dir" in dict(attributes)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, text):
        if NAME in text:
            self.found += 1
            inside = [is_set for tag, is_set in self.open if tag != "html"]
            if not any(inside):
                self.loose.append(f"{'/'.join(tag for tag, _is_set in self.open)}: {text.strip()}")
