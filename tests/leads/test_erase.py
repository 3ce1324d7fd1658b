"""Erasing a contact: nothing of it stays, nothing of anybody else goes."""

import json

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry

from conversations.close import close
from conversations.models import Conversation, Doorbell, Message
from conversations.signed import link_token
from leads.duplicates import refuse
from leads.erase import ErasedAlready, erase, preview
from leads.merge import merge
from leads.models import Activity, ErasedVisitor, Lead, Merge, Suggestion
from leads.notes import add_note
from leads.tagging import put_on
from leads.undo import undo
from tests.factories import ConversationFactory, LeadFactory
from tests.leads.people import head_of, person

SECRETS = ("Zebedee", "zebedee@secret.example", "my zebra", "stripes")


@pytest.fixture
def other(project):
    return person(project, full_name="Ann Other", email="zebedee@secret.example", company="Other")


@pytest.fixture
def contact(project, agent, other):
    """A contact of two leads, with everything that can be stored of one, and a merge with another undone."""
    first = person(project, full_name="Zebedee", email="zebedee@secret.example")
    second = person(project, full_name="Zebedee Z", company="Zebedee & sons")
    [mistake] = merge(other, [first], by=agent, choices={"full_name": first.pk})
    undo(mistake, by=agent)
    refuse(Suggestion.objects.get(reasons=["email"]), by=agent)
    add_note(head_of(first), "talks of stripes", by=agent)
    put_on(head_of(first), "zoo", by=agent)
    for lead in (first, second):
        ConversationFactory(project=project, lead=lead, subject="my zebra")
    close(Conversation.objects.first(), agent)
    merge(Lead.objects.get(pk=second.pk), [Lead.objects.get(pk=first.pk)], by=agent)
    return head_of(second)


def everything():
    """All rows of all tables as text, but the tag, which is the project's."""
    rows = {model._meta.label: list(model._base_manager.values()) for model in apps.get_models()}
    return json.dumps(rows, default=str)


def test_nothing_of_it_is_left_anywhere(contact, other, agent):
    before = Lead.objects.get(pk=other.pk).full_name
    write_log = LogEntry.objects.log_actions(
        agent.pk, list(Conversation.objects.all()), CHANGE, change_message="Closed my zebra"
    )
    assert write_log
    Lead.objects.filter(pk=other.pk).update(email="", search_text="")
    other.profile_values.filter(field__key="email").delete()
    other.traits.filter(key__contains="zebedee").delete()
    assert all(word in everything() for word in SECRETS)
    erase(contact, by=agent)
    left = everything()
    assert [word for word in SECRETS if word in left] == []
    assert Lead.objects.get(pk=other.pk).full_name == before == "Ann Other"
    assert [model for model in (Conversation, Message, Merge) if model.objects.exists()] == []


def test_nothing_of_anybody_else_goes(contact, other, agent, project):
    ConversationFactory(project=project, lead=other)
    add_note(other, "a note", by=agent)
    kept = [list(other.profile_values.values()), list(other.notes.values())]
    erase(contact, by=agent)
    assert kept == [list(other.profile_values.values()), list(other.notes.values())]
    assert Lead.objects.get() == other
    assert Conversation.objects.get().messages.count() == 1


def test_what_was_shown_is_what_went_and_the_receipt_says_so(contact, agent, project):
    shown = preview(contact)
    assert {shown["Leads"], shown["Conversations"], shown["Merges"], shown["Notes"]} == {"2", "1"}
    assert erase(contact, by=agent) == shown
    receipt = Activity.objects.get(action="contact.erased")
    assert (receipt.project, receipt.actor, receipt.lead, receipt.subject) == (project, agent, None, "")
    assert receipt.changes == {label: [count, "0"] for label, count in shown.items()}


def test_a_second_time_it_says_so_and_writes_nothing(contact, agent):
    erase(contact, by=agent)
    with pytest.raises(ErasedAlready):
        erase(contact, by=agent)
    assert Activity.objects.filter(action="contact.erased").count() == 1


def test_its_browser_starts_as_a_new_visitor_that_sees_nothing(visitor, project, agent):
    visitor.start("Where is my bowl?")
    lead, thread = Lead.objects.get(), f"/chat/fern/conversations/{Conversation.objects.get().public_id}/"
    erase(lead, by=agent)
    assert visitor.get(thread).status_code == 404
    home = visitor.look().text
    assert "Where is my bowl?" not in home
    assert 'name="email"' in home
    assert visitor.start("Hello again").status_code == 303
    assert Lead.objects.get().visitor_id != lead.visitor_id


def test_an_old_cookie_that_comes_back_after_it_revives_nothing(visitor, project, agent):
    visitor.start()
    cookie, lead = visitor.cookies["visitor"].value, Lead.objects.get()
    erase(lead, by=agent)
    visitor.look()
    visitor.cookies["visitor"] = cookie
    visitor.start()
    assert Lead.objects.get().visitor_id != lead.visitor_id


def test_the_link_of_a_mailed_reply_opens_nothing(visitor, project, agent):
    visitor.start()
    address = f"/chat/fern/letters/{link_token(Conversation.objects.get())}/"
    assert visitor.get(address).status_code == 200
    erase(Lead.objects.get(), by=agent)
    assert visitor.get(address).status_code == 404


def test_open_streams_of_it_are_asked_whether_they_may_go_on(contact, agent):
    leads = {lead.pk for lead in contact.leads.all()}
    erase(contact, by=agent)
    rung = Doorbell.objects.filter(kind=Doorbell.Kind.ACCESS)
    assert {bell.lead_id for bell in rung} == leads


def test_what_is_remembered_of_its_browsers_is_a_hash(contact, agent):
    ids = [str(lead.visitor_id) for lead in contact.leads.all()]
    erase(contact, by=agent)
    assert ErasedVisitor.objects.count() == 2
    left = everything()
    assert [one for one in ids if one in left or one.replace("-", "") in left] == []


def test_statements_are_as_many_however_long_the_history_is(project, agent, queries_of):
    short, long = LeadFactory(project=project), LeadFactory(project=project)
    ConversationFactory(project=project, lead=short)
    for _number in range(5):
        ConversationFactory(project=project, lead=long)
    queries_of(lambda: erase(LeadFactory(project=project), by=agent))  # content types are known now
    assert queries_of(lambda: erase(short, by=agent)) == queries_of(lambda: erase(long, by=agent))


def test_the_page_says_what_goes_and_the_button_does_it(contact, admin, signed_in):
    client, address = signed_in(admin), f"/p/fern/contacts/{contact.pk}/"
    assert f"{address}erasure/" in client.get(address).text
    page = client.get(f"{address}erasure/").text
    assert "Zebedee Z" in page
    assert "<dt>Messages</dt><dd>3</dd>" in page
    response = client.post(f"{address}erasure/", follow=True)
    assert response.redirect_chain == [("/p/fern/contacts/", 302)]
    assert "The contact is erased." in response.text
    assert client.get(address).status_code == 404


def test_an_agent_is_not_offered_it(contact, agent, signed_in):
    client = signed_in(agent)
    assert "erasure" not in client.get(f"/p/fern/contacts/{contact.pk}/").text
    assert client.post(f"/p/fern/contacts/{contact.pk}/erasure/").status_code == 403
    assert Lead.objects.filter(pk=contact.pk).exists()
