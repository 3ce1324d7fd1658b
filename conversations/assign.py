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
    conversation = locked(conversation)
    if conversation.assignee == assignee:
        return conversation
    if assignee and not _works_in(conversation.project_id, assignee):
        raise NotAMember
    conversation.assignee = assignee
    conversation.save(update_fields=["assignee"])
    event = Message.Event.ASSIGNED if assignee else Message.Event.UNASSIGNED
    append(conversation, Message.Kind.EVENT, event=event, author=actor, subject=assignee, at=at)
    return conversation


def _works_in(project_id, user):
    return user.is_active and user.memberships.filter(project=project_id).exists()
