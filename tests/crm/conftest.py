import shutil
from datetime import date, time

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.db import connection

from conversations.close import close
from conversations.models import Attempt
from conversations.post import reply
from conversations.rate import rate
from conversations.seen import seen_by_agent
from crm.invite import invite
from crm.jobs.worker import keep
from crm.models import Picture
from leads import profile
from leads.activity import record
from leads.erase import erase
from leads.merge import merge
from leads.models.profile_value import Source
from leads.notes import add_note
from leads.tagging import put_on
from tests.crm.installation import PATH, Installation, postgres_of_an_owner
from tests.crm.production import run
from tests.factories import ConversationFactory, LeadFactory, ProfileFieldFactory

PROGRAMS = {"sqlite": ["sqlite3"], "postgresql": ["pg_dump", "pg_restore", "createdb", "psql"]}


@pytest.fixture
def desk(staff, signed_in):
    """The browser of staff."""
    return signed_in(staff)


@pytest.fixture
def one_of_each(project, agent):
    """At least one row of every model, with all that it can hold."""
    field = ProfileFieldFactory(project=project, kind="choice")
    field.choices.create(key="tea", label="Tea")
    conversation = ConversationFactory(project=project, assignee=agent)
    profile.write(conversation.lead, {field.key: "tea"}, source=Source.AGENT, actor=agent)
    Group.objects.create(name="Potters")
    LogEntry.objects.log_actions(agent.pk, [project], CHANGE, change_message="Renamed")
    Attempt.objects.create(key="0" * 32)
    seen_by_agent(conversation, agent)
    reply(conversation, agent, "It is!")
    rate(close(conversation, agent), 4, "Kind, and quick")
    keep("a-worker")
    project.office_hours.create(weekday=0, opens=time(9), closes=time(17))
    project.closed_days.create(day=date(2026, 12, 25), name="Christmas")
    project.saw("https://shop.example/")
    agent.picture = Picture.objects.create(image=b"-")
    agent.save()
    project.former_slugs.create(slug="clay")
    record("field.added", project=project, lead=conversation.lead, actor=agent, subject=field)
    merge(conversation.lead, [LeadFactory(project=project)], by=agent)
    add_note(conversation.lead, "Runs a café", by=agent)
    put_on(conversation.lead, "Wholesale", by=agent)
    for _time in range(2):
        profile.write(
            LeadFactory(project=project), {"email": "ann@fern.example"}, source=Source.AGENT, actor=agent
        )
    erase(LeadFactory(project=project), by=agent)
    invite(project, project.members.get(email="owner@fern.example"), "nora@fern.example", "agent")
    project.canned_replies.create(shortcut="hello", text="Hi {first_name}")


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """A folder with the static files as production serves them."""
    folder = tmp_path_factory.mktemp("static")
    collected = run("manage.py", "collectstatic", "--noinput", STATIC_ROOT=str(folder))
    assert collected.returncode == 0, collected.stderr
    return folder


@pytest.fixture
def installation(db, tmp_path):
    """The demo, installed beside the tests. Backing it up takes the database's own programs."""
    vendor = connection.vendor
    for program in PROGRAMS[vendor]:
        if not shutil.which(program, path=PATH):
            pytest.skip(f"{program} is not on this machine")
    if vendor == "sqlite":
        yield Installation(tmp_path)
    else:
        with postgres_of_an_owner() as urls:
            yield Installation(tmp_path, **urls)
