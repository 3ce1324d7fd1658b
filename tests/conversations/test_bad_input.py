"""What the visitors' forms refuse, and what they take as plain text."""

import pytest
from django.utils import timezone
from django.utils.html import escape

from conversations.models import Conversation, Message
from leads.models import Lead
from tests.conversations.markup import asked, control, html
from tests.factories import ProfileFieldFactory

SCRIPT = '"><script>alert(1)</script>'
KINDS = ["text", "long_text", "number", "yes_no", "date", "choice", "email", "phone"]

WRONG_EMAILS = [
    "",
    " ",
    "andrea",
    "@gmail.com",
    "andrea@",
    "andrea@gmail",
    "andrea1@gmail..com",
    "a@b@c.example",
]
WRONG_EMAILS += [
    "an drea@gmail.com",
    "x" * 250 + "@gmail.com",
    SCRIPT + "@gmail.com",
    "andrea@\u202egmail.com\n",
]
WRONG_ANSWERS = [
    *[("email", value) for value in WRONG_EMAILS],
    *[("full_name", value) for value in ["", "   ", "\u00a0\u2003\t", "\x00\x1b\x07", "x" * 201, "🌱" * 201]],
    *[("last_name", value) for value in ["x" * 201, SCRIPT * 10]],
    *[("attributes.a_text", value) for value in ["x" * 201, SCRIPT * 10]],
    *[("attributes.a_long_text", value) for value in ["x" * 5001, "x\n" * 2600]],
    *[("attributes.a_number", value) for value in ["abc", "NaN", "sNaN", "Infinity", "-inf", "1e999999999"]],
    *[("attributes.a_number", value) for value in ["1" * 21, "0.1234567", "\x00", "--1", "0x10", SCRIPT]],
    *[("attributes.a_yes_no", value) for value in ["maybe", "YES", "yes no", "\x00", SCRIPT]],
    *[
        ("attributes.a_date", value)
        for value in ["2026-02-30", "2026-13-01", "0000-01-01", "tomorrow", SCRIPT]
    ],
    *[("attributes.a_choice", value) for value in ["z", "A label", "a\x00", "x" * 50_000, SCRIPT]],
    *[("attributes.a_email", value) for value in ["andrea", "andrea@gmail", "x" * 250 + "@gmail.com"]],
    *[("attributes.a_phone", value) for value in ["call me", "12", "1" * 21, "+" * 50, SCRIPT]],
]
WRONG_BODIES = ["", " ", "\r\n \t\u2003\u2028\n", "\x00", "\x00\x07\x1b\x7f\x9f", "x" * 10_001, "🌱" * 10_001]

# As sent, percent-encoded → as kept. Characters that nobody types are left out, all others stay.
PLAIN_TEXT = {
    "a%00b": "ab",
    "bell%07 escape%1B[31m delete%7F": "bell escape[31m delete",
    "tab%09stays": "tab\tstays",
    "broken %FF%FE utf-8": "broken \ufffd\ufffd utf-8",
    "half a character %F0%9F%8C": "half a character \ufffd",
    "a lone surrogate %ED%A0%80!": "a lone surrogate \ufffd\ufffd\ufffd!",
    "overlong %C0%AF": "overlong \ufffd\ufffd",
    "bidi %E2%80%AEtxt.exe%E2%80%AC": "bidi \u202etxt.exe\u202c",
    "%E2%81%A6isolated%E2%81%A9": "\u2066isolated\u2069",
    "%D8%B3%D9%84%D8%A7%D9%85": "سلام",
    "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80 %F0%9F%8C%B1": "👩‍🚀 🌱",
    "e%CC%81": "e\u0301",
    "%3Cscript%3Ealert(1)%3C/script%3E": "<script>alert(1)</script>",
    "%3Cimg src=x onerror=alert(1)%3E %26amp; %22'": "<img src=x onerror=alert(1)> &amp; \"'",
    "{{ 7*7 }} {%25 debug %25} %25(x)s": "{{ 7*7 }} {% debug %} %(x)s",
    "'; DROP TABLE leads_lead; --": "'; DROP TABLE leads_lead; --",
    "https://a.example/%3Fq=%22": 'https://a.example/?q="',
}


@pytest.fixture
def every_kind(project):
    """A custom field of every kind, each named after its kind: `a_text`, `a_number`."""
    fields = {kind: ProfileFieldFactory(project=project, key=f"a_{kind}", kind=kind) for kind in KINDS}
    fields["choice"].choices.create(key="a", label="A label")


def post_raw(browser, text, address=None):
    """Post a form exactly as it is written here: percent-encoded, whatever that stands for."""
    form = f"full_name=Andrea&email=andrea1@gmail.com&body={text}".replace("+", "%2B").replace(" ", "+")
    kind = "application/x-www-form-urlencoded"
    return browser.generic("POST", address or f"{browser.chat}conversations/", form, content_type=kind)


@pytest.mark.parametrize(("name", "value"), WRONG_ANSWERS)
def test_a_wrong_answer_is_shown_at_its_field_with_the_form_as_filled_in(
    visitor, every_kind, nothing_written, name, value
):
    with nothing_written():
        page = visitor.start("My bowl is chipped", **{"last_name": "Sp", name: value})

    assert page.status_code == 422
    assert f'id="id_{name}_error"' in html(page)
    assert html(page).count('class="error"') == 1
    assert "My bowl is chipped" in control(page, "body")
    assert 'value="Andrea"' in control(page, "full_name") or name == "full_name"
    assert SCRIPT not in html(page)
    if not name.endswith(("choice", "yes_no", "long_text")):
        kept = control(page, name)
        assert f'value="{escape(value.rstrip())}' in kept or not value.strip()
        assert 'aria-invalid="true"' in kept


