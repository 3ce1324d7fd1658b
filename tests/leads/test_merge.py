"""Merging: which lead hangs where, which value holds, and what is refused."""

import pytest
from django.db import IntegrityError, transaction

from leads.compare import compare
from leads.merge import NotAContact, NothingToMerge, Stale, merge
from leads.models import Activity, Lead, Merge
from leads.models.profile_value import Source
from leads.profile import write
from leads.search import search
from tests.factories import ConversationFactory
from tests.leads.people import head_of, person, state, typed


@pytest.fixture
def chrome(project):
    return person(project, full_name="Andrea", email="andrea1@gmail.com")


@pytest.fixture
def safari(project):
    return person(project, full_name="Andrea Sp1", email="andrea1@gmail.com", phone="+39 06 12 34")


def test_two_leads_are_one_contact(chrome, safari, agent):
    [row] = merge(chrome, [safari], by=agent, reason="told me on the phone")
    safari.refresh_from_db()
    assert (safari.merged_into, safari.contact) == (chrome, chrome)
    assert set(head_of(safari).leads.all()) == {chrome, safari}
    assert (row.lead, row.into, row.actor, row.reason) == (safari, chrome, agent, "told me on the phone")
    assert row.is_standing


def test_a_merge_moves_nothing(chrome, safari, agent):
    mine, other = (ConversationFactory(project=lead.project, lead=lead).lead_id for lead in (chrome, safari))
    before = state(safari)["values"]
    merge(chrome, [safari], by=agent)
    assert (mine, other) == (chrome.pk, safari.pk)
    assert state(safari)["values"] == before
    Lead.objects.describe([head := head_of(safari)])
    assert head.conversation_count == 2


def test_the_chosen_values_hold_and_say_where_they_came_from(chrome, safari, agent):
    [row] = merge(chrome, [safari], by=agent, choices={"full_name": safari.pk})
    chrome.refresh_from_db()
    assert (chrome.full_name, chrome.phone) == ("Andrea Sp1", "+39 06 12 34")
    held = chrome.profile_values.get(field__key="full_name", is_current=True)
    original = safari.profile_values.get(field__key="full_name")
    assert (held.merge, held.source, held.created_at) == (row, Source.VISITOR, original.created_at)
    assert row.fields == {
        "full_name": ["Andrea", "Andrea Sp1", "Andrea Sp1"],
        "phone": ["", "+39 06 12 34", "+39 06 12 34"],
    }


def test_the_longest_names_fit_what_the_merge_keeps_of_them(project, agent):
    kept, other = (person(project, full_name=letter * 200, last_name="z" * 200) for letter in "ab")
    [row] = merge(kept, [other], by=agent)
    longest = Merge._meta.get_field("lead_called").max_length
    assert len(row.lead_called) <= longest
    assert len(row.into_called) <= longest


def test_empty_can_be_chosen(chrome, safari, agent):
    merge(safari, [chrome], by=agent, choices={"phone": chrome.pk})
    safari.refresh_from_db()
    assert safari.phone == ""


def test_a_choice_that_is_none_leaves_what_is_proposed(chrome, safari, agent):
    merge(chrome, [safari], by=agent, choices={"phone": 999, "nonsense": safari.pk})
    chrome.refresh_from_db()
    assert chrome.phone == "+39 06 12 34"


@pytest.mark.parametrize(
    "better",
    [
        {"source": Source.AGENT, "full_name": "Andrea Rossi"},
        {"source": Source.SITE, "full_name": "Andrea Rossi"},
        {"source": Source.VISITOR, "full_name": "Andrea Rossi"},
    ],
)
def test_the_better_word_is_proposed(better, project, agent):
    worse = person(project, full_name="Visitor 4821", source=Source.IMPORT)
    best = person(project, actor=agent if better["source"] == Source.AGENT else None, **better)
    for contacts in ([worse, best], [best, worse]):
        row = next(row for row in compare(contacts).rows if row.field.key == "full_name")
        assert contacts[row.chosen] == best


def test_the_newest_of_two_claims_is_proposed_and_an_empty_one_never(project):
    first, second = person(project, email="a@example.com"), person(project, email="b@example.com")
    nobody = person(project)
    row = next(row for row in compare([nobody, first, second]).rows if row.field.key == "email")
    assert (row.chosen, row.differs) == (2, True)


@pytest.mark.parametrize("name", ["Visitor 4821", "guest#5dc4", "Guest", "user-12", "Anonymous"])
def test_a_made_up_name_never_wins_over_a_real_one(name, project, agent):
    real = person(project, full_name="Andrea")
    made_up = person(project, full_name=name, source=Source.AGENT, actor=agent)
    row = next(row for row in compare([made_up, real]).rows if row.field.key == "full_name")
    assert row.chosen == 1


@pytest.mark.parametrize("name", ["Guest Ade", "Usera", "Visitor Centre", "Userby 2"])
def test_a_real_name_is_not_taken_for_a_made_up_one(name, project, agent):
    claimed, written = person(project, full_name="x"), person(project, full_name=name, source=Source.AGENT)
    row = next(row for row in compare([claimed, written]).rows if row.field.key == "full_name")
    assert row.chosen == 1


