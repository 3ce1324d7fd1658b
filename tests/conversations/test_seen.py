import pytest

from conversations.models import Conversation, Doorbell, ReadMark
from conversations.post import post_message, reply
from conversations.seen import seen_by_agent, seen_by_visitor


@pytest.fixture
def answered(conversation, agent):
    reply(conversation, agent, "It is!")
    return Conversation.objects.get()


def bells():
    return list(Doorbell.objects.filter(kind="seen").values_list("seq", "user_id", "for_visitor"))


def test_a_visitor_reads_and_agents_hear_of_it_once(answered):
    seen_by_visitor(answered)
    seen_by_visitor(Conversation.objects.get())
    assert Conversation.objects.get().visitor_seen_seq == answered.last_seq == 3
    assert bells() == [(3, None, False)]


def test_an_agent_reads_and_the_visitor_hears_of_it_once(answered, agent, admin):
    seen_by_agent(answered, agent)
    seen_by_agent(answered, agent)
    assert ReadMark.objects.get().seq == 3
    assert answered.team_seen_seq == 3
    assert bells() == [(3, agent.pk, True)]


def test_what_is_read_already_and_what_is_not_there_yet_changes_nothing(answered, agent):
    seen_by_agent(answered, agent, 10**9)
    assert ReadMark.objects.get().seq == 3
    seen_by_agent(answered, agent, 1)
    assert ReadMark.objects.get().seq == 3
    seen_by_visitor(answered, 10**9)
    seen_by_visitor(Conversation.objects.get(), 1)
    assert Conversation.objects.get().visitor_seen_seq == 3


def test_a_colleagues_reading_leaves_mine_alone(answered, agent, admin):
    post_message(answered, "And the oven?")
    seen_by_agent(Conversation.objects.get(), admin)
    mine = Conversation.objects.with_read_mark(agent).get()
    hers = Conversation.objects.with_read_mark(admin).get()
    assert (mine.is_unread, hers.is_unread) == (True, False)
    assert hers.is_waiting


def test_what_nobody_waits_for_is_not_unread(answered, admin):
    assert not Conversation.objects.with_read_mark(admin).get().is_unread
