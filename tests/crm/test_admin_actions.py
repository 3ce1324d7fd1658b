"""The actions of the admin: what each does, and that it goes by the rules of the verb behind it."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail

from conversations.models import Conversation
from crm.invite import invite
from crm.models import Invitation, Membership
from leads.arrange import MOST_FIELDS
from leads.models import ProfileField
from tests.factories import ConversationFactory, MembershipFactory, ProfileFieldFactory, UserFactory

PEOPLE, TALKS = "/admin/crm/user/", "/admin/conversations/conversation/"
FIELDS, INVITATIONS = "/admin/leads/profilefield/", "/admin/crm/invitation/"
NAMES = [
    (PEOPLE, "deactivate"),
    (PEOPLE, "reactivate"),
    (PEOPLE, "sign_out"),
    (TALKS, "close"),
    (TALKS, "reopen"),
    (FIELDS, "retire"),
    (FIELDS, "bring_back"),
    (INVITATIONS, "resend"),
    (INVITATIONS, "revoke"),
]


def act(client, path, action, *rows, **more):
    """Run an action on rows and return what the list says then."""
    data = {"action": action, "_selected_action": [row.pk for row in rows]} | more
    response = client.post(path, data, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def owner(project):
    return project.members.get(email="owner@fern.example")


def test_a_person_is_deactivated_and_their_work_becomes_nobodys(desk, project, agent, signed_in):
    conversation = ConversationFactory(project=project, assignee=agent)
    closed = ConversationFactory(project=project, assignee=agent)
    act(desk, TALKS, "close", closed)
    member = signed_in(agent)
    assert act(desk, PEOPLE, "deactivate", agent) == ["Deactivated: Maya"]
    agent.refresh_from_db()
    conversation.refresh_from_db()
    assert not agent.is_active
    assert conversation.assignee is None
    assert conversation.messages.last().event == "unassigned"
    assert Conversation.objects.get(pk=closed.pk).assignee == agent
    assert member.get("/p/fern/contacts/").status_code == 302
    assert agent.memberships.exists()
    assert "Deactivated: Maya" in desk.get(f"{PEOPLE}{agent.pk}/history/").text
    assert act(desk, PEOPLE, "reactivate", agent) == ["Active again: Maya"]
    agent.refresh_from_db()
    assert agent.is_active


def test_the_last_owner_is_not_deactivated(desk, project, owner, agent):
    said = act(desk, PEOPLE, "deactivate", owner, agent)
    assert "owner: A project needs an owner. Make somebody else an owner first." in said
    assert "Deactivated: Maya" in said
    owner.refresh_from_db()
    assert owner.is_active
    second = MembershipFactory(project=project, role=Membership.Role.OWNER).user
    assert act(desk, PEOPLE, "deactivate", owner) == ["Deactivated: owner"]
    assert len(act(desk, PEOPLE, "deactivate", second)) == 1
    second.refresh_from_db()
    assert second.is_active


def test_the_invitations_of_somebody_who_is_deactivated_end(desk, project, owner, admin):
    invite(project, admin, "nora@fern.example", "agent")
    act(desk, PEOPLE, "deactivate", admin)
    assert not Invitation.objects.open().exists()


def test_nobody_deactivates_themselves(desk, staff):
    assert "ask somebody else" in act(desk, PEOPLE, "deactivate", staff)[0]
    staff.refresh_from_db()
    assert staff.is_active


def test_somebody_is_signed_out_of_every_browser(desk, project, agent, signed_in):
    browsers = [signed_in(agent), signed_in(agent)]
    assert act(desk, PEOPLE, "sign_out", agent) == ["Signed out: Maya"]
    assert [browser.get("/p/fern/contacts/").status_code for browser in browsers] == [302, 302]
    agent.refresh_from_db()
    assert signed_in(agent).get("/p/fern/contacts/").status_code == 200
    assert desk.get(PEOPLE).status_code == 200


def test_conversations_are_closed_and_reopened_and_their_threads_say_so(desk, staff, project):
    first, second = ConversationFactory.create_batch(2, project=project)
    assert act(desk, TALKS, "close", first) == [f"Closed: {first.subject}"]
    first.refresh_from_db()
    assert not first.is_open
    assert (first.messages.last().event, first.messages.last().author) == ("closed", staff)
    assert Conversation.objects.get(pk=second.pk).is_open
    assert act(desk, TALKS, "close", first) == ["Nothing to do."]
    assert act(desk, TALKS, "reopen", first, second) == [f"Open again: {first.subject}"]
    assert first.messages.last().event == "reopened"


def test_an_action_is_for_the_rows_that_were_ticked_only(desk, project):
    first, second = ConversationFactory.create_batch(2, project=project)
    act(desk, TALKS, "close", first, select_across="1")
    assert Conversation.objects.open().get() == second
    assert "across all pages" not in desk.get(TALKS).text


def test_many_rows_are_not_all_named(desk, project):
    conversations = ConversationFactory.create_batch(7, project=project, subject="Moss")
    assert act(desk, TALKS, "close", *conversations) == ["Closed: Moss, Moss, Moss, Moss, Moss and 2 more"]


def test_fields_are_retired_and_brought_back_as_on_their_own_page(desk, project):
    field = ProfileFieldFactory(project=project, label="Order")
    email = ProfileField.objects.get(project=project, key="email")
    said = act(desk, FIELDS, "retire", field, email)
    assert said == ["E-mail: This field belongs to every project. It can be left unasked.", "Retired: Order"]
    field.refresh_from_db()
    assert field.retired_at
    assert act(desk, FIELDS, "bring_back", field) == ["Back again: Order"]
    act(desk, FIELDS, "retire", field)
    ProfileFieldFactory.create_batch(MOST_FIELDS - 5, project=project)
    assert "are the most" in act(desk, FIELDS, "bring_back", field)[0]


def test_invitations_are_sent_again_and_revoked_by_who_may_invite(desk, project, owner, signed_in, run_jobs):
    invitation, _token = invite(project, owner, "nora@fern.example", "agent")
    link, _token = invite(project, owner, "", "agent")
    for action in ("resend", "revoke"):
        said = act(desk, INVITATIONS, action, invitation)
        assert said == ["nora@fern.example: Your role in this project does not allow that."]
    assert Invitation.objects.open().count() == 2
    owner.is_staff = owner.is_superuser = True
    owner.save()
    member = signed_in(owner)
    said = act(member, INVITATIONS, "resend", invitation, link)
    assert said == ["A new link was sent to nora@fern.example"]
    run_jobs()
    assert mail.outbox[0].to == ["nora@fern.example"]
    assert "http://testserver/invitation/" in mail.outbox[0].body
    invitation.refresh_from_db()
    assert invitation.revoked_at
    assert act(member, INVITATIONS, "revoke", invitation, link) == ["Revoked: a link for anybody"]


@pytest.mark.parametrize(("path", "action"), NAMES)
def test_an_action_needs_the_right_to_change(path, action, one_of_each, signed_in):
    looker = UserFactory(is_staff=True)
    looker.user_permissions.set(all_rights_to_view())
    client = signed_in(looker)
    page = client.get(path)
    assert page.status_code == 200
    assert f'value="{action}"' not in page.text
    before = [
        list(model.objects.order_by("pk").values()) for model in (Conversation, ProfileField, Invitation)
    ]
    row = page.context["cl"].result_list[0]
    client.post(path, {"action": action, "_selected_action": [row.pk]}, follow=True)
    after = [
        list(model.objects.order_by("pk").values()) for model in (Conversation, ProfileField, Invitation)
    ]
    assert after == before


def all_rights_to_view():
    return Permission.objects.filter(codename__startswith="view_")
