"""The addresses of projects: which words are none, and those that a project had once."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What stands at the same place in other addresses of the site, or will: "/p/new/" and the project "new" would
# be one. Names of parts of the site would make a project look like one of them.
RESERVED = {
    *("admin", "api", "chat", "healthz", "invitation", "live", "login", "logout", "p", "password", "profile"),
    *("pictures", "widget", "static", "media", "settings", "contacts", "conversations", "leaving", "new"),
}
TAKEN = gettext_lazy("Another project has this address.")


def validate_slug(slug):
    """Raise ValidationError for a word that no project may have as its address."""
    if slug.lower() in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is a word of the site itself. Choose another."), params={"slug": slug}
        )


class FormerSlug(models.Model):
    """
    An address that a project had. It leads the members of that project to it for ever, and nobody else:
    another project may have it by now, or may have had it too.
    """

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="former_slugs", db_index=False)
    slug = models.SlugField(gettext_lazy("address"), max_length=50)
    left_at = models.DateTimeField(gettext_lazy("left"), default=timezone.now)

    class Meta:
        ordering = ["-left_at"]
        verbose_name = gettext_lazy("former address")
        verbose_name_plural = gettext_lazy("former addresses")
        constraints = [models.UniqueConstraint(fields=["project", "slug"], name="former_slug_unique")]

    def __str__(self):
        return self.slug
