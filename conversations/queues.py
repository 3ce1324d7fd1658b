"""The inbox's queues: which conversations each tab lists, and how many there are."""

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from leads.counting import CountUpTo

from .models import Conversation

QUEUES = {
    "mine": pgettext_lazy("queue", "Mine"),
    "unassigned": pgettext_lazy("queue", "Unassigned"),
    "all": pgettext_lazy("queue", "All"),
    "closed": pgettext_lazy("queue", "Closed"),
    "waiting": pgettext_lazy("queue", "Waiting"),
    "snoozed": pgettext_lazy("queue", "Snoozed"),
}
DEFAULT = "all"
COUNTED = ["mine", "unassigned", "all", "waiting", "snoozed"]


def in_queue(queue: str, project, user) -> QuerySet:
    """
    Return the conversations of a tab, latest first; those that wait, longest wait first, and those that
    sleep, in the order in which they come back. An unknown name is the default tab.
    """
    conversations = Conversation.objects.in_use().filter(project=project)
    if queue == "closed":
        return conversations.closed().latest_first()
    if queue == "waiting":
        return conversations.waiting().longest_wait_first()
    if queue == "snoozed":
        return conversations.asleep().next_back_first()
    at_hand = conversations.open().awake().latest_first()
    if queue == "unassigned":
        return at_hand.unassigned()
    return at_hand.filter(assignee=user) if queue == "mine" else at_hand


def tabs(project, user):
    """Return (name, label, number or None) of each tab; at most 100 are counted, all tabs in one query."""
    counted = {f"in_{name}": CountUpTo(in_queue(name, project, user)) for name in COUNTED}
    numbers = type(project).objects.filter(pk=project.pk).values(**counted).get()
    return [(name, label, numbers.get(f"in_{name}")) for name, label in QUEUES.items()]


def usual(conversation):
    """Return the queue that a conversation is shown in when none was asked for."""
    if conversation and not conversation.is_open:
        return "closed"
    return "snoozed" if conversation and conversation.is_asleep else DEFAULT
