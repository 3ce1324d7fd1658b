from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from conversations.models import Conversation, Message
from conversations.open import open_conversation, subject_of
from leads.models import Lead, ProfileValue
from tests.factories import ConversationFactory, LeadFactory

BODY = "Is it dishwasher safe?\n\nI mean the   moss glaze."
ANSWERS = {"full_name": "Andrea", "email": "andrea1@gmail.com"}


def test_the_first_conversation_makes_the_lead_and_its_first_message(project):
    visitor_id = uuid4()

    opened = open_conversation(project, visitor_id, body=BODY, page="https://fern.example/shop/")

    assert opened.lead == Lead.objects.get(project=project, visitor_id=visitor_id)
    assert (opened.project, opened.page) == (project, "https://fern.example/shop/")
    message = opened.messages.get()
    assert (message.kind, message.body, message.author) == (Message.Kind.VISITOR, BODY, None)


def test_the_summary_says_that_a_visitor_waits(project):
    at = timezone.now() - timedelta(hours=2)

    opened = open_conversation(project, uuid4(), body=BODY, at=at)

    opened.refresh_from_db()
    assert opened.subject == "Is it dishwasher safe?"
    assert opened.snippet == "Is it dishwasher safe? I mean the moss glaze."
    assert opened.snippet_is_ours is False
    assert (opened.last_seq, opened.message_count, opened.replied_seq) == (1, 1, 0)
    assert opened.created_at == opened.last_message_at == opened.waiting_since == at
    assert (opened.status, opened.first_reply_at, opened.closed_at) == ("open", None, None)
    assert opened.messages.get().created_at == opened.lead.created_at == opened.lead.last_seen == at


def test_the_answers_are_kept_with_the_conversation_they_were_typed_in(project):
    opened = open_conversation(project, uuid4(), body=BODY, answers=ANSWERS)

    opened.lead.refresh_from_db()
    assert (opened.lead.full_name, opened.lead.email) == ("Andrea", "andrea1@gmail.com")
    values = opened.lead.profile_values.all()
    assert {value.field.key: value.value for value in values} == ANSWERS
    assert {value.conversation for value in values} == {opened.public_id}


def test_the_second_conversation_belongs_to_the_same_lead(project):
    visitor_id = uuid4()

    first = open_conversation(project, visitor_id, body="One", answers=ANSWERS)
    second = open_conversation(project, visitor_id, body="Two")

    assert first != second
    assert first.lead == second.lead == Lead.objects.get()
    assert Lead.objects.get().email == "andrea1@gmail.com"


def test_one_visitor_id_is_two_leads_in_two_projects(project, other_project):
    visitor_id = uuid4()

    here = open_conversation(project, visitor_id, body="Here")
    there = open_conversation(other_project, visitor_id, body="There")

    assert here.lead != there.lead


def test_a_merged_lead_keeps_its_own_conversations_and_its_contact_is_seen(project):
    long_ago = timezone.now() - timedelta(days=30)
    head = LeadFactory(project=project, last_seen=long_ago)
    merged = LeadFactory(project=project, last_seen=long_ago, merged_into=head, contact=head)

    opened = open_conversation(project, merged.visitor_id, body=BODY)

    head.refresh_from_db()
    assert opened.lead == merged
    assert head.last_seen > timezone.now() - timedelta(minutes=1)
    assert head.seen_at == long_ago  # what the head itself did last is not touched: a merge is undone by it


def test_the_lead_shows_the_browser_it_writes_from_now(project):
    visitor_id = uuid4()
    open_conversation(
        project, visitor_id, body="One", browser={"browser": "Chrome", "browser_version": "155"}
    )

    open_conversation(
        project, visitor_id, body="Two", browser={"browser": "Chrome", "browser_version": "156"}
    )

    assert Lead.objects.get().browser_version == "156"


def test_the_same_client_id_opens_one_conversation(project, nothing_written):
    visitor_id, client_id = uuid4(), uuid4()
    opened = open_conversation(project, visitor_id, body="One", client_id=client_id, address="81.2.69.142")

    with nothing_written():
        again = open_conversation(project, visitor_id, body="One", client_id=client_id, address="81.2.69.142")

    assert again == opened


def test_another_text_under_a_used_client_id_opens_another_conversation(project):
    visitor_id, client_id = uuid4(), uuid4()
    first = open_conversation(project, visitor_id, body="One", client_id=client_id)

    assert open_conversation(project, visitor_id, body="Two", client_id=client_id) != first


def test_a_client_id_means_something_for_its_own_visitor_only(project):
    client_id = uuid4()
    first = open_conversation(project, uuid4(), body="Mine", client_id=client_id)

    second = open_conversation(project, uuid4(), body="Also mine", client_id=client_id)

    assert (first.subject, second.subject) == ("Mine", "Also mine")


def test_a_failure_on_the_last_step_leaves_nothing(project, nothing_written):
    with nothing_written(), pytest.raises(KeyError):
        open_conversation(project, uuid4(), body=BODY, answers={"no_such_field": "x"}, address="81.2.69.142")


def test_a_failure_leaves_the_lead_that_there_was_as_it_was(project, nothing_written):
    lead = LeadFactory(project=project, browser="Chrome")

    with nothing_written(), pytest.raises(KeyError):
        open_conversation(
            project, lead.visitor_id, body=BODY, answers={"no_such_field": "x"}, browser={"browser": "Edge"}
        )

    lead.refresh_from_db()
    assert lead.browser == "Chrome"


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("One line", "One line"),
        ("First\nSecond", "First"),
        ("\n \n  First  \nSecond", "First"),
        ("First\u2028Second", "First"),
        ("x" * 120, "x" * 120),
        ("x" * 121, "x" * 119 + "…"),
        ("x" * 118 + " and more", "x" * 118 + "…"),
        ("🌱" * 121, "🌱" * 119 + "…"),
    ],
)
def test_the_subject_is_the_first_line_cut_to_what_the_column_holds(body, subject):
    assert subject_of(body) == subject


def test_the_database_refuses_a_second_conversation_with_a_client_id(conversation):
    Conversation.objects.update(client_id=uuid4())
    conversation.refresh_from_db()

    with pytest.raises(IntegrityError, match=r"sent_once|lead_id, .*client_id"), transaction.atomic():
        ConversationFactory(
            project=conversation.project, lead=conversation.lead, client_id=conversation.client_id
        )


@pytest.mark.parametrize(
    "wrong", [{"status": "closed", "waiting_since": None}, {"closed_at": timezone.now()}]
)
def test_the_database_refuses_a_closed_conversation_without_its_time_and_the_reverse(conversation, wrong):
    with pytest.raises(IntegrityError, match="closed_at_a_time"), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(**wrong)


def test_the_database_lets_nobody_wait_in_a_closed_conversation(conversation):
    closed = {"status": "closed", "closed_at": timezone.now()}

    with pytest.raises(IntegrityError, match="waits_while_open"), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(**closed)


def test_the_database_lets_no_two_conversations_share_a_public_id(conversation):
    with pytest.raises(IntegrityError, match="public_id"), transaction.atomic():
        ConversationFactory(project=conversation.project, public_id=conversation.public_id)


def test_an_empty_answer_writes_no_value(project):
    open_conversation(project, uuid4(), body=BODY, answers=ANSWERS | {"last_name": ""})

    assert set(ProfileValue.objects.values_list("field__key", flat=True)) == {"full_name", "email"}
