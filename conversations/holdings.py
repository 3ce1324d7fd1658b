"""What conversations keep of a contact, for `leads.holdings`."""

from leads.holdings import STAYS, Holding

from .models import Conversation, Doorbell, Message, ReadMark


def _message(message):
    return {
        "conversation": message.conversation.public_id,
        "place": message.seq,
        "kind": message.get_kind_display(),
        "text": message.body,
        "whole_mail": message.whole,
        "event": message.get_event_display(),
        "sent": message.created_at,
    }


def _conversation(conversation):
    columns = ["public_id", "subject", "status", "page", "created_at", "closed_at"]
    return {column: getattr(conversation, column) for column in columns}


HOLDINGS = [
    Holding(Message, ("conversation__lead",), ("conversation",), STAYS, _message),
    Holding(ReadMark, ("conversation__lead",), ("conversation",), STAYS, is_counted=False),
    Holding(Doorbell, ("lead_id",), ("lead_id", "conversation_id"), STAYS, is_counted=False),
    Holding(Conversation, ("lead",), ("lead",), STAYS, _conversation, is_locked=True),
]
