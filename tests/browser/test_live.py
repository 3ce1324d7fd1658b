"""Two browsers and the real server: what one says, the other shows, whatever happens to the line between."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from conversations import post
from conversations.close import close
from conversations.models import Conversation, Doorbell, Message
from tests.crm.production import Server

pytestmark = pytest.mark.django_db(transaction=True)

BOX, REPLY = "Write a message", "Write a reply"


@pytest.fixture(scope="module")
def server(static_root, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        running = Server(
            static_root,
            lives=900,
            SECRET_KEY=settings.SECRET_KEY,
            ALLOWED_HOSTS="127.0.0.1",
            WEB_CONCURRENCY="2",
            GUNICORN_CMD_ARGS="--access-logfile=/dev/null",  # nobody reads it here: it would fill up
        )
    yield running
    assert running.end() == 0


@pytest.fixture
def address(server):
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def conversation(visitor):
    visitor.thread = visitor.start("Is the moss glaze dishwasher safe?").url
    return Conversation.objects.get()


@pytest.fixture
def outside(open_page, visitor, conversation):
    """The visitor's page."""
    page = open_page(visitor)
    page.goto(visitor.thread)
    return page


@pytest.fixture
def inside(open_page, signed_in, agent, conversation):
    """The agent's page."""
    page = open_page(signed_in(agent))
    page.goto(conversation.get_absolute_url())
    return page


def say(page, text):
    page.get_by_label(BOX).fill(text)
    page.get_by_role("button", name="Send").click()


def answer(page, text):
    page.get_by_label(REPLY).fill(text)
    page.get_by_role("button", name="Send reply").click()


def said(page):
    return page.locator("#messages li[id^=m] > p:not(.meta)")


def test_two_browsers_talk(outside, inside, conversation):
    outside.evaluate("window.isStillTheSame = true")
    say(outside, "And the oven?")
    expect(said(inside)).to_have_text(["Is the moss glaze dishwasher safe?", "And the oven?"])
    answer(inside, "Both are fine.")
    everything = ["Is the moss glaze dishwasher safe?", "And the oven?", "Both are fine."]
    expect(said(outside)).to_have_text(everything)
    expect(said(inside)).to_have_text(everything)
    expect(inside.locator("#messages")).to_contain_text("Maya took this")
    expect(inside.locator("#messages")).to_contain_text("· Seen")
    expect(outside.locator("#messages")).to_contain_text("· Seen")
    expect(outside.locator(".pending")).to_have_count(0)
    assert outside.evaluate("window.isStillTheSame")


def test_each_sees_that_the_other_is_writing(outside, inside):
    outside.get_by_label(BOX).press_sequentially("And the")
    expect(inside.locator("[data-typing]")).to_be_visible()
    inside.get_by_label(REPLY).press_sequentially("Both")
    expect(outside.locator("[data-typing]")).to_be_visible()
    inside.get_by_role("button", name="Send reply").click()
    expect(said(outside)).to_have_count(2)
    expect(outside.locator("[data-typing]")).to_be_hidden()


def test_a_note_is_shown_to_colleagues_only(open_page, outside, inside, admin, signed_in, conversation):
    colleague = open_page(signed_in(admin))
    colleague.goto(conversation.get_absolute_url())
    inside.get_by_label("Internal note").check()
    inside.get_by_label(REPLY).fill("Between us: a difficult one")
    inside.get_by_role("button", name="Add note").click()
    expect(colleague.locator("li.internal")).to_contain_text("Between us")
    post.reply(conversation, admin, "It is.")
    expect(said(outside)).to_have_text(["Is the moss glaze dishwasher safe?", "It is."])
    assert "Between us" not in outside.content()


def test_the_list_the_counts_and_the_tab_follow(inside, browser_of):
    inside.goto("/p/fern/conversations/")
    expect(inside).to_have_title(re.compile(r"^\(1\) "))
    other = browser_of("fern")
    other.start("Do you ship to Norway?", full_name="Ines", email="ines@example.com")
    first = inside.locator(".inbox-list li").first
    expect(first).to_contain_text("Ines")
    expect(first).to_have_class("unread")
    expect(inside.locator(".rail .count")).to_contain_text("2")
    expect(inside.locator(".tabs a", has_text="Unassigned")).to_contain_text("2")
    expect(inside).to_have_title(re.compile(r"^\(2\) "))


