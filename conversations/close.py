from django.db import transaction
from django.utils import timezone

from .models import Conversation, Message
from .thread import append, locked


@transaction.atomic
def close(conversation, actor, *, at=None):
    """Close the conversation and say so in its thread. Closing it again changes nothing."""
    conversation = locked(conversation)
    if not conversation.is_open:
        return conversation
    at = at or timezone.now()
    conversation.status, conversation.closed_at, conversation.waiting_since = (
        Conversation.Status.CLOSED,
        at,
        None,
    )
    conversation.save(update_fields=["status", "closed_at", "waiting_since"])
    append(conversation, Message.Kind.EVENT, event=Message.Event.CLOSED, author=actor, at=at)
    return conversation


@transaction.atomic
def reopen(conversation, actor=None, *, at=None):
    """
    Open a closed conversation again and say so in its thread; `actor` is None when the visitor's message
    did it.
    """
    conversation = locked(conversation)
    if conversation.is_open:
        return conversation
    conversation.status, conversation.closed_at = Conversation.Status.OPEN, None
    conversation.save(update_fields=["status", "closed_at"])
    append(conversation, Message.Kind.EVENT, event=Message.Event.REOPENED, author=actor, at=at)
    return conversation
