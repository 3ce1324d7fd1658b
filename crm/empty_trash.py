from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from leads.erase import ErasedAlready, erase
from leads.models import Lead

from .models import Project

PAGE = 100  # contacts at a time


@task()
def empty_trash():
    """Erase the contacts that have been in the trash for as long as their project keeps them."""
    for project in Project.objects.order_by("pk"):
        _empty(project, timezone.now() - timedelta(days=project.trash_days))


def _empty(project, until):
    last, due = 0, Lead.objects.in_trash().filter(project=project, trashed_at__lt=until)
    while page := list(due.select_related("project").filter(pk__gt=last).order_by("pk")[:PAGE]):
        for contact in page:
            with suppress(ErasedAlready):  # or brought back since it was read
                erase(contact, by=None, trashed_before=until)
        last = page[-1].pk
