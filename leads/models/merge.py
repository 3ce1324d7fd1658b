from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lead import Lead

LONGEST_CALLED = 400


class MergeQuerySet(models.QuerySet):
    def standing(self):
        """Merges that nobody has taken back."""
        return self.filter(undone_at=None)

    def of_contact(self, contact):
        """The merges, standing or undone, of all the leads that are this contact."""
        return self.filter(Q(lead__contact=contact) | Q(into__contact=contact))

    def for_list(self):
        return self.select_related("lead", "into", "actor", "undone_by").order_by("-created_at", "-id")


class Merge(models.Model):
    """
    Somebody said that `lead`, with all that was merged into it, is the same person as `into`.

    The row stands as long as `lead` has a `merged_into`, which may be another lead by now: whatever became
    of the lead it was merged into, taking this merge back cuts that edge. What it wrote into the profile of
    `into` are rows of ProfileValue that name it.
    """

    project = models.ForeignKey("crm.Project", models.PROTECT, related_name="merges", db_index=False)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="merges", verbose_name=_("merged"))
    into = models.ForeignKey(Lead, models.CASCADE, related_name="merges_into", verbose_name=_("into"))
    # What the two were called then: their names may be one by now.
    lead_called = models.CharField(max_length=LONGEST_CALLED, editable=False)
    into_called = models.CharField(max_length=LONGEST_CALLED, editable=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # Field key → what `into` held, what `lead` held, and what was chosen, as canonical text.
    fields = models.JSONField(_("fields"), default=dict, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("merged at"), default=timezone.now, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("undone by"),
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(undone_at=None), name="merge_one_standing_for_each_lead"
            ),
            models.CheckConstraint(condition=~Q(lead=F("into")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["project", "-created_at", "-id"], name="merge_by_project")]

    def __str__(self):
        return f"{self.lead_called} → {self.into_called}"

    @property
    def is_standing(self):
        return self.undone_at is None
