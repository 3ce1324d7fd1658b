"""Taking a merge back: at any time, in any order, with what was done since."""

import pytest
from django.db import IntegrityError, transaction

from leads.merge import merge
from leads.models import Activity, Lead, Merge
from leads.models.profile_value import Source
from leads.profile import write
from leads.undo import UndoneAlready, preview, undo
from tests.leads.people import head_of, person, state, typed


def fresh(lead):
    return Lead.objects.select_related("project").get(pk=lead.pk)


@pytest.fixture
def people(project):
    """A, B and C, who differ in everything that they know of each other."""
    return [
        person(project, full_name=name, email=f"{name.lower()}@example.com", **{field: name})
        for name, field in (("Ann", "phone"), ("Bo", "company"), ("Cleo", "last_name"))
    ]


def join(kept, lead, agent, **options):
    return merge(fresh(kept), [fresh(lead)], by=agent, **options)[0]


def test_merge_then_undo_leaves_no_trace_in_what_is_held(people, agent):
    kept, lead, _third = people
    before = state(kept, lead)
    row = join(kept, lead, agent, choices={"full_name": lead.pk, "email": lead.pk})
    assert state(kept, lead) != before
    undo(row, by=agent)
    assert state(kept, lead) == before


def test_the_undo_is_kept_with_who_and_when(people, agent, admin):
    row = join(*people[:2], agent, choices={"full_name": people[0].pk})
    undo(row, by=admin)
    row.refresh_from_db()
    assert (row.is_standing, row.undone_by) == (False, admin)
    assert set(Activity.objects.filter(actor=admin).values_list("action", "lead__full_name", "subject")) == {
        ("contact.unmerged", "Bo", "Ann"),
        ("contact.released", "Ann", "Bo"),
    }


def test_the_last_merge_goes_first(people, agent):
    """Peers 4.5, 4: undo B into C, then A into B."""
    ann, bo, cleo = people
    whole, before = state(ann, bo, cleo), None
    first = join(bo, ann, agent)
    before = state(ann, bo, cleo)
    second = join(cleo, bo, agent)
    undo(second, by=agent)
    assert state(ann, bo, cleo) == before
    assert (head_of(ann), head_of(cleo)) == (bo, cleo)
    undo(first, by=agent)
    assert state(ann, bo, cleo) == whole


def test_the_first_merge_goes_first(people, agent):
    """Peers 4.5, 5: undo A into B while B into C stands."""
    ann, bo, cleo = people
    first = join(bo, ann, agent)
    second = join(cleo, bo, agent)
    undo(first, by=agent)
    assert (head_of(ann), head_of(bo)) == (ann, cleo)
    assert fresh(bo).phone == ""
    undo(second, by=agent)
    assert {head_of(lead) for lead in people} == set(people)


def test_who_leaves_takes_along_what_later_merges_copied_on(people, agent, admin):
    ann, bo, cleo = people
    first = join(bo, ann, agent, choices={"full_name": ann.pk})
    second = join(cleo, bo, agent, choices={"full_name": bo.pk, "phone": bo.pk})
    write(cleo, {"phone": "112"}, source=Source.AGENT, actor=admin)
    assert (fresh(cleo).full_name, fresh(cleo).company) == ("Ann", "Bo")
    told = preview(first)
    assert {(row.now.lead, row.now.field.key) for row in told.restored} >= {
        (cleo, "full_name"),
        (bo, "phone"),
    }
    assert [(row.now.lead, row.now.value) for row in told.kept] == [(cleo, "112")]
    undo(first, by=agent)
    assert (fresh(bo).full_name, fresh(cleo).full_name) == ("Bo", "Cleo")
    assert (fresh(cleo).phone, fresh(cleo).company) == ("112", "Bo")
    assert "ann" not in fresh(cleo).search_text
    undo(second, by=agent)
    assert fresh(cleo).company == ""


def test_either_of_two_merges_into_one_contact_goes_first(people, agent):
    ann, bo, cleo = people
    for order in (1, -1):
        before = state(*people)
        merges = [join(ann, lead, agent, choices={"full_name": lead.pk}) for lead in (bo, cleo)]
        assert fresh(ann).full_name == "Cleo"
        for row in merges[::order]:
            undo(row, by=agent)
        assert state(*people) == before


def test_what_was_done_since_goes_with_the_lead_it_was_done_by(people, agent):
    ann, bo, _cleo = people
    row = join(ann, bo, agent)
    typed(bo, full_name="Bo Derek")
    bo_alone = state(bo)["values"]
    undo(row, by=agent)
    assert (fresh(ann).full_name, fresh(bo).full_name) == ("Ann", "Bo Derek")
    assert state(bo)["values"] == bo_alone


def test_a_field_that_somebody_changed_since_is_kept(people, agent, admin):
    """Peers 4.5, 12."""
    ann, bo, _cleo = people
    row = join(ann, bo, agent, choices={"full_name": bo.pk})
    write(ann, {"full_name": "Anna"}, source=Source.AGENT, actor=admin)
    told = preview(row)
    assert [(kept.now.value, kept.now.actor) for kept in told.kept] == [("Anna", admin)]
    restored = {row.now.field.key: row.then and row.then.value for row in told.restored}
    assert restored == {"company": None, "email": "ann@example.com"}
    undo(row, by=agent)
    assert (fresh(ann).full_name, fresh(ann).company) == ("Anna", "")


def test_what_the_visitor_typed_meanwhile_holds_after_the_undo(project, people, agent):
    ann = people[0]
    written = person(project, full_name="Annette", source=Source.AGENT, actor=agent)
    row = join(ann, written, agent)
    assert fresh(ann).full_name == "Annette"
    typed(ann, full_name="Annie")
    undo(row, by=agent)
    assert fresh(ann).full_name == "Annie"


def test_the_same_word_typed_meanwhile_stays_after_the_undo(people, agent):
    ann, bo, _cleo = people
    row = join(ann, bo, agent, choices={"full_name": bo.pk})
    typed(ann, full_name="Bo")
    undo(row, by=agent)
    assert fresh(ann).full_name == "Bo"


def test_each_is_found_by_its_own_words_again(people, agent):
    ann, bo, _cleo = people
    row = join(ann, bo, agent)
    assert "bo@example.com" in fresh(ann).search_text
    undo(row, by=agent)
    assert "bo@example.com" not in fresh(ann).search_text
    assert "bo@example.com" in fresh(bo).search_text


def test_each_was_seen_when_it_was_here_itself(people, agent):
    ann, bo, _cleo = people
    row = join(ann, bo, agent)
    later = fresh(ann).last_seen.replace(year=2030)
    fresh(bo).seen(later)
    undo(row, by=agent)
    assert (fresh(ann).last_seen, fresh(bo).last_seen) == (fresh(ann).seen_at, later)


def test_a_merge_is_undone_once(people, agent):
    row = join(*people[:2], agent)
    undo(row, by=agent)
    for again in (undo, preview):
        with pytest.raises(UndoneAlready):
            again(row, **({"by": agent} if again is undo else {}))
    assert Activity.objects.filter(action="contact.unmerged").count() == 1


def test_what_was_merged_again_is_another_merge(people, agent):
    ann, bo, _cleo = people
    undo(join(ann, bo, agent), by=agent)
    join(bo, ann, agent)
    assert head_of(ann) == bo
    assert Merge.objects.standing().count() == 1


def test_an_undone_merge_has_somebody_who_did_it(people, agent):
    row = join(*people[:2], agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.filter(pk=row.pk).update(undone_by=agent)
