import pytest

from leads.models import Lead
from tests.factories import LeadFactory


@pytest.mark.parametrize(
    ("full_name", "last_name", "name"),
    [
        ("Andrea", "", "Andrea"),
        ("Andrea", "Sperelli", "Andrea Sperelli"),
        ("Andrea Sperelli", "Sperelli", "Andrea Sperelli"),
        ("Andrea Sperelli", "SPERELLI", "Andrea Sperelli"),
        ("Olivia", "Li", "Olivia Li"),
        ("Andrea", "An", "Andrea An"),
        ("", "Li", "Li"),
        ("Ana", "👩", "Ana 👩"),
        ("", "", ""),
    ],
)
def test_a_last_name_is_said_once(full_name, last_name, name):
    assert Lead(full_name=full_name, last_name=last_name).name == name


def test_saving_one_column_keeps_the_search_in_step(project):
    lead = LeadFactory(project=project, email="old@x.example")
    lead.email = "new@x.example"
    lead.save(update_fields=["email"])
    assert "new@x.example" in Lead.objects.get().search_text


def test_a_visit_to_a_merged_lead_is_one_to_its_contact_and_leaves_the_heads_own(project):
    head = LeadFactory(project=project)
    merged = LeadFactory(project=project, merged_into=head, contact=head)
    later = head.last_seen + (head.last_seen - head.created_at.replace(year=2020))
    merged.seen(later)
    head.refresh_from_db()
    assert (head.last_seen, head.seen_at < later) == (later, True)
