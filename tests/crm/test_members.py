"""The members of a project: their roles, and what becomes of their conversations when they go."""

import pytest

from conversations.close import close
from conversations.models import Conversation, Message
from crm import members as verbs
from crm.invite import Revoked, accept, invite
from crm.members import change_role, remove
from crm.models import Membership, User
from crm.rights import NotAllowed
from tests.factories import ConversationFactory, LeadFactory, MembershipFactory, UserFactory

MEMBERS, LEAVING = "/p/fern/settings/members/", "/p/fern/leaving/"


@pytest.fixture
def owner(project):
    return User.objects.get(email="owner@fern.example")


@pytest.fixture
def member(project):
    """Return somebody's membership of the project."""
    return lambda user: project.memberships.get(user=user)


def events(conversation):
    lines = conversation.messages.filter(kind="event").order_by("seq")
    return [(line.event, line.author, line.subject) for line in lines]


def test_an_admin_changes_a_role(admin, agent, member, signed_in):
    client = signed_in(admin)
    response = client.post(f"{MEMBERS}{member(agent).pk}/role/", {"role": "admin"}, follow=True)
    assert "Maya is now: Admin." in response.text
    assert member(agent).role == "admin"


def test_an_admin_sees_who_works_here(admin, agent, signed_in):
    page = signed_in(admin).get(MEMBERS).text
    assert "Maya" in page
    assert "owner@fern.example" in page


@pytest.mark.parametrize("role", ["", "boss", "OWNER", "\x00"])
def test_what_is_no_role_changes_nothing(admin, agent, member, signed_in, role):
    response = signed_in(admin).post(f"{MEMBERS}{member(agent).pk}/role/", {"role": role})
    assert response.status_code == 422
    assert f'id="role-{member(agent).pk}_error" role="alert"' in response.text
    assert "There is no such role." in response.text
    assert member(agent).role == "agent"


def test_agents_change_nobody(agent, admin, member, signed_in):
    client = signed_in(agent)
    for address, data in (("role/", {"role": "agent"}), ("removal/", {})):
        assert client.post(f"{MEMBERS}{member(admin).pk}/{address}", data).status_code == 403
    with pytest.raises(NotAllowed):
        change_role(member(agent), "owner", agent)
    with pytest.raises(NotAllowed):
        remove(member(admin), agent)
    assert [member(agent).role, member(admin).role] == ["agent", "admin"]


def test_admins_neither_make_nor_touch_owners(owner, admin, agent, member, signed_in):
    client = signed_in(admin)
    for user, role in ((agent, "owner"), (admin, "owner"), (owner, "agent")):
        response = client.post(f"{MEMBERS}{member(user).pk}/role/", {"role": role})
        assert "does not allow that" in response.text
    removal = client.post(f"{MEMBERS}{member(owner).pk}/removal/")
    assert removal.status_code == 422
    assert "does not allow that" in removal.text
    assert [member(user).role for user in (owner, admin, agent)] == ["owner", "admin", "agent"]


def test_owners_make_owners_and_step_down_then(owner, admin, member):
    change_role(member(admin), "owner", owner)
    change_role(member(owner), "agent", owner)
    assert [member(admin).role, member(owner).role] == ["owner", "agent"]


def test_the_last_owner_neither_steps_down_nor_leaves(owner, admin, member, signed_in):
    client = signed_in(owner)
    stepping_down = client.post(f"{MEMBERS}{member(owner).pk}/role/", {"role": "admin"})
    assert stepping_down.status_code == 422
    assert "A project needs an owner." in stepping_down.text
    leaving = client.post(LEAVING)
    assert leaving.status_code == 422
    assert "A project needs an owner." in leaving.text
    assert member(owner).role == "owner"


def test_an_owner_who_cannot_sign_in_is_none(project, owner, member):
    MembershipFactory(project=project, role="owner", user__is_active=False)
    with pytest.raises(verbs.LastOwner):
        remove(member(owner), owner)


def test_the_page_asks_what_becomes_of_the_conversations(project, admin, agent, member, signed_in):
    ConversationFactory(project=project, assignee=agent)
    page = signed_in(admin).get(f"{MEMBERS}{member(agent).pk}/removal/").text
    assert "One open conversation" in page
    assert 'name="hand_over_to"' in page
    assert member(agent)


