"""The page of one contact, where it grows: merges of merges, long histories, many who share an e-mail."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conversations.close import close
from conversations.post import add_note, reply
from leads import profile
from leads.models import Lead
from leads.models.profile_value import Source
from tests.factories import ConversationFactory, LeadFactory, create_leads
from tests.leads.rows import link, text_of


@pytest.fixture
def andrea(project):
    lead = LeadFactory(project=project)
    profile.write(lead, {"full_name": "Andrea", "email": "andrea1@gmail.com"}, source=Source.VISITOR)
    lead.refresh_from_db()
    return lead


def conversations_in(response):
    return [int(pk) for pk in re.findall(r'data-conversation-id="(\d+)"', text_of(response))]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_only_shows(andrea, agent, signed_in, method):
    assert getattr(signed_in(agent), method)(f"/p/fern/contacts/{andrea.pk}/").status_code == 405
    assert Lead.objects.get() == andrea


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 19, "9" * 40])
def test_an_id_that_nobody_has_is_not_there(look, project, pk):
    assert look(f"{pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["-1", "1.5", "٣", "x", "%00", "1%2f2", "' OR 1=1"])
def test_an_id_that_is_none_is_not_there(look, andrea, pk):
    assert look(f"{pk}/").status_code == 404


def test_a_merged_lead_of_another_project_tells_nothing(look, other_project):
    gone, head = LeadFactory.create_batch(2, project=other_project)
    Lead.objects.filter(pk=gone.pk).update(merged_into=head, contact=head)
    assert look(f"{gone.pk}/").status_code == 404


def test_a_contact_that_was_merged_and_merged_again_is_one_step_away(look, andrea, project):
    middle, head = LeadFactory.create_batch(2, project=project)
    for lead, into in ((andrea, middle), (middle, head)):
        Lead.objects.filter(pk=lead.pk).update(merged_into=into, contact=head)
    for lead in (andrea, middle):
        response = look(f"{lead.pk}/")
        assert (response.status_code, response.url) == (302, f"/p/fern/contacts/{head.pk}/")
    assert text_of(look(f"{head.pk}/")).count("data-copy=") == 3


def test_a_name_in_the_notice_of_a_merge_is_text(look, andrea, project):
    Lead.objects.filter(pk=andrea.pk).update(full_name="<script>alert(1)</script>")
    head = LeadFactory(project=project)
    Lead.objects.filter(pk=andrea.pk).update(merged_into=head, contact=head)
    text = text_of(look(look(f"{andrea.pk}/").url.removeprefix("/p/fern/contacts/")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; was merged into this contact" in text
    assert "<script>alert" not in text


def test_a_contact_without_anything_says_so(look, project):
    text = text_of(look(f"{LeadFactory(project=project, visitor_id=None).pk}/"))
    for words in ("Unnamed visitor", "No e-mail", "No conversations", "Nothing yet"):
        assert words in text


def test_history_is_newest_first_and_pages_lead_forth_and_back(look, andrea):
    now = timezone.now()
    made = [
        ConversationFactory(project=andrea.project, lead=andrea, created_at=now - timedelta(hours=hours)).pk
        for hours in range(45)
    ]
    pages = [look(f"{andrea.pk}/")]
    while (following := link(pages[-1], "next")) and len(pages) < 9:
        pages.append(look(f"{andrea.pk}/{following}"))
    assert [pk for page in pages for pk in conversations_in(page)] == made
    assert conversations_in(look(f"{andrea.pk}/{link(pages[2], 'prev')}")) == made[20:40]
    assert "Reply" not in text_of(pages[1])


def test_a_page_that_was_tampered_with_says_so(look, andrea):
    conversation = ConversationFactory(project=andrea.project, lead=andrea)
    for place in ("x", "WzAsMF0", "\x00", "💥"):
        response = look(f"{andrea.pk}/", after=place)
        assert conversations_in(response) == [conversation.pk]
    response = look(f"{andrea.pk}/", before=link_of_another_list(look, andrea.project))
    assert conversations_in(response) == [conversation.pk]


def link_of_another_list(look, project):
    create_leads(project, [{}] * 30)
    return re.search("after=([^&]*)", link(look(sort="name"), "next")).group(1)


def test_another_leads_conversations_are_not_listed(look, andrea, project):
    ConversationFactory(project=project)
    assert conversations_in(look(f"{andrea.pk}/")) == []


def test_a_conversation_says_how_it_stands(look, andrea, agent):
    conversation = ConversationFactory(project=andrea.project, lead=andrea, body="Is it safe?")
    assert "Waiting for a reply" in text_of(look(f"{andrea.pk}/"))
    reply(conversation, agent, "Yes, it is")
    add_note(conversation, agent, "Ask the kiln first")
    text = text_of(look(f"{andrea.pk}/"))
    assert "We wrote:</span> <bdi>Yes, it is" in text
    assert "2 messages" in text
    assert "Waiting for a reply" not in text
    close(conversation, agent)
    assert '<span class="badge">Closed' in text_of(look(f"{andrea.pk}/"))


def test_a_value_says_who_wrote_it_and_the_other_one_stays_beside_it(look, andrea, agent):
    profile.write(andrea, {"full_name": "Andrea Rossi"}, source=Source.AGENT, actor=agent)
    profile.write(andrea, {"company": "Fern"}, source=Source.IMPORT)
    profile.write(andrea, {"company": "Mine"}, source=Source.VISITOR)
    words = " ".join(re.sub("<[^>]*>", " ", text_of(look(f"{andrea.pk}/"))).split())
    assert "Andrea Rossi by Maya" in words
    assert "1 other value Andrea typed in chat" in words
    assert "Fern imported" in words
    assert "1 other value Mine typed in chat" in words


def test_everything_about_a_contact_takes_a_constant_number_of_queries(look, andrea, agent, project):
    def write(number):
        conversation = ConversationFactory(project=project, lead=andrea)
        names = {"full_name": f"A {number}", "email": f"a{number}@b.it", "company": f"C {number}"}
        profile.write(andrea, names, source=Source.VISITOR, conversation=conversation.public_id)
        profile.write(andrea, {"phone": f"+39 {number}"}, source=Source.AGENT, actor=agent)

    def share(count):
        email = Lead.objects.get(pk=andrea.pk).email
        create_leads(project, [{"email": email}] * count)
        absorbed = create_leads(project, [{"visitor_id": uuid4()} for _ in range(count)])
        ids = [lead.pk for lead in absorbed]
        Lead.objects.filter(pk__in=ids).update(merged_into=andrea, contact=andrea)

    write(100)
    share(1)
    look(f"{andrea.pk}/")
    with CaptureQueriesContext(connection) as few:
        look(f"{andrea.pk}/")
    for number in range(101, 116):
        write(number)
    share(15)
    with CaptureQueriesContext(connection) as many:
        response = look(f"{andrea.pk}/")
    assert len(conversations_in(response)) == 16
    assert text_of(response).count("data-copy=") == 17
    assert text_of(response).count('<a class="who"') == 3
    assert len(many) <= len(few) <= 22
