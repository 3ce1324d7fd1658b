"""Many threads and one browser: what the locks and constraints are for, through the real pages."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from conversations.models import Attempt, Conversation, Message
from leads.models import Lead, ProfileValue
from tests.conftest import Browser

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_POSTS, POSTS = 50, 20


def at_once(visitor, jobs):
    """Call each job with a browser of its own that holds the visitor's cookie, all at the same moment."""
    barrier = Barrier(len(jobs))

    def run(job):
        browser = Browser()
        browser.cookies["visitor"] = visitor.cookies["visitor"].value
        barrier.wait(timeout=20)
        try:
            return job(browser)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return [future.result() for future in [threads.submit(run, job) for job in jobs]]


def test_fifty_first_messages_of_one_browser_make_one_lead(visitor):
    visitor.look()

    answers = at_once(visitor, [lambda browser: browser.start("Hello")] * FIRST_POSTS)

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.url for answer in answers}) == FIRST_POSTS
    lead = Lead.objects.get()
    assert (lead.contact, lead.email) == (lead, "andrea1@gmail.com")
    assert lead.conversations.count() == Conversation.objects.count() == FIRST_POSTS
    assert Message.objects.count() == FIRST_POSTS
    assert ProfileValue.objects.filter(is_current=True).count() == 2
    assert Attempt.objects.count() == FIRST_POSTS


@pytest.mark.parametrize("is_known", [False, True])
def test_one_form_sent_fifty_times_at_once_opens_one_conversation(visitor, is_known):
    visitor.look()
    if is_known:
        visitor.start("An earlier one")
    client_id = str(uuid4())

    answers = at_once(visitor, [lambda browser: browser.start(client_id=client_id)] * FIRST_POSTS)

    assert {(answer.status_code, answer.url) for answer in answers} == {(303, answers[0].url)}
    assert Message.objects.count() == 1 + is_known
    assert Conversation.objects.count() == 1 + is_known


def test_twenty_messages_at_once_stand_in_a_row_without_a_gap(chat):
    bodies = [f"Message {number}" for number in range(POSTS)]

    answers = at_once(chat, [lambda browser, body=body: browser.say(chat.thread, body) for body in bodies])

    assert {answer.status_code for answer in answers} == {303}
    conversation = Conversation.objects.get()
    assert [message.seq for message in conversation.messages.all()] == list(range(1, POSTS + 2))
    assert {message.body for message in conversation.messages.filter(seq__gt=1)} == set(bodies)
    assert (conversation.last_seq, conversation.message_count) == (POSTS + 1, POSTS + 1)
    assert conversation.snippet == conversation.messages.last().body


def test_one_message_sent_twenty_times_at_once_is_one_message(chat):
    client_id = str(uuid4())

    answers = at_once(chat, [lambda browser: browser.say(chat.thread, "Once", client_id=client_id)] * POSTS)

    assert {(answer.status_code, answer.url) for answer in answers} == {(303, f"{chat.thread}#m2")}
    assert Conversation.objects.get().messages.filter(body="Once").count() == 1


def test_a_closed_conversation_reopens_once_for_many_messages_at_once(chat, agent, signed_in):
    pk = Conversation.objects.get().pk
    signed_in(agent).post(f"/p/fern/conversations/{pk}/closure/")

    at_once(chat, [lambda browser: browser.say(chat.thread)] * POSTS)

    assert Message.objects.filter(event="reopened").count() == 1
    assert Conversation.objects.get().status == "open"
