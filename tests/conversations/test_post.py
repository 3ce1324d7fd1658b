from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from conversations.assign import NotAMember, assign
from conversations.close import close
from conversations.models import Message
from conversations.post import add_note, post_message, reply
from leads.models import Lead
from tests.factories import ConversationFactory, MembershipFactory

WRITERS = {
    "visitor": lambda conversation, author, body, **more: post_message(conversation, body, **more),
    "reply": reply,
    "note": add_note,
}


def story(conversation):
    """Return the thread as short lines: what was said, or which event it was."""
    return [message.event or f"{message.kind}: {message.body}" for message in conversation.messages.all()]


def test_a_visitors_message_is_added_and_summed_up(conversation):
    at = conversation.created_at + timedelta(minutes=5)

    message = post_message(conversation, "And is it\n  oven safe?", at=at)

    conversation.refresh_from_db()
    assert (message.seq, message.kind, message.body) == (2, "visitor", "And is it\n  oven safe?")
    assert (conversation.last_seq, conversation.message_count) == (2, 2)
    assert (conversation.snippet, conversation.snippet_is_ours) == ("And is it oven safe?", False)
    assert conversation.last_message_at == message.created_at == at


def test_an_unanswered_visitor_waits_since_their_first_message(conversation):
    post_message(conversation, "Hello?")

    conversation.refresh_from_db()
    assert conversation.waiting_since == conversation.created_at


def test_a_reply_ends_the_waiting_and_is_summed_up_as_ours(conversation, agent):
    at = conversation.created_at + timedelta(minutes=5)

    message = reply(conversation, agent, "It is!", at=at)

    conversation.refresh_from_db()
    assert (message.kind, message.author, message.body) == ("reply", agent, "It is!")
    assert (conversation.waiting_since, conversation.first_reply_at) == (None, at)
    assert conversation.last_seq == conversation.replied_seq == message.seq
    assert (conversation.message_count, conversation.last_message_at) == (2, at)
    assert (conversation.snippet, conversation.snippet_is_ours) == ("It is!", True)


def test_only_the_first_reply_is_the_first_reply_and_the_last_is_the_news(conversation, agent):
    first = reply(conversation, agent, "It is!")
    post_message(conversation, "Thanks. And the oven?")

    second = reply(conversation, agent, "That too.")

    conversation.refresh_from_db()
    assert conversation.first_reply_at == first.created_at
    assert conversation.replied_seq == second.seq


def test_a_visitor_who_writes_after_a_reply_waits_from_then_on(conversation, agent):
    reply(conversation, agent, "It is!")

    message = post_message(conversation, "And the oven?")

    conversation.refresh_from_db()
    assert conversation.waiting_since == message.created_at


def test_a_note_changes_nothing_that_lists_show(conversation, agent):
    shown = ["message_count", "snippet", "snippet_is_ours", "last_message_at", "waiting_since", "assignee_id"]
    before = [getattr(conversation, name) for name in shown]

    note = add_note(conversation, agent, "Asked this before.")

    conversation.refresh_from_db()
    assert (note.kind, note.author, note.seq, conversation.last_seq) == ("note", agent, 2, 2)
    assert [getattr(conversation, name) for name in shown] == before
    assert (conversation.replied_seq, conversation.first_reply_at) == (0, None)


def test_the_snippet_is_one_line_of_at_most_160_characters(conversation):
    post_message(conversation, "a \n\t b" + "🌱" * 200)

    conversation.refresh_from_db()
    assert conversation.snippet == ("a b" + "🌱" * 200)[:160]


def test_a_reply_takes_what_is_nobodys_and_says_so(conversation, agent):
    reply(conversation, agent, "It is!")

    conversation.refresh_from_db()
    assert conversation.assignee == agent
    assert story(conversation)[1:] == ["assigned", "reply: It is!"]


def test_a_reply_takes_nothing_away_from_a_colleague(conversation, agent, admin):
    assign(conversation, admin, admin)

    reply(conversation, agent, "It is!")

    conversation.refresh_from_db()
    assert conversation.assignee == admin


def test_a_visitors_message_reopens_a_closed_conversation_for_its_agent(conversation, agent):
    reply(conversation, agent, "It is!")
    close(conversation, agent)

    message = post_message(conversation, "One more thing")

    conversation.refresh_from_db()
    assert (conversation.status, conversation.closed_at) == ("open", None)
    assert (conversation.assignee, conversation.waiting_since) == (agent, message.created_at)
    assert story(conversation)[-3:] == ["closed", "reopened", "visitor: One more thing"]
    assert conversation.messages.get(event="reopened").author is None


def test_a_reply_reopens_a_closed_conversation_in_its_agents_name(conversation, agent):
    close(conversation, agent)

    reply(conversation, agent, "I looked it up")

    conversation.refresh_from_db()
    assert (conversation.status, conversation.closed_at) == ("open", None)
    assert story(conversation)[1:] == ["closed", "reopened", "assigned", "reply: I looked it up"]
    assert conversation.messages.get(event="reopened").author == agent


