from django.db import transaction
from django.utils import timezone

from .assign import works_in
from .models import Conversation, Message
from .thread import append, locked


@transaction.atomic
def close(conversation, actor, *, at=None):
    """Close the conversation and say so in its thread. Closing it again changes nothing."""
    conversation = locked(conversation)
    if not conversation.is_open:
        return conversation
    at = at or timezone.now()
    conversation.status, conversation.closed_at = Conversation.Status.CLOSED, at
    conversation.waiting_since = conversation.snoozed_until = None
    conversation.save(update_fields=["status", "closed_at", "waiting_since", "snoozed_until"])
    append(conversation, Message.Kind.EVENT, event=Message.Event.CLOSED, author=actor, at=at)
    return conversation


@transaction.atomic
def reopen(conversation, actor=None, *, at=None):
    """
    Open a closed conversation again and say so in its thread; `actor` is None when the visitor's message
    did it. It stays its assignee's if they still work in the project; else it is nobody's. What the visitor
    said of the closing stays as it is, and they are asked again after the next one.
    """
    conversation = locked(conversation)
    if conversation.is_open:
        return conversation
    conversation.status, conversation.closed_at = Conversation.Status.OPEN, None
    is_left_behind = conversation.assignee and not works_in(conversation.project_id, conversation.assignee)
    if is_left_behind:
        conversation.assignee = None
    conversation.save(update_fields=["status", "closed_at", "assignee"])
    conversation.ratings.filter(is_current=True).update(is_current=False)
    append(conversation, Message.Kind.EVENT, event=Message.Event.REOPENED, author=actor, at=at)
    if is_left_behind:
        append(conversation, Message.Kind.EVENT, event=Message.Event.UNASSIGNED, at=at)
    return conversation
