"""
Ring for open pages: a row that is committed with what it announces, and is heard in every process.

Whoever hears it asks for what is new by a plain GET. Who looks at a conversation can be told the same way,
by a kind of its own.
"""

import random
from datetime import timedelta

from conversations.models import Doorbell, Message
from conversations.models.doorbell import now_in_ms

KEPT_FOR = timedelta(minutes=30) // timedelta(milliseconds=1)
SHOWN_TO_VISITORS = {Message.Event.CLOSED, Message.Event.REOPENED}


def line_added(conversation, message):
    for_visitor = message.kind in Message.TO_VISITORS or message.event in SHOWN_TO_VISITORS
    _ring(Doorbell.Kind.MESSAGE, conversation, message.seq, message.author_id, for_visitor)


def seen(conversation, seq, user=None):
    """Say that `user`, or the visitor when that is None, has read up to `seq`."""
    _ring(Doorbell.Kind.SEEN, conversation, seq, user and user.pk, for_visitor=user is not None)


def typing(conversation, user=None, *, for_visitor=False):
    """Say that `user`, or the visitor when that is None, is writing."""
    _ring(Doorbell.Kind.TYPING, conversation, None, user and user.pk, for_visitor)


def access_changed(user_id):
    """Have every open stream of the user ask at once whether it may go on."""
    Doorbell.objects.create(kind=Doorbell.Kind.ACCESS, user_id=user_id)


def end_streams_of_erased(sender, leads, **kwargs):
    """Have every open stream of these leads ask at once whether it may go on."""
    Doorbell.objects.bulk_create(Doorbell(kind=Doorbell.Kind.ACCESS, lead_id=lead) for lead in leads)


def _ring(kind, conversation, seq, user_id, for_visitor):
    Doorbell.objects.create(
        kind=kind,
        project_id=conversation.project_id,
        conversation_id=conversation.pk,
        public_id=conversation.public_id,
        lead_id=conversation.lead_id,
        seq=seq,
        user_id=user_id,
        for_visitor=for_visitor,
    )
    if random.random() < 0.01:  # noqa: S311
        Doorbell.objects.filter(at__lt=now_in_ms() - KEPT_FOR).delete()
