import pytest
from django.contrib.auth.models import Group

from conversations.models import Attempt
from crm.invite import invite
from leads import profile
from leads.activity import record
from leads.merge import merge
from leads.models.profile_value import Source
from leads.notes import add_note
from leads.tagging import put_on
from tests.crm.production import run
from tests.factories import ConversationFactory, LeadFactory, ProfileFieldFactory


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
    project.saw("https://shop.example/")
    record("field.added", project=project, lead=conversation.lead, actor=agent, subject=field)
    merge(conversation.lead, [LeadFactory(project=project)], by=agent)
    add_note(conversation.lead, "Runs a café", by=agent)
    put_on(conversation.lead, "Wholesale", by=agent)
    for _time in range(2):
        profile.write(LeadFactory(project=project), {"email": "ann@fern.example"}, source=Source.VISITOR)
    invite(project, project.members.get(email="owner@fern.example"), "nora@fern.example", "agent")


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """A folder with the static files as production serves them."""
    folder = tmp_path_factory.mktemp("static")
    collected = run("manage.py", "collectstatic", "--noinput", STATIC_ROOT=str(folder))
    assert collected.returncode == 0, collected.stderr
    return folder
