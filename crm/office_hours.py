"""When somebody is there to answer, and what the chat says when nobody is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from .reply_time import ReplyTime, reply_words

LOOK_AHEAD = 60  # days in which the next opening is looked for


@dataclass(frozen=True)
class Availability:
    """Whether somebody is there now. `opens_at` is None while they are, and when that is not known."""

    is_open: bool
    opens_at: datetime | None = None


class Attended(models.Model):
    """What a project says about when it answers, and whether it does so by e-mail."""

    away_message = models.CharField(
        _("away message"),
        max_length=300,
        blank=True,
        help_text=_("Shown outside the office hours, below when you are back."),
    )
    reply_time = models.CharField(
        _("reply time"), max_length=10, choices=ReplyTime, default=ReplyTime.UNSAID, blank=True
    )
    # How long three of four recent conversations waited for their first answer.
    measured_reply = models.DurationField(null=True, blank=True, editable=False)
    mail_replies = models.BooleanField(
        _("Mail replies to visitors who left"),
        default=True,
        help_text=_("To the e-mail that they typed in this very browser. They can answer that e-mail."),
    )
    mail_after = models.PositiveSmallIntegerField(
        _("minutes until they count as gone"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(1440)],
    )

    class Meta:
        abstract = True

    def availability(self, now=None):
        """Say whether somebody is there at `now`: always, where no office hours are named."""
        now = now or timezone.now()
        hours = {row.weekday: row for row in self.office_hours.all()}
        if not hours:
            return Availability(is_open=True)
        zone = ZoneInfo(self.time_zone)
        today = now.astimezone(zone).date()
        closed = set(
            self.closed_days.filter(day__gte=today - timedelta(days=1)).values_list("day", flat=True)
        )
        for offset in range(-1, LOOK_AHEAD):  # yesterday's may last beyond midnight
            day = today + timedelta(days=offset)
            if day in closed or day.weekday() not in hours:
                continue
            start, end = hours[day.weekday()].on(day, zone)
            if now < end:
                return Availability(True) if start <= now else Availability(False, start)
        return Availability(is_open=False)

    @property
    def usual_reply(self):
        """How long an answer usually takes, in words, or ""."""
        return reply_words(self.reply_time, self.measured_reply)


class OfficeHours(models.Model):
    """When a project is attended on one weekday. The same time twice is the whole day and night."""

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="office_hours", db_index=False)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=list(WEEKDAYS.items()))
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))

    class Meta:
        ordering = ["weekday"]
        verbose_name = verbose_name_plural = _("office hours")
        constraints = [
            models.UniqueConstraint(fields=["project", "weekday"], name="office_hours_once_a_day"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="office_hours_on_a_weekday"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def on(self, day, zone):
        """
        Return the moments of opening and closing that begin on `day`. One that closes no later than it
        opens closes on the day after; an hour that the clocks go through twice is open both times.
        """
        last = day + timedelta(days=self.closes <= self.opens)
        start = datetime.combine(day, self.opens, zone)
        end = datetime.combine(last, self.closes.replace(fold=1), zone)
        return start.astimezone(UTC), end.astimezone(UTC)


class ClosedDay(models.Model):
    """A date on which a project is not attended, whatever its weekday."""

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="closed_days", db_index=False)
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80, blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        constraints = [models.UniqueConstraint(fields=["project", "day"], name="closed_day_once")]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {self.name}".strip()
