from django.db import transaction

from .models import Conversation, Message
from .thread import append_to_all


@transaction.atomic
def hand_over(project, leaver, successor, actor, *, at=None):
    """
    Give all open conversations of `leaver` to `successor`, or to nobody (None), and say so in each thread.

    The caller holds the leaver's membership and ends it in this transaction, so they are given no more, and
    keeps the successor's.
    """
    theirs = Conversation.objects.filter(project=project, assignee=leaver)
    # The closed ones are locked with them: one that is just being reopened is open once we have it.
    locked = theirs.select_for_update(no_key=True).order_by("pk").values_list("pk", "status", "last_seq")
    last_seqs = {pk: seq for pk, status, seq in locked.iterator() if status == Conversation.Status.OPEN}
    event = Message.Event.ASSIGNED if successor else Message.Event.UNASSIGNED
    append_to_all(theirs.open(), last_seqs, event, author=actor, subject=successor, at=at)
    theirs.open().update(assignee=successor)