def test_the_home_of_the_chat_shows_that_there_is_an_answer(outside, visitor, conversation, agent):
    outside.goto(visitor.chat)
    post.reply(conversation, agent, "It is.")
    expect(outside.locator(".chat-list .status")).to_have_text("New reply")
    expect(outside).to_have_title(re.compile(r"^\(1\) "))


def test_ten_tabs_share_one_stream_and_all_follow(open_page, visitor, conversation, agent):
    streams, outside = [], open_page(visitor)
    outside.context.on("request", lambda request: "/live/" in request.url and streams.append(request.url))
    tabs = [outside.context.new_page() for _ in range(9)]
    for tab in [outside, *tabs]:
        tab.goto(visitor.thread)
    post.reply(conversation, agent, "It is.")
    for tab in [outside, *tabs]:
        expect(said(tab)).to_have_count(2)
    assert len(streams) == 1
    outside.close()
    post.reply(conversation, agent, "And the oven, too.")
    for tab in tabs:
        expect(said(tab)).to_have_count(3)
    assert len(streams) == 2


def test_where_streams_are_blocked_both_ask_now_and_then(
    open_page, visitor, agent, signed_in, conversation, complaints
):
    pages = []
    for client, path in ((visitor, visitor.thread), (signed_in(agent), conversation.get_absolute_url())):
        page = open_page(client)
        page.route("**/live/**", lambda route: route.abort())
        page.clock.install()
        page.goto(path)
        page.clock.run_for(3_000)
        pages.append(page)
    outside, inside = pages
    complaints.expect("ERR_FAILED")
    say(outside, "And the oven?")
    expect(said(outside)).to_have_count(2)
    inside.clock.run_for(21_000)
    expect(said(inside)).to_have_count(2)
    answer(inside, "Both are fine.")
    expect(said(inside)).to_have_count(3)
    outside.clock.run_for(21_000)
    expect(said(outside)).to_have_count(3)


def test_half_a_minute_without_a_network_loses_nothing_and_doubles_nothing(outside, inside, complaints):
    say(outside, "Before")
    expect(said(inside)).to_have_count(2)
    for page in (outside, inside):
        page.clock.install()
    outside.context.set_offline(True)
    inside.context.set_offline(True)
    say(outside, "Written offline")
    say(outside, "And one more")
    answer(inside, "An answer without a network")
    expect(outside.locator(".pending.failed")).to_have_count(2)
    expect(inside.locator(".pending.failed")).to_have_count(1)
    for page in (outside, inside):
        page.clock.run_for(30_000)
    assert Message.objects.filter(kind="visitor").count() == 2
    outside.context.set_offline(False)
    inside.context.set_offline(False)
    for page in (outside, inside):
        expect(page.locator(".pending")).to_have_count(0)
        expect(said(page)).to_have_count(5)
    mine = ["Is the moss glaze dishwasher safe?", "Before", "Written offline", "And one more"]
    expect(outside.locator("li.mine > p")).to_have_text(mine)
    assert [m.body for m in Message.objects.filter(kind="visitor").order_by("seq")] == mine
    assert said(outside).all_text_contents() == [
        m.body for m in Message.objects.exclude(kind="event").order_by("seq")
    ]
    assert said(inside).all_text_contents() == said(outside).all_text_contents()
    complaints.expect("ERR_INTERNET_DISCONNECTED")


def test_a_message_that_failed_is_tried_again_by_hand_and_is_one(outside, complaints):
    lost = []

    def lose(route):
        lost.append(route.fetch())  # it arrives, and the answer gets lost
        route.abort()

    # Else it might be tried again by itself meanwhile.
    outside.route("**/live/**", lambda route: route.abort())
    outside.clock.install()
    outside.reload()
    outside.clock.run_for(3_000)
    outside.route("**/messages/", lose, times=1)
    outside.route("**/news/**", lambda route: route.abort(), times=3)
    say(outside, "And the oven?")
    failed = outside.locator(".pending.failed")
    expect(failed).to_contain_text("Not sent.")
    failed.get_by_role("button", name="Try again").click()
    expect(outside.locator(".pending")).to_have_count(0)
    expect(said(outside)).to_have_count(2)
    assert Message.objects.filter(body="And the oven?").count() == len(lost) == 1
    complaints.expect("ERR_FAILED")


