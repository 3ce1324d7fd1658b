"""The project as somebody runs it: a copy in a folder of its own, with the demo in a database of its own."""

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

from tests.crm.production import LONGEST, ROOT, Server, database_url, environment
from tests.documents import commands
from tests.postgres import find_programs

PATH = os.pathsep.join(map(str, [Path(sys.executable).parent, find_programs() or "", os.environ["PATH"]]))
SUBJECTS = "python manage.py shell -v 0 -c \"print(*Conversation.objects.values_list('subject', flat=True))\""
SEARCH = """python manage.py shell -v 0 -c "
from leads.search import search
shop = Project.objects.get(slug='demo')
for found in search(shop, Lead.objects.contacts().filter(project=shop), 'northloop'):
    print(*found)"
"""


class Installation:
    def __init__(self, folder, **values):
        self.folder, self.values = folder, {"DEMO": "1", "PATH": PATH} | values
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in listed.stdout.splitlines():
            if not name.startswith(("tests/", ".")):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        self.run("python manage.py migrate")
        self.run("python manage.py demo")

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

    def rows(self):
        """Model → how many, by the command that docs/backup.md gives."""
        [count] = commands("docs/backup.md", "Back up and restore")
        return {name: int(number) for name, number in map(str.split, self.run(count).splitlines())}

    def subjects(self):
        return set(self.run(SUBJECTS).split())

    def finds_by_part_of_an_email(self):
        return self.run(SEARCH).split() == ["Priya", "Raghunathan"]

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
