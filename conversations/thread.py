"""The one place where a line is added to a thread."""

from uuid import uuid5

from django.utils import timezone

from .live import announce
from .models import Conversation, Message

SUMMARY = [
    "last_seq",
    "message_count",
    "snippet",
    "snippet_is_ours",
    "heard_seq",
    "replied_seq",
    "last_message_at",
    "first_reply_at",
    "waiting_since",
]


def locked(conversation) -> Conversation:
    """Return the conversation as it is now, nobody else's until this transaction ends."""
    return Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)


def once(client_id, kind, body):
    """
    Return what makes sending again known: the id that the browser gave, for this very text. Another text or
    kind under a used id is another message, by somebody who went back in their browser and thought again.
    """
    return client_id and uuid5(client_id, f"{kind} {body}")


def append(conversation, kind, body="", *, at=None, **values) -> Message:
    """
    Add a line to a conversation that this transaction has locked or made, and return it.

    `values` are the other columns of `Message`. The conversation's summary and the lead's last visit follow
    in the same transaction.
    """
    at = at or timezone.now()
    conversation.last_seq += 1
    message = Message.objects.create(
        conversation=conversation, seq=conversation.last_seq, kind=kind, body=body, created_at=at, **values
    )
    if kind == Message.Kind.VISITOR:
        _heard(conversation, at)
    elif kind == Message.Kind.REPLY:
        _answered(conversation, at)
    if kind in Message.TO_VISITORS:
        conversation.message_count += 1
        conversation.last_message_at = at
        conversation.snippet = " ".join(body.split())[:160]
        conversation.snippet_is_ours = message.is_ours
    conversation.save(update_fields=SUMMARY)
    announce.line_added(conversation, message)
    return message


def _heard(conversation, at):
    conversation.waiting_since = conversation.waiting_since or at
    conversation.heard_seq = conversation.last_seq
    conversation.lead.visited(at)


def _answered(conversation, at):
    conversation.waiting_since = None
    conversation.first_reply_at = conversation.first_reply_at or at
    conversation.replied_seq = conversation.last_seq
