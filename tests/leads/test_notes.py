"""Notes on a contact."""

import pytest

from leads.merge import merge
from leads.models import Activity, Lead, Note
from leads.notes import add_note
from leads.undo import undo
from tests.leads.people import person

CONTACTS = "/p/fern/contacts/"


@pytest.fixture
def lead(project):
    return person(project, full_name="Andrea")


@pytest.fixture
def client(agent, signed_in):
    return signed_in(agent)


def test_a_note_stands_on_the_contacts_page_with_its_author(client, lead, agent):
    response = client.post(f"{CONTACTS}{lead.pk}/notes/", {"body": "Runs a café.\n<b>Twice</b>"}, follow=True)
    assert response.redirect_chain == [(f"{CONTACTS}{lead.pk}/", 302)]
    assert "Runs a café.<br>&lt;b&gt;Twice&lt;/b&gt;" in response.text
    assert (Note.objects.get().author, Note.objects.get().lead) == (agent, lead)


@pytest.mark.parametrize("body", ["", "  \n", "x" * 5001])
def test_what_is_no_note_is_refused_and_kept(body, client, lead):
    response = client.post(f"{CONTACTS}{lead.pk}/notes/", {"body": body})
    assert response.status_code == 422
    assert body.strip() in response.text
    assert not Note.objects.exists()


def test_an_edit_keeps_what_it_said_before(client, lead, agent):
    note = add_note(lead, "Runs a café", by=agent)
    assert "Runs a café" in client.get(f"{CONTACTS}notes/{note.pk}/").text
    client.post(f"{CONTACTS}notes/{note.pk}/", {"body": "Ran a café"})
    note.refresh_from_db()
    assert (note.body, note.edited_at is None) == ("Ran a café", False)
    assert Activity.objects.get(action="note.edited").changes == {"Note": ["Runs a café", "Ran a café"]}
    client.post(f"{CONTACTS}notes/{note.pk}/", {"body": "Ran a café"})
    assert Activity.objects.filter(action="note.edited").count() == 1


def test_a_removed_note_can_be_brought_back(client, lead, agent):
    note = add_note(lead, "Runs a café", by=agent)
    text = client.post(f"{CONTACTS}notes/{note.pk}/removal/", follow=True).text
    assert "Runs a café" not in text
    assert f'action="{CONTACTS}notes/{note.pk}/return/"' in text  # Undo, in the toast
    assert "Runs a café" in client.post(f"{CONTACTS}notes/{note.pk}/return/", follow=True).text
    assert list(Activity.objects.values_list("action", flat=True)) == [
        "note.added",
        "note.removed",
        "note.restored",
    ]


@pytest.mark.parametrize("page", ["", "removal/", "return/"])
def test_only_who_wrote_it_changes_it(page, lead, agent, admin, signed_in):
    note = add_note(lead, "Runs a café", by=agent)
    response = signed_in(admin).post(f"{CONTACTS}notes/{note.pk}/{page}", {"body": "No"}, follow=True)
    assert "Only who wrote a note may change it." in response.text
    note.refresh_from_db()
    assert (note.body, note.removed_at) == ("Runs a café", None)


def test_a_merge_brings_the_notes_together_and_an_undo_apart(client, project, lead, agent):
    other = person(project, full_name="B")
    for one in (lead, other):
        add_note(one, f"About {one}", by=agent)
    [row] = merge(lead, [other], by=agent)
    page = client.get(f"{CONTACTS}{lead.pk}/").text
    assert "About Andrea" in page
    assert "About B" in page
    undo(row, by=agent)
    assert [note.body for note in Note.objects.of_contact(Lead.objects.get(pk=other.pk))] == ["About B"]


def test_another_projects_note_is_not_there(lead, agent, outsider, signed_in):
    note = add_note(lead, "Runs a café", by=agent)
    assert signed_in(outsider).get(f"/p/north/contacts/notes/{note.pk}/").status_code == 404
