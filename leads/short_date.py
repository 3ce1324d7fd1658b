from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def short_date(date):
    """Return a day as a list has room for it, in the active language: "24 Nov 2026"."""
    return date_format(date, pgettext("short date, as a Django date format", "j M Y"))


def short_time(moment):
    return date_format(moment, pgettext("time of day, as a Django date format", "H:i"))


def coming(moment, now=None):
    """Return a moment to come, as exact as it is needed to expect it: the time, with its day if not today."""
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    days = (moment.date() - now.date()).days
    if days == 0:
        return short_time(moment)
    if days == 1:
        return _("tomorrow, %(time)s") % {"time": short_time(moment)}
    day = date_format(moment, "l") if 1 < days < 7 else short_date(moment)
    return pgettext("a day, and a time", "%(day)s, %(time)s") % {"day": day, "time": short_time(moment)}
