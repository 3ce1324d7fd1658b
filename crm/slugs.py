from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What stands at the same place in other addresses of the site, or will: "/p/new/" and the project "new" would
# be one. Names of parts of the site would make a project look like one of them.
RESERVED = {
    *("admin", "api", "chat", "healthz", "invitation", "live", "login", "logout", "p", "password", "profile"),
    *("widget", "static", "media", "settings", "contacts", "conversations", "new"),
}


def validate_slug(slug):
    """Raise ValidationError for a word that no project may have as its address."""
    if slug.lower() in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is a word of the site itself. Choose another."), params={"slug": slug}
        )
