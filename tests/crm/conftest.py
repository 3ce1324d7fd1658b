from datetime import date, time

import pytest
from django.contrib.auth.models import Group

from conversations.models import Attempt
from crm.invite import invite
from crm.jobs.worker import keep
from leads import profile
from leads.activity import record
from leads.models.profile_value import Source
from tests.crm.production import run
from tests.factories import ConversationFactory, ProfileFieldFactory


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
    Attempt.objects.create(key="0" * 32)
    keep("a-worker")
    project.office_hours.create(weekday=0, opens=time(9), closes=time(17))
    project.closed_days.create(day=date(2026, 12, 25), name="Christmas")
    project.saw("https://shop.example/")
    record("field.added", project=project, lead=conversation.lead, actor=agent, subject=field)
    invite(project, project.members.get(email="owner@fern.example"), "nora@fern.example", "agent")


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """A folder with the static files as production serves them."""
    folder = tmp_path_factory.mktemp("static")
    collected = run("manage.py", "collectstatic", "--noinput", STATIC_ROOT=str(folder))
    assert collected.returncode == 0, collected.stderr
    return folder
