from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .worker import are_alive

SOON = timedelta(minutes=1)


def trouble():
    """Return what staff should know about the background work: how many jobs were given up, how many wait
    though no worker runs."""
    waiting = 0
    if not are_alive():
        waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - SOON).count()
    return {"given_up": DBTaskResult.objects.failed().count(), "waiting": waiting}
