"""The site as it is set up for others: checked, its static files collected, everything by HTTPS."""

import gzip
import json
import re

from tests.crm.production import answer, run


def test_the_check_of_a_deployment_finds_nothing():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


def test_it_says_what_production_still_needs():
    checked = run(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY="", ALLOWED_HOSTS="localhost"
    )
    assert checked.returncode != 0
    assert re.findall(r"\((\w+\.W\d+)\)", checked.stderr) == ["crm.W001", "crm.W002"]
    assert checked.stderr.count("HINT") == 2


def test_sqlite_writes_ahead_waits_and_holds_foreign_keys(tmp_path):
    source = """
from django.db import connection
pragmas = ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
with connection.cursor() as cursor:
    print(json.dumps([cursor.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas]))
"""
    assert answer(source, DATABASE_URL=f"sqlite:///{tmp_path}/crm.sqlite3") == ["wal", 1, 20000, 1]


def test_static_files_are_hashed_and_compressed(static_root):
    names = json.loads((static_root / "staticfiles.json").read_text())["paths"]
    for name in ("css/tokens.css", "css/widget.css", "js/copy.js", "img/mark.svg", "css/shop.css"):
        assert re.fullmatch(r".+\.[0-9a-f]{12}\.\w+", names[name])
        compressed = (static_root / f"{names[name]}.gz").read_bytes()
        assert gzip.decompress(compressed) == (static_root / names[name]).read_bytes()


def test_all_goes_by_https_except_whether_it_is_healthy(static_root):
    source = """
from django.test import Client
client = Client(headers={"host": "crm.example"})
plain, health = client.get("/login/?next=/"), client.get("/healthz")
secure = client.get("/login/", secure=True)
cookie = secure.cookies["csrftoken"]["secure"]
hsts = secure["Strict-Transport-Security"]
print(json.dumps([plain.status_code, plain.url, health.status_code, hsts, cookie]))
"""
    answers = answer(source, DATABASE_URL="sqlite://:memory:", STATIC_ROOT=str(static_root))
    year = "max-age=31536000; includeSubDomains; preload"
    assert answers == [301, "https://crm.example/login/?next=/", 200, year, True]
