import pytest
from django.contrib.auth.models import Group

from conversations.models import Attempt
from conversations.seen import seen_by_agent
from crm.invite import invite
from leads import profile
from leads.models.profile_value import Source
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
    seen_by_agent(conversation, agent)
    project.saw("https://shop.example/")
    invite(project, project.members.get(email="owner@fern.example"), "nora@fern.example", "agent")
