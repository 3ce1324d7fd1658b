"""The environment and what the settings make of it."""

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from conversations.site import base_url
from crm.secret_key import secret_key_in
from tests.crm.production import ROOT, variables_read

PRODUCTION = {"ALLOWED_HOSTS": "crm.example", "SECRET_KEY": "k" * 50}


@pytest.fixture
def read(monkeypatch):
    """Return the settings that an environment gives, with nothing else set that they read."""
    for name in variables_read():
        monkeypatch.delenv(name, raising=False)

    def read_settings(**environment):
        for name, value in ({"SECRET_KEY": "k" * 50} | environment).items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("crm.settings_read_again", ROOT / "crm" / "settings.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return read_settings


@pytest.mark.parametrize(
    ("environment", "debug"),
    [
        ({}, True),
        ({"ALLOWED_HOSTS": "localhost"}, True),
        ({"ALLOWED_HOSTS": "127.0.0.1,[::1]"}, True),
        ({"ALLOWED_HOSTS": "crm.example"}, False),
        ({"ALLOWED_HOSTS": "localhost,crm.example"}, False),
        ({"ALLOWED_HOSTS": "*"}, False),
        ({"ALLOWED_HOSTS": ".example"}, False),
        ({"ALLOWED_HOSTS": "192.168.0.7"}, False),
        ({"ALLOWED_HOSTS": "crm.example", "DEBUG": "1"}, True),
        ({"DEBUG": "0"}, False),
        ({"DEBUG": "false"}, False),
        ({"DEBUG": "perhaps"}, False),
        ({"DEBUG": ""}, False),
    ],
)
def test_debug_is_on_by_itself_only_where_this_machine_alone_is_answered(environment, debug, read):
    assert read(**environment).DEBUG is debug


SETTINGS = {
    "the hosts of this machine": ({}, "ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
    "several hosts": ({"ALLOWED_HOSTS": "a.example,b.example"}, "ALLOWED_HOSTS", ["a.example", "b.example"]),
    "a secret key": ({"SECRET_KEY": "x" * 60}, "SECRET_KEY", "x" * 60),
    "no trusted origins": ({}, "CSRF_TRUSTED_ORIGINS", []),
    "trusted origins": (
        {"CSRF_TRUSTED_ORIGINS": "https://a.example,https://b.example"},
        "CSRF_TRUSTED_ORIGINS",
        ["https://a.example", "https://b.example"],
    ),
    "no proxies": ({}, "TRUSTED_PROXIES", 0),
    "two proxies": ({"TRUSTED_PROXIES": "2"}, "TRUSTED_PROXIES", 2),
    "a demo here": ({}, "DEMO", True),
    "no demo in production": (PRODUCTION, "DEMO", False),
    "a demo where it is asked for": (PRODUCTION | {"DEMO": "1"}, "DEMO", True),
    "no demo where it is not": ({"DEMO": "0"}, "DEMO", False),
    "plain HTTP here": ({}, "SECURE_SSL_REDIRECT", False),
    "HTTPS in production": (PRODUCTION, "SECURE_SSL_REDIRECT", True),
    "a session over HTTPS alone": (PRODUCTION, "SESSION_COOKIE_SECURE", True),
    "a form over HTTPS alone": (PRODUCTION, "CSRF_COOKIE_SECURE", True),
    "a year of HTTPS": (PRODUCTION, "SECURE_HSTS_SECONDS", 31536000),
    "HTTPS of every subdomain": (PRODUCTION, "SECURE_HSTS_INCLUDE_SUBDOMAINS", True),
    "an hour of HTTPS": (PRODUCTION | {"SECURE_HSTS_SECONDS": "3600"}, "SECURE_HSTS_SECONDS", 3600),
    "no promise of HTTPS": (PRODUCTION | {"SECURE_HSTS_SECONDS": "0"}, "SECURE_HSTS_PRELOAD", False),
    "a check on plain HTTP": (PRODUCTION | {"SECURE_SSL_REDIRECT": "0"}, "SECURE_SSL_REDIRECT", False),
    "a session on plain HTTP": (PRODUCTION | {"SECURE_SSL_REDIRECT": "0"}, "SESSION_COOKIE_SECURE", False),
    "no HTTPS promised on plain HTTP": (PRODUCTION | {"SECURE_SSL_REDIRECT": "0"}, "SECURE_HSTS_SECONDS", 0),
    "mail to the console": ({}, "EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"),
    "a mail server": (
        {"EMAIL_URL": "smtp+tls://user:p%40ss@mail.example:587"},
        ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS"),
        ("mail.example", 587, "user", "p@ss", True),
    ),
    "static files beside the code": ({}, "STATIC_ROOT", ROOT / "staticfiles"),
    "static files elsewhere": ({"STATIC_ROOT": "/srv/static"}, "STATIC_ROOT", Path("/srv/static")),
}


@pytest.mark.parametrize("what", SETTINGS)
def test_the_environment_gives(what, read):
    environment, names, value = SETTINGS[what]
    given = read(**environment)
    values = (
        tuple(getattr(given, name) for name in names) if isinstance(names, tuple) else getattr(given, names)
    )
    assert values == value


def test_the_database_is_a_file_beside_the_code_unless_another_is_named(read):
    database = read().DATABASES["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert Path(database["NAME"]) == ROOT / "regulars.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_sqlite_file_is_named_by_its_path(read):
    assert (
        read(DATABASE_URL="sqlite:////srv/crm/data.sqlite3").DATABASES["default"]["NAME"]
        == "/srv/crm/data.sqlite3"
    )


def test_a_postgresql_is_named_by_its_address(read):
    database = read(DATABASE_URL="postgres://fern:p%40ss@db.example:6432/crm?sslmode=require").DATABASES[
        "default"
    ]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    place = [database[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert place == ["fern", "p@ss", "db.example", 6432, "crm"]
    assert database["OPTIONS"] == {"sslmode": "require", "connect_timeout": 5}
    assert database["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("name", ["TRUSTED_PROXIES", "SECURE_HSTS_SECONDS"])
def test_a_number_that_is_none_stops_the_start(name, read):
    with pytest.raises(ValueError, match="one"):
        read(**{name: "one"})


@pytest.mark.parametrize(
    ("hosts", "debug", "redirect", "url"),
    [
        (["localhost", "127.0.0.1"], True, False, "http://127.0.0.1:8000"),
        (["crm.example", "b.example"], False, True, "https://crm.example"),
        ([".crm.example"], False, True, "https://crm.example"),
        (["crm.example"], False, False, "http://crm.example"),
    ],
)
def test_texts_say_where_the_site_is_reached(hosts, debug, redirect, url, settings, monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    settings.ALLOWED_HOSTS, settings.DEBUG, settings.SECURE_SSL_REDIRECT = hosts, debug, redirect
    assert base_url() == url


def test_a_secret_key_is_made_once_for_its_owner_alone_and_used_again(tmp_path):
    path = tmp_path / ".secret-key"
    key = secret_key_in(path)
    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_key_in(path) == key
    assert [file.name for file in tmp_path.iterdir()] == [".secret-key"]


def test_two_places_have_two_keys(tmp_path):
    assert secret_key_in(tmp_path / "one") != secret_key_in(tmp_path / "two")


def test_a_key_that_was_kept_is_used(tmp_path):
    (tmp_path / ".secret-key").write_text("kept from long ago\n")
    assert secret_key_in(tmp_path / ".secret-key") == "kept from long ago"


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    start = "import sys; from pathlib import Path; from crm.secret_key import secret_key_in;"
    start += "print('ready', flush=True); sys.stdin.read(); print(secret_key_in(Path(sys.argv[1])))"
    command = [sys.executable, "-c", start, str(tmp_path / ".secret-key")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, cwd=ROOT, **pipes) for _ in range(6)]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.close()
    keys = {process.stdout.read().strip() for process in processes}
    assert [process.wait(timeout=30) for process in processes] == [0] * 6
    assert keys == {(tmp_path / ".secret-key").read_text()}


def test_a_folder_that_can_keep_no_key_says_what_to_set(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY: .* cannot keep one"):
        secret_key_in(tmp_path / "nowhere" / ".secret-key")


def test_settings_without_a_secret_key_keep_one_beside_the_code(tmp_path):
    (tmp_path / "crm").mkdir()
    for name in ("__init__.py", "settings.py", "secret_key.py"):
        shutil.copy(ROOT / "crm" / name, tmp_path / "crm")
    environment = {name: value for name, value in os.environ.items() if name not in variables_read()}
    keys = [
        subprocess.run(
            [sys.executable, "-c", "from crm.settings import SECRET_KEY; print(SECRET_KEY)"],
            cwd=tmp_path,
            env=environment | given,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for given in ({}, {}, {"SECRET_KEY": ""}, {"SECRET_KEY": "another"})
    ]
    kept = (tmp_path / ".secret-key").read_text()
    assert keys == [kept, kept, kept, "another"]


def test_the_readme_lists_every_variable_that_is_read_and_no_other():
    assert variables_documented() == variables_read()


def variables_documented():
    """The names in the first column of the README's table of variables."""
    rows = iter((ROOT / "README.md").read_text().splitlines())
    for row in rows:
        if re.match(r"\|\s*`?variable`?\s*\|", row, re.IGNORECASE):
            break
    table = []
    for row in rows:
        if not row.startswith("|"):
            break
        table += re.findall(r"`([A-Z][A-Z0-9_]+)`", row.split("|")[1])
    assert len(table) == len(set(table)), "A variable is listed twice."
    return set(table)
