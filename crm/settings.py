"""All settings, read from the environment. The README lists them; tests hold the two together."""

from datetime import timedelta
from pathlib import Path

import environ
from pythonjsonlogger.core import RESERVED_ATTRS

from .secret_key import secret_key_in

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
# A site that answers to more than this machine is never in debug mode by accident.
DEBUG = env.bool("DEBUG", default=set(ALLOWED_HOSTS) <= LOCAL_HOSTS)
SECRET_KEY = env("SECRET_KEY", default="") or secret_key_in(BASE_DIR / ".secret-key")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMO = env.bool("DEMO", default=DEBUG)
# How many proxies of ours stand in front: the visitor's address is that many places from the right in
# X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

INSTALLED_APPS = [
    "crm",
    "leads",
    "conversations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "crm.middleware.PreferencesMiddleware",
    "crm.middleware.ProjectMiddleware",
    "crm.middleware.LimitsMiddleware",
    "crm.middleware.SignedOutMiddleware",
    "leads.middleware.VisitorMiddleware",
]

ROOT_URLCONF = "crm.urls"
WSGI_APPLICATION = "crm.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm.context_processors.appearance",
                "crm.context_processors.waiting",
            ],
        },
    },
]

# Database: SQLite beside the code, or what DATABASE_URL names.

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'regulars.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock at its start: two writers wait for each other instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
            " PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;"
        ),
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "crm.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds
# Where visitors answer e-mails: name@domain, which also takes name+anything@domain. Read from a pipe or here.
REPLY_ADDRESS = env("REPLY_ADDRESS", default="")
IMAP_URL = env("IMAP_URL", default="")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Regulars <noreply@localhost>")

# Background work: rows in the database, run by `manage.py work`.

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# How many conversations and failed sign-ins in ten minutes, messages and signs of typing in one, and
# forgotten passwords in an hour are taken from one browser (for sign-ins: one e-mail at one address; for
# passwords: about one e-mail), one address and one network.
LIMITS = {
    "sign_ins": {"browser": 10, "address": 50, "network": 200},
    "conversations": {"browser": 60, "address": 120, "network": 600},
    "messages": {"browser": 60, "address": 300, "network": 1500},
    "typing": {"browser": 40, "address": 300, "network": 1500},
    "transcripts": {"browser": 5, "address": 20, "network": 100},
    "resets": {"browser": 5, "address": 20, "network": 100},
}
# A visitor's return is noted again only after this long: a page view is not a write.
SEEN_AGAIN_AFTER = timedelta(minutes=1)

# Words and times. Agents and staff read one of LANGUAGES; the chat speaks more. Each is named in itself.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("it", "Italiano")]
CHAT_LANGUAGES = [*LANGUAGES, ("de", "Deutsch"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "crm" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: hashed and compressed by collectstatic, served by the app. With DEBUG, served as they are.

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "crm.static_files.HashedFiles"
    },
}

if not DEBUG:
    MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")

# Security: strict from the first day. The visitors' pages open `frame-ancestors` for the sites that may
# embed them.

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if SECURE_SSL_REDIRECT else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Logs: one line a record for people, one JSON object a record for machines.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            # The request would be written with its query, which may hold an e-mail.
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
        },
    },
    "filters": {"without_secrets": {"()": "crm.logs.WithoutSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEBUG else "json",
            "filters": ["without_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"level": "INFO"},
        "django.server": {"propagate": DEBUG},
        # It logs the words of exceptions, which may hold an e-mail; crm.jobs.retry says what failed.
        "django_tasks": {"level": "CRITICAL"},
    },
}
