from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from .message import LONGEST_BODY

LONGEST_SHORTCUT = 40


class CannedReplyQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(removed_at=None)

    def for_menu(self):
        """Each with its `beginning` instead of the whole text."""
        return self.defer("text").annotate(beginning=Left("text", 80))


class CannedReply(models.Model):
    """
    A text that a project's agents send often; `conversations.fill` says what stands in braces. One that was
    removed is kept, so that it can be brought back.
    """

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="canned_replies", db_index=False)
    shortcut = models.CharField(_("shortcut"), max_length=LONGEST_SHORTCUT)
    text = models.TextField(_("text"), max_length=LONGEST_BODY)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = CannedReplyQuerySet.as_manager()

    class Meta:
        ordering = ["shortcut"]
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "shortcut"],
                condition=Q(removed_at=None),
                name="canned_reply_one_of_each_shortcut",
            ),
            models.CheckConstraint(
                condition=~Q(shortcut="") & ~Q(text=""), name="canned_reply_says_something"
            ),
        ]
        indexes = [models.Index(fields=["project", "shortcut"], name="canned_reply_by_shortcut")]

    def __str__(self):
        return f"/{self.shortcut}"
