"""Members and invitations when two people act in the same moment: what the lock of the project is for."""

import pytest

from crm.invite import Used, accept, invite
from crm.members import LastOwner, change_role, remove
from crm.models import Membership
from tests.at_once import at_once
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


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
