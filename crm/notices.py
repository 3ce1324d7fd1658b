"""What members are told by e-mail, each by their own choice."""

from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DIGEST_FROM = 8  # o'clock, in the project's time zone


class Waits(models.IntegerChoices):
    """After how many minutes a conversation that nobody has taken is told of."""

    FIVE = 5, _("5 minutes")
    FIFTEEN = 15, _("15 minutes")
    HALF_AN_HOUR = 30, _("30 minutes")
    HOUR = 60, _("an hour")
    FOUR_HOURS = 240, _("4 hours")

    __empty__ = _("Never")


class Notified(models.Model):
    """A member's choices, and up to when they were told."""

    unassigned_after = models.PositiveSmallIntegerField(
        _("a conversation that nobody has taken after"), choices=Waits, null=True, blank=True
    )
    unassigned_told = models.DateTimeField(null=True, blank=True, editable=False)
    daily_digest = models.BooleanField(
        _("a digest in the morning"),
        default=False,
        help_text=_("What waits for an answer and what was new. None on a day with nothing to say."),
    )
    digest_told = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def choose(self, *, unassigned_after, daily_digest):
        """Change what this member is told of. What was there before is not told again."""
        now = timezone.now()
        if self.unassigned_after != unassigned_after:
            self.unassigned_told = now
        if daily_digest and not self.daily_digest:
            self.digest_told = self.local(now).date()
        self.unassigned_after, self.daily_digest = unassigned_after, daily_digest
        columns = ["unassigned_after", "unassigned_told", "daily_digest", "digest_told"]
        self.save(update_fields=columns)

    choose.alters_data = True

    def digest_is_due(self, now):
        local = self.local(now)
        return local.hour >= DIGEST_FROM and (self.digest_told is None or self.digest_told < local.date())

    def local(self, moment):
        return moment.astimezone(ZoneInfo(self.project.time_zone))
