"""The page of one contact."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leads import profile
from leads.models import Lead
from leads.models.profile_value import Source
from tests.factories import ConversationFactory, LeadFactory


@pytest.fixture
def page_of(agent, signed_in):
    client = signed_in(agent)
    return lambda lead, query="", **options: client.get(f"/p/fern/contacts/{lead.pk}/{query}", **options)


@pytest.fixture
def andrea(project):
    lead = LeadFactory(
        project=project, browser="Chrome", browser_version="141", system="macOS", language="en-GB"
    )
    profile.write(lead, {"full_name": "Andrea", "email": "andrea1@gmail.com"}, source=Source.VISITOR)
    lead.refresh_from_db()
    return lead


def merge(lead, head):
    Lead.objects.filter(pk=lead.pk).update(merged_into=head, contact=head)


def test_a_contact_shows_who_it_is_and_where_that_is_known_from(page_of, andrea):
    text = page_of(andrea).content.decode()
    for expected in [
        "Andrea",
        "andrea1@gmail.com",
        str(andrea.visitor_id),
        "Chrome 141 on macOS",
        "English (GB)",
    ]:
        assert expected in text
    assert text.count("typed in chat") == 2


def test_every_conversation_is_listed_once(page_of, andrea):
    first, second = ConversationFactory.create_batch(2, project=andrea.project, lead=andrea)
    text = page_of(andrea).content.decode()
    assert text.count("data-conversation-id=") == 2
    assert f'data-conversation-id="{first.pk}"' in text
    assert f'data-conversation-id="{second.pk}"' in text


def test_a_value_leads_to_the_conversation_it_was_typed_in(page_of, visitor):
    visitor.start()
    lead = Lead.objects.get()
    assert f"/p/fern/conversations/{lead.conversations.get().pk}/" in page_of(lead).content.decode()


def test_former_values_and_refused_claims_are_shown(page_of, andrea, agent):
    profile.write(andrea, {"email": "andrea2@gmail.com"}, source=Source.VISITOR)
    profile.write(andrea, {"email": "right@gmail.com"}, source=Source.AGENT, actor=agent)
    profile.write(andrea, {"email": "typed@later.example"}, source=Source.VISITOR)
    text = page_of(andrea).content.decode()
    for expected in [
        "andrea1@gmail.com",
        "andrea2@gmail.com",
        "typed@later.example",
        "3 other values",
        "by <bdi>Maya</bdi>",
    ]:
        assert expected in text


def test_long_histories_come_in_pages(page_of, andrea):
    now = timezone.now()
    for number in range(45):
        ConversationFactory(project=andrea.project, lead=andrea, created_at=now - timedelta(hours=number))
    sizes, cursor = [], ""
    while cursor is not None:
        page = page_of(andrea, f"?after={cursor}").context["page"]
        sizes.append(len(page))
        cursor = page.next or None
    assert sizes == [20, 20, 5]


def test_the_history_of_a_contact_is_that_of_all_its_leads(page_of, andrea, project):
    head = LeadFactory(project=project, full_name="Head")
    ConversationFactory(project=project, lead=andrea)
    ConversationFactory(project=project, lead=head)
    merge(andrea, head)
    text = page_of(head).content.decode()
    assert text.count("data-conversation-id=") == 2
    assert str(andrea.visitor_id) in text
    assert str(head.visitor_id) in text


def test_the_address_of_a_merged_lead_leads_to_its_contact_and_says_so(page_of, andrea, project):
    head = LeadFactory(project=project, full_name="Head")
    merge(andrea, head)
    response = page_of(andrea, follow=True)
    assert response.redirect_chain == [(f"/p/fern/contacts/{head.pk}/", 302)]
    assert "Andrea was merged into this contact" in response.content.decode()


def test_others_with_the_same_email_are_named_and_nothing_is_merged(page_of, andrea, project):
    other = LeadFactory(project=project, full_name="Andrea Sp1", email="andrea1@gmail.com")
    text = page_of(andrea).content.decode()
    assert "2 share it" in text
    assert f"/p/fern/contacts/{other.pk}/" in text
    assert page_of(other).context["contact"] == other


def test_another_projects_contact_is_not_there(page_of, other_project):
    assert page_of(LeadFactory(project=other_project)).status_code == 404


def test_a_page_that_was_tampered_with_is_the_first_one(page_of, andrea):
    ConversationFactory(project=andrea.project, lead=andrea)
    response = page_of(andrea, "?after=nonsense")
    assert response.status_code == 200
    assert len(response.context["page"]) == 1


def test_what_a_visitor_typed_is_text(page_of, project):
    lead = LeadFactory(project=project, full_name="<script>alert(1)</script>")
    ConversationFactory(
        project=project, lead=lead, subject="<b>bold</b>", page="https://x.example/'onload='1"
    )
    text = page_of(lead).content.decode()
    assert "<script>alert" not in text
    assert "<b>bold" not in text


def test_the_number_of_queries_does_not_grow(page_of, andrea, django_assert_max_num_queries):
    ConversationFactory(project=andrea.project, lead=andrea)
    page_of(andrea)
    with django_assert_max_num_queries(20) as few:
        page_of(andrea)
    ConversationFactory.create_batch(18, project=andrea.project, lead=andrea)
    with django_assert_max_num_queries(len(few)):
        page_of(andrea)