def test_a_note_leaves_a_closed_conversation_closed(conversation, agent):
    close(conversation, agent)

    add_note(conversation, agent, "For the record")

    conversation.refresh_from_db()
    assert conversation.status == "closed"


def test_a_visitors_message_is_a_visit_and_an_agents_is_none(conversation, agent):
    long_ago = timezone.now() - timedelta(days=2)
    Lead.objects.update(last_seen=long_ago, seen_at=long_ago)

    reply(conversation, agent, "It is!")
    assert Lead.objects.get().last_seen == long_ago

    post_message(conversation, "Thanks")
    assert Lead.objects.get().last_seen > timezone.now() - timedelta(minutes=1)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_client_id_is_one_message(conversation, agent, nothing_written, kind):
    client_id = uuid4()
    first = WRITERS[kind](conversation, agent, "Once", client_id=client_id)

    with nothing_written():
        again = WRITERS[kind](conversation, agent, "Once", client_id=client_id)

    assert again == first


@pytest.mark.parametrize("kind", WRITERS)
def test_another_text_under_a_used_client_id_is_not_lost(conversation, agent, kind):
    client_id = uuid4()
    first = WRITERS[kind](conversation, agent, "Once", client_id=client_id)

    second = WRITERS[kind](conversation, agent, "Once, and more", client_id=client_id)

    assert (first.body, second.body) == ("Once", "Once, and more")


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_client_id_in_another_conversation_is_another_message(conversation, agent, kind):
    client_id, other = uuid4(), ConversationFactory(project=conversation.project)

    here = WRITERS[kind](conversation, agent, "Here", client_id=client_id)
    there = WRITERS[kind](other, agent, "There", client_id=client_id)

    assert (here.body, there.body) == ("Here", "There")


def test_messages_without_a_client_id_may_say_the_same(conversation):
    post_message(conversation, "Hello?")
    post_message(conversation, "Hello?")

    assert conversation.messages.filter(body="Hello?").count() == 2


def test_who_holds_an_old_copy_of_the_conversation_still_writes_the_next_line(conversation, agent):
    old = type(conversation).objects.get(pk=conversation.pk)
    close(conversation, agent)

    message = post_message(old, "One more thing")

    assert (message.seq, message.conversation.status) == (4, "open")


def test_a_reply_of_somebody_from_elsewhere_leaves_nothing(conversation, agent, outsider, nothing_written):
    close(conversation, agent)

    with nothing_written(), pytest.raises(NotAMember):
        reply(conversation, outsider, "Hello from Northside")

    conversation.refresh_from_db()
    assert (conversation.status, conversation.last_seq, conversation.assignee) == ("closed", 2, None)


def test_a_refused_line_leaves_the_summary_as_it_was(conversation, nothing_written):
    with nothing_written(), pytest.raises(IntegrityError, match="says_or_tells"):
        post_message(conversation, "")

    conversation.refresh_from_db()
    assert (conversation.last_seq, conversation.message_count) == (1, 1)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        (r"place_unique|conversation_id, .*seq", {"kind": "visitor", "seq": 1, "body": "Again"}),
        ("says_or_tells", {"kind": "visitor", "body": ""}),
        ("says_or_tells", {"kind": "visitor", "body": "Hi", "event": "closed"}),
        ("says_or_tells", {"kind": "event"}),
        ("says_or_tells", {"kind": "event", "event": "closed", "body": "Hi"}),
        ("of_ours_has_an_author", {"kind": "reply", "body": "Hi"}),
        ("of_ours_has_an_author", {"kind": "note", "body": "Hi"}),
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(conversation, constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.create(**{"conversation": conversation, "seq": 2} | values)


def test_the_database_refuses_a_second_message_with_a_client_id(conversation):
    message = post_message(conversation, "Once", client_id=uuid4())

    with (
        pytest.raises(IntegrityError, match=r"sent_once|conversation_id, .*client_id"),
        transaction.atomic(),
    ):
        Message.objects.create(
            conversation=conversation, seq=9, kind="visitor", body="Twice", client_id=message.client_id
        )


def test_what_a_person_wrote_keeps_them_from_being_deleted(conversation, agent, project):
    reply(conversation, agent, "It is!")
    other = MembershipFactory(project=project).user

    other.delete()
    with pytest.raises(IntegrityError):
        agent.delete()


def test_a_note_and_a_reply_of_the_same_words_are_two_acts(conversation, agent):
    client_id = uuid4()
    add_note(conversation, agent, "We send a new one", client_id=client_id)
    reply(conversation, agent, "We send a new one", client_id=client_id)
    assert [message.kind for message in conversation.messages.all()][-1] == Message.Kind.REPLY
