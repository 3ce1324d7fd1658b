import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# As browsers write it. It goes into a policy's header, where a blank or a semicolon would say more.
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f:.]+")


def origin_of(url: str) -> str:
    """Return the origin (scheme, host, port) of an http(s) address, or "" when it has none."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(host or ""):
        return ""
    host = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != default else "")


def validate_origins(values):
    """Raise ValidationError unless `values` is a list of origins, as a browser writes them."""
    if not isinstance(values, list):
        raise ValidationError(_("Write a list of sites."))
    for value in values:
        if not isinstance(value, str) or not value or origin_of(value) != value:
            raise ValidationError(
                _("%(value)s is not an origin: write https://, the host and perhaps a port, nothing more."),
                params={"value": value},
            )
