"""Every page, light and dark, on a desk and on a phone: axe objects to nothing, nothing scrolls sideways."""

import pytest
from django.test import Client

from conversations import limits
from conversations.close import close
from conversations.models import Conversation
from crm import demo
from crm.create_project import create_project
from leads import profile
from leads.models.profile_value import Source
from tests.browser.conftest import LONG
from tests.browser.looks import DESK, PHONE, SMALLEST_PHONE, assert_looks_fine
from tests.crm.test_picture import drawn
from tests.factories import LeadFactory, ProfileFieldFactory, UserFactory

BACKGROUND = "getComputedStyle(document.body).backgroundColor"

AGENT_PAGES = {
    "contacts": "/p/fern/contacts/",
    "contacts found": "/p/fern/contacts/?q=andrea1@gmail.com",
    "contacts filtered, as far as understood": "/p/fern/contacts/?has_email=no&open=maybe&sort=name",
    "no contact found": "/p/fern/contacts/?q=nobody&has_email=yes",
    "no contacts": "/p/north/contacts/",
    "contact": "{contact}",
    "contact without a name": "{unnamed}",
    "contact, edited": "{contact}edit/",
    "new contact": "/p/fern/contacts/new/",
    "possible duplicates": "/p/fern/contacts/duplicates/",
    "no possible duplicates": "/p/north/contacts/duplicates/",
    "comparison": "{contact}merge/?with={duplicate}",
    "activity": "{merged}activity/",
    "note": "{contact}notes/",
    "merge with whom": "{contact}merge/?q=a",
    "merged contact": "{merged}",
    "merges": "/p/fern/contacts/merges/",
    "undo": "/p/fern/contacts/merges/{merge}/undo/",
    "split": "{merged}split/",
    "inbox": "/p/fern/conversations/",
    "inbox, nobody's": "/p/fern/conversations/?queue=unassigned",
    "inbox, mine": "/p/fern/conversations/?queue=mine",
    "inbox, closed": "/p/fern/conversations/?queue=closed",
    "inbox, snoozed": "/p/fern/conversations/?queue=snoozed",
    "inbox, waiting": "/p/fern/conversations/?queue=waiting",
    "inbox without conversations": "/p/north/conversations/",
    "conversation": "{conversation}",
    "conversation, closed": "{closed}",
    "transcript": "{conversation}transcript/?notes=1",
    "signing out": "/logout/",
    "profile": "/profile/",
    "profile, language": "/profile/language/",
    "profile, appearance": "/profile/appearance/",
    "profile, password": "/profile/password/",
    "profile, projects": "/profile/projects/",
    "leaving": "/p/fern/leaving/",
    "notifications": "/profile/notifications/",
}
ADMIN_PAGES = {
    "first steps": "/p/fern/contacts/",
    "inbox that was never used": "/p/fern/conversations/",
    "settings": "/p/fern/settings/",
    "settings, office hours": "/p/fern/settings/hours/",
    "settings, install": "/p/fern/settings/install/",
    "settings, tags": "/p/fern/settings/tags/",
    "settings, canned replies": "/p/fern/settings/canned/",
    "settings, a new canned reply": "/p/fern/settings/canned/new/",
    "settings, fields": "/p/fern/settings/fields/",
    "settings, a new field": "/p/fern/settings/fields/new/",
}
VISITOR_PAGES = {
    "chat, known": "/chat/fern/",
    "chat, changing answers": "/chat/fern/?change=1",
    "chat, thread": "{thread}",
    "chat, transcript": "{thread}transcript/",
    "a conversation by its mailed link": "{letter}",
}
MENUS = {
    "projects": ("/p/fern/contacts/", "Switch project"),
    "account": ("/p/fern/contacts/", "Account menu"),
    "filter": ("/p/fern/contacts/?has_email=yes", "E-mail: Has e-mail"),
    "assign": ("{conversation}", "Maya"),
    "snooze": ("{conversation}", "Snooze"),
    "canned": ("{conversation}", "Canned replies"),
}


@pytest.mark.parametrize("path", AGENT_PAGES.values(), ids=AGENT_PAGES)
def test_a_page_for_agents_is_fine(open_page, signed_in, agent, shop, path):
    page = open_page(signed_in(agent))
    page.goto(path.format(**shop))
    assert_looks_fine(page, DESK, PHONE)


@pytest.mark.parametrize("path", ADMIN_PAGES.values(), ids=ADMIN_PAGES)
def test_a_page_for_admins_is_fine(open_page, signed_in, admin, path):
    page = open_page(signed_in(admin))
    page.goto(path)
    assert_looks_fine(page, DESK, PHONE)


