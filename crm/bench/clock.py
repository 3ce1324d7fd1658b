"""Moments as whole seconds, written for both databases: millions of `datetime` would take minutes."""

from datetime import UTC, datetime
from functools import cache

DAY = 24 * 60 * 60


def today():
    """Return the last midnight (UTC): nothing that is made happened later."""
    return int(datetime.now(UTC).timestamp()) // DAY * DAY


def moment(seconds):
    """Return a number of seconds since 1970 as text that both databases take for that moment."""
    days, seconds = divmod(seconds, DAY)
    return f"{_date(days)} {_time(seconds)}"


@cache
def _date(days):
    return datetime.fromtimestamp(days * DAY, UTC).strftime("%Y-%m-%d")


@cache
def _time(seconds):
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
