"""Making a contact by hand."""

import pytest

from leads.models import Activity, Lead
from leads.models.profile_value import Source
from tests.leads.people import person

NEW, HINTS = "/p/fern/contacts/new/", "/p/fern/contacts/hints/"


@pytest.fixture
def client(agent, signed_in):
    return signed_in(agent)


def test_a_contact_is_made_of_what_the_agent_writes(client, agent):
    response = client.post(NEW, {"full_name": "Ann Lee", "email": "ANN@fern.it", "phone": ""}, follow=True)
    lead = Lead.objects.get()
    assert response.redirect_chain == [(f"/p/fern/contacts/{lead.pk}/", 302)]
    assert (lead.full_name, lead.email, lead.visitor_id, lead.contact) == (
        "Ann Lee",
        "ann@fern.it",
        None,
        lead,
    )
    assert set(lead.profile_values.values_list("source", "actor")) == {(Source.AGENT, agent.pk)}
    assert Activity.objects.get().action == "contact.created"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Fill in at least one field"),
        ({"full_name": "  "}, "Fill in at least one field"),
        ({"full_name": "Ann", "email": "ann@"}, "Add the part after the @"),
        ({"full_name": "A" * 201}, "at most 200 characters"),
        ({"full_name": "Ann", "attributes.nothing": "x"}, "There is no field “nothing”"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(data, words, client):
    response = client.post(NEW, data)
    assert response.status_code == 422
    assert words in response.text
    assert data.get("email", "") in response.text
    assert not Lead.objects.exists()


def test_somebody_with_the_same_email_is_named_and_nothing_is_merged(client, project):
    person(project, email="ann@fern.it")
    response = client.post(NEW, {"email": "ann@fern.it"}, follow=True)
    assert "Another contact has this e-mail" in response.text
    assert "Possible duplicate" in response.text
    assert Lead.objects.contacts().count() == 2


@pytest.mark.parametrize("typed", ["email=ANN@fern.it", "phone=0039 06/1234567", "email=info@fern.it"])
def test_while_typing_it_says_who_has_it(typed, client, project):
    lead = person(project, email="ann@fern.it" if "ANN" in typed else "info@fern.it", phone="+39 06 1234567")
    assert f"/p/fern/contacts/{lead.pk}/" in client.get(f"{HINTS}?{typed}").text
    assert f"/p/fern/contacts/{lead.pk}/" not in client.get(f"{HINTS}?{typed}&not={lead.pk}").text


@pytest.mark.parametrize(
    "typed", ["", "email=", "email=%00", "phone=12", "email=" + "x" * 5000, "not=" + "9" * 40]
)
def test_typing_nothing_that_anybody_has_says_nothing(typed, client, project):
    person(project)
    response = client.get(f"{HINTS}?{typed}")
    assert response.status_code == 200
    assert "callout" not in response.text


def test_another_projects_contacts_are_no_hint(client, other_project):
    person(other_project, email="ann@fern.it")
    assert "callout" not in client.get(f"{HINTS}?email=ann@fern.it").text
