"""Until when a conversation is often left alone, in the active time zone."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EVENING, MORNING = 18, 9
HOUR = timedelta(hours=1)


def presets(now=None):
    """Return (key, label, moment) of each time that is offered now, soonest first."""
    now = timezone.localtime(now)
    evening, morning = _at(now, EVENING), tomorrow_morning(now)
    monday = _at(now, MORNING, days=7 - now.weekday())
    return [
        ("hour", _("In 1 hour"), now + HOUR),
        *([("evening", _("This evening"), evening)] if evening - now > HOUR else []),
        ("morning", _("Tomorrow morning"), morning),
        *([("monday", _("Next Monday"), monday)] if monday != morning else []),
    ]


def tomorrow_morning(now=None):
    return _at(timezone.localtime(now), MORNING, days=1)


def _at(now, hour, days=0):
    return (now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
