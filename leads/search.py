"""
Find contacts by e-mail, name, phone or visitor ID, in whatever shape it was typed.

The answer is a list of segments for `paging`, best first: the e-mail itself, e-mails that begin so, visitor
IDs that begin so, names that begin so, and contacts that have every word somewhere. Each is answered from
an index.
"""

import re
from uuid import UUID

from django.db import connections
from django.db.models import Q, QuerySet

from .fold import fold
from .models import Lead
from .search_index import ids_having_all

LONGEST = 200  # characters of a query that are read
SHORTEST_PART = 3  # letters: what a trigram index can find
LAST = "\U0010ffff"  # sorts after every character that a prefix may go on with

# How many matches are sorted at most: beyond, walking the list in its order fills a page sooner.
COMMON = 2000

BY_LAST_SEEN = ("-last_seen", "-id")


def clean(query: str) -> str:
    """
    Return what is searched for: one line, no outer blanks, nothing that a database cannot take, of bounded
    length.
    """
    return " ".join(query.replace("\x00", " ")[:LONGEST].split())


def wider(query: str) -> str:
    """Return a part of `query` that may find more: what stands before the @, or the longest word; else ""."""
    local = query.partition("@")[0]
    part = max(local.split() or [""], key=len)
    return part if part != query and not is_too_short(part) else ""


def search(project, contacts: QuerySet, query: str) -> list[QuerySet]:
    """
    Return the ordered segments of `contacts` (heads of `project`) that match the cleaned `query`, best
    first.
    """
    email, name = query.lower(), fold(query)
    exact, begins = Q(email=email), _from("email", email)
    segments = [
        contacts.filter(exact).order_by(*BY_LAST_SEEN),
        contacts.filter(begins).exclude(exact).order_by("email", "id"),
    ]
    earlier = begins
    if bounds := _visitor_ids(query):
        known = Q(pk__in=Lead.objects.filter(project=project, visitor_id__range=bounds).values("contact"))
        segments.append(contacts.filter(known).exclude(earlier).order_by(*BY_LAST_SEEN))
        earlier |= known
    if name:
        named = _from("sort_name", name)
        segments.append(contacts.filter(named).exclude(earlier).order_by("sort_name", "id"))
        earlier |= named
    if words := _words(query):
        segments.append(_having_all(project, contacts, words).exclude(earlier).order_by(*BY_LAST_SEEN))
    return segments


def matching(project, contacts: QuerySet, query: str) -> QuerySet:
    """
    Return all that `search` would find, as one queryset in no order, for a list in another order.

    Few are named by their ids; many are met soon enough by walking the list in its order.
    """
    words, bounds = _words(query), _visitor_ids(query)
    if words and not bounds and not _is_number(query):
        return _having_all(project, contacts, words)  # what begins so has it inside
    ids = set()
    for segment in search(project, contacts, query):
        ids.update(segment.values_list("pk", flat=True)[: COMMON + 1])
    if len(ids) <= COMMON:
        return contacts.filter(pk__in=ids)
    found = _from("email", query.lower()) | (_from("sort_name", fold(query)) if fold(query) else Q())
    if bounds:
        known = Lead.objects.filter(project=project, visitor_id__range=bounds)
        found |= Q(pk__in=known.values("contact"))
    for word in words:  # one at most: a number, or the beginning of a visitor ID
        found |= Q(search_text__contains=word)
    return contacts.filter(found)


def is_too_short(query: str) -> bool:
    """
    Say whether `query` finds only what begins with it, because no word of it is long enough to be found
    inside.
    """
    return not _words(query)


def _from(column, prefix):
    return Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + LAST})


def _visitor_ids(query):
    """Return the first and the last UUID that begin with `query`, or None when none does."""
    digits = query.lower().replace("-", "")
    if not re.fullmatch(r"[0-9a-f]{6,32}", digits):
        return None
    return UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))


def _is_number(query):
    return re.fullmatch(r"[+()\d\s./-]+", query)


def _words(query):
    """Return the folded words to find inside, or none when no word is long enough for the index."""
    # A number is written with its country or with zeros instead: those in front are what differs.
    words = [re.sub(r"\D", "", fold(query)).lstrip("0")] if _is_number(query) else fold(query).split()
    return words if max(map(len, words), default=0) >= SHORTEST_PART else []


def _having_all(project, contacts, words):
    if connections[contacts.db].vendor == "sqlite":
        ids = ids_having_all(
            project, [word for word in words if len(word) >= SHORTEST_PART], COMMON + 1, contacts.db
        )
        if len(ids) <= COMMON:
            contacts = contacts.filter(pk__in=ids)
    for word in words:
        contacts = contacts.filter(search_text__contains=word)
    return contacts