def test_the_right_answer_of_every_kind_is_taken(visitor, every_kind):
    right = [
        "FC-4821",
        "Two\r\nlines",
        "-1.50",
        "no",
        "2026-02-28",
        "a",
        "Me@Home.example",
        "+44 20 7946 0018",
    ]
    visitor.start(**{f"attributes.a_{kind}": value for kind, value in zip(KINDS, right, strict=True)})

    kept = {value.field.key: value.value for value in Lead.objects.get().profile_values.all()}
    assert [kept[f"a_{kind}"] for kind in KINDS] == [
        "FC-4821",
        "Two\nlines",
        "-1.5",
        "no",
        "2026-02-28",
        "a",
        "me@home.example",
        "+44 20 7946 0018",
    ]


@pytest.mark.parametrize("body", WRONG_BODIES)
def test_a_wrong_first_message_is_shown_at_its_field(visitor, nothing_written, body):
    with nothing_written():
        page = visitor.start(body)

    assert page.status_code == 422
    assert 'id="id_body_error"' in html(page)
    assert 'value="andrea1@gmail.com"' in control(page, "email")
    if body.isprintable():
        assert body in control(page, "body")


@pytest.mark.parametrize("body", WRONG_BODIES)
def test_a_wrong_message_is_shown_with_the_thread(chat, nothing_written, body):
    with nothing_written():
        page = chat.say(chat.thread, body)

    assert page.status_code == 422
    assert 'id="id_body_error"' in html(page)
    assert "Is the moss glaze dishwasher safe?" in html(page)


def test_the_longest_message_is_taken(chat):
    assert chat.say(chat.thread, "🌱" * 10_000).status_code == 303
    assert chat.start("x" * 10_000).status_code == 303


@pytest.mark.parametrize(
    "name", ["attributes.nope", "attributes.", "attributes.full_name", f"attributes.{SCRIPT}"]
)
def test_an_unknown_field_is_refused_by_name(visitor, nothing_written, name):
    with nothing_written():
        page = visitor.start("My bowl is chipped", **{name: "x"})

    assert page.status_code == 422
    assert "There is no field" in html(page)
    assert "My bowl is chipped" in control(page, "body")
    assert SCRIPT not in html(page)


@pytest.mark.parametrize("gone", [{"retired_at": timezone.now()}, {"is_asked": False}])
def test_a_field_that_is_not_asked_is_refused_like_an_unknown_one(visitor, project, nothing_written, gone):
    ProfileFieldFactory(project=project, key="inside", **gone)

    with nothing_written():
        assert visitor.start(**{"attributes.inside": "x"}).status_code == 422


def test_another_projects_field_is_refused(visitor, other_project, nothing_written):
    ProfileFieldFactory(project=other_project, key="theirs")

    with nothing_written():
        assert visitor.start(**{"attributes.theirs": "x"}).status_code == 422


def test_columns_of_a_lead_that_nobody_is_asked_for_cannot_be_written(visitor):
    extra = {"company": "Evil Ltd", "phone": "123", "project": "2", "visitor_id": "x", "merged_into": "1"}

    assert visitor.start(**extra).status_code == 303

    lead = Lead.objects.get()
    assert (lead.company, lead.phone, lead.merged_into, lead.project.key) == ("", "", None, "fern")


@pytest.mark.parametrize("client_id", ["1", "x" * 36, "\x00", "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c50", SCRIPT])
def test_a_client_id_that_is_none_is_refused_and_named(chat, nothing_written, client_id):
    with nothing_written():
        pages = [chat.start("Kept", client_id=client_id), chat.say(chat.thread, "Kept", client_id=client_id)]

    for page in pages:
        assert page.status_code == 422
        assert "valid UUID" in html(page)
        assert "Kept" in control(page, "body")
        assert SCRIPT not in html(page)


@pytest.mark.parametrize(("sent", "kept"), PLAIN_TEXT.items())
def test_odd_text_is_kept_and_shown_as_plain_text(visitor, agent, signed_in, sent, kept):
    answer = post_raw(visitor, sent)
    again = post_raw(visitor, sent, f"{answer.url}messages/")

    assert (answer.status_code, again.status_code) == (303, 303)
    assert set(Message.objects.values_list("body", flat=True)) == {kept}
    inside = f"/p/fern/conversations/{Conversation.objects.get().pk}/"
    for page in (visitor.get(answer.url), visitor.look(), signed_in(agent).get(inside)):
        assert page.status_code == 200
        assert escape(kept) in html(page) or kept.startswith("tab")  # in a subject it is one line
        assert "<script>alert" not in html(page)
        assert "<img" not in html(page)


@pytest.mark.parametrize(("sent", "kept"), PLAIN_TEXT.items())
def test_an_odd_name_is_kept_as_plain_text_on_one_line(visitor, agent, signed_in, sent, kept):
    answer = post_raw(visitor, f"Hello&full_name={sent}")

    assert answer.status_code == 303
    assert Lead.objects.get().full_name == kept.replace("\t", " ")
    for address in ("conversations/", f"conversations/{Conversation.objects.get().pk}/", "contacts/"):
        page = signed_in(agent).get(f"/p/fern/{address}")
        assert page.status_code == 200
        assert "<script>alert" not in html(page)
    assert asked(visitor.look()) == ["body"]
