"""The search that answers while it is typed, and the button that copies a visitor ID."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.factories import LeadFactory

CONTACTS = "/p/fern/contacts/"


@pytest.fixture
def page(open_page, signed_in, agent, project):
    LeadFactory(project=project, full_name="Andrea", email="andrea1@gmail.com")
    LeadFactory(project=project, full_name="Andreas without an address")
    LeadFactory(project=project, full_name="Bo", email="bo@example.com")
    return open_page(signed_in(agent), permissions=["clipboard-read", "clipboard-write"])


def names(page):
    return page.locator("tbody th a")


def type_in_search(page, text):
    page.get_by_role("searchbox").press("End")
    page.get_by_role("searchbox").press_sequentially(text)


def test_typing_replaces_the_rows_and_the_address_but_not_the_page(page):
    page.goto(CONTACTS)
    page.evaluate("window.isStillTheSame = true")
    type_in_search(page, "andrea")
    expect(names(page)).to_have_text(["Andrea", "Andreas without an address"])
    expect(page).to_have_url(re.compile(r"/contacts/\?q=andrea$"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    type_in_search(page, "1@gmail.com")
    expect(names(page)).to_have_text(["Andrea"])
    assert page.evaluate("window.isStillTheSame")


def test_only_the_last_of_several_quick_searches_is_shown(page):
    page.goto(CONTACTS)
    type_in_search(page, "andrea")
    page.get_by_role("searchbox").fill("")
    type_in_search(page, "bo@")
    expect(names(page)).to_have_text(["Bo"])
    expect(page).to_have_url(re.compile(r"q=bo%40"))
    page.wait_for_load_state("networkidle")
    expect(names(page)).to_have_text(["Bo"])


def test_emptying_the_search_brings_everybody_back(page):
    page.goto(f"{CONTACTS}?q=bo")
    page.get_by_role("searchbox").fill("")
    expect(names(page)).to_have_count(3)


def test_what_is_found_can_be_filtered_and_what_is_filtered_can_be_searched(page):
    page.goto(f"{CONTACTS}?has_email=yes&sort=name")
    type_in_search(page, "andrea")
    expect(names(page)).to_have_text(["Andrea"])
    expect(page).to_have_url(re.compile(r"q=andrea&has_email=yes&sort=name$"))
    page.get_by_role("button", name="E-mail: Has e-mail").click()
    page.get_by_role("link", name="No e-mail").click()
    expect(names(page)).to_have_text(["Andreas without an address"])
    expect(page.get_by_role("searchbox")).to_have_value("andrea")


def test_a_search_survives_a_look_at_a_contact(page):
    page.goto(CONTACTS)
    type_in_search(page, "andreas")
    expect(names(page)).to_have_count(1)
    names(page).click()
    page.get_by_role("heading", name="Andreas without an address", level=1).wait_for()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("andreas")
    expect(names(page)).to_have_text(["Andreas without an address"])
    type_in_search(page, "x")
    expect(page.get_by_role("heading", name="Nobody matches “andreasx”")).to_be_visible()


def test_what_is_typed_is_only_text(page):
    page.goto(CONTACTS)
    type_in_search(page, "<b>%_' & co")
    expect(page.get_by_role("heading", name="Nobody matches “<b>%_' & co”")).to_be_visible()


def test_who_was_signed_out_meanwhile_is_sent_to_the_login(page):
    page.goto(CONTACTS)
    Session.objects.all().delete()
    type_in_search(page, "andrea")
    expect(page).to_have_url(re.compile("/login/"))
    expect(page.get_by_label("Password")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)


def test_a_visitor_id_is_copied(page, project):
    lead = LeadFactory(project=project)
    page.goto(lead.get_absolute_url())
    page.get_by_role("button", name=f"Copy visitor ID {lead.short_id}").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == str(lead.visitor_id)
