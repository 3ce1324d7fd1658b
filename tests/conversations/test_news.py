"""What the bubble asks while the chat is closed."""

import pytest

from conversations.models import Conversation
from conversations.post import reply
from tests.factories import ConversationFactory

NEWS, BELL = "/chat/fern/news.json", "/chat/fern/bell/"


def test_it_names_the_conversations_with_a_reply_that_was_not_seen(chat, agent, browser_of):
    chat.start("And the chalk glaze?")
    assert chat.get(NEWS).json() == {"unread": {}, "is_known": True, "has_cookie": True}
    for conversation in Conversation.objects.all():
        reply(conversation, agent, "It is.")
        reply(conversation, agent, "It is, too.")
    first, second = Conversation.objects.order_by("id")
    last = {str(conversation.public_id): conversation.replied_seq for conversation in (first, second)}
    assert chat.get(NEWS).json()["unread"] == last
    chat.get(chat.thread)
    assert chat.get(NEWS).json()["unread"] == {str(second.public_id): second.replied_seq}
    assert browser_of().get(NEWS).json()["unread"] == {}


def test_it_names_so_many_only(chat, agent):
    lead = chat.conversation.lead
    for _ in range(101):
        ConversationFactory(project=lead.project, lead=lead, replied_seq=1)
    Conversation.objects.update(replied_seq=1)
    assert len(chat.get(NEWS).json()["unread"]) == 99


@pytest.mark.parametrize("address", [NEWS, BELL])
def test_looking_leaves_no_trace(browser_of, project, nothing_written, address):
    new = browser_of()
    with nothing_written():
        response = new.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "visitor-token" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_new_browser_is_told_that_it_has_no_cookie(browser_of, project):
    new = browser_of()
    assert new.get(NEWS).json() == {"unread": {}, "is_known": False, "has_cookie": False}
    new.look()
    assert new.get(NEWS).json() == {"unread": {}, "is_known": False, "has_cookie": True}


def test_news_are_three_queries(chat, queries_of):
    assert queries_of(lambda: chat.get(NEWS)) == 3


@pytest.mark.parametrize("address", [NEWS, BELL])
def test_another_site_hears_nothing(chat, project, address):
    project.allowed_sites = ["https://www.fern.example"]
    project.save()
    framed = {"Sec-Fetch-Dest": "iframe", "Referer": "https://evil.example/"}
    assert chat.get(address, headers=framed).status_code == 403