def test_open_conversations_become_nobodys(project, admin, agent, member, signed_in):
    conversation = ConversationFactory(project=project, assignee=agent)
    response = signed_in(admin).post(f"{MEMBERS}{member(agent).pk}/removal/", follow=True)
    assert "Maya no longer works in Fern &amp; Clay." in response.text
    conversation.refresh_from_db()
    assert conversation.assignee is None
    assert events(conversation) == [("unassigned", admin, None)]
    assert signed_in(agent).get("/p/fern/contacts/").status_code == 404


def test_open_conversations_are_handed_over(project, owner, admin, agent, member, signed_in):
    mine = ConversationFactory(project=project, assignee=agent)
    closed = close(ConversationFactory(project=project, assignee=agent), agent)
    anothers = ConversationFactory(project=project, assignee=admin)
    signed_in(admin).post(f"{MEMBERS}{member(agent).pk}/removal/", {"hand_over_to": owner.pk})
    assert events(mine) == [("assigned", admin, owner)]
    assignees = [Conversation.objects.get(pk=c.pk).assignee for c in (mine, closed, anothers)]
    assert assignees == [owner, agent, admin]
    assert not Membership.objects.filter(user=agent).exists()


def test_conversations_of_another_project_stay(project, other_project, admin, agent, member):
    MembershipFactory(project=other_project, user=agent)
    elsewhere = ConversationFactory(project=other_project, assignee=agent)
    remove(member(agent), admin)
    elsewhere.refresh_from_db()
    assert elsewhere.assignee == agent


def test_nobody_else_can_take_them_over(project, admin, agent, outsider, member, signed_in):
    conversation = ConversationFactory(project=project, assignee=agent)
    gone = MembershipFactory(project=project, user__is_active=False).user
    for successor in (agent, outsider, gone, UserFactory()):
        fields = {"hand_over_to": successor.pk}
        response = signed_in(admin).post(f"{MEMBERS}{member(agent).pk}/removal/", fields)
        assert response.status_code == 422
        with pytest.raises(verbs.CannotTakeOver):
            remove(member(agent), admin, successor)
    assert events(conversation) == []
    assert member(agent)


def test_an_agent_leaves_and_says_who_takes_over(project, agent, admin, signed_in):
    conversation = ConversationFactory(project=project, assignee=agent)
    client = signed_in(agent)
    assert LEAVING in client.get("/profile/projects/").text
    page = client.get(LEAVING).text
    assert "One open conversation" in page
    assert "Ada Admin" in page
    left = client.post(LEAVING, {"hand_over_to": admin.pk}, follow=True)
    assert "You no longer work in Fern &amp; Clay." in left.text
    assert "You work in no project yet" in left.text
    assert events(conversation) == [("assigned", agent, admin)]
    assert not project.memberships.filter(user=agent).exists()


def test_an_admin_leaves_from_the_members_page(admin, member, signed_in):
    client = signed_in(admin)
    assert f'href="{LEAVING}"' in client.get(MEMBERS).text
    for method in (client.get, client.post):
        assert method(f"{MEMBERS}{member(admin).pk}/removal/").url == LEAVING
    assert member(admin)


def test_one_cannot_hand_over_to_oneself_or_a_stranger(agent, outsider, member, signed_in):
    for successor in (agent, outsider):
        response = signed_in(agent).post(LEAVING, {"hand_over_to": successor.pk})
        assert response.status_code == 422
        assert "hand_over_to" in response.context["form"].errors
    assert member(agent)


def test_nothing_that_is_open_works_for_whoever_was_removed(project, admin, agent, member, signed_in):
    conversation = ConversationFactory(project=project, assignee=agent)
    client, thread = signed_in(agent), conversation.get_absolute_url()
    assert client.get(thread).status_code == 200
    remove(member(agent), admin)
    assert client.get(thread).status_code == 404
    for verb in ("messages", "closure", "assignment"):
        assert client.post(f"{thread}{verb}/", {"body": "Hello", "assignee": agent.pk}).status_code == 404
    assert client.post(LEAVING).status_code == 404
    assert [line.event for line in conversation.messages.all()][1:] == ["unassigned"]


