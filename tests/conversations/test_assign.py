import pytest

from conversations.assign import NotAMember, assign


def events(conversation):
    return [(line.event, line.author, line.subject) for line in conversation.messages.filter(kind="event")]


def test_assigning_says_in_the_thread_who_gave_it_to_whom(conversation, agent, admin):
    assign(conversation, agent, admin)

    conversation.refresh_from_db()
    assert conversation.assignee == agent
    assert events(conversation) == [("assigned", admin, agent)]


def test_a_conversation_can_be_nobodys_again(conversation, agent):
    assign(conversation, agent, agent)

    assign(conversation, None, agent)

    conversation.refresh_from_db()
    assert conversation.assignee is None
    assert events(conversation) == [("assigned", agent, agent), ("unassigned", agent, None)]


@pytest.mark.parametrize("to_somebody", [True, False])
def test_giving_it_to_the_same_again_changes_nothing(conversation, agent, nothing_written, to_somebody):
    assignee = agent if to_somebody else None
    assign(conversation, assignee, agent)

    with nothing_written():
        assign(conversation, assignee, agent)


def test_assigning_leaves_the_visitor_waiting_and_the_list_as_it_was(conversation, agent):
    assign(conversation, agent, agent)

    assigned = type(conversation).objects.get()
    assert assigned.waiting_since == conversation.waiting_since
    assert (assigned.snippet, assigned.message_count) == (conversation.snippet, 1)
    assert assigned.last_message_at == conversation.last_message_at


def test_nobody_from_another_project_can_be_given_a_conversation(
    conversation, agent, outsider, nothing_written
):
    with nothing_written(), pytest.raises(NotAMember):
        assign(conversation, outsider, agent)

    conversation.refresh_from_db()
    assert conversation.assignee is None


def test_somebody_who_has_left_the_project_can_be_given_nothing(conversation, agent, admin):
    agent.memberships.all().delete()

    with pytest.raises(NotAMember):
        assign(conversation, agent, admin)


def test_a_conversation_outlives_the_account_it_was_assigned_to(conversation, agent):
    type(conversation).objects.update(assignee=agent)

    agent.delete()

    conversation.refresh_from_db()
    assert conversation.assignee is None


def test_who_was_deactivated_is_given_nothing(conversation, agent, admin):
    admin.is_active = False
    admin.save()
    with pytest.raises(NotAMember):
        assign(conversation, admin, agent)
