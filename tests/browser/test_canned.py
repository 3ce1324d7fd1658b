"""Canned replies by the keyboard alone."""

import pytest
from playwright.sync_api import expect

from conversations.models import Conversation


@pytest.fixture
def page(open_page, signed_in, agent, shop, project):
    for shortcut in ("hello", "help", "thanks"):
        project.canned_replies.create(shortcut=shortcut, text=f"{shortcut} from {{agent_name}}")
    page = open_page(signed_in(agent))
    page.goto(Conversation.objects.filter(project=project).first().get_absolute_url())
    page.get_by_label("Write a reply").focus()
    return page


def offered(page):
    return page.locator("#canned-menu a[data-shortcut]:visible b")


def test_a_slash_opens_the_menu_typing_filters_it_and_enter_takes_the_first(page):
    reply = page.get_by_label("Write a reply")
    page.keyboard.type("/")
    expect(offered(page)).to_have_text(["/hello", "/help", "/thanks"])

    page.keyboard.type("hel")
    expect(offered(page)).to_have_text(["/hello", "/help"])
    page.keyboard.press("Enter")

    expect(reply).to_have_value("hello from Maya")
    expect(reply).to_be_focused()
    expect(offered(page)).to_have_count(0)


def test_the_arrows_walk_through_it_and_escape_closes_it(page):
    reply = page.get_by_label("Write a reply")
    page.keyboard.type("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(reply).to_have_value("help from Maya")

    reply.fill("")
    page.keyboard.type("/")
    page.keyboard.press("Escape")
    expect(offered(page)).to_have_count(0)
    expect(reply).to_have_value("/")


def test_a_slash_within_a_sentence_is_a_slash(page):
    page.keyboard.type("and/or")
    expect(offered(page)).to_have_count(0)
    page.get_by_label("Write a reply").fill("/unknown")
    expect(offered(page)).to_have_count(0)
