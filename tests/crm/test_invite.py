"""Invitations: how somebody comes into a project, and who does not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from crm import invite as verbs
from crm.invite import accept, invite, revoke
from crm.models import Invitation, Membership, User
from crm.rights import NotAllowed
from leads.models import Activity
from tests.factories import MembershipFactory, UserFactory

MEMBERS = "/p/fern/settings/members/"
NEW = {"name": "Nora New", "password": "clay and water"}


@pytest.fixture
def owner(project):
    return User.objects.get(email="owner@fern.example")


@pytest.fixture
def link(project, admin):
    """The token of a link for anybody, to the role of an agent."""
    return invite(project, admin, "", "agent")[1]


@pytest.fixture
def letter(project, admin):
    """The token of an invitation that was mailed to nora@fern.example."""
    return invite(project, admin, "nora@fern.example", "agent")[1]


def invited(client, **fields):
    """Post the form that invites, and return the page after it."""
    return client.post(MEMBERS, {"email": "", "role": "agent"} | fields, follow=True)


def test_an_admin_invites_and_a_new_person_comes_in(project, admin, signed_in, run_jobs):
    page = invited(signed_in(admin), email="Nora@Fern.example")
    run_jobs()
    assert page.redirect_chain == [(MEMBERS, 302)]
    assert page.context["link"] in page.text
    [sent] = mail.outbox
    assert sent.to == ["nora@fern.example"]
    assert page.context["link"] in sent.body
    assert "Ada Admin" in sent.subject
    browser = Client()
    assert "nora@fern.example" in browser.get(page.context["link"]).text
    assert browser.post(page.context["link"], NEW).url == "/p/fern/contacts/"
    assert browser.get("/p/fern/contacts/").status_code == 200
    assert Membership.objects.get(user__email="nora@fern.example").role == "agent"


def test_the_link_is_shown_once_and_its_token_kept_nowhere(project, admin, signed_in):
    client = signed_in(admin)
    token = invited(client).context["link"].split("/")[-2]
    again = client.get(MEMBERS)
    assert token not in again.text
    assert "no-store" in again["Cache-Control"]
    kept = [Invitation.objects.values(), Activity.objects.values(), dict(client.session)]
    assert token not in str(kept)
    assert Invitation.objects.count() == 1


def test_a_link_is_shown_to_whoever_made_it_in_its_own_project_only(
    project, other_project, admin, owner, signed_in
):
    MembershipFactory(project=other_project, user=admin, role="admin")
    client = signed_in(admin)
    answer = client.post(MEMBERS, {"email": "", "role": "agent"})
    assert answer.url == MEMBERS
    elsewhere = "/p/north/settings/members/"
    for page in (signed_in(owner).get(MEMBERS), client.get(elsewhere), client.head(MEMBERS)):
        assert page.context["link"] == ""
    assert "/invitation/" in client.get(MEMBERS).context["link"]


def test_the_page_tells_who_invites_and_no_more(project, agent, client, link):
    page = client.get(f"/invitation/{link}/").text
    assert "Fern &amp; Clay" in page
    assert "Ada Admin" in page
    assert "Maya" not in page
    assert "admin@" not in page


def test_a_link_for_anybody_asks_for_the_email(client, link):
    assert client.post(f"/invitation/{link}/", NEW).status_code == 422
    assert client.post(f"/invitation/{link}/", NEW | {"email": "Nora@x.example"}).status_code == 302
    assert Membership.objects.filter(user__email="nora@x.example").exists()


def test_the_email_of_a_mailed_one_cannot_be_changed(client, letter):
    client.post(f"/invitation/{letter}/", NEW | {"email": "other@x.example"})
    assert [m.user.email for m in Membership.objects.filter(role="agent")] == ["nora@fern.example"]


def test_somebody_signed_in_accepts_with_one_button(outsider, signed_in, link):
    client = signed_in(outsider)
    assert outsider.email in client.get(f"/invitation/{link}/").text
    assert client.post(f"/invitation/{link}/").url == "/p/fern/contacts/"
    assert client.get("/p/fern/contacts/").status_code == 200


def test_an_invitation_lets_one_person_in_once(client, link, outsider):
    accept(link, user=outsider)
    for response in (client.get(f"/invitation/{link}/"), client.post(f"/invitation/{link}/", NEW)):
        assert response.status_code == 410
        assert "used already" in response.text
        assert "Fern" not in response.text
    with pytest.raises(verbs.Used):
        accept(link, user=UserFactory())


def test_a_revoked_one_lets_nobody_in(project, admin, client, signed_in, link, outsider):
    client_of_admin = signed_in(admin)
    pk = project.invitations.get().pk
    assert client_of_admin.post(f"{MEMBERS}invitations/{pk}/revocation/").status_code == 302
    assert client.get(f"/invitation/{link}/").status_code == 410
    assert client.post(f"/invitation/{link}/", NEW | {"email": "n@x.example"}).status_code == 410
    with pytest.raises(verbs.Revoked):
        accept(link, user=outsider)
    assert not User.objects.filter(email="n@x.example").exists()


def test_an_expired_one_lets_nobody_in(client, link):
    week = timedelta(days=7)
    now = timezone.now()
    Invitation.objects.update(created_at=now - week, expires_at=now)
    response = client.post(f"/invitation/{link}/", NEW | {"email": "n@x.example"})
    assert response.status_code == 410
    assert "expired" in response.text


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "é", "' OR 1=1", "%ED%A0%80"])
def test_a_token_that_nobody_has_is_not_found(client, link, token):
    assert client.get(f"/invitation/{token}/").status_code == 404
    assert client.post(f"/invitation/{token}/", NEW).status_code == 404


def test_what_was_used_cannot_be_revoked(project, admin, link, outsider):
    accept(link, user=outsider)
    with pytest.raises(verbs.Used):
        revoke(project.invitations.get(), admin)


def test_a_member_cannot_be_invited_again(project, admin, agent, signed_in, link):
    response = signed_in(admin).post(MEMBERS, {"email": "MAYA@fern.example", "role": "agent"})
    assert response.status_code == 422
    assert "works in the project already" in response.text
    with pytest.raises(verbs.AlreadyAMember):
        accept(link, user=agent)
    assert signed_in(agent).post(f"/invitation/{link}/").status_code == 422
    assert verbs.find(link)


def test_inviting_again_ends_the_earlier_invitation(project, admin, client, letter):
    _, newer = invite(project, admin, "nora@fern.example", "admin")
    assert client.get(f"/invitation/{letter}/").status_code == 410
    assert client.get(f"/invitation/{newer}/").status_code == 200


def test_a_mailed_invitation_is_for_that_person_only(outsider, signed_in, letter):
    response = signed_in(outsider).post(f"/invitation/{letter}/")
    assert response.status_code == 422
    assert "another e-mail" in response.text
    assert not outsider.memberships.filter(project__slug="fern").exists()


def test_whoever_has_an_account_signs_in_first(client, signed_in, letter):
    nora = UserFactory(email="nora@fern.example")
    response = client.post(f"/invitation/{letter}/", NEW)
    assert response.status_code == 422
    assert "Sign in with it" in response.text
    nora.refresh_from_db()
    assert nora.check_password("password")
    assert signed_in(nora).post(f"/invitation/{letter}/").status_code == 302


def test_a_link_does_not_serve_to_find_out_who_has_an_account(client, link, agent):
    fields = NEW | {"email": agent.email}
    for _ in range(10):
        assert client.post(f"/invitation/{link}/", fields).status_code == 422
    assert client.post(f"/invitation/{link}/", fields).status_code == 429


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "\x00"},
        {"name": "n" * 151},
        {"password": ""},
        {"password": "short"},
        {"password": "password"},
        {"email": "nobody"},
        {"email": "n@x.example\x00"},
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_the_link_stays_open(client, link, changes):
    fields = NEW | {"email": "n@x.example"} | changes
    response = client.post(f"/invitation/{link}/", fields)
    assert response.status_code == 422
    assert next(iter(changes)) in response.context["form"].errors
    assert not User.objects.filter(name="Nora New").exists()
    assert client.get(f"/invitation/{link}/").status_code == 200


def test_agents_cannot_invite(project, agent, signed_in):
    assert signed_in(agent).get(MEMBERS).status_code == 403
    assert signed_in(agent).post(MEMBERS, {"email": "", "role": "agent"}).status_code == 403
    with pytest.raises(NotAllowed):
        invite(project, agent, "", "agent")
    assert not Invitation.objects.exists()


def test_an_invitation_that_ended_is_not_mailed(project, admin, run_jobs):
    invitation, _ = invite(project, admin, "nora@fern.example", "agent")
    revoke(invitation, admin)
    run_jobs()
    assert mail.outbox == []


def test_only_owners_invite_owners(project, admin, owner, signed_in):
    assert signed_in(admin).post(MEMBERS, {"email": "", "role": "owner"}).status_code == 422
    with pytest.raises(NotAllowed):
        invite(project, admin, "", "owner")
    invitation, _ = invite(project, owner, "", "owner")
    with pytest.raises(NotAllowed):
        revoke(invitation, admin)


def test_nobody_invites_to_another_project(project, outsider):
    with pytest.raises(NotAllowed):
        invite(project, outsider, "", "agent")


@pytest.mark.parametrize(("email", "role"), [("no e-mail", "agent"), ("", "boss"), ("", "")])
def test_what_is_no_email_or_role_is_refused(project, owner, signed_in, email, role):
    assert signed_in(owner).post(MEMBERS, {"email": email, "role": role}).status_code == 422
    with pytest.raises(ValidationError):
        invite(project, owner, email, role)
    assert not Invitation.objects.exists()


def test_only_so_many_invitations_are_open(project, admin, monkeypatch):
    monkeypatch.setattr(verbs, "MOST_OPEN", 1)
    invite(project, admin, "", "agent")
    with pytest.raises(verbs.TooMany):
        invite(project, admin, "", "agent")


def test_an_invitation_stands_when_its_mail_fails(project, admin, signed_in, settings, run_jobs):
    settings.EMAIL_BACKEND = "nowhere.Backend"
    page = invited(signed_in(admin), email="nora@fern.example")
    run_jobs()
    assert Client().get(page.context["link"]).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"email": "Upper@x.example"},
        {"role": "boss"},
        {"accepted_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(days=1)},
        {"email": "nora@fern.example"},
    ],
)
def test_the_database_holds_the_rules(project, link, letter, change):
    row = Invitation.objects.get(email="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=row.pk).update(**change)


def test_the_page_tells_what_became_of_each(project, admin, outsider, signed_in, letter, link):
    accept(link, user=outsider)
    revoke(invite(project, admin, "rita@fern.example", "agent")[0], admin)
    now = timezone.now()
    late = project.invitations.filter(pk=invite(project, admin, "late@fern.example", "agent")[0].pk)
    late.update(created_at=now - timedelta(days=8), expires_at=now - timedelta(days=1))
    page = signed_in(admin).get(MEMBERS)
    assert [invitation.state for invitation, _may in page.context["invitations"]] == ["open"]
    assert {str(row): row.state for row, _may in page.context["ended"]} == {
        "a link for anybody": "accepted",
        "rita@fern.example": "revoked",
        "late@fern.example": "expired",
    }
    for words in (
        "Open</span>",
        "Accepted</span>",
        "Revoked</span>",
        "Expired</span>",
        "<bdi>Otto Outsider</bdi> came",
    ):
        assert words in page.text


def test_the_activity_tells_who_was_invited_and_came(project, admin, outsider):
    invitation, _ = invite(project, admin, "nora@fern.example", "admin")
    invite(project, admin, "nora@fern.example", "agent")
    _, token = invite(project, admin, "", "agent")
    accept(token, user=outsider)
    rows = project.activity.order_by("pk").values_list("action", "actor", "subject", "changes")
    role, nora = {"Role": [None, "Agent"]}, "nora@fern.example"
    assert list(rows) == [
        ("member.invited", admin.pk, nora, {"Role": [None, "Admin"]}),
        ("invitation.revoked", admin.pk, nora, {}),
        ("member.invited", admin.pk, nora, role),
        ("member.invited", admin.pk, "a link for anybody", role),
        ("member.joined", outsider.pk, "Otto Outsider", role),
    ]
    revoke(invitation, admin)
    assert project.activity.count() == 5


def test_an_invitation_of_another_project_is_not_found(project, other_project, signed_in, link):
    stranger = MembershipFactory(project=other_project, role="owner").user
    pk = project.invitations.get().pk
    address = f"/p/north/settings/members/invitations/{pk}/revocation/"
    assert signed_in(stranger).post(address).status_code == 404
    assert verbs.find(link)
