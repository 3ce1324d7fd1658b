from django.utils.formats import date_format
from django.utils.translation import pgettext


def short_date(date):
    """Return a day as a list has room for it, in the active language: "24 Nov 2026"."""
    return date_format(date, pgettext("short date, as a Django date format", "j M Y"))
