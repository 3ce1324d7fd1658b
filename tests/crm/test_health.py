import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

ASK = """
import django
django.setup()
from django.test import Client
response = Client(SERVER_NAME="localhost").get("/healthz")
print(response.status_code, response.text.strip())
"""


@pytest.fixture
def closed_port():
    """A port that nobody listens on, for as long as the test runs."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def ask_with(url):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "crm.settings", "DATABASE_URL": url}
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return asked.stdout.strip() or asked.stderr


def test_a_site_that_can_answer_says_ok(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert response["Content-Type"] == "text/plain"


def test_nobody_keeps_the_answer(client, db):
    assert "no-store" in client.get("/healthz")["Cache-Control"]


def test_it_answers_whoever_asks_by_head_too_and_sets_no_cookie(client, db):
    response = client.head("/healthz")
    assert response.status_code == 200
    assert not response.cookies


def test_it_answers_on_plain_http_where_all_else_is_sent_to_https(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/login/").url == "https://testserver/login/"


def test_a_postgresql_that_is_down_is_503(closed_port):
    url = f"postgres://fern:s3cret@127.0.0.1:{closed_port}/fern"
    assert ask_with(url) == "503 database unreachable"


def test_a_sqlite_file_that_cannot_be_opened_is_503(tmp_path):
    assert ask_with(f"sqlite:///{tmp_path}/nowhere/regulars.sqlite3") == "503 database unreachable"