def test_a_field_its_choices_and_its_kind_are_fine(open_page, signed_in, admin, project, complaints):
    topic = ProfileFieldFactory(project=project, key="topic", kind="choice", label=LONG)
    for key in ("red", "blue"):
        topic.choices.create(key=key, label=f"{key} {LONG}")
    profile.write(LeadFactory(project=project, full_name=LONG), {"topic": "red"}, source=Source.VISITOR)
    page = open_page(signed_in(admin))
    page.goto(f"/p/fern/settings/fields/{topic.pk}/")
    assert_looks_fine(page, DESK, PHONE)
    page.get_by_label("Choice", exact=True).first.fill("")
    page.get_by_role("button", name="Save changes").click()
    page.get_by_role("alert").wait_for()
    assert_looks_fine(page, DESK, PHONE)
    for kind in ("text", "number"):
        page.goto(f"/p/fern/settings/fields/{topic.pk}/kind/?kind={kind}")
        assert_looks_fine(page, DESK, PHONE)
    complaints.expect("422")


def test_what_is_stored_of_a_contact_its_trash_and_its_end_are_fine(open_page, signed_in, admin, shop):
    page = open_page(signed_in(admin))
    page.goto(f"{shop['contact']}erasure/")
    assert_looks_fine(page, DESK, PHONE)
    page.goto(f"{shop['contact']}export/")
    assert_looks_fine(page, DESK, PHONE)
    page.get_by_role("button", name="Show it as a page").click()
    page.get_by_role("heading", name="Exported data").wait_for()
    assert_looks_fine(page, DESK, PHONE)
    page.goto(shop["contact"])
    page.get_by_role("button", name="Move to trash").click()
    page.get_by_text("is in the trash.").wait_for()
    page.goto(shop["contact"])
    assert_looks_fine(page, DESK, PHONE)
    page.goto("/p/fern/contacts/trash/")
    assert_looks_fine(page, DESK, PHONE)


@pytest.mark.parametrize("path", VISITOR_PAGES.values(), ids=VISITOR_PAGES)
def test_a_page_for_visitors_is_fine(open_page, visitor, shop, path):
    page = open_page(visitor)
    page.goto(path.format(**shop))
    assert_looks_fine(page, DESK, SMALLEST_PHONE)


def test_the_questions_of_the_chat_and_its_errors_are_fine(open_page, shop, complaints):
    page = open_page()
    page.goto("/chat/fern/")
    assert_looks_fine(page, DESK, SMALLEST_PHONE)
    page.get_by_label("E-mail").fill("andrea")
    page.get_by_role("button", name="Start chat").click()
    page.get_by_role("alert").wait_for()
    assert_looks_fine(page, DESK, SMALLEST_PHONE)
    complaints.expect("422")


def test_what_is_asked_of_a_closed_conversation_is_fine(open_page, visitor, shop, agent, complaints):
    close(Conversation.objects.get(public_id=shop["thread"].split("/")[-2]), agent)
    page = open_page(visitor)
    page.goto(shop["thread"])
    assert_looks_fine(page, DESK, SMALLEST_PHONE)
    page.get_by_role("button", name="Send rating").click()
    page.get_by_text("Choose one of the five.").wait_for()
    assert_looks_fine(page, DESK, SMALLEST_PHONE)
    page.get_by_role("radio", name="5 Very good").check()
    page.get_by_label("What should we know?").fill(LONG)
    page.get_by_role("button", name="Send rating").click()
    page.get_by_text("Change your rating").click()
    assert_looks_fine(page, DESK, SMALLEST_PHONE)
    complaints.expect("422")


@pytest.mark.parametrize("path", ["/chat/nobody/", "/chat/fern/conversations/{stranger}/"])
def test_a_notice_to_visitors_is_fine(open_page, project, complaints, path):
    page = open_page()
    page.goto(path.format(stranger="0e2cd0d8-8ca8-4e2e-9d3e-6a3a0a0b6b0c"))
    page.get_by_role("heading", level=1).wait_for()
    assert_looks_fine(page, DESK, SMALLEST_PHONE)
    complaints.expect("404")


@pytest.mark.parametrize(("path", "button"), MENUS.values(), ids=MENUS)
def test_an_open_menu_is_fine(open_page, signed_in, agent, shop, path, button):
    page = open_page(signed_in(agent))
    page.goto(path.format(**shop))
    page.get_by_role("button", name=button).click()
    page.locator(":popover-open").wait_for()
    assert_looks_fine(page, DESK)


def test_an_error_in_a_contact_is_fine(open_page, signed_in, agent, shop, complaints):
    page = open_page(signed_in(agent))
    page.goto(f"{shop['contact']}edit/")
    page.get_by_label("E-mail").fill("andrea")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").wait_for()
    assert_looks_fine(page, DESK, PHONE)
    complaints.expect("422")


def test_a_reply_that_is_refused_is_fine(open_page, signed_in, agent, shop, complaints):
    page = open_page(signed_in(agent))
    page.goto(shop["conversation"])
    page.get_by_label("Write a reply").fill(" ")
    page.get_by_role("button", name="Send reply").click()
    page.get_by_role("alert").wait_for()
    assert_looks_fine(page, DESK, PHONE)
    complaints.expect("422")


