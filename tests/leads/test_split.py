"""Taking one visitor ID out of a contact."""

import pytest

from leads.merge import merge
from leads.models import Lead
from leads.split import NothingToSplit, split
from tests.leads.people import head_of, person, state


@pytest.fixture
def chain(project, agent):
    """A under B under C, with a D under B."""
    ann, bo, cleo, dora = (
        person(project, full_name=name, company=name) for name in ("Ann", "Bo", "Cleo", "Dora")
    )
    alone = state(ann, bo, cleo, dora)
    merge(bo, [ann, dora], by=agent)
    merge(cleo, [Lead.objects.get(pk=bo.pk)], by=agent)
    return [ann, bo, cleo, dora], alone


def together(*leads):
    return {head_of(lead).pk for lead in leads}


def test_a_leaf_leaves_alone(chain, agent):
    (ann, bo, cleo, dora), _alone = chain
    split(ann, by=agent)
    assert together(bo, cleo, dora) == {cleo.pk}
    assert head_of(ann) == ann


def test_one_in_the_middle_leaves_and_the_others_stay_together(chain, agent):
    (ann, bo, cleo, dora), _alone = chain
    split(bo, by=agent)
    assert together(ann, cleo, dora) == {cleo.pk}
    assert head_of(bo) == bo
    assert [Lead.objects.get(pk=lead.pk).full_name for lead in (cleo, bo)] == ["Cleo", "Bo"]


def test_the_head_leaves_and_the_oldest_of_the_others_is_the_head(chain, agent):
    (ann, bo, cleo, dora), _alone = chain
    split(cleo, by=agent)
    assert together(ann, bo, dora) == {bo.pk}
    assert head_of(cleo) == cleo
    assert Lead.objects.get(pk=cleo.pk).company == "Cleo"


def test_when_all_have_left_each_is_as_it_was(chain, agent):
    (ann, bo, cleo, dora), alone = chain
    for lead in (bo, ann, cleo):
        split(lead, by=agent)
    assert state(ann, bo, cleo, dora) == alone


def test_who_is_alone_has_nothing_to_split(project, agent):
    with pytest.raises(NothingToSplit):
        split(person(project), by=agent)
