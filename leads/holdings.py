"""
What is kept of a contact, table by table, and what a merge, an erase and an export mean for each.

`leads.erase` and `leads.export` go by this list. Each app adds its own tables when it is ready, so that leads
need to know none of them; a table that points to a lead and is not here fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from .models import Activity, Lead, LeadTag, Merge, Note, ProfileValue, Suggestion, Trait

STAYS = "stays with its own lead"


@dataclass(frozen=True)
class Holding:
    """
    One table. Its rows of some leads are those where any of `paths`, look-ups to a lead, names one; an erase
    removes them all.
    """

    model: type
    paths: tuple[str, ...]
    # The columns that this decides on: those that point to a lead, or to what a lead has.
    columns: tuple[str, ...]
    merge: str
    # A row as it is exported: a dictionary of plain values. None for what says nothing about the person, or
    # is about another one too.
    export: Callable | None = None
    is_counted: bool = True  # for whoever is asked whether to erase it
    # Whoever writes such a row locks it before its lead; so does an erase.
    is_locked: bool = False

    def rows(self, leads) -> QuerySet:
        """Return the rows of the leads with these ids."""
        found = Q()
        for path in self.paths:
            found |= Q(**{f"{path}__in": leads})
        return self.model._base_manager.filter(found)

    @property
    def label(self):
        return self.model._meta.verbose_name_plural


# What points to others before what it points to: the order in which an erase removes.
HELD: list[Holding] = []


def hold(*holdings):
    """Add the tables of an app, before those that they point to."""
    HELD[:0] = holdings


def _source(value):
    return {
        "field": str(value.field),
        "value": value.display,
        "from": value.get_source_display(),
        "conversation": value.conversation,
        "since": value.created_at,
        "holds": value.is_current,
    }


def _note(note):
    return {"note": note.body, "written": note.created_at, "removed": note.removed_at}


def _tag(row):
    return {"tag": row.tag.name, "since": row.created_at}


def _activity(row):
    return {"what": row.action, "changes": row.changes, "when": row.created_at}


def _lead(lead):
    columns = ["visitor_id", "browser", "browser_version", "system", "language", "created_at", "seen_at"]
    return {"lead": lead.pk} | {column: getattr(lead, column) for column in columns}


hold(
    Holding(Activity, ("lead", "subject_lead"), ("lead", "subject_lead"), STAYS, _activity),
    Holding(Note, ("lead",), ("lead",), STAYS, _note),
    Holding(LeadTag, ("lead",), ("lead",), STAYS, _tag),
    Holding(Suggestion, ("first", "second"), ("first", "second"), STAYS + ", and is settled"),
    Holding(Trait, ("lead",), ("lead",), STAYS, is_counted=False),
    Holding(ProfileValue, ("lead",), ("lead", "merge"), STAYS + "; copies name the merge", _source),
    Holding(Merge, ("lead", "into"), ("lead", "into"), "is the merge"),
    Holding(Lead, ("pk",), ("merged_into", "contact"), "names its head", _lead),
)
