"""One's own profile: the name and the password."""

import pytest

from tests.factories import UserFactory

NEW = {"old_password": "password", "new_password1": "clay and water", "new_password2": "clay and water"}


def test_an_agent_changes_their_name(agent, signed_in):
    client = signed_in(agent)
    assert 'href="/profile/"' in client.get("/p/fern/contacts/").text
    assert "Saved." in client.post("/profile/", {"name": "Maya M."}, follow=True).text
    agent.refresh_from_db()
    assert agent.name == "Maya M."


def test_it_is_there_for_whoever_works_in_no_project(db, signed_in):
    client = signed_in(UserFactory())
    assert 'href="/profile/"' in client.get("/").text
    assert client.get("/profile/").status_code == 200


def test_nothing_but_the_name_is_changed(agent, signed_in):
    signed_in(agent).post("/profile/", {"name": "M", "email": "x@x.example", "is_staff": "on"})
    agent.refresh_from_db()
    assert (agent.email, agent.is_staff) == ("maya@fern.example", False)


@pytest.mark.parametrize("name", ["", " \x00 ", "m" * 151])
def test_a_name_that_cannot_be_is_refused(agent, signed_in, name):
    assert signed_in(agent).post("/profile/", {"name": name}).status_code == 422
    agent.refresh_from_db()
    assert agent.name == "Maya"


def test_a_new_password_signs_other_browsers_out(agent, signed_in):
    here, elsewhere = signed_in(agent), signed_in(agent)
    assert here.post("/profile/password/", NEW).url == "/profile/"
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302
    agent.refresh_from_db()
    assert agent.check_password("clay and water")


@pytest.mark.parametrize(
    "changes",
    [{"old_password": "wrong"}, {"new_password1": "x"}, {"new_password2": ""}, {"old_password": ""}],
)
def test_a_password_that_cannot_be_is_refused_at_its_field(agent, signed_in, changes):
    response = signed_in(agent).post("/profile/password/", NEW | changes)
    assert response.status_code == 422
    agent.refresh_from_db()
    assert agent.check_password("password")


def test_the_old_password_cannot_be_guessed_for_ever(agent, signed_in):
    client = signed_in(agent)
    for _ in range(10):
        assert client.post("/profile/password/", NEW | {"old_password": "wrong"}).status_code == 422
    assert client.post("/profile/password/", NEW).status_code == 429
