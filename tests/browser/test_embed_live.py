"""A chat in a website goes on by itself: what an agent writes is there, in the panel or on its bubble."""

import pytest
from playwright.sync_api import expect

from conversations.models import Conversation
from conversations.post import reply
from tests.browser.embedding import CLOSE, OPEN, chat_in, open_chat, write_first
from tests.browser.site import STRICT

# All alike, so that they run in one row and their servers serve all of them.
pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "Is the moss glaze dishwasher safe?"
MINUTE = 60_000


def said(chat):
    return chat.locator("#messages li[id^=m] > p")


def close_chat(page):
    chat_in(page).get_by_role("button", name=CLOSE).click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def answer(agent, body):
    reply(Conversation.objects.get(), agent, body)


@pytest.fixture
def streams():
    """How each stream that the shop's page asked for was answered."""
    return []


@pytest.fixture
def shop(person, crm, site, project, streams):
    """A page of a shop on another site than the chat's, in a browser that blocks third-party cookies."""
    site.policy = STRICT.format(crm=crm.at())
    site.put(crm.snippet(project))
    with person(third_party_cookies=False) as page:
        page.on("response", lambda response: "/live/" in response.url and streams.append(response.status))
        page.clock.install()
        page.goto(f"{site.at('shop.test')}/")
        write_first(open_chat(page), QUESTION)
        yield page


def test_a_reply_appears_in_the_open_panel(shop, agent, streams):
    chat = chat_in(shop)
    shop.frames[1].evaluate("window.isStillTheSame = true")
    with shop.expect_response("**/seen/"):
        answer(agent, "It is.")
    expect(said(chat)).to_have_text([QUESTION, "It is."])
    assert not Conversation.objects.with_news().exists()
    chat.get_by_label("Write a message").fill("And the oven?")
    chat.get_by_role("button", name="Send").click()
    expect(said(chat)).to_have_text([QUESTION, "It is.", "And the oven?"])
    expect(chat.locator(".pending")).to_have_count(0)
    close_chat(shop)
    expect(shop.locator(".badge")).to_be_hidden()
    assert shop.frames[1].evaluate("window.isStillTheSame")
    assert streams == [200]


def test_a_reply_to_a_closed_panel_shows_on_the_bubble_and_is_seen_when_it_opens(shop, agent):
    close_chat(shop)
    answer(agent, "It is.")
    expect(shop.get_by_role("button", name=f"{OPEN}. New replies: 1")).to_be_visible()
    expect(shop.locator(".badge")).to_have_text("1")
    assert Conversation.objects.with_news().exists()
    with shop.expect_response("**/seen/"):
        chat = open_chat(shop)
    expect(said(chat)).to_have_text([QUESTION, "It is."])
    assert not Conversation.objects.with_news().exists()
    close_chat(shop)
    expect(shop.get_by_role("button", name=OPEN, exact=True)).to_be_visible()
    expect(shop.locator(".badge")).to_be_hidden()


def test_the_bubble_of_a_page_where_the_chat_was_not_opened_asks_once_a_minute(shop, agent):
    close_chat(shop)
    with shop.expect_response("**/news.json"):
        shop.reload()
    answer(agent, "It is.")
    expect(shop.locator(".badge")).to_be_hidden()
    shop.clock.run_for(1.3 * MINUTE)
    expect(shop.locator(".badge")).to_have_text("1")
    chat = open_chat(shop)
    chat.get_by_role("link", name="New reply").click()
    expect(said(chat)).to_have_text([QUESTION, "It is."])
    close_chat(shop)
    expect(shop.locator(".badge")).to_be_hidden()


def test_the_list_of_conversations_follows_without_being_loaded_again(shop, agent):
    chat = chat_in(shop)
    chat.get_by_role("link", name="All conversations").click()
    expect(chat.locator(".chat-list .status")).to_have_text("Open")
    shop.frames[1].evaluate("window.isStillTheSame = true")
    close_chat(shop)
    answer(agent, "It is.")
    expect(shop.locator(".badge")).to_have_text("1")
    expect(open_chat(shop).locator(".chat-list .status")).to_have_text("New reply")
    chat.get_by_label("Message").fill("And the oven?")
    assert shop.frames[1].evaluate("window.isStillTheSame")


def test_a_reply_in_another_conversation_leads_to_all_of_them(shop, agent):
    chat = chat_in(shop)
    chat.get_by_role("link", name="All conversations").click()
    chat.get_by_label("Message").fill("And the chalk glaze?")
    chat.get_by_role("button", name="Start a new conversation").click()
    expect(said(chat)).to_have_text(["And the chalk glaze?"])
    close_chat(shop)
    reply(Conversation.objects.earliest("id"), agent, "It is.")
    expect(shop.locator(".badge")).to_have_text("1")
    expect(open_chat(shop).get_by_role("link", name="New reply")).to_be_visible()


def test_without_a_cookie_a_conversation_goes_on_by_asking(person, plain, plain_site, project, agent):
    plain_site.put(plain.snippet(project))
    with person() as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.clock.install()
        page.goto(f"{plain_site.at('shop.test')}/")
        chat = open_chat(page)
        write_first(chat, QUESTION)
        page.frames[1].evaluate("window.isStillTheSame = true")
        answer(agent, "It is.")
        with page.expect_response("**/seen/"):
            page.clock.run_for(21_000)
        expect(said(chat)).to_have_text([QUESTION, "It is."])
        assert not Conversation.objects.with_news().exists()
        with page.expect_response("**/typing/") as typing:
            chat.get_by_label("Write a message").fill("And the oven?")
        assert typing.value.status == 204
        chat.get_by_role("button", name="Send").click()
        expect(said(chat)).to_have_text([QUESTION, "It is.", "And the oven?"])
        expect(chat.locator(".pending")).to_have_count(0)
        close_chat(page)
        answer(agent, "Both are fine.")
        page.clock.run_for(1.2 * MINUTE)
        expect(page.locator(".badge")).to_have_text("1")
        assert Conversation.objects.with_news().exists()
        assert page.frames[1].evaluate("window.isStillTheSame && !document.cookie")
        with page.expect_response("**/seen/"):
            open_chat(page)
        expect(said(chat)).to_have_count(4)
        chat.get_by_role("link", name="All conversations").click()
        expect(chat.locator(".chat-list .status")).to_have_text("Open")
        answer(agent, "One more thing.")
        page.clock.run_for(21_000)
        expect(chat.locator(".chat-list .status")).to_have_text("New reply")
    assert not [address for address in asked if "/live/" in address]
    assert Conversation.objects.get().messages.filter(kind="visitor").count() == 2
