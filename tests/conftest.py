"""The cast: a project with its admin and an agent, an outsider who works in another project, and visitors."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from crm.create_project import create_project
from crm.jobs.models import Heartbeat
from crm.jobs.worker import Worker, keep
from crm.models import Membership
from tests.crm.production import run
from tests.factories import MembershipFactory, UserFactory

Role = Membership.Role


@pytest.fixture(autouse=True)
def _in_english():
    """A page leaves its language active, also for the next test."""
    with translation.override("en"):
        yield


@pytest.fixture
def project(db):
    return create_project("Fern & Clay", "fern", owner_email="owner@fern.example", password="-", key="fern")


@pytest.fixture
def other_project(db):
    return create_project("Northside", "north", owner_email="owner@north.example", password="-", key="north")


@pytest.fixture
def admin(project):
    return MembershipFactory(project=project, role=Role.ADMIN, user__name="Ada Admin").user


@pytest.fixture
def agent(project):
    return MembershipFactory(project=project, user__name="Maya", user__email="maya@fern.example").user


@pytest.fixture
def outsider(other_project):
    """An admin there: no right in another project is one here."""
    return MembershipFactory(project=other_project, role=Role.ADMIN, user__name="Otto Outsider").user


@pytest.fixture
def staff(db):
    return UserFactory(email="staff@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def signed_in():
    """Return a client in which a user is signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def queries_of(db):
    """Return how many queries a call makes."""

    def count(call):
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


@pytest.fixture
def run_jobs(db):
    """
    Return what runs the jobs that are due, as the worker does. Its own loop closes connections, which no
    test inside a transaction outlives.
    """

    def run():
        worker = Worker()
        keep(worker.worker_id)
        while job := DBTaskResult.objects.ready().first():
            job.claim(worker.worker_id)
            worker.run_task(job)
        Heartbeat.objects.filter(worker_id=worker.worker_id).delete()

    return run


class Browser(Client):
    """A visitor's browser: it keeps its cookie, and knows the chat's addresses."""

    ANDREA = {"full_name": "Andrea", "email": "andrea1@gmail.com"}

    def __init__(self, key="fern", **defaults):
        super().__init__(**defaults)
        self.chat = f"/chat/{key}/"

    def look(self):
        return self.get(self.chat)

    def start(self, body="Hello", **fields):
        """Post the form that opens a conversation; Andrea's answers unless `fields` say otherwise."""
        return self.post(f"{self.chat}conversations/", self.ANDREA | {"body": body} | fields)

    def say(self, thread, body="And one more thing", **fields):
        return self.post(f"{thread}messages/", {"body": body} | fields)


@pytest.fixture
def browser_of():
    """Return a new visitor's browser, for a project's key."""
    return Browser


@pytest.fixture
def visitor(project):
    return Browser()


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """A folder with the static files as production serves them."""
    folder = tmp_path_factory.mktemp("static")
    collected = run("manage.py", "collectstatic", "--noinput", STATIC_ROOT=str(folder))
    assert collected.returncode == 0, collected.stderr
    return folder
