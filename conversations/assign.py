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
    if assignee and not assignee.memberships.filter(project=conversation.project_id).exists():
        raise NotAMember
    conversation.assignee = assignee
    conversation.save(update_fields=["assignee"])
    event = Message.Event.ASSIGNED if assignee else Message.Event.UNASSIGNED
    append(conversation, Message.Kind.EVENT, event=event, author=actor, subject=assignee, at=at)
    return conversation
