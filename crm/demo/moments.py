"""When the lines of the demo were said: its data counts back from now, so that it is never old."""

from datetime import UTC, datetime, time, timedelta


def timed(lines, now):
    """Return `lines` with moments in the place of their first column; `people` says what may stand there."""
    at, result = None, []
    for when, *line in lines:
        at = at + timedelta(minutes=when) if isinstance(when, int) else moment(when, now)
        result.append((at, *line))
    return result


def moment(when, now):
    """Return the moment before `now`, whose time zone is the one that times of day are meant in."""
    match when.split():
        case [number, "min"]:
            return now.astimezone(UTC) - timedelta(minutes=int(number))
        case [number, "h"]:
            return now.astimezone(UTC) - timedelta(hours=int(number))
        case [number, "d", clock]:
            return _on(now.date() - timedelta(days=int(number)), clock, now.tzinfo)
        case [day, month, clock]:
            return _on(_last(day, month, now.date()), clock, now.tzinfo)
    raise ValueError(when)


def _last(day, month, today):
    """Return the latest date of that name that is more than a month ago."""
    date = datetime.strptime(f"{day} {month} {today.year}", "%d %B %Y").date()
    return date if today - date > timedelta(days=31) else date.replace(year=today.year - 1)


def _on(date, clock, zone):
    return datetime.combine(date, time.fromisoformat(clock), zone).astimezone(UTC)
