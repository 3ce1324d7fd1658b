"""The product's settings, with passwords that are quick to check, and a SQLite file for each test process."""

import os
import tempfile

for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "TRUSTED_PROXIES", "DEMO"):
    os.environ.pop(name, None)  # what a shell is set up to run is not what is tested

from crm.settings import *  # noqa: E402, F403
from crm.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the threads of a test meet each other as they do in production.
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/regulars-test-{os.getpid()}.sqlite3"}
