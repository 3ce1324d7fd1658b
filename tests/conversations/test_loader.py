"""What a page of a host website loads: the script, and the few facts of its project's bubble."""

import json

import pytest

from crm.models import Project, Sighting

SITE = "https://www.fern.example"
LAUNCHER = "/chat/fern/launcher.js"


def facts_of(response):
    text = response.content.decode()
    assert text.startswith("export default {")
    return json.loads(text.removeprefix("export default "))


def test_the_script_is_one_for_all_sites_and_is_asked_for_again_soon(client, db):
    response = client.get("/widget.js")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    again = client.get("/widget.js", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_bubble_knows_how_it_looks(client, project):
    Project.objects.update(accent="#f0b93a", side="left", greeting='Ciao </script>"')
    response = client.get(LAUNCHER)
    facts = facts_of(response)
    assert response["Content-Type"].startswith("text/javascript")
    assert facts["accent"] == "#f0b93a"
    assert facts["ink"] == "#000000"
    assert facts["side"] == "left"
    assert facts["greeting"] == 'Ciao </script>"'
    assert facts["title"] == "Chat with Fern & Clay"


def test_the_facts_are_kept_for_minutes_and_change_with_the_project(client, project):
    first = client.get(LAUNCHER)
    assert first["Cache-Control"] == "public, max-age=300"
    assert {"Origin", "Accept-Language"} <= set(first["Vary"].split(", "))
    assert client.get(LAUNCHER, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Project.objects.update(greeting="New")
    assert client.get(LAUNCHER, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_looking_at_the_bubble_leaves_no_trace(client, project):
    response = client.get(LAUNCHER, headers={"Origin": SITE})
    assert not response.cookies
    assert not Sighting.objects.exists()


def test_every_site_may_read_the_facts_and_none_with_the_visitors_cookie(client, project):
    response = client.get(LAUNCHER, headers={"Origin": SITE})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("origin", [SITE, "http://testserver", None])
def test_there_is_a_bubble_on_an_allowed_site_and_on_our_own(client, project, origin):
    Project.objects.update(allowed_sites=[SITE])
    assert "accent" in facts_of(client.get(LAUNCHER, headers={"Origin": origin} if origin else {}))


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://www.fern.example:8443", "x", ""])
def test_elsewhere_there_is_none_and_the_console_says_why(client, project, origin):
    Project.objects.update(allowed_sites=[SITE, "http://localhost:3000"])
    facts = facts_of(client.get(LAUNCHER, HTTP_ORIGIN=origin or "https://fern.example"))
    assert set(facts) == {"closed"}
    assert "not among the allowed sites" in facts["closed"]
    assert "http://localhost" not in facts["closed"]


@pytest.mark.parametrize("key", ["nobody", "north", "FERN", "-"])
def test_an_unknown_key_has_no_bubble(client, project, key):
    response = client.get(f"/chat/{key}/launcher.js")
    assert response.status_code == 404
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_words_are_in_the_visitors_language(client, project, settings):
    settings.CHAT_LANGUAGES = [("en", "English"), ("ar", "العربية")]
    facts = facts_of(client.get(LAUNCHER, headers={"Accept-Language": "ar"}))
    assert (facts["language"], facts["direction"]) == ("ar", "rtl")
