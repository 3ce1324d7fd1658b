"""Moments in words, in the active time zone and language: "3 h ago" to read, the exact time to look up."""

from datetime import UTC, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from leads.short_date import short_date, short_time

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
# Shortly after midnight "Yesterday" would hide that something is fresh.
STILL_IN_HOURS = timedelta(hours=6)


def ago(moment, now=None):
    """How long ago, in words up to six days, then as a date."""
    moment, now = _local(moment), _local(now or timezone.now())
    # In UTC: between two moments of one zone, Python takes no notice of a clock that was put back.
    age, days = now.astimezone(UTC) - moment.astimezone(UTC), (now.date() - moment.date()).days
    if age < -MINUTE or days > 6:
        return day(moment)
    if age < MINUTE:
        return _("just now")
    if age < HOUR:
        return _count(ngettext("%(count)d min ago", "%(count)d min ago", age // MINUTE), age // MINUTE)
    if days == 0 or age < STILL_IN_HOURS:
        return _count(ngettext("%(count)d h ago", "%(count)d h ago", age // HOUR), age // HOUR)
    if days == 1:
        return _("Yesterday")
    return _count(ngettext("%(count)d day ago", "%(count)d days ago", days), days)


def clock(moment, now=None):
    """The shortest form that a list needs: time of day today, weekday within a week, else a date."""
    moment, now = _local(moment), _local(now or timezone.now())
    days = (now.date() - moment.date()).days
    if days == 0:
        return time(moment)
    if 0 < days < 7:
        return date_format(moment, "D")
    return day(moment)


def day(moment):
    return short_date(_local(moment))


def day_name(moment, now=None):
    """The day as a heading: Today, Yesterday, or its date."""
    days = (_local(now or timezone.now()).date() - _local(moment).date()).days
    return {0: _("Today"), 1: _("Yesterday")}.get(days) or day(moment)


def until(moment, now=None):
    """A moment to come, as one says when one is back: "14:00", "tomorrow 9:00", "Monday 9:00", or a date."""
    local = _local(moment)
    days = (local.date() - _local(now or timezone.now()).date()).days
    if days == 0:
        return time(moment)
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time(moment)}
    name = date_format(local, "l") if days < 7 else day(moment)
    return _("%(day)s %(time)s") % {"day": name, "time": time(moment)}


def time(moment):
    return short_time(_local(moment))


def span(duration, units=2):
    """A length of time in its largest units: "1 m 48 s", "3 h 5 m", "2 d 4 h"."""
    seconds = max(0, int(duration.total_seconds()))
    parts = [
        (seconds // 86400, pgettext("days, short", "%d d")),
        (seconds // 3600 % 24, pgettext("hours, short", "%d h")),
        (seconds // 60 % 60, pgettext("minutes, short", "%d m")),
        (seconds % 60, pgettext("seconds, short", "%d s")),
    ]
    first = next((place for place, (number, _unit) in enumerate(parts) if number), 3)
    return (
        " ".join(unit % number for number, unit in parts[first : first + units] if number) or parts[3][1] % 0
    )


def exact(moment):
    return date_format(_local(moment), pgettext("exact date and time, as a Django date format", "j F Y, H:i"))


def _local(moment):
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return timezone.localtime(moment)


def _count(words, count):
    return words % {"count": count}
