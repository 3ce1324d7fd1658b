"""The site as it runs for others: in processes of its own, without DEBUG, behind gunicorn."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Timer
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
PRODUCT = [
    *ROOT.glob("*.py"),
    *(path for app in ("crm", "leads", "conversations") for path in ROOT.glob(f"{app}/**/*.py")),
]
LONGEST = 300  # seconds that a server lives at most, so that no test waits for a line that never comes


@cache
def variables_read():
    """The names of all environment variables that the product reads."""
    reader = re.compile(r"\b(?:env(?:\.\w+)?|os\.environ(?:\.get)?|os\.getenv)[(\[]\s*[\"']([A-Z_]+)[\"']")
    return {name for path in PRODUCT for name in reader.findall(path.read_text())}


def environment(**values):
    """This environment with nothing of its own that the settings read, as production sets it."""
    unset = variables_read() | {"DJANGO_ALLOW_ASYNC_UNSAFE"}  # the browser tests need that one
    ours = {name: value for name, value in os.environ.items() if name not in unset}
    production = {"DEBUG": "0", "SECRET_KEY": "Xk2-9q" * 10, "ALLOWED_HOSTS": "crm.example"}
    return ours | {"DJANGO_SETTINGS_MODULE": "crm.settings"} | production | values


def run(*arguments, **values):
    """Run Python in an environment of production with these `values`."""
    command, production = [sys.executable, *arguments], environment(**values)
    return subprocess.run(command, cwd=ROOT, env=production, capture_output=True, text=True, timeout=LONGEST)


def answer(source, **values):
    """Run some lines with Django set up, and return what they print, read as JSON."""
    ran = run("-c", f"import django, json\ndjango.setup()\n{source}", **values)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def database_url():
    """The DATABASE_URL of the database that this test is in."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    person = ":".join(quote(database[name]) for name in ("USER", "PASSWORD"))
    return f"postgres://{person}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


class Server:
    """A gunicorn as the project starts it, on a port of its own."""

    LONGEST = LONGEST
    DEFAULTS = {"SECURE_SSL_REDIRECT": "0", "WEB_CONCURRENCY": "1"}

    def __init__(self, static_root, *arguments, cwd=ROOT, lives=None, **values):
        usual = {"DATABASE_URL": database_url()} | self.DEFAULTS
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", *arguments],
            cwd=cwd,
            env=environment(STATIC_ROOT=str(static_root), **usual | values),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.limit = Timer(lives or self.LONGEST, self.process.kill)
        self.limit.start()
        self.port = int(re.search(r":(\d+)", self.line("stderr", "Listening at")["message"])[1])

    def line(self, stream, part):
        """The next line of a log that has `part` in it, read as JSON."""
        seen = []
        for line in getattr(self.process, stream):
            if part in line:
                return json.loads(line)
            seen.append(line)
        raise AssertionError(f"gunicorn ended without a line about {part}:\n{''.join(seen)}")

    def ask(self, path, fields=None, **headers):
        """Ask with GET, or POST some fields; return the response with its body as `text`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        headers = {"Host": "crm.example"} | {name.replace("_", "-"): headers[name] for name in headers}
        if fields is None:
            connection.request("GET", path, headers=headers)
        else:
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, urlencode(fields), headers | form)
        response = connection.getresponse()
        response.raw = response.read()
        connection.close()
        response.text = response.raw.decode(errors="replace")
        response.cookies = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie", [])))
        return response

    def end(self):
        self.process.terminate()
        self.process.communicate(timeout=LONGEST)
        self.limit.cancel()
        return self.process.returncode
