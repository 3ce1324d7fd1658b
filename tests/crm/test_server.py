"""The site as others reach it: behind gunicorn, started as the README says, without DEBUG."""

import gzip
import json
import re

import pytest

from crm.create_project import create_project
from tests.crm.production import Server

# All alike, so that they run in one row and one server serves them.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def server(static_root, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        running = Server(static_root)
    yield running
    assert running.end() == 0


def test_it_is_healthy(server):
    response = server.ask("/healthz")
    assert (response.status, response.text) == (200, "ok\n")


def test_every_style_sheet_of_the_login_is_kept_for_ever_and_compressed(server):
    page = server.ask("/login/")
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    assert page.status == 200
    assert len(sheets) > 10
    for sheet in sheets:
        assert re.fullmatch(r"/static/css/[\w-]+\.[0-9a-f]{12}\.css", sheet)
        response = server.ask(sheet, Accept_Encoding="gzip")
        assert response.status == 200
        assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert response.headers["Content-Encoding"] == "gzip"
        assert response.headers["Content-Type"].startswith("text/css")
        assert b"{" in gzip.decompress(response.raw)


def test_a_page_is_compressed_and_strict(server):
    response = server.ask("/login/", Accept_Encoding="gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert b"<!doctype html>" in gzip.decompress(response.raw)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "host", "status", "headline"),
    [
        ("/nothing/", "crm.example", 404, "No page at this address"),
        ("/static/css/nothing.css", "crm.example", 404, "No page at this address"),
        ("/static/../manage.py", "crm.example", 404, "No page at this address"),
        ("/login/", "evil.example", 400, "This address cannot be read"),
    ],
)
def test_an_error_is_a_page_in_the_look(path, host, status, headline, server):
    response = server.ask(path, Host=host)
    assert response.status == status
    assert f"<h1>{headline}</h1>" in response.text
    assert re.search(r'href="/static/css/tokens\.[0-9a-f]{12}\.css"', response.text)
    assert "crm.settings" not in response.text


def sizes_of(server, page):
    """How many bytes a page and each thing that it links to are on their way, compressed."""
    links = re.findall(r'<(?:link|script)[^>]* (?:href|src)="(/[^"]+)"', server.ask(page).text)
    return {path: len(server.ask(path, Accept_Encoding="gzip").raw) for path in [page, *links]}


def test_a_website_that_has_the_chat_loads_little(server):
    create_project("Fern & Clay", "fern", owner_email="owner@fern.example", password="-", key="fern")
    script = server.ask("/widget.js", Accept_Encoding="gzip")
    assert script.headers["Content-Encoding"] == "gzip"
    assert len(script.raw) <= 5_000
    assert len(server.ask("/chat/fern/launcher.js", Accept_Encoding="gzip").raw) <= 1_000
    sizes = sizes_of(server, "/chat/fern/")
    assert len(sizes) > 5
    assert sum(sizes.values()) <= 40_000, sizes
    assert sum(sizes_of(server, "/chat/fern/bell/").values()) <= 5_000


def test_the_script_that_was_kept_is_not_sent_again(server):
    first = server.ask("/widget.js", Accept_Encoding="gzip")
    again = server.ask("/widget.js", Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert (again.status, again.raw) == (304, b"")


def test_an_agent_signs_in_on_plain_http_where_that_is_asked_for(server, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    create_project("Fern & Clay", "fern", owner_email="owner@fern.example", password="clay and water")
    login = server.ask("/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', login.text)[1]
    fields = {"csrfmiddlewaretoken": token, "username": "owner@fern.example", "password": "clay and water"}
    signed_in = server.ask("/login/", fields, Cookie=f"csrftoken={login.cookies['csrftoken'].value}")
    assert (signed_in.status, signed_in.headers["Location"]) == (302, "/")
    session = f"sessionid={signed_in.cookies['sessionid'].value}"
    assert server.ask("/", Cookie=session).headers["Location"] == "/p/fern/contacts/"
    contacts = server.ask("/p/fern/contacts/", Cookie=session)
    assert contacts.status == 200
    assert "No contacts yet" in contacts.text


def test_behind_a_proxy_that_speaks_https_a_visitor_has_the_cookie_of_https(server):
    create_project("Fern & Clay", "fern", owner_email="owner@fern.example", password="-", key="fern")
    plain = server.ask("/chat/fern/").headers["Set-Cookie"]
    secure = server.ask("/chat/fern/", X_Forwarded_Proto="https").headers["Set-Cookie"]
    assert plain.startswith("visitor=")
    assert "Secure" not in plain
    assert secure.startswith("__Host-visitor=")
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"} <= set(secure.split("; "))


def test_an_access_is_one_json_object_without_what_names_a_person(server):
    server.ask("/nothing/here/?q=andrea1%40gmail.com", Referer="http://crm.example/?q=andrea1@gmail.com")
    line = server.line("stdout", "/nothing/here/")
    assert sorted(line) == ["bytes", "method", "ms", "path", "status", "time"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/nothing/here/", 404)


def test_a_warning_is_one_json_object_without_what_names_a_person(server):
    server.ask("/nothing/there/?q=andrea1%40gmail.com")
    line = server.line("stderr", "/nothing/there/")
    assert line["levelname"] == "WARNING"
    assert line["message"] == "Not Found: /nothing/there/"
    assert "andrea1" not in json.dumps(line)


@pytest.mark.parametrize("address", ["/invitation/", "/password/reset/MQ/", "/chat/fern/letters/"])
def test_no_log_has_what_would_let_somebody_in(address, server):
    server.ask(f"{address}a-secret-token/")
    assert server.line("stdout", address[:12])["path"] in (
        *("/invitation/...", "/password/reset/...", "/chat/fern/letters/..."),
    )


def test_nor_does_a_warning_have_it(server):
    server.ask("/invitation/a-secret-token/", {"name": "x"})
    line = server.line("stderr", "Forbidden")
    assert line["message"].endswith(": /invitation/...")
    assert "a-secret-token" not in json.dumps(line)
    server.ask("/invitation/a-secret-token/")
    assert server.line("stderr", "Not Found: /inv")["message"] == "Not Found: /invitation/..."
