"""How long visitors usually wait for an answer, as a project says it or as it was measured."""

from datetime import timedelta
from math import ceil

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class ReplyTime(models.TextChoices):
    UNSAID = "", gettext_lazy("Say nothing")
    MEASURED = "measured", gettext_lazy("As measured: what three of four recent conversations waited")
    MINUTES = "minutes", gettext_lazy("A few minutes")
    HOUR = "1h", gettext_lazy("An hour")
    TWO_HOURS = "2h", gettext_lazy("Two hours")
    FOUR_HOURS = "4h", gettext_lazy("Four hours")
    DAY = "1d", gettext_lazy("A day")
    TWO_DAYS = "2d", gettext_lazy("Two days")


STATED = {
    ReplyTime.MINUTES: timedelta(minutes=5),
    ReplyTime.HOUR: timedelta(hours=1),
    ReplyTime.TWO_HOURS: timedelta(hours=2),
    ReplyTime.FOUR_HOURS: timedelta(hours=4),
    ReplyTime.DAY: timedelta(days=1),
    ReplyTime.TWO_DAYS: timedelta(days=2),
}


def reply_words(choice, measured):
    """Return the sentence that the chat shows, or "" where nothing is stated or known."""
    wait = measured if choice == ReplyTime.MEASURED else STATED.get(choice)
    if wait is None:
        return ""
    minutes = wait / timedelta(minutes=1)
    if minutes <= 10:
        return _("We usually reply within a few minutes.")
    if minutes <= 60:
        return _("We usually reply within an hour.")
    if (hours := ceil(minutes / 60)) < 24:
        words = ngettext(
            "We usually reply within %(count)d hour.", "We usually reply within %(count)d hours.", hours
        )
        return words % {"count": hours}
    days = ceil(hours / 24)
    words = ngettext("We usually reply within a day.", "We usually reply within %(count)d days.", days)
    return words % {"count": days}
