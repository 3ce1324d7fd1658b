"""What staff may add and change in the admin, and what it refuses."""

import pytest
from django.contrib.admin.models import LogEntry

from crm.models import Project, User
from leads.models import ProfileField
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
    "allowed_sites": '["https://moss.example"]',
    "memberships-TOTAL_FORMS": 0,
    "memberships-INITIAL_FORMS": 0,
}


def test_a_project_that_is_added_here_has_the_fields_that_every_project_has(desk):
    assert desk.post(ADD_PROJECT, NEW_PROJECT).status_code == 302
    fields = Project.objects.get(slug="moss").profile_fields.values_list("key", flat=True)
    assert list(fields) == ["full_name", "last_name", "email", "phone", "company"]


def test_changing_a_project_adds_no_fields_again(desk, project):
    page = f"/admin/crm/project/{project.pk}/change/"
    assert desk.post(page, NEW_PROJECT).status_code == 302
    project.refresh_from_db()
    assert project.name == "Moss & Co"
    assert project.profile_fields.count() == 5
    assert LogEntry.objects.get().object_id == str(project.pk)


@pytest.mark.parametrize("typed", ["", "null", "[]", "{}", '""'])
def test_emptying_the_allowed_sites_opens_the_chat_to_every_site(typed, desk):
    assert desk.post(ADD_PROJECT, NEW_PROJECT | {"allowed_sites": typed}).status_code == 302
    assert Project.objects.get(slug="moss").allowed_sites == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("allowed_sites", '["https://moss.example/"]'),
        ("allowed_sites", '["https://a.example;script-src"]'),
        ("allowed_sites", "https://moss.example"),
        ("accent", "red"),
        ("key", "a"),
        ("slug", "mo/ss"),
        ("name", "Moss\x00"),
        ("time_zone", "Mars/Base"),
    ],
)
def test_a_project_that_cannot_be_is_refused_at_its_field(field, value, desk):
    response = desk.post(ADD_PROJECT, NEW_PROJECT | {field: value})
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]
    assert not Project.objects.exists()


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


def test_a_person_is_deactivated_instead_of_deleted(desk, agent):
    page = f"/admin/crm/user/{agent.pk}/change/"
    assert desk.post(page, {"email": agent.email, "name": agent.name}).status_code == 302
    agent.refresh_from_db()
    assert not agent.is_active


def test_a_password_is_never_shown(desk, agent):
    assert agent.password not in desk.get(f"/admin/crm/user/{agent.pk}/change/").text
    assert desk.get(f"/admin/crm/user/{agent.pk}/password/").status_code == 200


def test_key_and_kind_of_a_field_stay_as_they_were_made(desk, project, one_of_each):
    field = ProfileField.objects.get(project=project, kind="choice")
    choices = {"choices-TOTAL_FORMS": 0, "choices-INITIAL_FORMS": 0}
    changed = {"label": "Drink", "position": 3, "key": "other", "kind": "text", "is_asked": "on", **choices}
    assert desk.post(f"/admin/leads/profilefield/{field.pk}/change/", changed).status_code == 302
    before = (field.key, field.kind, field.project_id)
    field.refresh_from_db()
    assert (field.label, field.position) == ("Drink", 3)
    assert (field.key, field.kind, field.project_id) == before


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