def test_several_are_merged_at_once(project, chrome, safari, agent):
    third = person(project, full_name="A", company="Fern")
    rows = merge(chrome, [safari, third], by=agent)
    assert [row.lead for row in rows] == [safari, third]
    assert {head_of(lead) for lead in (chrome, safari, third)} == {chrome}
    chrome.refresh_from_db()
    assert (chrome.phone, chrome.company) == ("+39 06 12 34", "Fern")


def test_one_hop_leads_to_the_head_of_a_chain(project, chrome, safari, agent):
    """Peers 4.5, 3: A into B, then B into C."""
    last = person(project, full_name="C")
    merge(safari, [chrome], by=agent)
    merge(last, [Lead.objects.get(pk=safari.pk)], by=agent)
    assert {head_of(lead) for lead in (chrome, safari, last)} == {last}
    chrome.refresh_from_db()
    assert chrome.merged_into == safari
    assert list(Lead.objects.contacts()) == [last]


@pytest.mark.parametrize("query", ["andrea1@gmail.com", "sp1", "391234", "zoe@old.example", "Zoë"])
def test_the_contact_is_found_by_whatever_its_leads_were_called(query, project, safari, agent):
    former = person(project, full_name="Zoë", email="zoe@old.example", phone="+39 1234")
    typed(former, full_name="Someone", email="new@example.com", phone="0")
    head = person(project, full_name="Head", email="head@example.com", source=Source.AGENT, actor=agent)
    merge(head, [former, safari], by=agent)
    found = [row for segment in search(project, Lead.objects.contacts(), query) for row in segment]
    assert found == [head]


def test_what_a_merged_visitor_types_later_finds_the_contact(project, chrome, safari, agent):
    merge(chrome, [safari], by=agent)
    typed(safari, email="later@example.com")
    chrome.refresh_from_db()
    assert "later@example.com" in chrome.search_text
    assert chrome.email == "andrea1@gmail.com"


def test_a_visit_of_a_merged_browser_is_a_visit_of_the_contact(chrome, safari, agent):
    merge(chrome, [safari], by=agent)
    later = chrome.last_seen + (safari.last_seen - chrome.created_at.replace(year=2020))
    safari.seen(later)  # with what it knew before the merge
    chrome.refresh_from_db()
    assert chrome.last_seen == later
    assert chrome.seen_at < later


def test_the_activity_of_both_says_so(chrome, safari, agent):
    merge(chrome, [safari], by=agent)
    assert set(Activity.objects.values_list("action", "lead", "subject", "actor")) == {
        ("contact.merged", safari.pk, "Andrea", agent.pk),
        ("contact.absorbed", chrome.pk, "Andrea Sp1", agent.pk),
    }


def test_a_contact_is_not_merged_with_itself(chrome, agent):
    for others in ([chrome], []):
        with pytest.raises(NothingToMerge):
            merge(chrome, others, by=agent)
    chrome.refresh_from_db()
    assert chrome.is_contact


def test_what_was_merged_meanwhile_is_refused(project, chrome, safari, agent):
    third = person(project, full_name="C")
    merge(chrome, [safari], by=agent)
    for kept, other in ((third, safari), (safari, third), (chrome, safari), (safari, chrome)):
        with pytest.raises(NotAContact):
            merge(kept, [other], by=agent)
    assert Merge.objects.count() == 1


def test_another_projects_contact_is_refused(other_project, chrome, agent):
    stranger = person(other_project, full_name="Otto")
    for kept, other in ((chrome, stranger), (stranger, chrome)):
        with pytest.raises(NotAContact):
            merge(kept, [other], by=agent)
    assert not Merge.objects.exists()


def test_a_stale_comparison_is_refused_with_what_changed(chrome, safari, agent):
    seen = compare([chrome, safari]).seen()
    write(safari, {"company": "Moss Lane"}, source=Source.AGENT, actor=agent)
    with pytest.raises(Stale) as refusal:
        merge(chrome, [safari], by=agent, seen=seen)
    assert refusal.value.changes == ["Company of Andrea Sp1 is now “Moss Lane”."]
    assert not Merge.objects.exists()
    merge(chrome, [safari], by=agent, seen=compare([chrome, safari]).seen())


def test_a_browser_that_came_since_is_a_change_too(project, chrome, safari, agent):
    seen = compare([chrome, safari]).seen()
    merge(safari, [person(project)], by=agent)
    with pytest.raises(Stale) as refusal:
        merge(chrome, [safari], by=agent, seen=seen)
    assert "Other browsers belong to these contacts now." in refusal.value.changes


@pytest.mark.parametrize("seen", ["", "nonsense", "a" * 5000])
def test_what_this_page_never_showed_is_refused(seen, chrome, safari, agent):
    with pytest.raises(Stale):
        merge(chrome, [safari], by=agent, seen=seen)


def test_the_database_knows_no_second_standing_merge_of_a_lead(project, chrome, safari, agent):
    merge(chrome, [safari], by=agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(project=project, lead=safari, into=chrome, actor=agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(project=project, lead=chrome, into=chrome, actor=agent)


def test_rows_and_queries_are_as_many_however_long_the_histories_are(
    project, agent, django_assert_max_num_queries
):
    for conversations in (1, 30):
        kept, other = person(project, full_name="A"), person(project, full_name="B", phone="1")
        ConversationFactory.create_batch(conversations, project=project, lead=other)
        with django_assert_max_num_queries(30):
            merge(kept, [other], by=agent)
