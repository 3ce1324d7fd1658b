"""The jobs that nobody's action causes, each enqueued once when it is due, however many workers there are."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from conversations.poll_mail import poll_mail
from crm.empty_trash import empty_trash
from crm.mail_digest import tell_digests
from crm.mail_unassigned import tell_unassigned
from crm.measure_replies import measure_replies

from .models import Turn
from .prune import prune

EVERY = ({poll_mail: timedelta(minutes=1)} if settings.IMAP_URL else {}) | {
    tell_unassigned: timedelta(minutes=1),
    tell_digests: timedelta(minutes=10),
    measure_replies: timedelta(hours=1),
    empty_trash: timedelta(hours=1),
    prune: timedelta(days=1),
}


def enqueue_due():
    now = timezone.now()
    due = dict(Turn.objects.values_list("job", "due_at"))
    for job, period in EVERY.items():
        if due.get(job.module_path, now) <= now:
            _take_turn(job, period, now)


@transaction.atomic
def _take_turn(job, period, now):
    turns = Turn.objects.filter(job=job.module_path)
    Turn.objects.get_or_create(job=job.module_path, defaults={"due_at": now})
    if turns.filter(due_at__lte=now).update(due_at=now + period):
        job.enqueue()
