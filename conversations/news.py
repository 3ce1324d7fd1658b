"""What is new in a thread for whoever has its page open: the one answer to a doorbell and to a poll."""

from dataclasses import dataclass

from .runs import mark_runs

MOST = 100
BACK = 50


@dataclass(frozen=True)
class Known:
    """What a page shows already: up to which line, and how far it says that the other side has read."""

    after: int
    seen: int

    @classmethod
    def of(cls, params):
        return cls(_number(params.get("after")), _number(params.get("seen")))


def news(messages, known, seen):
    """
    Return the lines that the page lacks or shows otherwise by now, oldest first, each with `goes_on`; an
    empty list when there are none. The last line that it has comes again, because its run may go on, and so
    do the ones that were `seen` meanwhile. There may be more than the first MOST.
    """
    is_seen = seen > known.seen
    first = max(known.after - BACK, min(known.after, known.seen + 1)) if is_seen else known.after
    lines = mark_runs(messages.for_thread().filter(seq__gte=first).order_by("seq")[:MOST])
    return lines if is_seen or any(line.seq > known.after for line in lines) else []


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
