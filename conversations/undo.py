"""
Take back what an agent has just done to a conversation, while nothing has happened to it since.

What it was before goes along with the offer, signed and for that agent alone: nothing is kept for what is
rarely asked for. Whatever changes a conversation adds a line to its thread, so the place of the last line
tells whether somebody acted meanwhile.
"""

from django.core import signing
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from leads.refused import Refused

from .assign import NotAMember, hold_member
from .models import Message
from .thread import append, locked

SALT = "conversations.undo"
MOMENTS = ["waiting_since", "snoozed_until"]
Event = Message.Event


class NoLonger(Refused):
    words = _("This cannot be undone any more: something has happened in the conversation since.")


class NotOffered(ValueError):
    """The offer is none that was made to this agent for this conversation."""


def offer(before, after, actor):
    """
    Return what `undo` takes to make `after` what it was `before`, or "" where nothing was done, or more than
    one thing since `before` was read.
    """
    if after.last_seq != before.last_seq + 1:
        return ""
    was = {"status": before.status, "assignee": before.assignee_id}
    was |= {name: getattr(before, name) and getattr(before, name).isoformat() for name in MOMENTS}
    return signing.dumps([after.pk, actor.pk, after.last_seq, was], salt=SALT)


@transaction.atomic
def undo(conversation, offered, actor):
    """
    Make the conversation what it was before, and say so in its thread.

    Raises NotOffered, and NoLonger when somebody has acted meanwhile, or who had it works here no more.
    """
    seq, was = _read(offered, conversation, actor)
    assignee = _held(conversation, was["assignee"])
    conversation = locked(conversation)
    if conversation.last_seq != seq:
        raise NoLonger
    line = _said(conversation, was, assignee)
    if conversation.status != was["status"]:
        conversation.status, conversation.closed_at = was["status"], None
    conversation.assignee = assignee
    for name in MOMENTS:
        setattr(conversation, name, was[name] and parse_datetime(was[name]))
    conversation.save(update_fields=["status", "assignee", "closed_at", *MOMENTS])
    append(conversation, Message.Kind.EVENT, author=actor, **line)
    return conversation


def _read(offered, conversation, actor):
    try:
        pk, user, seq, was = signing.loads(offered, salt=SALT)
    except signing.BadSignature:
        raise NotOffered from None
    if (pk, user) != (conversation.pk, actor.pk):
        raise NotOffered
    return seq, was


def _held(conversation, pk):
    """Return who had it, kept in the project until this transaction ends."""
    if pk is None:
        return None
    assignee = conversation.project.members.filter(pk=pk).first()
    if assignee is None:
        raise NoLonger
    try:
        hold_member(conversation.project_id, assignee)
    except NotAMember:
        raise NoLonger from None
    return assignee


def _said(conversation, was, assignee):
    """Return the columns of the event that says what is taken back."""
    if conversation.status != was["status"]:
        return {"event": Event.REOPENED}
    if conversation.assignee != assignee:
        return {"event": Event.ASSIGNED if assignee else Event.UNASSIGNED, "subject": assignee}
    if until := was["snoozed_until"]:
        return {"event": Event.SNOOZED, "until": parse_datetime(until)}
    return {"event": Event.WOKEN}
