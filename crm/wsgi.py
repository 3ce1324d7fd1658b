import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

handle = get_wsgi_application()


def application(environ, start_response):
    """
    Every page is UTF-8, and so is what a browser sends. The name of another encoding would only let odd
    characters in, and some names make Django fail before it could answer.
    """
    essence, *parameters = environ.get("CONTENT_TYPE", "").split(";")
    kept = [text for text in parameters if not text.strip().lower().startswith("charset")]
    return handle(environ | {"CONTENT_TYPE": ";".join([essence, *kept])}, start_response)
