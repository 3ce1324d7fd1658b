import os

from django.conf import settings


def base_url() -> str:
    """Return where the site is reached, as far as the settings tell, for texts made outside a request."""
    if settings.DEBUG:
        return f"http://127.0.0.1:{os.environ.get('PORT', 8000)}"
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    host = (settings.ALLOWED_HOSTS or ["localhost"])[0].lstrip(".")
    return f"{scheme}://{host}"
