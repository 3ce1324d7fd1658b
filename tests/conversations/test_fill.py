import pytest

from conversations.fill import fill, unknown_fields
from leads.models import Lead
from tests.factories import LeadFactory


@pytest.fixture
def filled(conversation, agent):
    """Return a text filled for a contact with these columns."""

    def filled(text, **contact):
        Lead.objects.filter(pk=conversation.lead_id).update(**contact)
        return fill(text, type(conversation).objects.get(), agent)

    return filled


def test_fields_are_filled_from_the_contact_the_agent_and_the_project(filled):
    text = "Hi {first_name} ({full_name}, {email}, {company}), {agent_name} of {project} here."
    contact = {"full_name": "Andrea Maria", "last_name": "Rossi", "email": "a@x.example", "company": "Acme"}

    assert filled(text, **contact) == (
        "Hi Andrea (Andrea Maria Rossi, a@x.example, Acme), Maya of Fern & Clay here."
    )


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Hi {first_name}, thanks", "Hi, thanks"),
        ("Hi {first_name|there}, thanks", "Hi there, thanks"),
        ("Hi {first_name | there}, thanks", "Hi there, thanks"),
        ("{first_name}, your parcel is here", "Your parcel is here"),
        ("Thanks.\n{first_name}: write to us", "Thanks.\nWrite to us"),
        ("We wrote to {email} today", "We wrote to today"),
        ("{first_name}", ""),
        ("{first_name|}", ""),
    ],
)
def test_what_is_not_known_reads_well(filled, text, reads):
    assert filled(text, full_name="", email="") == reads


def test_what_a_contact_is_called_is_never_filled_itself(filled):
    assert filled("Hi {first_name}", full_name="{email}") == "Hi {email}"
    assert filled("Hi {first_name}", full_name=r"\1\g<0>") == r"Hi \1\g<0>"


def test_the_head_of_a_merged_contact_is_who_is_meant(conversation, agent, project):
    head = LeadFactory(project=project, full_name="Andrea")
    Lead.objects.filter(pk=conversation.lead_id).update(contact=head, merged_into=head, full_name="Sp1")

    assert fill("Hi {first_name}", type(conversation).objects.get(), agent) == "Hi Andrea"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Hi {first_name} of {company|your firm}", []),
        ("Hi {First name}, {order} {order}", ["First name", "order"]),
        ("{}", [""]),
        ("{{first_name}}", []),
        ("a { b\n c }", []),
    ],
)
def test_what_is_no_field_is_found(text, unknown):
    assert unknown_fields(text) == unknown
