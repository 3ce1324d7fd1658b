"""Who may be the same person: suggested with reasons, decided by agents, remembered."""

import pytest

from leads.duplicates import of_contact, postpone, refuse
from leads.merge import merge
from leads.models import Activity, Lead, Suggestion, Trait
from leads.models.profile_value import Source
from leads.models.suggestion import Kind
from leads.undo import undo
from tests.leads.people import person, typed

Status, Strength = Suggestion.Status, Suggestion.Strength


def pairs():
    """Who is suggested with whom, by name, and why."""
    waiting = Suggestion.objects.waiting().for_list()
    return {tuple(sorted(str(c) for c in row.contacts)): row.reasons for row in waiting}


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"email": "ann@fern.it"}, {"email": "Ann@Fern.it "}, ["email"]),
        ({"email": "ann+shop@fern.it"}, {"email": "ann@fern.it"}, ["address"]),
        ({"email": "a.nn@gmail.com"}, {"email": "ann@googlemail.com"}, ["address"]),
        ({"email": "a.nn@fern.it"}, {"email": "ann@fern.it"}, None),
        ({"phone": "+39 06 1234 567"}, {"phone": "0039 (06) 1234567"}, ["phone"]),
        ({"phone": "1234567"}, {"phone": "1234568"}, None),
        ({"phone": "000 000 000"}, {"phone": "000000000"}, None),
        (
            {"full_name": "Ann Lee", "company": "Fern"},
            {"full_name": "ánn  LEE", "company": "fern"},
            ["company"],
        ),
        ({"full_name": "Ann", "company": "Fern"}, {"full_name": "Ann", "company": "Fern"}, None),
        (
            {"full_name": "Ann Lee", "email": "a@fern.it"},
            {"full_name": "Ann Lee", "email": "b@fern.it"},
            ["domain"],
        ),
        ({"full_name": "Ann Lee", "email": "a@gmx.de"}, {"full_name": "Ann Lee", "email": "b@gmx.de"}, None),
        ({"email": "info@fern.it"}, {"email": "info@fern.it"}, None),
        ({"email": "ann@mailinator.com"}, {"email": "ann@mailinator.com"}, None),
        (
            {"email": "x@fern.it", "phone": "061234567"},
            {"email": "x@fern.it", "phone": "061234567"},
            ["email", "phone"],
        ),
    ],
)
def test_what_two_have_in_common_is_the_reason(one, other, reasons, project):
    person(project, **one)
    person(project, **other)
    assert list(pairs().values()) == ([reasons] if reasons else [])


def test_nothing_crosses_projects(project, other_project):
    person(project, email="ann@fern.it")
    person(other_project, email="ann@fern.it")
    assert pairs() == {}


def test_more_reasons_are_a_stronger_suggestion(project):
    strengths = {}
    for number, values in enumerate(
        [{"email": "a+{}@fern.it"}, {"email": "b@fern.it"}, {"email": "c@fern.it", "phone": "06123456"}]
    ):
        for time in range(2):
            person(project, **{key: value.format(time) for key, value in values.items()})
        strengths[number] = Suggestion.objects.latest("id").strength
    assert list(strengths.values()) == [Strength.WEAK, Strength.FAIR, Strength.STRONG]
    assert [row.strength for row in Suggestion.objects.waiting()] == [3, 2, 1]


def test_what_more_than_three_contacts_share_says_nothing(project):
    for _number in range(3):
        person(project, email="desk@fern.it")
    assert Suggestion.objects.count() == 3
    fourth = person(project, email="desk@fern.it")
    assert not Suggestion.objects.exists()
    typed(fourth, email="mine@fern.it")
    assert Suggestion.objects.waiting().count() == 3


def test_a_trait_that_half_the_world_has_costs_no_more(project, django_assert_max_num_queries):
    for number in range(12):
        lead = person(project)
        with django_assert_max_num_queries(65):
            typed(lead, email="desk@fern.it", phone=f"0612345{number:02}")


def test_the_longest_names_make_traits_that_fit_their_column(project, visitor, run_jobs):
    long = {"full_name": "Ann " + "a" * 196, "last_name": "Bo " + "b" * 197}
    email = f"a@{'d' * 60}.{'e' * 60}.it"
    assert visitor.start(email=email, **long).status_code == 303
    run_jobs()
    [trait] = Trait.objects.filter(kind=Kind.DOMAIN)
    person(project, **long, company="ﷺ" * 100)
    longest = Trait._meta.get_field("key").max_length
    assert all(len(key) <= longest for key in Trait.objects.values_list("key", flat=True))
    assert trait.key.startswith("ann a")


def test_a_changed_value_takes_its_suggestion_with_it(project):
    person(project, email="ann@fern.it")
    other = person(project, email="ann@fern.it")
    typed(other, email="bo@fern.it")
    assert not Suggestion.objects.exists()


