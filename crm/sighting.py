from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Sighting(models.Model):
    """A site that the chat of a project was opened on, and when last."""

    LONGEST = 300
    MOST = 50

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="sightings")
    origin = models.CharField(_("site"), max_length=LONGEST)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        constraints = [models.UniqueConstraint(fields=["project", "origin"], name="sighting_unique")]

    def __str__(self):
        return self.origin
