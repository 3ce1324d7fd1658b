from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lead import Lead


class ActivityQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-created_at", "-id")

    def for_list(self):
        return self.select_related("actor", "lead")


class Activity(models.Model):
    """
    What somebody did in a project, when, and what it was before and after. A row is written by
    `leads.activity.record` in the transaction of what it tells, and never changed.
    """

    project = models.ForeignKey(
        "crm.Project", models.PROTECT, related_name="activity", verbose_name=_("project"), db_index=False
    )
    # Whom it is about, if it is about a contact: this very lead, whatever it was merged with.
    lead = models.ForeignKey(
        Lead, models.CASCADE, null=True, blank=True, related_name="activity", db_index=False
    )
    # The other contact that it names in `subject`, if it does: what tells of somebody goes with them.
    subject_lead = models.ForeignKey(
        Lead, models.CASCADE, null=True, blank=True, related_name="told_elsewhere", db_index=False
    )
    # Nobody: the visitor, or the program by itself.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("who"),
    )
    action = models.CharField(_("what"), max_length=40)
    subject = models.CharField(_("about"), max_length=200, blank=True)
    # Name of what changed → [before, after], as people read them.
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    created_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activity")
        indexes = [
            models.Index(fields=["project", "-created_at", "-id"], name="activity_by_project"),
            models.Index(
                fields=["lead", "-created_at", "-id"],
                name="activity_by_lead",
                condition=models.Q(lead__isnull=False),
            ),
            models.Index(
                fields=["subject_lead"],
                name="activity_by_subject_lead",
                condition=models.Q(subject_lead__isnull=False),
            ),
            models.Index(
                fields=["actor", "-created_at", "-id"],
                name="activity_by_actor",
                condition=models.Q(actor__isnull=False),
            ),
            models.Index(fields=["action", "-created_at", "-id"], name="activity_by_action"),
        ]

    def __str__(self):
        return f"{self.action} {self.subject}".strip()

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("What was done stays as it was written.")
        super().save(*args, **kwargs)
