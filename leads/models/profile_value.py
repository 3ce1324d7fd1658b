from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lead import Lead
from .merge import Merge
from .profile_field import ProfileField


class Source(models.TextChoices):
    VISITOR = "visitor", _("typed in chat")
    IMPORT = "import", _("imported")
    SITE = "site", _("signed by the site")
    AGENT = "agent", _("by an agent")

    @property
    def rank(self) -> int:
        """Who may replace whose word: a value gives way to one of the same rank or a higher one."""
        return list(type(self)).index(self)


class ProfileValue(models.Model):
    """
    One value that somebody gave for one field of a lead, with where it came from and when. Rows are never
    edited, but for the text of a choice when its field becomes one of another kind (`leads.change_kind`).

    `is_current` marks the value that holds; the others are its history, and the claims that could not
    replace a stronger word.
    """

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="profile_values")
    field = models.ForeignKey(ProfileField, models.PROTECT, related_name="values", db_index=False)
    value = models.TextField(_("value"), blank=True)
    # The value again when it is one of a closed set: short enough for the index that filters read.
    option = models.CharField(max_length=40, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=10, choices=Source)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # The public id of the conversation it was typed in: no foreign key, because leads do not know
    # conversations.
    conversation = models.UUIDField(_("conversation"), null=True, blank=True)
    # The merge that brought this value here, a copy of what another lead holds: it goes with the undo.
    merge = models.ForeignKey(
        Merge, models.CASCADE, null=True, blank=True, related_name="values", db_index=False
    )
    is_current = models.BooleanField(_("current"), default=True)
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("profile value")
        verbose_name_plural = _("profile values")
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "field"], condition=Q(is_current=True), name="profile_value_one_current"
            )
        ]
        indexes = [
            models.Index(
                fields=["field", "option", "lead"],
                condition=Q(is_current=True) & ~Q(option=""),
                name="profile_value_by_option",
            ),
            models.Index(fields=["merge"], condition=Q(merge__isnull=False), name="profile_value_by_merge"),
            # What a field holds in all, a step at a time: asked before its kind is changed.
            models.Index(fields=["field", "id"], name="profile_value_by_field"),
        ]

    def __str__(self):
        return f"{self.field}: {self.display}"

    @property
    def display(self):
        return self.field.display(self.value)
