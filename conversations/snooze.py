from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leads.refused import Refused

from .models import Message
from .thread import append, locked

LONGEST_SLEEP = timedelta(days=366)


class NotLater(Refused):
    words = _("Choose a time that is still to come.")


class TooFar(Refused):
    words = _("Choose a time within a year.")


class IsClosed(Refused):
    words = _("This conversation is closed. Reopen it first.")


@transaction.atomic
def snooze(conversation, until, actor, *, at=None):
    """
    Let the conversation sleep `until` then and say so in its thread. It comes back by itself: by its time,
    or when its visitor writes. Until the same time again changes nothing.

    Raises NotLater, TooFar or IsClosed.
    """
    conversation, at = locked(conversation), at or timezone.now()
    if not conversation.is_open:
        raise IsClosed
    if until <= at:
        raise NotLater
    if until - at > LONGEST_SLEEP:
        raise TooFar
    if conversation.snoozed_until == until:
        return conversation
    conversation.snoozed_until = until
    conversation.save(update_fields=["snoozed_until"])
    append(conversation, Message.Kind.EVENT, event=Message.Event.SNOOZED, author=actor, until=until, at=at)
    return conversation


@transaction.atomic
def wake(conversation, actor=None, *, at=None):
    """
    Bring a conversation back before its time and say so in its thread; `actor` is None when the visitor's
    message did it. One that came back by itself is only no longer marked as that.
    """
    conversation, at = locked(conversation), at or timezone.now()
    until = conversation.snoozed_until
    if until is None:
        return conversation
    conversation.snoozed_until = None
    conversation.save(update_fields=["snoozed_until"])
    if until > at:
        append(conversation, Message.Kind.EVENT, event=Message.Event.WOKEN, author=actor, at=at)
    return conversation
