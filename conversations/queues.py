"""The inbox's queues: which conversations each tab lists, and how many there are."""

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from leads.counting import CountUpTo

from .models import Conversation

QUEUES = {
    "unassigned": pgettext_lazy("queue", "Unassigned"),
    "mine": pgettext_lazy("queue", "Mine"),
    "all": pgettext_lazy("queue", "All"),
    "closed": pgettext_lazy("queue", "Closed"),
}
DEFAULT = "all"
COUNTED = ["unassigned", "mine", "all"]


def in_queue(queue: str, project, user) -> QuerySet:
    """Return the conversations of a tab, latest first. An unknown name is the default tab."""
    conversations = Conversation.objects.in_use().filter(project=project)
    if queue == "closed":
        return conversations.closed().latest_first()
    if queue == "unassigned":
        return conversations.open().unassigned().latest_first()
    if queue == "mine":
        return conversations.open().filter(assignee=user).latest_first()
    return conversations.open().latest_first()


def tabs(project, user):
    """Return (name, label, number or None) of each tab; at most 100 are counted, all tabs in one query."""
    counted = {f"in_{name}": CountUpTo(in_queue(name, project, user)) for name in COUNTED}
    numbers = type(project).objects.filter(pk=project.pk).values(**counted).get()
    return [(name, label, numbers.get(f"in_{name}")) for name, label in QUEUES.items()]
