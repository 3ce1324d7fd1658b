from django.conf import settings


def base_url() -> str:
    """
    Return where the site is reached, as far as the settings tell: for texts that are made outside a
    request.
    """
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    if settings.DEBUG:
        return f"http://{'127.0.0.1' if host == 'localhost' else host}:8000"
    return f"{'https' if settings.SECURE_SSL_REDIRECT else 'http'}://{host.lstrip('.')}"
