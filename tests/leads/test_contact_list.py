"""The contacts page: its rows, orders, filters, pages, and what it says when there is nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from conversations.close import close
from leads import profile
from leads.filters import SORTS
from leads.models import FieldChoice, Lead
from leads.models.profile_value import Source
from tests.factories import ConversationFactory, LeadFactory, ProfileFieldFactory
from tests.leads.rows import ids_in, names_in, notes_in, rows_of, text_of

CONTACTS = "/p/fern/contacts/"


@pytest.fixture
def people(project):
    """Four contacts who differ in all that the list sorts and filters by."""
    now = timezone.now()
    return [
        LeadFactory(
            project=project,
            full_name=name,
            email=email,
            last_seen=now - timedelta(days=seen),
            created_at=now - timedelta(days=created),
        )
        for name, email, seen, created in [
            ("Émile", "zed@b.it", 0, 3),
            ("Zoe", "", 3, 90),
            ("", "anna@b.it", 70, 80),
            ("anna", "mia@b.it", 10, 20),
        ]
    ]


def test_every_contact_is_a_row_that_says_who_it_is(look, project):
    lead = LeadFactory(project=project, full_name="Andrea", email="andrea1@gmail.com", browser="Chrome")
    without = LeadFactory(project=project, visitor_id=None, full_name="By hand")
    response = look()
    assert response.status_code == 200
    assert {row["data-lead-id"]: row["data-visitor-id"] for row in rows_of(response)} == {
        str(lead.pk): str(lead.visitor_id),
        str(without.pk): "",
    }
    for words in ("Andrea", "andrea1@gmail.com", str(lead.visitor_id)[:8], f'href="{CONTACTS}{lead.pk}/"'):
        assert words in text_of(response)


def test_a_strangers_contacts_are_nobodys_business(client, signed_in, outsider, people):
    assert client.get(CONTACTS).url.startswith("/login/")
    assert signed_in(outsider).get(CONTACTS).status_code == 404


def test_another_projects_contacts_are_no_rows(look, other_project, people):
    LeadFactory(project=other_project, full_name="Northerner", email="zed@b.it")
    assert set(ids_in(look())) == {lead.pk for lead in people}
    assert names_in(look(q="Northerner")) == []
    assert "share this e-mail" not in text_of(look())


def test_a_merged_lead_is_no_row(look, people):
    gone, head, *_ = people
    Lead.objects.filter(pk=gone.pk).update(merged_into=head, contact=head)
    assert set(ids_in(look())) == {lead.pk for lead in people[1:]}
    assert ids_in(look(q="zed@b.it")) == []
    assert ids_in(look(q=str(gone.visitor_id))) == [head.pk]


ORDERS = {
    "": ["Émile", "Zoe", "anna", ""],
    "-last_seen": ["Émile", "Zoe", "anna", ""],
    "last_seen": ["", "anna", "Zoe", "Émile"],
    "-created": ["Émile", "anna", "", "Zoe"],
    "created": ["Zoe", "", "anna", "Émile"],
    "name": ["anna", "Émile", "Zoe", ""],
    "-name": ["Zoe", "Émile", "anna", ""],
    "email": ["", "anna", "Émile", "Zoe"],
    "-email": ["Émile", "anna", "", "Zoe"],
}


def test_every_order_is_tried_here():
    assert set(ORDERS) - {""} == set(SORTS)


@pytest.mark.parametrize("sort", ORDERS)
def test_the_list_is_sorted_and_says_so(look, people, sort):
    response = look(sort=sort) if sort else look()
    assert names_in(response) == ORDERS[sort]
    assert not notes_in(response)
    order = sort or "-last_seen"
    heading = {"name": "Contact", "email": "E-mail", "created": "First seen", "last_seen": "Last seen"}
    says = "descending" if order[0] == "-" else "ascending"
    assert text_of(response).count("aria-sort") == 1
    column = heading[order.removeprefix("-")]
    assert re.search(rf'aria-sort="{says}"><a href="[^"]*">{column}<', text_of(response))
    assert escape(str(SORTS[order])) in text_of(response)


def test_the_head_of_a_column_turns_its_order_round(look, people):
    assert 'href="?sort=-name">Contact' in text_of(look(sort="name"))
    assert 'href="?sort=name">Contact' in text_of(look(sort="-name"))
    assert 'href="?sort=name">Contact' in text_of(look())
    assert 'href="?has_email=yes&amp;sort=name">Contact' in text_of(look(has_email="yes", after="x"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"has_email": "yes"}, ["Émile", "anna", ""]),
        ({"has_email": "no"}, ["Zoe"]),
        ({"last_seen": "1d"}, ["Émile"]),
        ({"last_seen": "7d"}, ["Émile", "Zoe"]),
        ({"last_seen": "30d"}, ["Émile", "Zoe", "anna"]),
        ({"last_seen": "quiet"}, [""]),
        ({"created": "1d"}, []),
        ({"created": "7d"}, ["Émile"]),
        ({"created": "30d"}, ["Émile", "anna"]),
        ({"last_seen": "30d", "has_email": "yes"}, ["Émile", "anna"]),
        ({"last_seen": "7d", "created": "30d", "has_email": "yes", "sort": "name"}, ["Émile"]),
        ({"q": "anna", "has_email": "yes"}, ["", "anna"]),
        ({"q": "anna", "last_seen": "30d"}, ["anna"]),
        ({"q": "b.it", "sort": "name", "created": "30d"}, ["anna", "Émile"]),
    ],
)
def test_filters_leave_whom_they_say(look, people, query, names):
    response = look(**query)
    assert names_in(response) == names
    assert not notes_in(response)


def test_open_conversations_are_filtered_for_all_leads_of_a_contact(look, people, project, agent):
    quiet, head, gone, closed = people
    ConversationFactory(project=project, lead=gone)
    close(ConversationFactory(project=project, lead=closed), agent)
    Lead.objects.filter(pk=gone.pk).update(merged_into=head, contact=head)
    assert ids_in(look(open="yes")) == [head.pk]
    assert set(ids_in(look(open="no"))) == {quiet.pk, closed.pk}
    assert "1 open" in text_of(look(open="yes"))


@pytest.fixture
def custom(project, people):
    """A choice and a yes/no field, and what three contacts answered."""
    plan = ProfileFieldFactory(project=project, key="plan", label="Plan", kind="choice")
    for key in ("pro", "free"):
        FieldChoice.objects.create(field=plan, key=key, label=key.title())
    ProfileFieldFactory(project=project, key="vip", label="VIP", kind="yes_no")
    ProfileFieldFactory(project=project, key="notes", label="Notes", kind="text")
    emile, zoe, blank, anna = people
    for lead, values in [
        (emile, {"plan": "pro", "vip": "yes"}),
        (zoe, {"plan": "pro"}),
        (anna, {"vip": "no"}),
    ]:
        profile.write(lead, values, source=Source.VISITOR)
    return people


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"attributes.plan": "pro"}, ["Émile", "Zoe"]),
        ({"attributes.plan": "free"}, []),
        ({"attributes.vip": "no"}, ["anna"]),
        ({"attributes.plan": "pro", "attributes.vip": "yes"}, ["Émile"]),
        ({"attributes.plan": "pro", "has_email": "no"}, ["Zoe"]),
        ({"attributes.plan": "pro", "q": "zoe"}, ["Zoe"]),
    ],
)
def test_choice_and_yes_no_fields_of_the_project_are_filters(look, custom, query, names):
    assert names_in(look(**query)) == names
    assert 'popover aria-label="Plan"' in text_of(look())
    assert 'popover aria-label="Notes"' not in text_of(look())


def test_a_value_that_was_replaced_filters_no_more(look, custom):
    profile.write(custom[0], {"plan": "free"}, source=Source.AGENT)
    assert names_in(look(**{"attributes.plan": "pro"})) == ["Zoe"]


def test_another_projects_fields_are_no_filters(look, custom, other_project):
    ProfileFieldFactory(project=other_project, key="theirs", label="Theirs", kind="yes_no")
    assert "Theirs" not in text_of(look())


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"has_email": "maybe"}, "E-mail"),
        ({"has_email": "' OR 1=1 --"}, "E-mail"),
        ({"open": "\x00"}, "Conversations"),
        ({"last_seen": "1000d"}, "Last seen"),
        ({"created": "quiet"}, "Created"),
        ({"attributes.plan": "gold"}, "Plan"),
        ({"attributes.vip": "Yes"}, "VIP"),
        ({"sort": "password"}, "Sort"),
        ({"sort": "project__key"}, "Sort"),
        ({"sort": "--name"}, "Sort"),
    ],
)
def test_a_filter_that_was_tampered_with_is_left_out_and_the_page_says_so(look, custom, query, note):
    response = look(**query)
    assert response.status_code == 200
    assert len(ids_in(response)) == 4
    assert notes_in(response) == [note]


def test_the_chosen_filter_is_shown_and_can_be_taken_off(look, people):
    text = text_of(look(last_seen="7d", q="b.it"))
    assert "<bdi>Last seen</bdi>: <bdi>Last 7 days</bdi>" in text
    assert '<input type="hidden" name="last_seen" value="7d">' in text
    assert 'href="?q=b.it"' in text


def test_a_filter_of_a_field_that_is_not_there_is_named_as_left_out(project, agent, signed_in):
    page = signed_in(agent).get("/p/fern/contacts/?attributes.gone=<b>").content.decode()
    assert "“<bdi>attributes.gone</bdi>” was not understood" in page
