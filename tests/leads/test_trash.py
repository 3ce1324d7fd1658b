"""The trash: out of sight, and back by hand, by Undo or by the visitor; then erased."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conversations.models import Conversation
from conversations.queues import in_queue
from crm.empty_trash import empty_trash
from leads.duplicates import of_contact
from leads.erase import ErasedAlready, erase
from leads.merge import merge
from leads.models import Activity, Lead, Merge, Suggestion
from leads.split import split
from leads.trash import InTrash, restore, trash
from leads.undo import undo
from tests.factories import ConversationFactory, LeadFactory
from tests.leads.people import head_of, person

DAY = timedelta(days=1)


@pytest.fixture
def contact(project, agent):
    """Of two leads, each with a conversation, and somebody else with the same e-mail."""
    first, second, _other = (person(project, full_name=name, email="a@x.example") for name in "ABC")
    for lead in (first, second):
        ConversationFactory(project=project, lead=lead)
    merge(first, [second], by=agent)
    return head_of(first)


@pytest.fixture
def client(agent, signed_in):
    return signed_in(agent)


def fresh(contact):
    return Lead.objects.select_related("project").get(pk=contact.pk)


def told(action):
    return list(Activity.objects.filter(action=action).values_list("actor__name", flat=True))


def test_it_leaves_lists_searches_suggestions_and_the_inbox(contact, client, project, agent):
    other = Lead.objects.get(full_name="C")
    assert of_contact(other)
    trash(contact, by=agent)
    assert f'data-lead-id="{contact.pk}"' not in client.get("/p/fern/contacts/").text
    assert f'data-lead-id="{contact.pk}"' not in client.get("/p/fern/contacts/?q=a@x.example").text
    assert not of_contact(other)
    assert not Suggestion.objects.waiting()
    for queue in ("all", "unassigned"):
        assert not in_queue(queue, project, agent)
    assert told("contact.trashed") == ["Maya"]


def test_it_comes_back_whole(contact, client, project, agent):
    before = list(Lead.objects.order_by("pk").values())
    trash(contact, by=agent)
    restore(contact, by=agent)
    assert list(Lead.objects.order_by("pk").values()) == before
    assert in_queue("all", project, agent).count() == 2
    assert told("contact.restored") == ["Maya"]


def test_twice_is_once(contact, agent):
    for verb in (trash, trash, restore, restore):
        verb(contact, by=agent)
    assert (told("contact.trashed"), told("contact.restored")) == (["Maya"], ["Maya"])


@pytest.mark.parametrize("again", ["in the same thread", "in a new one"])
def test_a_visitor_who_writes_brings_it_back_from_any_of_its_browsers(visitor, project, agent, again):
    visitor.start()
    lead, thread = Lead.objects.get(), visitor.get("/chat/fern/").context["page"].rows[0]
    merge(LeadFactory(project=project), [lead], by=agent)
    trash(head_of(lead), by=agent)
    visitor.look()
    assert Lead.objects.filter(trashed_at=None).count() == 0  # looking is not writing
    if again == "in a new one":
        visitor.start("Hello again")
    else:
        visitor.say(f"/chat/fern/conversations/{thread.public_id}/")
    assert Lead.objects.filter(trashed_at=None).count() == 2
    assert told("contact.came_back") == [None]


def test_merging_undoing_and_splitting_refuse_it_plainly(contact, agent, client):
    other = Lead.objects.get(full_name="C")
    trash(contact, by=agent)
    with pytest.raises(InTrash):
        merge(other, [fresh(contact)], by=agent)
    with pytest.raises(InTrash):
        undo(Merge.objects.get(), by=agent)
    with pytest.raises(InTrash):
        split(fresh(contact), by=agent)
    for address in (f"{other.pk}/merge/?with={contact.pk}", f"merges/{Merge.objects.get().pk}/undo/"):
        assert (
            "in the trash. Bring it back first."
            in client.get(f"/p/fern/contacts/{address}", follow=True).text
        )


def test_the_button_offers_undo_and_the_page_the_way_back(contact, client):
    address = f"/p/fern/contacts/{contact.pk}/"
    assert f'action="{address}trash/"' in client.get(address).text
    response = client.post(f"{address}trash/", follow=True)
    assert response.redirect_chain == [("/p/fern/contacts/", 302)]
    assert f'action="{address}return/"' in response.text
    assert "Moved to the trash" in client.get(address).text
    assert f'action="{address}return/"' in client.get("/p/fern/contacts/trash/").text
    client.post(f"{address}return/")
    assert f'data-lead-id="{contact.pk}"' in client.get("/p/fern/contacts/").text
    assert "The trash is empty" in client.get("/p/fern/contacts/trash/").text


def test_the_trash_of_another_project_is_not_shown(contact, other_project, outsider, signed_in, agent):
    trash(contact, by=agent)
    assert "The trash is empty" in signed_in(outsider).get("/p/north/contacts/trash/").text


def test_it_is_erased_after_the_days_of_its_project(contact, project, agent):
    project.trash_days = 10
    project.save()
    kept = LeadFactory(project=project)
    trash(contact, by=agent, at=timezone.now() - 11 * DAY)
    trash(kept, by=agent, at=timezone.now() - 9 * DAY)
    empty_trash.call()
    assert set(Lead.objects.values_list("pk", flat=True)) == {kept.pk, Lead.objects.get(full_name="C").pk}
    assert not Conversation.objects.exists()
    assert told("contact.erased") == [None]


def test_what_was_brought_back_in_that_moment_is_kept(contact, agent):
    trash(contact, by=agent, at=timezone.now() - 40 * DAY)
    restore(contact, by=agent)
    with pytest.raises(ErasedAlready):
        erase(contact, by=None, trashed_before=timezone.now() - 30 * DAY)
    assert Lead.objects.filter(pk=contact.pk).exists()


def test_the_receipts_are_listed(contact, admin, client):
    erase(contact, by=admin)
    text = client.get("/p/fern/contacts/trash/").text
    assert "Ada Admin erased a contact" in text
    assert "Conversations: 2" in text


def test_the_days_are_a_setting_that_must_make_sense(project, admin, signed_in):
    client, address = signed_in(admin), "/p/fern/settings/"
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, data | {"trash_days": "0"}).status_code == 422
    assert client.post(address, data | {"trash_days": "7"}).status_code == 302
    project.refresh_from_db()
    assert project.trash_days == 7
    project.trash_days = 0
    with pytest.raises(ValidationError):
        project.full_clean()
