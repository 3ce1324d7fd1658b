import pytest
from django.conf import settings
from django.test import Client

from crm.models import Membership
from tests.factories import MembershipFactory, UserFactory

MAYA = "maya@fern.example"


@pytest.fixture
def sign_in(agent):
    """Return a browser's attempt to sign in as Maya."""

    def attempt(client=None, **fields):
        return (client or Client()).post("/login/", {"username": MAYA, "password": "password", **fields})

    return attempt


def test_an_agent_signs_in_with_an_email_and_comes_to_the_contacts(client, sign_in):
    assert sign_in(client).url == "/"
    assert client.get("/").url == "/p/fern/contacts/"
    assert client.get("/p/fern/contacts/").status_code == 200


@pytest.mark.parametrize("typed", ["Maya@Fern.Example", "  maya@fern.example ", "MAYA@FERN.EXAMPLE"])
def test_the_email_may_be_typed_in_any_case_and_with_blanks(typed, sign_in):
    assert sign_in(username=typed).status_code == 302


def test_a_page_that_needs_a_login_is_opened_after_it(client, sign_in):
    wanted = "/p/fern/contacts/?q=andrea%40gmail.com&sort=name"
    login = client.get(wanted)
    assert login.status_code == 302
    page = client.get(login.url)
    assert sign_in(client, next=page.context["next"]).url == wanted


def test_a_wrong_password_keeps_the_email_and_says_what_to_do(sign_in):
    response = sign_in(password="wrong")
    assert response.status_code == 200
    assert f'value="{MAYA}"' in response.text
    assert 'role="alert"' in response.text
    assert "wrong" not in response.text


def test_the_answer_does_not_tell_whether_there_is_an_account(sign_in):
    known, unknown = sign_in(password="wrong"), sign_in(username="nobody@x.example", password="wrong")
    assert known.status_code == unknown.status_code
    assert known.context["form"].errors == unknown.context["form"].errors


def test_whoever_stays_signed_in_has_a_cookie_for_two_weeks(sign_in):
    assert sign_in(remember="on").cookies["sessionid"]["max-age"] == 14 * 24 * 60 * 60


def test_whoever_does_not_is_forgotten_when_the_browser_closes(sign_in):
    assert sign_in().cookies["sessionid"]["max-age"] == ""


def test_the_page_offers_to_stay_signed_in(client, db):
    assert 'name="remember"' in client.get("/login/").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "https://testserver.evil.example/",
        "https://testserver@evil.example/",
    ],
)
def test_signing_in_leads_to_no_other_host(elsewhere, client, sign_in):
    assert sign_in(client, next=elsewhere).url == "/"
    assert client.get("/login/", {"next": elsewhere}).url == "/"


@pytest.mark.parametrize("address", ["/login/", "/login/?next=/login/"])
def test_the_login_does_not_lead_to_itself_for_ever(address, client, sign_in):
    sign_in(client)
    assert client.get(address, follow=True).redirect_chain[-1] == ("/p/fern/contacts/", 302)


def test_somebody_who_was_deactivated_cannot_sign_in(agent, sign_in):
    agent.is_active = False
    agent.save()
    response = sign_in()
    assert response.status_code == 200
    assert "sessionid" not in response.cookies


def test_somebody_who_is_deactivated_is_out_at_once(agent, client, sign_in):
    sign_in(client)
    agent.is_active = False
    agent.save()
    assert client.get("/p/fern/contacts/").url == "/login/?next=/p/fern/contacts/"


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "maya\x00@fern.example"},
        {"password": "\x00"},
        {"username": "m" * 10_000},
        {"username": "", "password": ""},
        {"username": "' OR 1=1 --", "password": "' OR 1=1 --"},
    ],
)
def test_hostile_input_is_a_wrong_password(fields, sign_in):
    assert sign_in(**fields).status_code == 200


def test_a_form_that_came_from_elsewhere_signs_nobody_in(agent):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/login/", {"username": MAYA, "password": "password"})
    assert response.status_code == 403
    assert "sessionid" not in response.cookies


def test_signing_out_takes_a_post_and_ends_the_session(client, sign_in):
    sign_in(client)
    old = client.cookies["sessionid"].value
    assert "Sign out of Regulars?" in client.get("/logout/").text
    assert client.get("/p/fern/contacts/").status_code == 200
    assert client.post("/logout/").url == "/login/"
    client.cookies["sessionid"] = old
    assert client.get("/p/fern/contacts/").status_code == 302


def fail(sign_in, times, **fields):
    for _ in range(times):
        assert sign_in(password="wrong", **fields).status_code == 200


def test_whoever_fails_ten_times_waits_even_with_the_right_password(sign_in):
    fail(sign_in, 10)
    response = sign_in()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 600
    assert "Too many attempts" in response.text


def test_another_person_is_not_made_to_wait(project, sign_in):
    MembershipFactory(project=project, user__email="tom@fern.example")
    fail(sign_in, 10)
    assert sign_in(username="tom@fern.example").status_code == 302


@pytest.mark.parametrize("typed", ["MAYA@fern.example ", "ｍaya@fern.example", "maya＠fern.example"])
def test_another_spelling_of_an_email_has_no_tries_of_its_own(typed, sign_in):
    fail(sign_in, 10)
    assert sign_in(username=typed).status_code == 429


def test_right_passwords_are_not_counted(sign_in):
    for _ in range(11):
        assert sign_in().status_code == 302


def test_staff_come_to_the_admin_by_the_one_login_that_counts(client, staff):
    wanted = "/admin/crm/project/?q=fern"
    page = client.get(wanted, follow=True)
    fields = {"username": staff.email, "password": "password", "next": page.context["next"]}
    assert client.post("/login/", fields).url == wanted
    assert client.get("/admin/login/").url == "/admin/"


def test_an_agent_who_tries_the_admin_is_told_so(agent, signed_in):
    response = signed_in(agent).get("/admin/", follow=True)
    assert response.status_code == 403
    assert "Use another account" in response.text


def test_home_leads_to_the_project_one_worked_in_last(agent, other_project, signed_in):
    Membership.objects.create(user=agent, project=other_project)
    client = signed_in(agent)
    client.get("/p/north/contacts/")
    assert client.get("/").url == "/p/north/contacts/"
    client.get("/p/fern/contacts/")
    assert client.get("/").url == "/p/fern/contacts/"


def test_home_leads_to_the_first_project_by_name_on_the_first_day(agent, other_project, signed_in):
    Membership.objects.create(user=agent, project=other_project)
    assert signed_in(agent).get("/").url == "/p/fern/contacts/"


def test_home_leads_to_no_project_one_works_in_no_longer(agent, other_project, signed_in):
    last = Membership.objects.create(user=agent, project=other_project)
    client = signed_in(agent)
    client.get("/p/north/contacts/")
    last.delete()
    assert client.get("/").url == "/p/fern/contacts/"


def test_whoever_works_in_no_project_is_told_so(db, signed_in):
    response = signed_in(UserFactory(email="new@fern.example")).get("/")
    assert response.status_code == 200
    assert "You work in no project yet" in response.text
    assert "new@fern.example" in response.text
    assert f'action="{settings.LOGIN_URL}"' not in response.text
    assert 'action="/logout/"' in response.text
