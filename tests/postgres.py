"""A throwaway PostgreSQL: `python -m tests.postgres COMMAND...` runs COMMAND with its DATABASE_URL."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
"""


@contextmanager
def throwaway_postgres():
    """Start a server that only this machine reaches, yield its DATABASE_URL, and leave nothing behind."""
    with throwaway_cluster() as (url, start), start():
        yield url


@contextmanager
def throwaway_cluster():
    """
    Make the files of such a server. Yield its DATABASE_URL, and what runs it: a context with its process.
    """
    programs = find_programs()
    if programs is None:
        raise RuntimeError("No PostgreSQL server programs found (on Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="regulars-postgres-"))
    try:
        if _server_user():
            shutil.chown(folder, _server_user())
        port = _free_port()
        _make_cluster(programs, folder, port)
        url = f"postgres://postgres@127.0.0.1:{port}/postgres"
        yield url, partial(_running_server, programs, folder, port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs():
    """The folder of the server programs: what PATH leads to, else Debian's newest; None if there is none."""
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    folders = sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    if shutil.which("pg_config"):
        found = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip()
        folders.insert(0, Path(found))
    if _server_user() and _server_user() not in {user.pw_name for user in pwd.getpwall()}:
        return None
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _server_user():
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    return "postgres" if os.geteuid() == 0 else None


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _make_cluster(programs, folder, port):
    # Real databases sort and fold letters of every script, the plain C locale does not.
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    settings = ["--auth=trust", "--encoding=UTF8", f"--locale={locale}", "--no-sync"]
    with _program(folder, programs / "initdb", "--username=postgres", *settings) as initdb:
        if initdb.wait():
            raise RuntimeError((folder / "log").read_text())
    with (folder / "data" / "postgresql.conf").open("a") as conf:
        conf.write(SETTINGS.format(port=port, folder=folder))


@contextmanager
def _running_server(programs, folder, port, *options):
    ready = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
    deadline = time.monotonic() + 60
    with _program(folder, programs / "postgres", *options) as server:
        while subprocess.run(ready).returncode:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text())
            time.sleep(0.02)
        yield server


@contextmanager
def _program(folder, program, *arguments):
    """Run a program in a session of its own, where no Ctrl-C reaches it before the tests have ended."""
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [program, "-D", folder / "data", *arguments],
            cwd=folder,
            user=_server_user(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGQUIT)  # to PostgreSQL: stop at once, nothing is worth saving
        process.wait()


def main(command):
    if not command:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway_postgres() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
