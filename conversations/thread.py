"""The one place where a line is added to a thread."""

from uuid import uuid5

from django.db.models import F
from django.utils import timezone

from leads.trash import bring_back

from .live import announce
from .models import Conversation, Message

BATCH = 1000
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
    in the same transaction; what a visitor writes brings their contact back from the trash.
    """
    at = at or timezone.now()
    conversation.last_seq += 1
    message = Message.objects.create(
        conversation=conversation, seq=conversation.last_seq, kind=kind, body=body, created_at=at, **values
    )
    summarise(conversation, kind, body, at)
    if kind == Message.Kind.VISITOR:
        bring_back(conversation.lead, at=at)
        conversation.lead.visited(at)
    conversation.save(update_fields=SUMMARY)
    announce.line_added(conversation, message)
    return message


def append_to_all(conversations, last_seqs, event, *, at=None, **values):
    """
    Add one event to each of many locked conversations, in few queries however many there are.

    `conversations` is a queryset of them, `last_seqs` what each holds (id → last_seq); `values` are the
    other columns of `Message`.
    """
    at = at or timezone.now()
    Message.objects.bulk_create(
        (
            Message(
                conversation_id=pk, seq=seq + 1, kind=Message.Kind.EVENT, event=event, created_at=at, **values
            )
            for pk, seq in last_seqs.items()
        ),
        batch_size=BATCH,
    )
    conversations.update(last_seq=F("last_seq") + 1)


def summarise(conversation, kind, body, at):
    """Set what lists show of a conversation to what it is with a line more, whose place is `last_seq`."""
    if kind == Message.Kind.VISITOR:
        conversation.waiting_since = conversation.waiting_since or at
        conversation.heard_seq = conversation.last_seq
    elif kind == Message.Kind.REPLY:
        conversation.waiting_since = None
        conversation.first_reply_at = conversation.first_reply_at or at
        conversation.replied_seq = conversation.last_seq
    else:
        return
    conversation.message_count += 1
    conversation.last_message_at = at
    conversation.snippet = " ".join(body.split())[:160]
    conversation.snippet_is_ours = kind == Message.Kind.REPLY
