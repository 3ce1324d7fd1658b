"""The site's services as production runs them, for a benchmark, each on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings


@contextmanager
def service(name, processes):
    """Run a service of `gunicorn.conf.py` on the database of this process, and yield its (port, pid)."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {
        "SERVICE": name,
        "WEB_CONCURRENCY": str(processes),
        "PORT": str(port),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--access-logfile",
        os.devnull,
    ]
    with subprocess.Popen(  # noqa: S603
        command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(port)
            yield port, server.pid
        finally:
            server.terminate()


def memory_of(pid):
    """Return the resident memory of a server's worker processes, in bytes."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = (int(Path(f"/proc/{child}/statm").read_text().split()[1]) for child in children)
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


def _wait_for(port):
    deadline = time.monotonic() + 30
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
