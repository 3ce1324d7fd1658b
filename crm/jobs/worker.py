import logging
import os
import secrets
import socket
from contextlib import suppress
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands import db_worker

from .models import Heartbeat
from .periodic import enqueue_due
from .retry import LOST_AFTER, run_lost_again, settle

logger = logging.getLogger(__name__)

BEAT = LOST_AFTER / 6
PAUSE = 1  # seconds between looking for jobs while there are none, and after the database was away


class Worker(db_worker.Worker):
    """
    Run jobs one after the other until told to end; `batch`: until none is due.

    The library's loop, with a heartbeat beside it, retries, and an outage of the database outlived.
    """

    def __init__(self, *, batch=False):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=PAUSE,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=_new_id(),
        )

    def run(self):
        ended = Event()
        Thread(target=self._keep_on, args=[ended], name="keeper", daemon=True).start()
        try:
            while self._run_until_the_database_is_away():
                ended.wait(PAUSE)
        finally:
            ended.set()
            with suppress(DatabaseError):
                Heartbeat.objects.filter(worker_id=self.worker_id).delete()

    def run_task(self, job):
        super().run_task(job)
        settle(job)

    def _run_until_the_database_is_away(self):
        """Say whether to go on. What ran meanwhile counts as lost: this worker lives on under a new name."""
        try:
            keep(self.worker_id)
            super().run()
        except DatabaseError as error:
            if self.batch:
                raise
            logger.warning("The database is away (%s)", type(error).__name__)
            connections.close_all()
            self.worker_id = _new_id()
            return self.running
        return False

    def _keep_on(self, ended):
        while not ended.wait(BEAT.total_seconds()):
            try:
                close_old_connections()
                keep(self.worker_id)
            except DatabaseError as error:
                logger.warning("No sign of life: the database is away (%s)", type(error).__name__)
        connections.close_all()


def keep(worker_id):
    """Show a sign of life, and do what any worker does for all: find the lost, enqueue what is due."""
    Heartbeat.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": timezone.now()})
    run_lost_again()
    enqueue_due()


def start_beside():
    """Run jobs in a thread of this process, for a server that is alone on its machine."""
    Thread(target=Worker().run, name="worker", daemon=True).start()


def are_alive():
    """Say whether any worker has shown a sign of life lately."""
    return Heartbeat.objects.filter(seen_at__gt=timezone.now() - LOST_AFTER - timedelta(seconds=5)).exists()


def _new_id():
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
