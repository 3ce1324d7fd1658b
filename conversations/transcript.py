"""A conversation to keep, on paper or by e-mail: which lines of it, and for whom."""

from leads.paging import paginate

from . import mail_reply
from .models import Message

PAGE = 500
MAILED, MAILED_CHARACTERS = 200, 100_000


def page_of(conversation, params, *, internal=False):
    """Return a page of the lines, oldest first: what the visitor may read, or with `internal` everything."""
    lines = conversation.messages if internal else conversation.messages.for_visitor()
    return paginate([lines.for_thread().order_by("seq", "id")], params, PAGE)


def last_lines(conversation, until, *, internal=False):
    """
    Return what one mail holds of what was said until then, oldest first, and whether that is not all: the
    last lines only, with `internal` also notes.
    """
    kinds = [*Message.TO_VISITORS, *([Message.Kind.NOTE] if internal else [])]
    said = conversation.messages.filter(kind__in=kinds, created_at__lte=until)
    taken, room = [], MAILED_CHARACTERS
    for line in said.select_related("author").order_by("-seq")[: MAILED + 1]:
        room -= len(line.body)
        if len(taken) == MAILED or (taken and room < 0):
            return taken[::-1], True
        taken.append(line)
    return taken[::-1], False


def address_of(conversation):
    """
    Return the e-mail that it may be sent to, or "": what the visitor had typed when they opened the
    conversation, unless whoever reads it there wants no more mail.
    """
    return "" if conversation.mail_stopped else mail_reply.recipient(conversation)


def may_be_asked_for(conversation):
    """
    Say whether the visitor may have it mailed: somebody has answered. Before, anybody could have words of
    their own mailed to anybody.
    """
    return conversation.first_reply_at is not None and bool(address_of(conversation))