def test_the_way_in_is_fine(open_page, agent):
    page = open_page()
    page.goto("/login/")
    assert_looks_fine(page, DESK, PHONE)
    page.get_by_label("E-mail").fill(agent.email)
    page.get_by_label("Password").fill("not this")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert_looks_fine(page, DESK, PHONE)


@pytest.mark.parametrize("path", ["/password/reset/", "/password/reset/sent/", "/password/reset/MQ/x/"])
def test_a_way_to_a_new_password_is_fine(open_page, db, path):
    page = open_page()
    page.goto(path)
    assert_looks_fine(page, DESK, PHONE)


def test_the_members_and_their_invitations_are_fine(open_page, signed_in, admin, agent, complaints):
    page = open_page(signed_in(admin))
    page.goto("/p/fern/settings/members/")
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("Link of the invitation").input_value()
    assert_looks_fine(page, DESK, PHONE)
    maya = page.get_by_label("Role of Maya", exact=True)
    maya.evaluate("select => { select.selectedOptions[0].value = 'boss' }")
    page.get_by_role("button", name="Save the role of Maya").click()
    page.get_by_role("alert").wait_for()
    assert_looks_fine(page, DESK, PHONE)
    complaints.expect("422")
    page.get_by_role("link", name="Remove Maya").click()
    assert_looks_fine(page, DESK, PHONE)
    invited = open_page()
    invited.goto(link)
    assert_looks_fine(invited, DESK, PHONE)


def test_a_picture_that_is_refused_is_fine_and_one_that_is_taken(open_page, signed_in, agent, complaints):
    page = open_page(signed_in(agent))
    page.goto("/profile/")
    page.get_by_label("Picture").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"-"})
    page.get_by_role("button", name="Use this picture").click()
    page.get_by_text("This is no picture").wait_for()
    assert_looks_fine(page, DESK, PHONE)
    complaints.expect("422")
    face = {"name": "a.png", "mimeType": "image/png", "buffer": drawn()}
    page.get_by_label("Picture").set_input_files(face)
    page.get_by_role("button", name="Use this picture").click()
    page.get_by_role("button", name="Show my initials instead").wait_for()
    assert page.locator(".rail-agent img").evaluate("image => image.complete && image.naturalWidth") > 0
    assert_looks_fine(page, DESK, PHONE)


def test_ones_own_appearance_holds_against_that_of_the_device(open_page, signed_in, staff, agent):
    for person, path in ((agent, "/p/fern/contacts/"), (staff, "/admin/")):
        page = open_page(signed_in(person), color_scheme="light")
        page.goto(path)
        before = page.evaluate(BACKGROUND)
        page.goto("/profile/appearance/")
        page.get_by_label("Dark").check()
        page.get_by_role("button", name="Save changes").click()
        page.get_by_text("Saved.").wait_for()
        page.goto(path)
        assert page.evaluate(BACKGROUND) != before
        page.emulate_media(color_scheme="dark")
        page.goto("/profile/appearance/")
        page.get_by_label("Light").check()
        page.get_by_role("button", name="Save changes").click()
        page.get_by_text("Saved.").wait_for()
        page.goto(path)
        assert page.evaluate(BACKGROUND) == before


def test_a_page_that_asks_to_wait_is_fine(open_page, agent, complaints):
    address = "127.0.0.1"
    for _ in range(limits.SIGN_INS.browser):
        limits.note(limits.SIGN_INS, f"{agent.email} {address}", address)
    page = open_page()
    page.goto("/login/")
    page.get_by_label("E-mail").fill(agent.email)
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Too many attempts").wait_for()
    assert_looks_fine(page, DESK, PHONE)
    complaints.expect("429")


def test_a_page_that_is_not_there_is_fine(open_page, signed_in, agent, complaints):
    page = open_page(signed_in(agent))
    page.goto("/p/north/contacts/")
    assert_looks_fine(page, DESK, PHONE)
    complaints.expect("404")


def test_the_page_of_somebody_without_a_project_is_fine(open_page, db):
    client = Client()
    client.force_login(UserFactory())
    page = open_page(client)
    page.goto("/")
    assert_looks_fine(page, DESK, PHONE)


def test_the_admin_is_drawn_without_complaints(open_page, signed_in, staff, shop):
    page = open_page(signed_in(staff))
    page.goto("/admin/leads/lead/")
    page.goto("/admin/")
    assert_looks_fine(page, DESK, PHONE)


def test_the_shop_of_the_demo_is_fine(open_page, db):
    create_project("Fern & Clay", demo.SLUG, owner_email="owner@fern.example", password="-", key="demo")
    page = open_page()
    page.goto("/demo/")
    assert_looks_fine(page, DESK, PHONE)
    page.get_by_role("button", name="Open the chat").click()
    page.frame_locator("iframe").get_by_role("button", name="Close the chat").wait_for()
    assert_looks_fine(page, DESK, PHONE)
