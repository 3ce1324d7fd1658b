"""How long a page takes and how many queries, in this process, through all of Django but the server."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Membership, User


@dataclass
class Measured:
    page: str
    queries: int
    median: float  # milliseconds on the clock
    cpu: float  # of them in this process: what a busy machine does not change


@contextmanager
def signed_in_superuser(project):
    """Yield the browser of a superuser who works in `project`, and leave nothing of them behind."""
    with transaction.atomic():
        user = User.objects.create_superuser("bench@bench.invalid")
        Membership.objects.create(project=project, user=user, role=Membership.Role.OWNER)
        host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name), "localhost")
        client = Client(SERVER_NAME=host.lstrip("."))
        client.force_login(user)
        yield client
        transaction.set_rollback(True)


def get(client, path):
    """Return the answer to a GET. Anything but the page is an error: it would be measured for one."""
    response = client.get(path, secure=settings.SECURE_SSL_REDIRECT)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code} {response.get('Location', '')}")
    return response


def measure(client, page, path, times) -> Measured:
    """Get `path` once to warm up, counting its queries, then so many times again with a clock."""
    reset_queries()  # with DEBUG the log is full at some time, and its length says nothing
    with CaptureQueriesContext(connection) as queries:
        get(client, path)
        number = len(queries)  # the next request empties the log
    taken = [_timed(client, path) for _time in range(times)]
    wall, cpu = map(median, zip(*taken, strict=True))
    return Measured(page, number, wall * 1000, cpu * 1000)


def _timed(client, path):
    wall, cpu = time.perf_counter(), time.process_time()
    get(client, path)
    return time.perf_counter() - wall, time.process_time() - cpu


def table(rows):
    """Return what was measured as a table in Markdown, the slowest page first."""
    lines = ["| page | queries | ms | of them CPU |", "| --- | ---: | ---: | ---: |"]
    for row in sorted(rows, key=lambda row: -row.median):
        lines.append(f"| {row.page} | {row.queries} | {row.median:.0f} | {row.cpu:.0f} |")
    return "\n".join(lines)
