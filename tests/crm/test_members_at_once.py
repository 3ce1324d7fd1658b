"""Members and invitations when two people act in the same moment: what the lock of the project is for."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import transaction

from conversations.assign import NotAMember, assign
from conversations.close import close, reopen
from conversations.post import post_message, reply
from crm.invite import Used, accept, invite
from crm.members import LastOwner, change_role, deactivate, remove
from crm.models import Membership
from tests.at_once import at_once
from tests.factories import ConversationFactory, MembershipFactory, UserFactory

PATIENCE = 0.5  # seconds: long enough for what waits for nobody to be done

pytestmark = pytest.mark.django_db(transaction=True)


def one_inside_the_other(first, second):
    """Call `second` while `first` is done but not committed; return what both returned or raised."""
    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        before = first()
        meanwhile = threads.submit(at_once, second)
        wait([meanwhile], timeout=PATIENCE)
    return before, meanwhile.result()[0]


@pytest.fixture
def conversation(project):
    return ConversationFactory(project=project)


@pytest.fixture
def membership(project, agent):
    return project.memberships.get(user=agent)


def test_one_link_lets_one_person_in(project, admin):
    _, token = invite(project, admin, "", "agent")
    users = UserFactory.create_batch(8)

    answers = at_once(*(lambda user=user: accept(token, user=user) for user in users))

    assert sum(isinstance(answer, Used) for answer in answers) == 7
    assert Membership.objects.filter(user__in=users).count() == 1


def test_two_owners_do_not_both_go(project):
    first = project.memberships.get()
    second = MembershipFactory(project=project, role="owner")

    answers = at_once(
        lambda: change_role(first, "agent", first.user),
        lambda: remove(second, second.user),
    )

    assert sum(isinstance(answer, LastOwner) for answer in answers) == 1
    assert Membership.objects.filter(role="owner").count() == 1


def test_two_owners_are_not_both_deactivated(project, staff):
    first, second = project.memberships.get().user, MembershipFactory(project=project, role="owner").user

    answers = one_inside_the_other(lambda: deactivate(first, staff), lambda: deactivate(second, staff))

    assert isinstance(answers[1], LastOwner)
    assert project.members.filter(is_active=True).get() == second


GIVE = {
    "assigning": lambda conversation, agent, admin: assign(conversation, agent, admin),
    "replying": lambda conversation, agent, admin: reply(conversation, agent, "It is."),
}


@pytest.mark.parametrize("give", GIVE.values(), ids=GIVE)
def test_what_is_given_while_somebody_is_removed_is_not_left_behind(
    conversation, membership, agent, admin, give
):
    _, removed = one_inside_the_other(
        lambda: give(conversation, agent, admin), lambda: remove(membership, admin)
    )

    conversation.refresh_from_db()
    assert removed is None
    assert conversation.assignee is None
    assert [line.event for line in conversation.messages.filter(kind="event")] == ["assigned", "unassigned"]


@pytest.mark.parametrize("give", GIVE.values(), ids=GIVE)
def test_nothing_is_given_to_somebody_who_is_just_being_removed(conversation, membership, agent, admin, give):
    _, given = one_inside_the_other(
        lambda: remove(membership, admin), lambda: give(conversation, agent, admin)
    )

    conversation.refresh_from_db()
    assert isinstance(given, NotAMember)
    assert conversation.assignee is None


@pytest.fixture
def closed(conversation, agent):
    assign(conversation, agent, agent)
    return close(conversation, agent)


REOPEN = {
    "an agent": lambda conversation, admin: reopen(conversation, admin),
    "the visitor": lambda conversation, admin: post_message(conversation, "One more thing"),
}


@pytest.mark.parametrize("again", REOPEN.values(), ids=REOPEN)
def test_what_is_reopened_while_its_agent_is_removed_is_nobodys(closed, membership, admin, again):
    one_inside_the_other(lambda: again(closed, admin), lambda: remove(membership, admin))

    closed.refresh_from_db()
    assert (closed.is_open, closed.assignee) == (True, None)


@pytest.mark.parametrize("again", REOPEN.values(), ids=REOPEN)
def test_what_is_reopened_after_its_agent_was_removed_is_nobodys(closed, membership, admin, again):
    one_inside_the_other(lambda: remove(membership, admin), lambda: again(closed, admin))

    closed.refresh_from_db()
    assert (closed.is_open, closed.assignee) == (True, None)


def test_nobody_waits_for_ever_where_all_happens_at_once(project, agent, admin):
    for _round in range(10):
        membership = MembershipFactory(project=project)
        leaver = membership.user
        theirs = ConversationFactory.create_batch(3, project=project, assignee=leaver)
        new = ConversationFactory(project=project)

        at_once(
            lambda new=new, leaver=leaver: assign(new, leaver, admin),
            lambda new=new, leaver=leaver: reply(new, leaver, "It is."),
            lambda theirs=theirs: assign(theirs[-1], agent, admin),
            lambda theirs=theirs: post_message(theirs[0], "And one more thing"),
            lambda membership=membership: remove(membership, admin, agent),
        )

        left = type(new).objects.filter(assignee=leaver)
        assert not left.exists()
