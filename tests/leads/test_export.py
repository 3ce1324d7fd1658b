"""Export of one contact: everything of all its leads, where it came from, and nothing of anybody else."""

import json

import pytest

from conversations.post import reply
from leads import export
from leads.merge import merge
from leads.models import Activity, Lead
from leads.notes import add_note
from leads.tagging import put_on
from leads.undo import undo
from tests.factories import ConversationFactory, LeadFactory
from tests.leads.people import head_of, person


@pytest.fixture
def contact(project, agent):
    first = person(project, full_name="Andrea", email="andrea1@gmail.com")
    second = person(project, full_name="Andrea Sp1", email="andrea1@gmail.com")
    stranger = person(project, full_name="Otto Stranger", email="otto@stranger.example")
    [mistake] = merge(first, [stranger], by=agent)
    undo(mistake, by=agent)
    talk = ConversationFactory(project=project, lead=second, subject="Is the moss glaze safe?")
    reply(talk, agent, "It is")
    add_note(first, "Calls on Mondays", by=agent)
    put_on(first, "Wholesale", by=agent)
    merge(Lead.objects.get(pk=first.pk), [Lead.objects.get(pk=second.pk)], by=agent)
    return head_of(first)


@pytest.fixture
def client(admin, signed_in):
    return signed_in(admin)


def address(contact):
    return f"/p/fern/contacts/{contact.pk}/export/"


def test_the_json_has_everything_with_where_it_came_from(client, contact):
    response = client.post(address(contact), {"form": "json"})
    assert response["Content-Disposition"] == f'attachment; filename="fern-contact-{contact.pk}.json"'
    assert "no-store" in response["Cache-Control"]
    data = json.loads(response.getvalue())
    assert {row["visitor ID"] for row in data["leads"]} == {
        str(lead.visitor_id) for lead in contact.leads.all()
    }
    names = [
        (row["value"], row["came from"]) for row in data["profile values"] if row["field"] == "Full name"
    ]
    assert ("Andrea Sp1", "typed in chat") in names
    texts = [(row["text"], row["by"]) for row in data["messages"] if row["text"]]
    assert texts == [("Is the moss glaze safe?", ""), ("It is", "Maya")]
    assert [row["note"] for row in data["notes"]] == ["Calls on Mondays"]
    assert [row["tag"] for row in data["tags of leads"]] == ["Wholesale"]
    assert any("wrote a note" in row["what"] for row in data["activity"])


@pytest.mark.parametrize("form", ["json", "page"])
def test_nothing_of_other_contacts_and_no_e_mail_of_an_agent(client, contact, form):
    response = client.post(address(contact), {"form": form})
    text = response.getvalue().decode() if form == "json" else response.text
    assert "Andrea Sp1" in text
    assert [word for word in ("Stranger", "maya@fern.example", "stranger.example") if word in text] == []


def test_the_page_can_be_read(client, contact):
    text = client.post(address(contact), {"form": "page"}).text
    for words in (
        "What <b><bdi>Fern &amp; Clay</bdi></b> stores",
        "Calls on Mondays",
        "<dt>Came from</dt>",
        "It is",
    ):
        assert words in text


def test_a_long_history_is_cut_on_the_page_and_whole_in_the_file(client, contact, monkeypatch):
    monkeypatch.setattr(export, "ON_A_PAGE", 1)
    monkeypatch.setattr(export, "IN_MEMORY", 10)
    assert "are shown; the JSON file has all" in client.post(address(contact), {"form": "page"}).text
    data = json.loads(client.post(address(contact), {"form": "json"}).getvalue())
    assert len(data["messages"]) > 1


def test_it_is_written_down_and_asking_is_not(client, contact, admin):
    client.get(address(contact))
    assert not Activity.objects.filter(action="contact.exported").exists()
    client.post(address(contact), {"form": "json"})
    row = Activity.objects.get(action="contact.exported")
    assert (row.lead, row.actor, row.subject) == (contact, admin, "JSON")


def test_queries_are_as_many_however_much_there_is(project, contact, admin, agent, queries_of):
    def count():
        return queries_of(lambda: export.export_json(contact, by=admin))

    count()  # what is looked up once is known now
    before = count()
    for number in range(5):
        ConversationFactory(project=project, lead=contact)
        add_note(contact, f"Note {number}", by=agent)
    assert count() == before


def test_an_agent_may_not(agent, signed_in, project):
    lead = LeadFactory(project=project)
    assert "export/" not in signed_in(agent).get(f"/p/fern/contacts/{lead.pk}/").text
    assert signed_in(agent).post(address(lead), {"form": "json"}).status_code == 403
