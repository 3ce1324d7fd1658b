from datetime import timedelta

from django.utils import timezone

from conversations.close import close, reopen
from conversations.post import reply


def test_closing_ends_the_waiting_and_says_so_in_the_thread(conversation, agent):
    at = timezone.now() + timedelta(minutes=1)

    closed = close(conversation, agent, at=at)

    conversation.refresh_from_db()
    assert closed == conversation
    assert (conversation.status, conversation.closed_at, conversation.waiting_since) == ("closed", at, None)
    event = conversation.messages.last()
    assert (event.kind, event.event, event.author, event.body) == ("event", "closed", agent, "")
    assert (event.seq, event.created_at, conversation.last_seq) == (2, at, 2)


def test_an_event_is_no_message_in_any_count_or_list(conversation, agent):
    close(conversation, agent)

    closed = type(conversation).objects.get()
    assert closed.message_count == 1
    assert closed.snippet == conversation.snippet
    assert closed.last_message_at == conversation.last_message_at


def test_closing_again_changes_nothing(conversation, agent, admin, nothing_written):
    first = close(conversation, agent).closed_at

    with nothing_written():
        again = close(conversation, admin)

    assert again.closed_at == first


def test_who_closes_with_an_old_copy_closes_what_is_there_now(conversation, agent):
    old = type(conversation).objects.get()
    reply(conversation, agent, "It is!")

    close(old, agent)

    conversation.refresh_from_db()
    assert (conversation.status, conversation.assignee, conversation.snippet) == ("closed", agent, "It is!")
    assert conversation.messages.last().seq == conversation.last_seq == 4


def test_reopening_says_who_did_it_and_keeps_the_assignee(conversation, agent, admin):
    reply(conversation, agent, "It is!")
    close(conversation, agent)

    reopen(conversation, admin)

    conversation.refresh_from_db()
    assert (conversation.status, conversation.closed_at) == ("open", None)
    assert conversation.assignee == agent
    event = conversation.messages.last()
    assert (event.kind, event.event, event.author) == ("event", "reopened", admin)


def test_reopening_what_is_open_changes_nothing(conversation, agent, nothing_written):
    with nothing_written():
        reopen(conversation, agent)