def test_not_the_same_person_is_remembered(project, agent):
    one, other = person(project, email="ann@fern.it"), person(project, email="ann@fern.it")
    refuse(Suggestion.objects.get(), by=agent)
    assert pairs() == {}
    for lead in (one, other):
        typed(lead, phone="06 123 45 67")
    assert pairs() == {}
    row = Suggestion.objects.get()
    assert (row.status, row.decided_by) == (Status.REFUSED, agent)


def test_it_is_remembered_of_the_contacts_not_only_of_the_two_leads(project, agent):
    one, other = person(project, email="ann@fern.it"), person(project, email="ann@fern.it")
    late = person(project)
    merge(one, [late], by=agent)
    refuse(Suggestion.objects.select_related("project").get(), by=agent)
    typed(late, phone="061234567")
    typed(other, phone="061234567")
    assert pairs() == {}


def test_a_pair_that_is_one_contact_by_now_is_not_refused_any_more(project, agent, signed_in):
    """The page was drawn before a colleague merged them: after an undo the pair is there again."""
    ann, bo = (person(project, email="ann@fern.it", full_name=name) for name in ("Ann", "Bo"))
    pair = Suggestion.objects.get()
    [row] = merge(ann, [bo], by=agent, choices={"full_name": ann.pk})
    told = signed_in(agent).post(f"{QUEUE}{pair.pk}/refusal/", follow=True)
    assert "They are one contact already" in told.text
    assert not Activity.objects.filter(action="contact.not_same").exists()
    undo(row, by=agent)
    assert pairs() == {("Ann", "Bo"): ["email"]}


def test_later_comes_after_the_others(project, agent):
    for name in ("ann", "bo"):
        for _time in range(2):
            person(project, email=f"{name}@fern.it", full_name=name)
    newest = Suggestion.objects.waiting().first()
    postpone(newest, by=agent)
    assert Suggestion.objects.waiting().last() == newest


def test_who_is_one_contact_is_not_suggested_and_after_the_undo_is_again(project, agent):
    one, other = (person(project, email="ann@fern.it", full_name=name) for name in ("Ann", "Bo"))
    [row] = merge(one, [other], by=agent, choices={"full_name": one.pk})
    assert pairs() == {}
    undo(row, by=agent)
    assert pairs() == {("Ann", "Bo"): ["email"]}


def test_former_values_of_a_merged_lead_suggest_its_contact(project, agent):
    head = person(project, email="head@fern.it", full_name="Head", source=Source.AGENT)
    merged = person(project, email="old@fern.it")
    merge(head, [merged], by=agent)
    person(project, email="old@fern.it", full_name="New")
    assert pairs() == {("Head", "New"): ["email"]}
    [suggestion] = of_contact(Lead.objects.get(pk=head.pk))
    assert {str(contact) for contact in suggestion.contacts} == {"Head", "New"}


def test_claiming_an_email_and_a_phone_of_two_others_merges_nobody(visitor, project):
    """Peers 4.5, 14 and 15."""
    person(project, email="a@fern.it")
    person(project, phone="06 1234567", source=Source.AGENT)
    answer = visitor.start(email="a@fern.it", **{"full_name": "Mallory"})
    assert answer.status_code == 303
    assert Lead.objects.contacts().count() == 3


QUEUE = "/p/fern/contacts/duplicates/"


@pytest.fixture
def pair(project):
    for name in ("Ann", "Bo"):
        person(project, email="ann@fern.it", full_name=name)
    return Suggestion.objects.get()


def test_the_queue_lists_the_pair_with_its_reasons(pair, agent, signed_in):
    client = signed_in(agent)
    text = client.get(QUEUE).text
    for words in ("Ann", "Bo", "same e-mail", "Likely"):
        assert words in text
    assert f"/contacts/merge/?with={pair.first_id}&amp;with={pair.second_id}" in text
    client.post(f"{QUEUE}{pair.pk}/postponement/")
    assert "Later again" in client.get(QUEUE).text
    client.post(f"{QUEUE}{pair.pk}/refusal/")
    assert "No possible duplicates" in client.get(QUEUE).text


def test_the_contacts_page_shows_it_and_comes_back_after_a_decision(pair, agent, signed_in):
    client = signed_in(agent)
    page = f"/p/fern/contacts/{pair.second_id}/"
    assert "Possible duplicate" in client.get(page).text
    answer = client.post(f"{QUEUE}{pair.pk}/refusal/", {"back": pair.second_id})
    assert answer.url == page
    assert "Possible duplicate" not in client.get(page).text


def test_another_projects_pair_is_not_there(pair, outsider, signed_in):
    assert signed_in(outsider).post(f"/p/north/contacts/duplicates/{pair.pk}/refusal/").status_code == 404
    pair.refresh_from_db()
    assert pair.status == Status.OPEN
