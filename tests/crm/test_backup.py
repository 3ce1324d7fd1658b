"""Backup and restore by the commands of docs/backup.md, taken from it, while visitors write to the site."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from tests.crm.production import LONGEST, ROOT, Server, database_url, environment
from tests.documents import commands
from tests.postgres import find_programs

PAGE = "docs/backup.md"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PROGRAMS = {"sqlite": ["sqlite3"], "postgresql": ["pg_dump", "pg_restore", "createdb", "psql"]}
PATH = os.pathsep.join(map(str, [Path(sys.executable).parent, find_programs() or "", os.environ["PATH"]]))
SUBJECTS = "python manage.py shell -v 0 -c \"print(*Conversation.objects.values_list('subject', flat=True))\""
SEARCH = """python manage.py shell -v 0 -c "
from leads.search import search
shop = Project.objects.get(slug='demo')
print(*(lead for rows in search(shop, Lead.objects.contacts().filter(project=shop), 'northloop') for lead in rows))"
"""


class Installation:
    """A copy of the project in a folder of its own, with the demo in a database of its own."""

    def __init__(self, folder, **values):
        self.folder, self.values = folder, {"DEMO": "1", "PATH": PATH} | values
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in listed.stdout.splitlines():
            if not name.startswith(("tests/", ".")):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        self.run("python manage.py migrate", "python manage.py demo")

    def run(self, *lines, **values):
        """Run commands as somebody types them, stopping at the first that fails; return what they print."""
        script = "\n".join(["set -euo pipefail", *lines])
        ran = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=environment(**self.values | values),
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
        assert ran.returncode == 0, f"{script}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout

    @contextmanager
    def visitors(self):
        """Let visitors open conversations one after the other; yield the subjects of those acknowledged."""
        usual = {"DATABASE_URL": f"sqlite:///{self.folder}/regulars.sqlite3"} | self.values
        site = Server(self.folder / "staticfiles", cwd=self.folder, **usual)
        written, over = Written(), Event()
        writer = Thread(target=self._write, args=(site, written, over))
        writer.start()
        try:
            yield written
        finally:
            over.set()
            writer.join()
            assert site.end() == 0

    def _write(self, site, written, over):
        while not over.is_set():
            subject = uuid4().hex
            told = {"full_name": "Andrea", "email": "andrea1@gmail.com", "body": subject}
            if site.ask("/chat/demo/conversations/", told).status == 303:
                written.add(subject)


class Written(list):
    """What was acknowledged. One can wait for more to come."""

    def __init__(self):
        self.more = Event()

    def add(self, subject):
        self.append(subject)
        self.more.set()

    def wait(self):
        self.more.clear()
        assert self.more.wait(LONGEST), "no visitor could write"
        return list(self)


@pytest.fixture
def installation(tmp_path):
    vendor = connection.vendor
    for program in PROGRAMS[vendor]:
        if not shutil.which(program, path=PATH):
            pytest.skip(f"{program} is not on this machine")
    if vendor == "sqlite":
        yield Installation(tmp_path)
    else:
        with postgres_of_an_owner() as urls:
            yield Installation(tmp_path, **urls)


@contextmanager
def postgres_of_an_owner():
    """A database whose owner may make databases, and nothing else that an administrator may."""
    name = f"regulars_{uuid4().hex[:8]}"
    with psycopg.connect(database_url(), autocommit=True) as server:
        server.execute(f"CREATE ROLE {name} LOGIN CREATEDB")
        server.execute(f"CREATE DATABASE {name} OWNER {name}")
        base = f"postgres://{name}@{urlsplit(database_url()).netloc.rpartition('@')[2]}"
        try:
            yield {"DATABASE_URL": f"{base}/{name}", "NEW_DATABASE_URL": f"{base}/regulars_restored"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            server.execute("DROP DATABASE IF EXISTS regulars_restored WITH (FORCE)")
            server.execute(f"DROP ROLE {name}")


@pytest.mark.usefixtures("db")
def test_what_was_there_when_the_backup_began_is_there_after_it_was_restored(installation):
    kind = NAMES[connection.vendor]
    [count] = commands(PAGE, "Back up and restore")
    with installation.visitors() as written:
        before = written.wait()
        at_first = numbers(installation.run(count))
        installation.run(*commands(PAGE, f"Back up {kind}"))
        at_last = numbers(installation.run(count))
        written.wait()
    at_the_end = numbers(installation.run(count))

    installation.run(*commands(PAGE, f"Restore {kind}"))
    if "NEW_DATABASE_URL" in installation.values:
        installation.values["DATABASE_URL"] = installation.values["NEW_DATABASE_URL"]
    restored = numbers(installation.run(count))

    print(f"{kind} before {at_first} after {at_last} at the end {at_the_end} restored {restored}")
    assert all(at_first[name] <= restored[name] <= at_last[name] for name in restored)
    assert restored["Lead"] < at_the_end["Lead"]
    assert set(before) <= set(installation.run(SUBJECTS).split())
    assert installation.run(SEARCH).split() == ["Priya", "Raghunathan"]
    assert "No changes" in installation.run("python manage.py migrate --check", "echo No changes")


def numbers(printed):
    """Read what the document's command prints: model → rows."""
    return {name: int(number) for name, number in map(str.split, printed.splitlines())}
