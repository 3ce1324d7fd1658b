from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fold import fold
from .lead import Lead

LONGEST_TAG = 40
LONGEST_KEY = 4 * LONGEST_TAG


def key_of(name):
    """Return what makes two names of tags one. A single sign may fold to very many letters."""
    return fold(name)[:LONGEST_KEY]


class Tag(models.Model):
    """A word that a project sorts its contacts by. `key` is its name folded: no two differ in case only."""

    class Hue(models.IntegerChoices):
        RED = 1, _("Red")
        AMBER = 2, _("Amber")
        GREEN = 3, _("Green")
        BLUE = 4, _("Blue")
        VIOLET = 5, _("Violet")
        PINK = 6, _("Pink")

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="tags", db_index=False)
    name = models.CharField(_("name"), max_length=LONGEST_TAG)
    key = models.CharField(max_length=LONGEST_KEY, editable=False)
    hue = models.PositiveSmallIntegerField(_("colour"), choices=Hue, default=Hue.BLUE)

    class Meta:
        ordering = ["key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="tag_one_of_each_name"),
            models.CheckConstraint(condition=models.Q(hue__range=(1, 6)), name="tag_hue_of_six"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = key_of(self.name)
        if (columns := kwargs.get("update_fields")) is not None and "name" in columns:
            kwargs["update_fields"] = {*columns, "key"}
        super().save(*args, **kwargs)


class LeadTag(models.Model):
    """A tag on a lead. A contact has the tags of all its leads."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="lead_tags", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="lead_tags", db_index=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("tag of a lead")
        verbose_name_plural = _("tags of leads")
        constraints = [models.UniqueConstraint(fields=["lead", "tag"], name="lead_tag_once")]
        indexes = [models.Index(fields=["tag", "lead"], name="lead_tag_by_tag")]

    def __str__(self):
        return str(self.tag)
