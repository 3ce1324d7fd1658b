"""Somebody writes, or erases too, in the very moment of an erase."""

import pytest

from conversations.models import Conversation, Message
from conversations.open import open_conversation
from conversations.post import post_message
from leads.erase import ErasedAlready, erase
from leads.identify import Erased
from leads.models import Lead
from tests.at_once import at_once
from tests.factories import ConversationFactory, LeadFactory

pytestmark = pytest.mark.django_db(transaction=True)


def attempt(job, *arguments, **options):
    """Return what came of it: gone is as good as written before it went."""
    try:
        return job(*arguments, **options)
    except (Erased, Conversation.DoesNotExist):
        return None


def test_whoever_writes_meanwhile_gets_no_row_of_the_old_visitor(project, agent):
    lead = LeadFactory(project=project)
    talks = [ConversationFactory(project=project, lead=lead) for _number in range(3)]
    writing = [lambda talk=talk: attempt(post_message, talk, "More") for talk in talks]
    opening = [
        lambda: attempt(open_conversation, project, lead.visitor_id, body="New", address=None)
        for _number in range(3)
    ]
    at_once(lambda: erase(lead, by=agent), *writing, *opening)
    assert not Lead.objects.filter(visitor_id=lead.visitor_id).exists()
    assert not Message.objects.exists()


def test_two_who_erase_at_once_erase_once(project, agent):
    lead = LeadFactory(project=project)
    came = at_once(*[lambda: erase(lead, by=agent)] * 2)
    assert sorted(isinstance(one, ErasedAlready) for one in came) == [False, True]
