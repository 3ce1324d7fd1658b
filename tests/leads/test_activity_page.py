from leads.merge import merge
from leads.notes import add_note, edit_note
from leads.undo import undo
from tests.leads.people import person


def test_it_tells_what_was_done_with_before_and_after(project, agent, signed_in):
    lead, other = person(project, full_name="Andrea"), person(project, full_name="Sp1")
    note = add_note(lead, "Runs a café", by=agent)
    edit_note(note, "Ran a café", by=agent)
    [row] = merge(lead, [other], by=agent, choices={"full_name": lead.pk})
    client = signed_in(agent)
    text = client.get(f"/p/fern/contacts/{lead.pk}/activity/").text
    assert "<del><bdi>Runs a café</bdi></del> → <ins><bdi>Ran a café</bdi></ins>" in text
    assert "Maya merged Sp1 into this contact" in text
    assert "Maya merged this contact into Andrea" not in text
    assert client.get(f"/p/fern/contacts/{other.pk}/activity/").url == f"/p/fern/contacts/{lead.pk}/activity/"
    undo(row, by=agent)
    text = client.get(f"/p/fern/contacts/{other.pk}/activity/").text
    assert "Maya merged this contact into Andrea" in text
    assert "Maya took this contact out of Andrea again" in text


def test_nothing_done_says_so(project, agent, signed_in):
    lead = person(project)
    assert "Nothing was done yet" in signed_in(agent).get(f"/p/fern/contacts/{lead.pk}/activity/").text