def test_the_session_of_somebody_who_is_deactivated_ends(agent, desk, signed_in):
    client = signed_in(agent)
    assert client.get("/p/fern/contacts/").status_code == 200
    desk.post("/admin/crm/user/", {"action": "deactivate", "_selected_action": agent.pk})
    assert client.get("/p/fern/contacts/").url.startswith("/login/")
    assert client.post("/profile/", {"name": "Changed"}).url.startswith("/login/")


def test_many_conversations_change_hands_in_few_queries(
    project, owner, admin, agent, member, django_assert_max_num_queries
):
    lead = LeadFactory(project=project)
    of_agent = [Conversation(project=project, lead=lead, assignee=agent, last_seq=3) for _ in range(2500)]
    Conversation.objects.bulk_create(of_agent)
    with django_assert_max_num_queries(50):  # SQLite takes some ninety lines at once, PostgreSQL a thousand
        remove(member(agent), admin, owner)
    handed_over = Conversation.objects.filter(assignee=owner, last_seq=4)
    assert handed_over.count() == 2500
    lines = Message.objects.filter(
        conversation__in=handed_over, seq=4, event="assigned", author=admin, subject=owner
    )
    assert lines.count() == 2500


def test_the_activity_tells_who_changed_and_went(project, owner, admin, agent, member):
    invite(project, admin, "", "admin")
    change_role(member(agent), "admin", owner)
    change_role(member(agent), "admin", owner)
    remove(member(agent), agent)
    remove(member(admin), owner)
    rows = project.activity.order_by("pk").values_list("action", "actor", "subject", "changes")
    assert list(rows)[1:] == [
        ("member.role", owner.pk, "Maya", {"Role": ["Agent", "Admin"]}),
        ("member.left", agent.pk, "Maya", {}),
        ("invitation.revoked", owner.pk, "a link for anybody", {}),
        ("member.removed", owner.pk, "Ada Admin", {}),
    ]


def test_whoever_works_alone_is_told_to_invite(owner, signed_in):
    client = signed_in(owner)
    assert "So far it is only you." in client.get(MEMBERS).text
    MembershipFactory(project=owner.projects.get())
    assert "So far it is only you." not in client.get(MEMBERS).text


def test_whoever_leaves_does_not_come_back_by_a_link_of_their_own(project, owner, admin, member):
    _, token = invite(project, admin, "", "admin")
    remove(member(admin), owner)
    with pytest.raises(Revoked):
        accept(token, user=admin)


def test_whoever_steps_down_has_no_invitations_left_to_more_than_their_role(project, owner, admin, member):
    change_role(member(admin), "owner", owner)
    _, to_owner = invite(project, admin, "", "owner")
    _, to_agent = invite(project, admin, "", "agent")
    change_role(member(admin), "admin", owner)
    with pytest.raises(Revoked):
        accept(to_owner, user=UserFactory())
    assert accept(to_agent, user=UserFactory()).role == "agent"


def test_somebody_who_is_gone_already_is_said_to_be(admin, agent, member):
    membership = member(agent)
    remove(membership, admin)
    for verb in (lambda: remove(membership, admin), lambda: change_role(membership, "admin", admin)):
        with pytest.raises(verbs.NotAMember):
            verb()


def test_members_of_another_project_are_not_found(project, other_project, agent, member, signed_in):
    client = signed_in(MembershipFactory(project=other_project, role="owner").user)
    for address in ("role/", "removal/"):
        path = f"/p/north/settings/members/{member(agent).pk}/{address}"
        assert client.post(path, {"role": "admin"}).status_code == 404


def test_the_page_takes_few_queries_however_many_work_here(
    project, admin, signed_in, django_assert_max_num_queries
):
    for _ in range(20):
        MembershipFactory(project=project)
        invite(project, admin, "", "agent")
    client = signed_in(admin)
    client.get(MEMBERS)
    with django_assert_max_num_queries(8):
        client.get(MEMBERS)
