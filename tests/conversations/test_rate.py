"""A closed conversation asks its visitor how it was; agents see what they said."""

import re
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from conversations import limits
from conversations.close import close, reopen
from conversations.models import Conversation, Doorbell, Message, Rating
from conversations.post import reply
from conversations.rate import NotNow, rate
from conversations.signed import link_token
from tests.conversations.markup import asked, control, html

ASKS = "How was this conversation?"


@pytest.fixture
def closed(chat, agent):
    """The browser of a visitor whose conversation was answered and closed."""
    reply(chat.conversation, agent, "It is!")
    chat.conversation = close(chat.conversation, agent)
    return chat


def say(browser, **data):
    return browser.post(f"{browser.thread}rating/", data)


def scores():
    return list(Rating.objects.order_by("pk").values_list("score", "comment", "is_current"))


def test_a_visitor_rates_what_was_closed(closed):
    page = closed.get(closed.thread)
    assert ASKS in html(page)
    assert asked(page) == ["score", "comment", "body"]

    answer = say(closed, score="5", comment="So kind,\nand quick")

    assert (answer.status_code, answer.url) == (303, f"{closed.thread}#rating")
    assert scores() == [(5, "So kind,\nand quick", True)]
    page = html(closed.get(closed.thread))
    assert "You rated this 5 of 5: Very good. Thank you." in page
    assert re.search(r'value="5"[^>]* checked', page)


def test_the_words_are_optional(closed):
    say(closed, score="1")
    assert scores() == [(1, "", True)]


def test_it_asks_only_for_what_was_answered_and_closed(chat, agent):
    assert ASKS not in html(chat.get(chat.thread))
    close(chat.conversation, agent)
    assert ASKS not in html(chat.get(chat.thread))


def test_the_open_page_of_the_visitor_is_asked_when_it_is_closed(closed):
    news = closed.get(f"{closed.thread}news/", {"after": "2", "status": "open"})
    assert ASKS in html(news)


def test_it_may_be_changed_while_closed(closed):
    say(closed, score="5", comment="Good")
    say(closed, score="2")
    assert scores() == [(5, "Good", False), (2, "", True)]
    assert Conversation.objects.get().rated == 2


def test_the_same_again_is_said_once(closed):
    for _ in range(2):
        say(closed, score="4", comment="Good")
    assert scores() == [(4, "Good", True)]
    assert Message.objects.filter(event="rated").count() == 1


def test_reopening_keeps_it_and_the_next_closing_asks_again(closed, agent):
    say(closed, score="4")
    reopen(closed.conversation, agent)
    assert ASKS not in html(closed.get(closed.thread))
    assert scores() == [(4, "", False)]
    assert Conversation.objects.get().rated == 4

    close(closed.conversation, agent)
    page = html(closed.get(closed.thread))
    assert ASKS in page
    assert "You rated this" not in page
    say(closed, score="3")
    assert scores() == [(4, "", False), (3, "", True)]


@pytest.mark.parametrize("score", ["", "0", "6", "five", "4.5", "5\x00", "９" * 500])
def test_a_score_that_is_none_is_refused_at_its_place(closed, score, nothing_written):
    with nothing_written():
        page = say(closed, score=score, comment="These words stay")
    assert page.status_code == 422
    assert "Choose one of the five." in html(page)
    assert "These words stay" in control(page, "comment")
    assert scores() == []


def test_too_many_words_are_refused_at_their_place(closed):
    page = say(closed, score="4", comment="x" * 10_001)
    assert page.status_code == 422
    assert "comment" in page.context["rating_form"].errors
    assert re.search(r'value="4"[^>]* checked', html(page))
    assert scores() == []
    say(closed, score="4", comment="x" * 10_000)
    assert len(Rating.objects.get().comment) == 10_000


def test_what_is_open_is_not_rated_and_the_words_stay(closed, agent):
    reopen(closed.conversation, agent)
    page = say(closed, score="4", comment="These words stay")
    assert page.status_code == 409
    assert "once it is closed" in html(page)
    assert "These words stay" in control(page, "comment")
    assert scores() == []


def test_what_was_never_answered_is_not_rated(chat, agent):
    close(chat.conversation, agent)
    assert say(chat, score="1").status_code == 409
    with pytest.raises(NotNow):
        rate(chat.conversation, 1)


def test_nobody_rates_anothers_conversation(closed, browser_of):
    stranger = browser_of("fern")
    stranger.start("A question of my own", email="other@x.example")
    assert stranger.post(f"{closed.thread}rating/", {"score": "1"}).status_code == 404
    assert scores() == []


def test_the_link_of_a_mail_does_not_ask(closed):
    from_mail = Client().get(f"/chat/fern/letters/{link_token(closed.conversation)}/")
    assert from_mail.status_code == 200
    assert ASKS not in html(from_mail)


def test_too_many_ratings_wait(closed, monkeypatch):
    monkeypatch.setattr(limits, "MESSAGES", replace(limits.MESSAGES, browser=2))
    assert [say(closed, score=score).status_code for score in "12"] == [303, 303]
    page = say(closed, score="3", comment="These words stay")
    assert page.status_code == 429
    assert "Nothing is lost" in html(page)
    assert "These words stay" in control(page, "comment")
    assert scores()[-1] == (2, "", True)


def test_the_database_holds_the_five_and_one_that_is_current(closed):
    rating = rate(closed.conversation, 5)
    other = Message.objects.exclude(pk=rating.message_id).first()
    for wrong in ({"score": 6, "is_current": False}, {"score": 0, "is_current": False}, {"score": 4}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.create(conversation=closed.conversation, message=other, **wrong)


def test_agents_hear_and_see_it(closed, agent, signed_in):
    say(closed, score="5", comment="<b>So kind</b>")

    bell = Doorbell.objects.order_by("pk").last()
    assert (bell.kind, bell.for_visitor) == ("message", False)
    client, conversation = signed_in(agent), closed.conversation
    for page in (
        client.get(f"/p/fern/conversations/{conversation.pk}/"),
        client.get(f"/p/fern/conversations/{conversation.pk}/news/", {"after": bell.seq - 1}),
    ):
        assert "The visitor rated this 5 of 5: Very good" in html(page)
        assert "&lt;b&gt;So kind&lt;/b&gt;" in html(page)
    assert "Rated 5 of 5" in html(client.get("/p/fern/conversations/?queue=closed"))
    assert "Rated 5 of 5" in html(client.get(f"/p/fern/contacts/{conversation.lead_id}/"))


def test_the_thread_says_each_rating_as_it_was(closed, agent, signed_in):
    say(closed, score="5")
    say(closed, score="2")
    page = html(signed_in(agent).get(f"/p/fern/conversations/{closed.conversation.pk}/"))
    assert "rated this 5 of 5" in page
    assert "rated this 2 of 5" in page


def test_the_thread_costs_the_same_however_often_it_was_rated(closed, agent, signed_in, queries_of):
    client, address = signed_in(agent), f"/p/fern/conversations/{closed.conversation.pk}/"
    say(closed, score="1")
    client.get(address)
    few = queries_of(lambda: client.get(address))
    for score in "2345":
        say(closed, score=score)
    client.get(address)
    assert queries_of(lambda: client.get(address)) == few
