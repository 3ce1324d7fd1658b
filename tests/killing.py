"""
Kill what serves people while they talk: `python -m tests.killing [--seconds 120] [--sqlite]`.

Visitors write and agents answer through the real services, pages and streams apart. In the middle a web
process, the live service and PostgreSQL are killed with SIGKILL; what supervises them in production starts
them again. Who writes tries again until the answer comes; who reads follows the stream with a cursor, and
asks every few seconds where there is none. At the end every acknowledged message has to be there once, in
the order it was written in, in the database and before the eyes of the agents.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from tests.postgres import throwaway_cluster

ROOT = Path(__file__).resolve().parent.parent
VISITORS, AGENTS, PAUSE, POLL = 12, 3, 1.1, 5
LINE = re.compile(r'id="m(\d+)"')
SETUP = """
import django, json
django.setup()
from django.test import Client
from conversations.models import Conversation
from crm.create_project import create_project
from crm.models import Membership, User
project = create_project("Killing", "killing", owner_email="o@x.example", password="-", key="killing")
found = {"agents": [], "visitors": []}
for number in range(AGENTS):
    user = User.objects.create_user(f"a{number}@x.example")
    Membership.objects.create(project=project, user=user)
    client = Client(); client.force_login(user)
    found["agents"].append("sessionid=" + client.cookies["sessionid"].value)
for number in range(VISITORS):
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/chat/killing/conversations/", {"full_name": "V", "email": "v@x.example", "body": "first"})
    c = Conversation.objects.order_by("-id")[0]
    found["visitors"].append([c.pk, str(c.public_id), "visitor=" + client.cookies["visitor"].value])
