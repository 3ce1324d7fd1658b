"""
The site with its live streams, for one process that serves both (`application`), and the streams alone, for a
service of their own beside one that serves the pages (`live`).
"""

import os

from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application
from django.utils.module_loading import import_string

from .content_type import without_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
# Django gives every request a thread of its own here, and a connection that was kept would be lost with it.
os.environ.setdefault("CONN_MAX_AGE", "0")

pages = get_asgi_application()
if settings.DEBUG:
    pages = ASGIStaticFilesHandler(pages)
live = import_string("crm.live.app")  # its models are there only now


async def application(scope, receive, send):
    if scope["type"] == "http" and scope["path"].startswith("/live/"):
        return await live(scope, receive, send)
    headers = [(name, _in_utf8(name, value)) for name, value in scope.get("headers", [])]
    return await pages(scope | {"headers": headers}, receive, send)


def _in_utf8(name, value):
    return without_charset(value.decode("latin-1")).encode("latin-1") if name == b"content-type" else value
