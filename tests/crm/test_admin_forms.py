"""What staff may add and change in the admin, and what it refuses."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from crm.models import Project, User
from tests.factories import LeadFactory, UserFactory

ADD_PROJECT, ADD_USER = "/admin/crm/project/add/", "/admin/crm/user/add/"
NEW_PROJECT = {
    "name": "Moss & Co",
    "slug": "moss",
    "key": "moss",
    "accent": "#1b6b4a",
    "side": "right",
    "language": "en",
    "time_zone": "UTC",
}


@pytest.fixture
def nina(db):
    return UserFactory(email="nina@moss.example", name="Nina")


def test_a_project_is_founded_with_an_owner_and_the_fields_that_every_project_has(desk, nina):
    assert desk.post(ADD_PROJECT, NEW_PROJECT | {"owner": nina.pk}).status_code == 302
    project = Project.objects.get(slug="moss")
    fields = project.profile_fields.values_list("key", flat=True)
    assert list(fields) == ["full_name", "last_name", "email", "phone", "company"]
    assert [(member.user, member.role) for member in project.memberships.all()] == [(nina, "owner")]
    assert LogEntry.objects.get().object_id == str(project.pk)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accent", "red"),
        ("key", "a"),
        ("slug", "mo/ss"),
        ("slug", "fern"),
        ("name", "Moss\x00"),
        ("time_zone", "Mars/Base"),
        ("owner", ""),
        ("owner", "999"),
    ],
)
def test_a_project_that_cannot_be_is_refused_at_its_field(field, value, desk, nina, project):
    response = desk.post(ADD_PROJECT, NEW_PROJECT | {"owner": nina.pk} | {field: value})
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]
    assert not Project.objects.exclude(pk=project.pk).exists()


def test_somebody_who_was_deactivated_is_given_nothing(desk, project, nina):
    User.objects.filter(pk=nina.pk).update(is_active=False)
    assert desk.post(ADD_PROJECT, NEW_PROJECT | {"owner": nina.pk}).status_code == 200
    given = {"user": nina.pk, "project": project.pk, "role": "owner"}
    assert desk.post("/admin/crm/membership/add/", given).status_code == 200
    assert not nina.memberships.exists()


def test_staff_add_a_person_with_an_email_in_any_case(desk):
    password = {"usable_password": "true", "password1": "correct horse 7", "password2": "correct horse 7"}
    person = {"email": "Nina@Fern.Example", "name": "Nina"} | password
    assert desk.post(ADD_USER, person).status_code == 302
    assert User.objects.get(name="Nina").email == "nina@fern.example"
    again = desk.post(ADD_USER, person)
    assert again.status_code == 200
    assert again.context["adminform"].form.errors["email"] == [
        "Somebody has an account with this e-mail already."
    ]


def test_the_form_of_a_person_deactivates_nobody(desk, agent):
    page = f"/admin/crm/user/{agent.pk}/change/"
    assert desk.post(page, {"email": agent.email, "name": "Maya L."}).status_code == 302
    agent.refresh_from_db()
    assert (agent.name, agent.is_active) == ("Maya L.", True)


@pytest.fixture
def helper(db, signed_in):
    """Staff with every right over people but no superuser."""
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["crm", "auth"]))
    return signed_in(user)


def test_only_superusers_give_rights(helper, agent, staff):
    page = f"/admin/crm/user/{agent.pk}/change/"
    rights = {"is_staff": "on", "is_superuser": "on", "groups": [], "user_permissions": []}
    assert helper.post(page, {"email": agent.email, "name": agent.name} | rights).status_code == 302
    agent.refresh_from_db()
    assert (agent.is_staff, agent.is_superuser) == (False, False)
    for path in (f"crm/user/{staff.pk}/change", f"crm/user/{staff.pk}/password", "auth/group/add"):
        assert helper.post(f"/admin/{path}/", {"email": "x@x.example", "name": "X"}).status_code == 403
    deactivated = {"action": "deactivate", "_selected_action": [staff.pk]}
    helper.post("/admin/crm/user/", deactivated)
    staff.refresh_from_db()
    assert staff.is_active


def test_a_password_is_never_shown(desk, agent):
    assert agent.password not in desk.get(f"/admin/crm/user/{agent.pk}/change/").text
    assert desk.get(f"/admin/crm/user/{agent.pk}/password/").status_code == 200


def test_a_lead_is_looked_at_with_its_emails_markup_as_text(desk, project):
    lead = LeadFactory(project=project, full_name="<script>alert(1)</script>")
    for page in ("/admin/leads/lead/", f"/admin/leads/lead/{lead.pk}/change/"):
        assert "<script>alert" not in desk.get(page).text


def test_membership_is_given_in_the_admin(desk, project):
    newcomer = UserFactory()
    given = {"user": newcomer.pk, "project": project.pk, "role": "agent"}
    assert desk.post("/admin/crm/membership/add/", given).status_code == 302
    assert newcomer.memberships.get().project == project
    assert desk.post("/admin/crm/membership/add/", given).status_code == 200
