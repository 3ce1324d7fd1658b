from django.db import transaction

from . import limits, mail_reply
from .assign import assign, hold_member
from .close import reopen
from .models import Message
from .snooze import wake
from .thread import append, locked, once


@transaction.atomic
def post_message(conversation, body, *, client_id=None, address=None, at=None, **mail):
    """
    Post what the visitor wrote and return the message. A closed conversation reopens, one that sleeps wakes.
    `mail` is `via` and `whole` of what did not come by the chat.

    The same text with the same `client_id` again returns the message that it posted and writes nothing.
    With an `address`, raises `limits.TooMuch` when too much came from there.
    """
    conversation, client_id = locked(conversation), once(client_id, Message.Kind.VISITOR, body)
    if posted := _posted(conversation, client_id):
        return posted
    if address is not None:
        limits.allow(limits.MESSAGES, conversation.lead.visitor_id, address)
    if not conversation.is_open:
        conversation = reopen(conversation, at=at)
    conversation = wake(conversation, at=at)
    return append(conversation, Message.Kind.VISITOR, body, client_id=client_id, at=at, **mail)


@transaction.atomic
def reply(conversation, author, body, *, client_id=None, at=None):
    """
    Post an agent's answer and return the message. It reopens what is closed, and takes what is nobody's. What
    sleeps sleeps on: its agent looks again when they said.

    Raises NotAMember for an author who has just left the project.
    """
    hold_member(conversation.project_id, author)
    conversation, client_id = locked(conversation), once(client_id, Message.Kind.REPLY, body)
    if posted := _posted(conversation, client_id):
        return posted
    if not conversation.is_open:
        conversation = reopen(conversation, actor=author, at=at)
    if conversation.assignee_id is None:
        conversation = assign(conversation, author, actor=author, at=at)
    if conversation.is_back:
        conversation = wake(conversation, at=at)
    begins = conversation.replied_seq <= conversation.known_seq
    message = append(conversation, Message.Kind.REPLY, body, author=author, client_id=client_id, at=at)
    if begins and at is None:
        mail_reply.plan(conversation)
    return message


@transaction.atomic
def add_note(conversation, author, body, *, client_id=None, at=None):
    """Add an internal note, which no visitor ever sees, and return it."""
    conversation, client_id = locked(conversation), once(client_id, Message.Kind.NOTE, body)
    return _posted(conversation, client_id) or append(
        conversation, Message.Kind.NOTE, body, author=author, client_id=client_id, at=at
    )


def _posted(conversation, client_id):
    return conversation.messages.filter(client_id=client_id).first() if client_id else None
