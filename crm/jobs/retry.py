"""What becomes of a job that failed, that was running when its worker was killed, or that staff run again."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult, get_date_max

from conversations.letter import Undeliverable

from .models import Heartbeat

logger = logging.getLogger(__name__)

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)
LOST_AFTER = timedelta(minutes=1)
# Trying these again changes nothing.
HOPELESS = {f"{Undeliverable.__module__}.{Undeliverable.__qualname__}"}


def settle(job):
    """
    Forget what a job that succeeded was given, which may name a person. Let one that failed wait for its
    next try, each time four times as long, or give it up.
    """
    if job.status == Status.SUCCESSFUL:
        DBTaskResult.objects.filter(pk=job.pk).update(args_kwargs={"args": [], "kwargs": {}})
        return
    tries = len(job.worker_ids)
    is_over = tries >= MOST_TRIES or job.exception_class_path in HOPELESS
    if not is_over:
        job.status, job.run_after = Status.READY, timezone.now() + wait_after(tries)
        job.save(update_fields=["status", "run_after"])
    # Never the message of the exception: it may hold an e-mail.
    logger.warning(
        "Job %s failed (%s), try %d, %s",
        *(job.task_path, job.exception_class_path, tries, "given up" if is_over else "tried again later"),
    )


def wait_after(tries):
    """Return how long a job waits that has failed this often."""
    return min(FIRST_WAIT * 4 ** (tries - 1), LONGEST_WAIT)


def run_lost_again():
    """Let run again what was running in workers that show no sign of life, and forget those workers."""
    Heartbeat.objects.filter(seen_at__lt=timezone.now() - LOST_AFTER).delete()
    # In this order: a worker is alive before it begins a job.
    running = list(DBTaskResult.objects.running().only("status", "worker_ids", "task_path"))
    alive = set(Heartbeat.objects.values_list("worker_id", flat=True))
    for job in [job for job in running if job.worker_ids[-1] not in alive]:
        taken = DBTaskResult.objects.filter(pk=job.pk, status=Status.RUNNING, worker_ids=job.worker_ids)
        if len(job.worker_ids) < MOST_TRIES:
            lost = taken.update(status=Status.READY, run_after=get_date_max())
        else:
            lost = taken.update(
                status=Status.FAILED,
                finished_at=timezone.now(),
                exception_class_path="",
                traceback="Its worker ended in the middle of it, every time.",
            )
        if lost:
            logger.warning("Job %s was lost with its worker", job.task_path)


def run_again(jobs):
    """Let jobs that were given up run again, with all their tries. Return how many."""
    return jobs.failed().update(status=Status.READY, run_after=get_date_max(), worker_ids=[])
