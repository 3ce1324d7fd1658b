from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations.assign import assign
from conversations.close import close
from conversations.live import announce
from conversations.models import Doorbell
from conversations.models.doorbell import now_in_ms
from conversations.post import add_note, post_message, reply


def test_a_message_rings_by_one_statement(conversation):
    with CaptureQueriesContext(connection) as queries:
        post_message(conversation, "And the oven?")
    ringing = [query for query in queries if "conversations_doorbell" in query["sql"]]
    assert len([query for query in ringing if query["sql"].startswith("INSERT")]) == 1
    assert len(ringing) <= 2  # once in a hundred times old ones are removed


def test_a_bell_names_where_and_nothing_else(conversation, agent):
    reply(conversation, agent, "It is!")
    bell = Doorbell.objects.latest("id")
    assert (bell.kind, bell.seq, bell.user_id, bell.for_visitor) == ("message", 3, agent.pk, True)
    assert (bell.project_id, bell.conversation_id) == (conversation.project_id, conversation.pk)
    assert (bell.public_id, bell.lead_id) == (conversation.public_id, conversation.lead_id)
    assert "It is!" not in str(Doorbell.objects.values())


def test_what_a_visitor_may_not_read_does_not_ring_for_them(conversation, agent, admin):
    Doorbell.objects.all().delete()
    add_note(conversation, agent, "Between us")
    assign(conversation, admin, agent)
    assert [bell.for_visitor for bell in Doorbell.objects.all()] == [False, False]
    close(conversation, agent)
    assert Doorbell.objects.latest("id").for_visitor  # the chat says that it is closed


def test_what_is_not_committed_does_not_ring(conversation, agent):
    Doorbell.objects.all().delete()
    reply(conversation, agent, "It is!", client_id=conversation.public_id)
    reply(conversation, agent, "It is!", client_id=conversation.public_id)
    assert Doorbell.objects.filter(seq=3).count() == 1


def test_old_bells_are_removed_with_later_ones(conversation, monkeypatch):
    monkeypatch.setattr("random.random", lambda: 0)
    long_ago = now_in_ms() - timedelta(hours=1) // timedelta(milliseconds=1)
    Doorbell.objects.update(at=long_ago)
    announce.typing(conversation)
    assert [bell.kind for bell in Doorbell.objects.all()] == ["typing"]
