from django.db import transaction

from .models import Message
from .thread import append, locked


class NotAMember(ValueError):
    """Conversations are assigned to members of their own project only."""


@transaction.atomic
def assign(conversation, assignee, actor, *, at=None):
    """
    Give the conversation to `assignee`, or to nobody (None), and say so in its thread. Giving it again
    changes nothing.

    Raises NotAMember for somebody who does not work in the project.
    """
    if assignee:
        hold_member(conversation.project_id, assignee)
    conversation = locked(conversation)
    if conversation.assignee == assignee:
        return conversation
    conversation.assignee = assignee
    conversation.save(update_fields=["assignee"])
    event = Message.Event.ASSIGNED if assignee else Message.Event.UNASSIGNED
    append(conversation, Message.Kind.EVENT, event=event, author=actor, subject=assignee, at=at)
    return conversation


def hold_member(project_id, user):
    """
    Keep `user` in the project until this transaction ends: nobody removes them meanwhile, so what they are
    given is not left behind. Always before a conversation is locked, or two of us wait for each other.

    Raises NotAMember.
    """
    memberships = user.memberships.select_for_update(no_key=True)
    if not user.is_active or memberships.filter(project=project_id).first() is None:
        raise NotAMember


def works_in(project_id, user):
    """Say whether `user` works in the project now; they may leave in the next moment."""
    return user.is_active and user.memberships.filter(project=project_id).exists()
