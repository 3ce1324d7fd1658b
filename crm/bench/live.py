"""
How fast a message is announced to open pages, with many of them open: `manage.py bench live`.

Twenty agents and else visitors hold a stream each. Visitors write through the real pages; agents reply. A
bell is lost when a stream that had to ring did not within ten seconds.
"""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median, quantiles
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.db import connection

from conversations.models import Conversation
from conversations.open import open_conversation
from conversations.post import reply
from crm.create_project import create_project
from crm.models import Membership, Project, User
from leads.visitor import SALT

from .services import memory_of, service

SLUG, AGENTS, PATIENCE, PAUSE, PAGES_FOR = "bench-live", 20, 10, 0.03, 5


def add_arguments(parser):
    parser.add_argument("--streams", type=int, default=1000, help="how many are open")
    parser.add_argument("--processes", type=int, default=1, help="of the live service")
    parser.add_argument("--messages", type=int, default=300, help="how many are sent, half of them replies")


def run(write, *, streams, processes, messages, **options):
    """Measure, and hand the lines of the result to `write`."""
    agents, conversations = _people(streams - AGENTS)
    with service("live", processes) as (port, pid), service("pages", 1) as (pages, _):
        alone = _pages_per_second(pages)
        before = memory_of(pid)
        heard = asyncio.run(_measure(port, pages, pid, agents, conversations, messages))
    times = sorted(heard["times"])
    cuts = quantiles(times, n=20)
    write(f"{connection.vendor}: {streams} streams in {processes} process(es), {messages} messages")
    write(f"bells {len(times)}, lost {heard['lost']}, p50 {median(times):.0f} ms, p95 {cuts[18]:.0f} ms, ")
    write(f"max {times[-1]:.0f} ms; all open in {heard['opened']:.1f} s")
    write(f"memory {(heard['memory'] - before) / streams / 1024:.1f} kB a stream")
    write(f"pages a second {heard['pages']:.0f}, {alone:.0f} with no stream open")


def _people(visitors):
    """Return the cookies of the agents, and a conversation of each visitor with their cookie."""
    project = Project.objects.filter(slug=SLUG).first() or create_project(
        "Bench", SLUG, owner_email="owner@bench-live.example", password=uuid4().hex, key=SLUG
    )
    agents = []
    for number in range(AGENTS):
        user, _ = User.objects.get_or_create(email=f"agent-{number}@bench-live.example")
        Membership.objects.get_or_create(project=project, user=user)
        agents.append((user, f"{settings.SESSION_COOKIE_NAME}={_session_of(user)}"))
    kept = list(Conversation.objects.filter(project=project).select_related("lead")[:visitors])
    while len(kept) < visitors:
        kept.append(open_conversation(project, uuid4(), body="Is anybody there?"))
    return agents, [(each, _cookie(project, each.lead)) for each in kept]


def _session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def _cookie(project, lead):
    value = signing.dumps({str(project.pk): lead.visitor_id.hex}, salt=SALT, compress=True)
    return f"visitor={value}"


def _pages_per_second(port):
    until = time.monotonic() + PAGES_FOR

    def ask(_):
        connection, number = HTTPConnection("127.0.0.1", port), 0
        while time.monotonic() < until:
            connection.request("GET", f"/chat/{SLUG}/")
            connection.getresponse().read()
            number += 1
        return number

    with ThreadPoolExecutor(4) as threads:
        return sum(threads.map(ask, range(4))) / PAGES_FOR


async def _measure(port, pages, pid, agents, conversations, messages):
    bells, began = {}, time.monotonic()
    paths = [("agent", f"/live/p/{SLUG}/", cookie) for _, cookie in agents]
    paths += [(str(each.public_id), f"/live/chat/{SLUG}/", cookie) for each, cookie in conversations]
    opened = [asyncio.Event() for _ in paths]
    door = asyncio.Semaphore(50)
    readers = [
        asyncio.create_task(_read(port, name, number, path, cookie, bells, opened[number], door))
        for number, (name, path, cookie) in enumerate(paths)
    ]
    await asyncio.gather(*(event.wait() for event in opened))
    result = {"opened": time.monotonic() - began, "memory": memory_of(pid)}
    result["pages"] = await asyncio.to_thread(_pages_per_second, pages)
    expected = await asyncio.to_thread(_talk, pages, agents, conversations, messages)
    deadline = time.monotonic() + PATIENCE
    while (missing := expected.keys() - bells.keys()) and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
    for reader in readers:
        reader.cancel()
    times = [(bells[key] - expected[key]) * 1000 for key in expected.keys() - missing]
    return result | {"lost": len(missing), "times": times}


async def _read(port, name, number, path, cookie, bells, opened, door):
    async with door:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
        while not (line := await reader.readline()).startswith(b"data:"):
            if not line:
                raise ConnectionError(f"No stream for {name}")
    opened.set()
    while line := await reader.readline():
        if line.startswith(b"data:"):
            bell = json.loads(line[5:])
            if bell["kind"] == "message":
                bells.setdefault((number, str(bell["conversation"]), bell["seq"]), time.monotonic())


def _talk(pages, agents, conversations, messages):
    """Write and reply in turn; return which stream was to hear which line, and from when on."""
    expected, door = {}, HTTPConnection("127.0.0.1", pages)
    for number in range(messages):
        place = number * 7919 % len(conversations)
        conversation, cookie = conversations[place]
        began = time.monotonic()
        if number % 2:
            seq = reply(conversation, agents[number % AGENTS][0], "Yes, there is.").seq
            expected[AGENTS + place, str(conversation.public_id), seq] = began
        else:
            seq = _post(door, conversation, cookie)
        for agent in range(AGENTS):
            expected[agent, str(conversation.pk), seq] = began
        time.sleep(PAUSE)
    connection.close()
    return expected


def _post(door, conversation, cookie):
    path = f"/chat/{SLUG}/conversations/{conversation.public_id}/messages/"
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    door.request("POST", path, urlencode({"body": "And one more thing"}), headers)
    answer = door.getresponse()
    answer.read()
    return int(answer.headers["Location"].rpartition("#m")[2])
