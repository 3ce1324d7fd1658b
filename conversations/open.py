from django.db import transaction
from django.utils import timezone

from leads import profile
from leads.identify import identify
from leads.models.profile_value import Source

from . import limits
from .models import Conversation, Message
from .thread import append, once


@transaction.atomic
def open_conversation(
    project, visitor_id, *, body, answers=None, page="", client_id=None, browser=None, address=None, at=None
):
    """
    Open a conversation of the visitor and return it; the first one makes their lead.

    `answers` are the profile fields as typed (field key → canonical text); `browser` is what
    `leads.browser.describe` returns. The same text with the same `client_id` again returns the conversation
    that it opened and writes nothing. With an `address`, raises `limits.TooMuch` when too much came from
    there. Raises `identify.Erased` when the lead was erased meanwhile.
    """
    at, client_id = at or timezone.now(), once(client_id, Message.Kind.VISITOR, body)
    lead = identify(project, visitor_id, browser or {}, at=at)
    if client_id and (opened := Conversation.objects.filter(lead=lead, client_id=client_id).first()):
        return opened
    if address is not None:
        limits.allow(limits.CONVERSATIONS, visitor_id, address)
    conversation = Conversation.objects.create(
        project=project,
        lead=lead,
        client_id=client_id,
        subject=subject_of(body),
        page=page,
        created_at=at,
        last_message_at=at,
    )
    append(conversation, Message.Kind.VISITOR, body, at=at)
    profile.write(lead, answers or {}, source=Source.VISITOR, conversation=conversation.public_id, at=at)
    return conversation


def subject_of(body):
    """Return the first line of a message, as the title that its conversation goes by."""
    line = body.strip().splitlines()[0].strip()
    return line if len(line) <= 120 else f"{line[:119].rstrip()}…"