def test_what_was_not_sent_and_what_was_typed_survive_a_reload(outside, complaints):
    outside.route("**/messages/", lambda route: route.abort())
    say(outside, "Not sent yet")
    expect(outside.locator(".pending.failed")).to_have_count(1)
    outside.get_by_label(BOX).press_sequentially("Half a sent")
    outside.unroute_all()
    outside.reload()
    expect(said(outside)).to_have_text(["Is the moss glaze dishwasher safe?", "Not sent yet"])
    expect(outside.get_by_label(BOX)).to_have_value("Half a sent")
    outside.get_by_role("button", name="Send").click()
    expect(said(outside)).to_have_count(3)
    outside.reload()
    expect(outside.get_by_label(BOX)).to_have_value("")
    complaints.expect("ERR_FAILED")


def test_a_note_that_was_begun_comes_back_as_a_note(inside):
    inside.get_by_label("Internal note").check()
    inside.get_by_label(REPLY).press_sequentially("Between us")
    inside.reload()
    expect(inside.get_by_label(REPLY)).to_have_value("Between us")
    expect(inside.get_by_label("Internal note")).to_be_checked()
    inside.get_by_role("button", name="Add note").click()
    expect(inside.locator("li.internal:not(.pending)")).to_have_count(1)
    expect(inside.get_by_label("Internal note")).not_to_be_checked()


def test_a_draft_of_an_agent_is_gone_with_their_session(inside, conversation, admin, signed_in, address):
    inside.get_by_label(REPLY).press_sequentially("Half a reply")
    inside.reload()
    expect(inside.get_by_label(REPLY)).to_have_value("Half a reply")
    inside.get_by_role("button", name="Account menu").click()
    inside.get_by_role("button", name="Sign out").click()
    expect(inside.get_by_role("button", name="Sign in")).to_be_visible()
    assert inside.evaluate("Object.keys(localStorage)") == []
    cookies = signed_in(admin).cookies.values()
    inside.context.add_cookies([{"name": c.key, "value": c.value, "url": address} for c in cookies])
    inside.goto(conversation.get_absolute_url())
    expect(inside.get_by_label(REPLY)).to_have_value("")


def test_a_message_comes_once_to_a_screen_reader(outside, conversation, agent):
    log = outside.get_by_role("log")
    outside.evaluate(
        """() => {
            window.added = []
            const log = document.querySelector("[role=log]")
            new MutationObserver((changes) => {
                for (const change of changes) {
                    if (change.target.closest("[aria-live=off]")) continue
                    const lines = [...change.addedNodes].filter((node) => node.matches?.("li"))
                    window.added.push(...lines.map((line) => line.innerText))
                }
            }).observe(log, { childList: true, subtree: true })
        }"""
    )
    say(outside, "And the oven?")
    post.reply(conversation, agent, "Both are fine.")
    expect(log).to_contain_text("Both are fine.")
    expect(outside.locator(".pending")).to_have_count(0)
    assert [sum(text in line for line in outside.evaluate("window.added")) for text in ("oven", "Both")] == [
        1,
        1,
    ]


def test_nothing_but_ids_is_in_a_stream(outside, conversation, agent):
    post.reply(conversation, agent, "It is.")
    expect(said(outside)).to_have_count(2)
    assert {field.name for field in Doorbell._meta.fields} & {"body", "text", "name", "email"} == set()


def test_a_closed_conversation_asks_at_once_and_the_agent_hears_the_answer(
    inside, outside, conversation, agent
):
    post.reply(conversation, agent, "It is!")
    expect(outside.get_by_text("It is!")).to_be_visible()
    close(conversation, agent)
    scores = outside.get_by_role("group", name="How was this conversation?").get_by_role("radio")
    expect(scores).to_have_count(5)
    scores.first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Tab"):
        outside.keyboard.press(key)
    outside.keyboard.type("Kind, and quick")
    outside.keyboard.press("Tab")
    outside.keyboard.press("Enter")
    expect(outside.get_by_text("You rated this 4 of 5: Good. Thank you.")).to_be_visible()
    expect(inside.get_by_text("The visitor rated this 4 of 5: Good")).to_be_visible()
    expect(inside.get_by_text("Kind, and quick")).to_be_visible()
