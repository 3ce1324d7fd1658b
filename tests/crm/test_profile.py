"""One's own profile: the name, the password, and in which language, zone and light one's pages are drawn."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from tests.factories import ConversationFactory, MembershipFactory, UserFactory

PASSWORD = "/profile/password/"
NEW = {"old_password": "password", "new_password1": "clay and water", "new_password2": "clay and water"}
SECTIONS = ["", "language/", "appearance/", "password/", "projects/"]


def test_an_agent_changes_their_name(agent, signed_in):
    client = signed_in(agent)
    assert 'href="/profile/"' in client.get("/p/fern/contacts/").text
    assert "Saved." in client.post("/profile/", {"name": "Maya M."}, follow=True).text
    agent.refresh_from_db()
    assert agent.name == "Maya M."


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_beside_the_project_that_one_was_in_last(section, agent, other_project, signed_in):
    MembershipFactory(project=other_project, user=agent)
    client = signed_in(agent)
    for project in ("north", "fern"):
        client.get(f"/p/{project}/contacts/")
        page = client.get(f"/profile/{section}")
        assert f'href="/p/{project}/conversations/"' in page.text
        assert f'href="/profile/{section}" aria-current="page"' in page.text


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_there_for_whoever_works_in_no_project(section, db, signed_in):
    client = signed_in(UserFactory())
    assert 'href="/profile/"' in client.get("/").text
    assert client.get(f"/profile/{section}").status_code == 200


def test_nothing_but_the_name_is_changed(agent, signed_in):
    signed_in(agent).post(
        "/profile/", {"name": "M", "email": "x@x.example", "is_staff": "on", "appearance": "dark"}
    )
    agent.refresh_from_db()
    assert (agent.email, agent.is_staff, agent.appearance) == ("maya@fern.example", False, "")


@pytest.mark.parametrize("name", ["", " \x00 ", "m" * 151])
def test_a_name_that_cannot_be_is_refused(agent, signed_in, name):
    assert signed_in(agent).post("/profile/", {"name": name}).status_code == 422
    agent.refresh_from_db()
    assert agent.name == "Maya"


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("language", "language", "xx"),
        ("language", "time_zone", "Mars/Base"),
        ("language", "time_zone", "UTC\x00"),
        ("appearance", "appearance", "pink"),
    ],
)
def test_a_choice_that_there_is_not_is_refused_at_its_field(agent, signed_in, section, field, value):
    response = signed_in(agent).post(f"/profile/{section}/", {field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    agent.refresh_from_db()
    assert getattr(agent, field) == ""


def test_times_are_told_in_ones_own_zone_else_in_that_of_the_project(agent, project, signed_in):
    project.time_zone = "Asia/Kolkata"
    project.save()
    noon = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
    client = signed_in(agent)
    address = ConversationFactory(project=project, created_at=noon).get_absolute_url()
    assert ">17:30</time>" in client.get(address).text
    assert client.post("/profile/language/", {"time_zone": "America/New_York"}).status_code == 302
    assert ">08:00</time>" in client.get(address).text
    client.post("/profile/language/", {"time_zone": ""})
    assert ">17:30</time>" in client.get(address).text


@pytest.fixture
def two_languages(settings):
    settings.LANGUAGES = [("en", "English"), ("it", "Italiano")]
    with translation.override(None):
        yield


def language_of(page):
    return page.text.partition('lang="')[2].partition('"')[0]


def test_pages_speak_ones_own_language_else_that_of_the_project(agent, project, signed_in, two_languages):
    client = signed_in(agent)
    assert language_of(client.get("/p/fern/contacts/", headers={"accept-language": "it"})) == "en"
    assert client.post("/profile/language/", {"language": "it"}).status_code == 302
    for page in ("/p/fern/contacts/", "/profile/", "/p/fern/contacts/0/"):
        assert language_of(client.get(page)) == "it"
    client.post("/profile/language/", {"language": ""})
    project.language = "it"
    project.save()
    assert language_of(client.get("/p/fern/contacts/")) == "it"
    assert language_of(client.get("/profile/")) == "it"


def test_ones_language_does_not_stay_for_the_next_visitor(agent, signed_in, two_languages):
    agent.language = "it"
    agent.save()
    assert language_of(signed_in(agent).get("/p/fern/contacts/")) == "it"
    assert language_of(Client().get("/login/")) == "en"


THEME = 'data-theme="dark"'
SCHEME = '<meta name="color-scheme" content="{}">'


@pytest.fixture
def in_the_dark(agent, signed_in):
    client = signed_in(agent)
    assert client.post("/profile/appearance/", {"appearance": "dark"}).status_code == 302
    return client


@pytest.mark.parametrize(
    "page",
    ["/p/fern/contacts/", "/profile/", "/nothing/", "/p/fern/nothing/", "/p/north/contacts/", "/logout/"],
)
def test_pages_are_drawn_in_ones_own_appearance_by_the_server(page, in_the_dark):
    text = in_the_dark.get(page).text
    assert THEME in text.partition("<head>")[0]
    assert SCHEME.format("dark") in text


def test_whoever_has_chosen_none_gets_that_of_the_device(agent, signed_in):
    page = signed_in(agent).get("/p/fern/contacts/").text
    assert "data-theme" not in page
    assert SCHEME.format("light dark") in page


def test_the_admin_is_drawn_in_it_too(staff, signed_in):
    client = signed_in(staff)
    assert '<meta name="appearance" content="auto">' in client.get("/admin/").text
    client.post("/profile/appearance/", {"appearance": "dark"})
    page = client.get("/admin/").text
    assert '<meta name="appearance" content="dark">' in page
    assert 'href="/profile/appearance/"' in page
    assert "theme.js" not in page


def test_the_chat_is_as_visitors_have_it(agent, in_the_dark, two_languages):
    agent.language, agent.time_zone = "it", "Asia/Kolkata"
    agent.save()
    page = in_the_dark.get("/chat/fern/")
    assert language_of(page) == "en"
    assert "data-theme" not in page.text


def test_a_new_password_signs_other_browsers_out(agent, signed_in):
    here, elsewhere = signed_in(agent), signed_in(agent)
    assert here.post(PASSWORD, NEW).url == PASSWORD
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302
    agent.refresh_from_db()
    assert agent.check_password("clay and water")


@pytest.mark.parametrize(
    "changes",
    [{"old_password": "wrong"}, {"new_password1": "x"}, {"new_password2": ""}, {"old_password": ""}],
)
def test_a_password_that_cannot_be_is_refused_at_its_field(agent, signed_in, changes):
    response = signed_in(agent).post(PASSWORD, NEW | changes)
    assert response.status_code == 422
    agent.refresh_from_db()
    assert agent.check_password("password")


def test_the_old_password_cannot_be_guessed_for_ever(agent, signed_in):
    client = signed_in(agent)
    for _ in range(10):
        assert client.post(PASSWORD, NEW | {"old_password": "wrong"}).status_code == 422
    assert client.post(PASSWORD, NEW).status_code == 429