print(json.dumps(found))
"""
REPORT = """
import django, json
django.setup()
from conversations.models import Message
lines = Message.objects.order_by("conversation", "seq")
print(json.dumps(list(lines.values_list("conversation", "seq", "body"))))
"""


class Site:
    """The two services on one database, started again by `start` after each kill."""

    def __init__(self, url, folder):
        self.environment = os.environ | {
            "DATABASE_URL": url,
            "STATIC_ROOT": f"{folder}/static",
            "SECRET_KEY": "a key for this run only " * 3,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "0",
            "SECURE_SSL_REDIRECT": "0",
            "DJANGO_SETTINGS_MODULE": "crm.settings",
            "WEB_CONCURRENCY": "2",
        }
        self.ports = {"pages": free_port(), "live": free_port()}
        self.processes = {}

    def python(self, *arguments):
        ran = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def start(self, name):
        port = self.ports[name]
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--log-level", "critical"],
            cwd=ROOT,
            env=self.environment | {"SERVICE": name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def workers(self, name):
        pid = self.processes[name].pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self, name):
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def ask(self, path, cookie, fields=None, service="pages", timeout=10):
        connection = HTTPConnection("127.0.0.1", self.ports[service], timeout=timeout)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if fields else "GET", path, fields and urlencode(fields), headers)
        response = connection.getresponse()
        return response, response if service == "live" else response.read().decode()


class Visitor(threading.Thread):
    """Writes numbered lines, each under one id until it is acknowledged."""

    def __init__(self, site, pk, public_id, cookie, stop):
        super().__init__(daemon=True)
        self.site, self.pk, self.cookie, self.stop = site, pk, cookie, stop
        self.path = f"/chat/killing/conversations/{public_id}/messages/"
        self.acknowledged, self.tries = [], 0

    def run(self):
        number = 0
        while not self.stop.is_set():
            number += 1
            body, client_id = f"line {number}", str(uuid4())
            while not self._send(body, client_id):
                time.sleep(0.3)
            self.acknowledged.append(body)
            time.sleep(PAUSE)

    def _send(self, body, client_id):
        self.tries += 1
        with suppress(OSError, HTTPException):
            response, _ = self.site.ask(self.path, self.cookie, {"body": body, "client_id": client_id})
            return response.status == 303
        return False


class Agent(threading.Thread):
    """Follows conversations as their pages do: a bell or a poll says where to look, a cursor where from."""

    def __init__(self, site, cookie, conversations, finished):
        super().__init__(daemon=True)
        self.site, self.cookie, self.finished = site, cookie, finished
        self.seen = {pk: [] for pk in conversations}
        self.dirty, self.bells, self.streams = set(conversations), 0, 0
        self.ears = threading.Thread(target=self._listen, daemon=True)

    def run(self):
        self.ears.start()
        polled = time.monotonic()
        while not self.finished.is_set():
            if time.monotonic() - polled > POLL:
                self.dirty, polled = set(self.seen), time.monotonic()
            while self.dirty:
                self._look(self.dirty.pop())
            time.sleep(0.05)

    def _look(self, pk):
        known = self.seen[pk]
        try:
            last = known[-1] if known else 0
            path = f"/p/killing/conversations/{pk}/news/?after={last}&seen=999999"
            response, text = self.site.ask(path, self.cookie)
        except (OSError, HTTPException):
            return
        if response.status == 200:
            known += [seq for seq in map(int, LINE.findall(text)) if seq > last]

    def _listen(self):
        while not self.finished.is_set():
            with suppress(OSError, HTTPException, ValueError):
                response, stream = self.site.ask("/live/p/killing/", self.cookie, service="live", timeout=30)
                self.streams += response.status == 200
                for line in iter(stream.readline, b""):
                    if match := re.search(rb'"conversation":(\d+)', line):
                        self.bells += 1
                        self.dirty.add(int(match[1]))
                    elif b"reset" in line:
                        self.dirty = set(self.seen)
            time.sleep(0.5)


def free_port():
    return int(subprocess.check_output([sys.executable, "-c", PORT]))


PORT = "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1])"


@contextmanager
def database(is_sqlite, folder):
    """Yield a URL, and what kills the server and starts it again: None where there is no server."""
    if is_sqlite:
        yield f"sqlite:///{folder}/killing.sqlite3", None
        return
    with throwaway_cluster() as (url, start), ExitStack() as stack:
        # With the haste of the throwaway server, what it acknowledged might not be written.
        options = ["-c", "synchronous_commit=on", "-c", "fsync=on"]
        running = [stack.enter_context(start(*options))]

        def kill():
            children = Path(f"/proc/{running[-1].pid}/task/{running[-1].pid}/children").read_text().split()
            for pid in [running[-1].pid, *map(int, children)]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            running[-1].wait()
            time.sleep(1)
            running.append(stack.enter_context(start(*options)))

        yield url, kill


def main(seconds, is_sqlite):
    with tempfile.TemporaryDirectory() as folder, database(is_sqlite, folder) as (url, kill_database):
        site = Site(url, folder)
        site.python("manage.py", "migrate", "--verbosity", "0")
        site.python("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        constants = f"AGENTS, VISITORS = {AGENTS}, {VISITORS}\n"
        found = json.loads(site.python("-c", constants + SETUP))
        for name in site.ports:
            site.start(name)
        try:
            return judge(site, *talk(site, found, seconds, kill_database))
        finally:
            for name in site.ports:
                site.kill(name)


def talk(site, found, seconds, kill_database):
    """Let them talk while things are killed; return what each of them knows when all has settled."""
    stop, finished = threading.Event(), threading.Event()
    visitors = [Visitor(site, *who, stop) for who in found["visitors"]]
    agents = [
        Agent(site, cookie, [pk for pk, *_ in found["visitors"]], finished) for cookie in found["agents"]
    ]
    for person in [*agents, *visitors]:
        person.start()
    kills = [
        ("a web process", lambda: os.kill(site.workers("pages")[0], signal.SIGKILL)),
        ("the live service", lambda: (site.kill("live"), time.sleep(1), site.start("live"))),
        ("PostgreSQL", kill_database),
    ]
    for name, kill in kills:
        time.sleep(seconds / (len(kills) + 1))
        if kill:
            print(f"kill -9 of {name}", flush=True)
            kill()
    time.sleep(seconds / (len(kills) + 1))
    stop.set()
    for visitor in visitors:
        visitor.join(timeout=60)
        assert not visitor.is_alive(), "A visitor never came through again."
    rung = [agent.bells for agent in agents]
    time.sleep(2 * POLL)
    finished.set()
    for agent in agents:
        agent.join(timeout=60)
    print(f"bells heard {sum(rung)}; streams opened {[agent.streams for agent in agents]}")
    return visitors, agents


def judge(site, visitors, agents):
    """Compare what was acknowledged with what is there and what agents saw; return whether they differ."""
    lines = json.loads(site.python("-c", REPORT))
    wrong = []
    for visitor in visitors:
        kept = [(seq, body) for pk, seq, body in lines if pk == visitor.pk]
        if [body for _, body in kept] != ["first", *visitor.acknowledged]:
            wrong.append(f"conversation {visitor.pk}: {len(visitor.acknowledged)} acknowledged, kept {kept}")
        for agent in agents:
            if agent.seen[visitor.pk] != [seq for seq, _ in kept]:
                wrong.append(f"conversation {visitor.pk}: an agent saw {agent.seen[visitor.pk]} of {kept}")
    acknowledged, tries = sum(len(v.acknowledged) for v in visitors), sum(v.tries for v in visitors)
    print(f"{acknowledged} messages acknowledged in {tries} tries, {len(lines)} lines kept")
    print(
        "\n".join(wrong)
        or "Every acknowledged message is there once and in order, and every agent saw it so."
    )
    return bool(wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[2])
    parser.add_argument("--seconds", type=int, default=120, help="how long they talk")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite, which has no server to kill")
    options = parser.parse_args()
    sys.exit(main(options.seconds, options.sqlite))
