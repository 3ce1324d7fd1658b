"""Writing in the chat: a message appears without a page load, and one that is refused is kept."""

import pytest
from playwright.sync_api import expect

from conversations import limits
from conversations.models import Conversation, Message
from leads.models import Lead

BOX = "Write a message"


@pytest.fixture
def thread(open_page, visitor):
    path = visitor.start("Is the moss glaze dishwasher safe?")["Location"]
    page = open_page(visitor)
    page.goto(path)
    return page


def send(page, text):
    page.get_by_label(BOX).fill(text)
    page.get_by_role("button", name="Send").click()


def test_a_message_appears_once_and_the_box_is_ready_for_the_next(thread):
    thread.evaluate("window.isStillTheSame = true")
    send(thread, "One more thing")
    expect(thread.locator("li.mine p")).to_have_text(["Is the moss glaze dishwasher safe?", "One more thing"])
    expect(thread.get_by_label(BOX)).to_have_value("")
    expect(thread.get_by_label(BOX)).to_be_focused()
    send(thread, "One more thing")
    expect(thread.locator("li.mine:not(.pending)")).to_have_count(3)
    assert thread.evaluate("window.isStillTheSame")
    assert Message.objects.count() == 3
    thread.reload()
    expect(thread.locator("li.mine")).to_have_count(3)


def test_what_is_typed_while_a_message_is_on_its_way_stays(thread):
    box = thread.get_by_label(BOX)
    with thread.expect_request("**/messages/"):
        send(thread, "One more thing")
        box.press_sequentially(": the lid")
    expect(thread.locator("li.mine")).to_have_count(2)
    expect(box).to_have_value(": the lid")


def test_a_message_that_is_too_long_is_kept_and_says_so(thread, complaints):
    text = "x" * 10_001
    send(thread, text)
    expect(thread.get_by_role("alert")).to_contain_text("10000 characters")
    expect(thread.get_by_label(BOX)).to_have_value(text)
    complaints.expect("422")

    send(thread, "Shorter")
    expect(thread.locator("li.mine p").last).to_have_text("Shorter")
    expect(thread.get_by_role("alert")).to_have_count(0)
    assert Message.objects.count() == 2


def test_a_message_over_the_limit_is_kept_and_says_when_to_try_again(thread, complaints):
    for _ in range(limits.MESSAGES.browser):
        limits.note(limits.MESSAGES, Lead.objects.get().visitor_id, "127.0.0.1")
    send(thread, "One more thing")
    expect(thread.get_by_role("alert")).to_contain_text("send it again in 1 minute")
    expect(thread.get_by_label(BOX)).to_have_value("One more thing")
    assert Message.objects.count() == 1
    complaints.expect("429")


def test_a_message_of_a_browser_that_lost_its_cookie_is_kept_and_says_so(thread, complaints):
    thread.context.clear_cookies()
    send(thread, "One more thing")
    expect(thread.get_by_role("alert")).to_contain_text("not sent")
    expect(thread.get_by_label(BOX)).to_have_value("One more thing")
    complaints.expect("404")


def test_a_message_sent_without_a_network_is_kept_and_says_so(thread, complaints):
    thread.context.set_offline(True)
    send(thread, "One more thing")
    expect(thread.locator(".pending.failed")).to_contain_text("Not sent.")
    complaints.expect("ERR_INTERNET_DISCONNECTED")

    thread.context.set_offline(False)
    expect(thread.locator("li.mine:not(.pending)")).to_have_count(2)
    assert Message.objects.count() == 2


def test_a_form_that_is_sent_twice_opens_one_conversation(open_page, project):
    page = open_page()
    page.goto("/chat/fern/")
    page.get_by_label("Full name").fill("Andrea")
    page.get_by_label("E-mail").fill("andrea1@gmail.com")
    page.get_by_label("Message").fill("Hello")
    page.get_by_role("button", name="Start chat").dblclick()
    expect(page.locator("li.mine p")).to_have_text("Hello")
    assert Conversation.objects.count() == 1


def test_a_form_with_an_error_keeps_what_was_typed(open_page, project, complaints):
    page = open_page()
    page.goto("/chat/fern/")
    page.get_by_label("Full name").fill("Andrea")
    page.get_by_label("E-mail").fill("andrea1")
    page.get_by_label("Message").fill("Hello")
    page.get_by_role("button", name="Start chat").click()
    expect(page.get_by_role("alert")).to_contain_text("What you wrote is still here")
    expect(page.get_by_label("Full name")).to_have_value("Andrea")
    expect(page.get_by_label("E-mail")).to_have_value("andrea1")
    expect(page.get_by_label("Message")).to_have_value("Hello")
    complaints.expect("422")
