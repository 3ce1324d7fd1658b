from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

SUCCESSFUL_FOR = timedelta(days=2)
GIVEN_UP_FOR = timedelta(days=30)
PAGE = 1000


@task()
def prune():
    """Delete the rows of jobs that ended long ago."""
    now = timezone.now()
    _delete(DBTaskResult.objects.successful().filter(finished_at__lt=now - SUCCESSFUL_FOR))
    _delete(DBTaskResult.objects.failed().filter(finished_at__lt=now - GIVEN_UP_FOR))


def _delete(jobs):
    while page := list(jobs.order_by("pk").values_list("pk", flat=True)[:PAGE]):
        DBTaskResult.objects.filter(pk__in=page).delete()
