from math import ceil

from django_tasks import task

from conversations.models import Conversation

from .models import Project
from .reply_time import ReplyTime

LAST = 50  # conversations that count
PAGE = 200  # projects at a time


@task()
def measure_replies():
    """Keep with each project that asks for it what three of four of its last conversations waited."""
    last = 0
    while page := Project.objects.filter(pk__gt=last, reply_time=ReplyTime.MEASURED).order_by("pk")[:PAGE]:
        for project in page:
            Project.objects.filter(pk=project.pk).update(measured_reply=measured(project))
            last = project.pk


def measured(project):
    """Return the time in which three of four of the last conversations were first answered, or None."""
    answered = Conversation.objects.filter(project=project, first_reply_at__isnull=False)
    moments = answered.order_by("-first_reply_at").values_list("created_at", "first_reply_at")[:LAST]
    waits = sorted(reply - opened for opened, reply in moments)
    return waits[ceil(len(waits) * 3 / 4) - 1] if waits else None
