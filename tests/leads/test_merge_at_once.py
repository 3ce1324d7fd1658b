"""Merges of the same contacts in the same moment, among visits: one wins, the others are told."""

from itertools import combinations
from random import Random

import pytest
from django.utils import timezone

from leads.merge import NotAContact, merge
from leads.models import Lead, Merge
from leads.refused import Refused
from leads.undo import undo
from tests.at_once import at_once
from tests.leads.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(lead):
    return Lead.objects.select_related("project").get(pk=lead.pk)


def check_trees():
    leads = {lead.pk: lead for lead in Lead.objects.all()}
    for lead in leads.values():
        above, steps = lead, 0
        while above.merged_into_id:
            above, steps = leads[above.merged_into_id], steps + 1
            assert steps < len(leads)
        assert lead.contact_id == above.pk
        assert (lead.merged_into_id is not None) == lead.merges.standing().exists()


def test_two_agents_who_merge_a_pair_both_ways_merge_it_once(project, agent):
    """Peers 4.5, 7."""
    one, other = person(project, full_name="A"), person(project, full_name="B")
    answers = at_once(lambda: merge(one, [other], by=agent), lambda: merge(other, [one], by=agent))
    assert sum(isinstance(answer, NotAContact) for answer in answers) == 1
    assert Merge.objects.count() == 1
    check_trees()


def test_twenty_agents_merge_overlapping_contacts_while_their_visitors_visit(project, agent):
    leads = [person(project, full_name=name, email="same@fern.it") for name in "ABCDEFG"]
    jobs = [lambda pair=pair: merge(pair[0], [pair[1]], by=agent) for pair in combinations(leads, 2)]
    Random(7).shuffle(jobs)
    visits = [lambda lead=lead: fresh(lead).seen(timezone.now()) for lead in leads[:4]]
    answers = at_once(*jobs, *visits)

    merged = [answer for answer in answers[: len(jobs)] if isinstance(answer, list)]
    assert len(merged) == Merge.objects.count() >= 1
    assert all(isinstance(answer, list | NotAContact) for answer in answers[: len(jobs)])
    check_trees()


def test_a_merge_is_undone_once_by_several(project, agent):
    one, other, third = (person(project, full_name=name) for name in "ABC")
    [row] = merge(one, [other], by=agent)
    merge(third, [fresh(one)], by=agent)
    answers = at_once(*[lambda: undo(row, by=agent)] * 5)
    assert sum(isinstance(answer, Refused) for answer in answers) == 4
    check_trees()
