"""Members and invitations when two people act in the same moment: what the lock of the project is for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from crm.invite import Used, accept, invite
from crm.members import LastOwner, change_role, remove
from crm.models import Membership
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """Call the jobs at the same moment, and return what each returned or raised."""
    barrier = Barrier(len(jobs))

    def run(job):
        barrier.wait(timeout=20)
        try:
            return job()
        except ValueError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return [future.result() for future in [threads.submit(run, job) for job in jobs]]


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
