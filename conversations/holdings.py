"""What conversations keep of a contact, for `leads.holdings`."""

from django.utils.translation import gettext_noop as N_

from leads.holdings import STAYS, Holding, name_of

from .models import Conversation, Doorbell, Message, Rating, ReadMark


def _message(row):
    return {
        N_("conversation"): row.conversation.public_id,
        N_("place"): row.seq,
        N_("kind"): row.get_kind_display(),
        N_("by"): name_of(row.author),
        N_("text"): row.body,
        N_("whole e-mail"): row.whole,
        N_("event"): row.get_event_display(),
        N_("sent"): row.created_at,
    }


def _conversation(row):
    return {
        N_("conversation"): row.public_id,
        N_("subject"): row.subject,
        N_("state"): row.get_status_display(),
        N_("written from"): row.page,
        N_("opened"): row.created_at,
        N_("closed"): row.closed_at,
    }


def _rating(row):
    return {
        N_("conversation"): row.conversation.public_id,
        N_("place"): row.message.seq,
        N_("score"): row.score,
        N_("comment"): row.comment,
        N_("when"): row.message.created_at,
    }


HOLDINGS = [
    Holding(
        Rating,
        ("conversation__lead",),
        ("conversation", "message"),
        STAYS,
        _rating,
        ("conversation", "message"),
    ),
    Holding(Message, ("conversation__lead",), ("conversation",), STAYS, _message, ("conversation", "author")),
    Holding(ReadMark, ("conversation__lead",), ("conversation",), STAYS, is_counted=False),
    Holding(Doorbell, ("lead_id",), ("lead_id", "conversation_id"), STAYS, is_counted=False),
    Holding(Conversation, ("lead",), ("lead",), STAYS, _conversation, is_locked=True),
]
