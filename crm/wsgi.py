import os

from django.core.wsgi import get_wsgi_application

from .content_type import without_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

handle = get_wsgi_application()


def application(environ, start_response):
    content_type = without_charset(environ.get("CONTENT_TYPE", ""))
    return handle(environ | {"CONTENT_TYPE": content_type}, start_response)
