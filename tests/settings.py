"""The product's settings, with passwords that are quick to check, and a SQLite file for each test process."""

import os
import tempfile

from crm.settings import *  # noqa: F403
from crm.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the threads of a test meet each other as they do in production.
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/regulars-test-{os.getpid()}.sqlite3"}
