"""
Keyset paging over segments.

A list may be several lists, one after the other: contacts whose e-mail is what was searched, then those
whose e-mail begins with it, then those that have it somewhere. Each segment is a queryset with an order
that an index holds and that ends in the primary key. A page begins after (or ends before) a row, named by
its place in that order, so the thousandth page costs what the first one does and nothing counts the table.
"""

import base64
import binascii
import json
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

AFTER, BEFORE = "after", "before"
NOT_THERE = _("That page is not there any more. This is the first one.")


class BadCursor(ValueError):
    """The cursor of an address is not one that this list gave out."""


@dataclass
class Page:
    rows: list
    previous: str = ""  # the cursor to come before, "" on the first page
    next: str = ""  # the cursor to come after, "" on the last page
    note: str = field(default="", compare=False)

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def is_all(self):
        return not (self.previous or self.next)


def paginate(segments, params, size, *, note=NOT_THERE):
    """
    Return the `Page` of at most `size` rows that the query parameters `after` and `before` ask for.

    A cursor that was tampered with gives the first page, with `note` on it.
    """
    direction = BEFORE if params.get(BEFORE) else AFTER
    try:
        start, place = _read(params[direction], segments) if params.get(direction) else (None, None)
    except BadCursor:
        direction, start, place, bad = AFTER, None, None, True
    else:
        bad = False
    found = _collect(segments, direction, start, place, size + 1)
    if start is not None and not found:
        return replace(paginate(segments, {}, size), note=note)
    more, found = len(found) > size, found[:size]
    if direction == BEFORE:
        found.reverse()
    page = Page([row for _, row in found], note=note if bad else "")
    if found and (start is not None if direction == AFTER else more):
        page.previous = _write(segments, *found[0])
    if found and (start is not None if direction == BEFORE else more):
        page.next = _write(segments, *found[-1])
    return page


def _collect(segments, direction, start, place, wanted):
    numbers = range(len(segments)) if direction == AFTER else range(len(segments) - 1, -1, -1)
    found = []
    for number in numbers:
        if start is not None and (number < start if direction == AFTER else number > start):
            continue
        queryset = segments[number]
        order = _order(queryset)
        if number == start:
            queryset = queryset.filter(_beyond(order, place, direction))
        if direction == BEFORE:
            queryset = queryset.reverse()
        found += [(number, row) for row in queryset[: wanted - len(found)]]
        if len(found) == wanted:
            break
    return found


def _order(queryset):
    return [(name.removeprefix("-"), name.startswith("-")) for name in queryset.query.order_by]


def _beyond(order, place, direction):
    """
    Return the condition for rows past `place`, written as `a <= x AND (a < x OR …)`.

    The outer bound is what an index range scan needs; the same condition as a plain OR makes both databases
    read the whole list.
    """
    (name, descending), *rest = order
    value, *values = place
    past = "lt" if descending == (direction == AFTER) else "gt"
    if not rest:
        return Q(**{f"{name}__{past}": value})
    return Q(**{f"{name}__{past}e": value}) & (
        Q(**{f"{name}__{past}": value}) | _beyond(rest, values, direction)
    )


def _write(segments, number, row):
    values = [_field(segments[number], name).value_to_string(row) for name, _ in _order(segments[number])]
    text = json.dumps([number, *values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor, segments):
    try:
        number, *values = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        queryset = segments[number] if type(number) is int and number >= 0 else None
        fields = [_field(queryset, name) for name, _ in _order(queryset)]
        place = [column.to_python(value) for column, value in zip(fields, values, strict=True)]
        for column, value in zip(fields, place, strict=True):
            column.get_db_prep_value(value, connection)  # a moment or number that no database can hold
            str(value).encode()  # half a character
    except (
        AttributeError,
        IndexError,
        OverflowError,
        TypeError,
        ValueError,
        ValidationError,
        binascii.Error,
        RecursionError,
    ) as error:
        raise BadCursor from error
    if any(value is None or "\x00" in str(value) for value in place) or len(cursor) > 2000:
        raise BadCursor
    return number, place


def _field(queryset, name):
    return queryset.model._meta.get_field("id" if name == "pk" else name)
