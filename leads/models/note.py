from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lead import Lead

LONGEST_NOTE = 5000


class NoteQuerySet(models.QuerySet):
    def of_contact(self, contact):
        """The notes on all the leads that are this contact, the latest first; removed ones are not there."""
        return self.filter(lead__contact=contact, removed_at=None).order_by("-created_at", "-id")

    def for_list(self):
        return self.select_related("author", "lead")


class Note(models.Model):
    """
    What an agent wants others to know of a contact. Visitors never see it. What it said before an edit is
    in the activity.
    """

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="notes", db_index=False)
    body = models.TextField(_("note"), max_length=LONGEST_NOTE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.CheckConstraint(condition=~models.Q(body=""), name="note_says_something")]
        indexes = [models.Index(fields=["lead", "-created_at", "-id"], name="note_by_lead")]

    def __str__(self):
        return self.body[:60]
