"""
What is kept of a contact, table by table, and what a merge, an erase and an export mean for each.

`leads.erase` and `leads.export` go by this list. Each app adds its own tables when it is ready, so that leads
need to know none of them; a table that points to a lead and is not here fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from .activity import WORDS
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
    # A row as it is exported: what it says under names that are translated for people. None for what is
    # derived from the rest, or is about another person too.
    export: Callable | None = None
    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()
    is_counted: bool = True  # for whoever is asked whether to erase it
    # Whoever writes such a row locks it before its lead; so does an erase.
    is_locked: bool = False

    def rows(self, leads) -> QuerySet:
        """Return the rows of the leads with these ids."""
        found = Q()
        for path in self.paths:
            found |= Q(**{f"{path}__in": leads})
        return self.model._base_manager.filter(found)

    def exported(self, leads) -> QuerySet:
        """Return the rows that are these leads' own: the first path leads to whose they are."""
        own = self.model._base_manager.filter(**{f"{self.paths[0]}__in": leads})
        return own.select_related(*self.related).prefetch_related(*self.prefetched).order_by("pk")

    @property
    def label(self):
        return self.model._meta.verbose_name_plural


# What points to others before what it points to: the order in which an erase removes.
HELD: list[Holding] = []


def hold(*holdings):
    """Add the tables of an app, before those that they point to."""
    HELD[:0] = holdings


def _value(row):
    return {
        N_("field"): str(row.field),
        N_("value"): row.display,
        N_("came from"): row.get_source_display(),
        N_("by"): name_of(row.actor),
        N_("conversation"): row.conversation,
        N_("since"): row.created_at,
        N_("holds now"): row.is_current,
    }


def _note(row):
    return {
        N_("note"): row.body,
        N_("by"): name_of(row.author),
        N_("written"): row.created_at,
        N_("edited"): row.edited_at,
        N_("removed"): row.removed_at,
    }


def _tag(row):
    return {N_("tag"): row.tag.name, N_("since"): row.created_at}


def _activity(row):
    """A row that names another contact tells of that one too: whom it names is left out."""
    names = {
        "actor": name_of(row.actor),
        "subject": _("another contact") if row.subject_lead_id else row.subject,
    }
    return {
        N_("what"): str(WORDS.get(row.action, row.action)) % names,
        N_("changes"): row.changes,
        N_("when"): row.created_at,
    }


def _lead(row):
    return {
        N_("visitor ID"): row.visitor_id,
        N_("browser"): f"{row.browser} {row.browser_version}".strip(),
        N_("system"): row.system,
        N_("language"): row.language,
        N_("first seen"): row.created_at,
        N_("last seen"): row.seen_at,
    }


def name_of(user):
    """Return what the person who asks may know of an agent: never an e-mail."""
    return user.name if user else ""


hold(
    Holding(Activity, ("lead", "subject_lead"), ("lead", "subject_lead"), STAYS, _activity, ("actor",)),
    Holding(Note, ("lead",), ("lead",), STAYS, _note, ("author",)),
    Holding(LeadTag, ("lead",), ("lead",), STAYS, _tag, ("tag",)),
    Holding(Suggestion, ("first", "second"), ("first", "second"), STAYS + ", and is settled"),
    Holding(Trait, ("lead",), ("lead",), STAYS, is_counted=False),
    Holding(
        ProfileValue,
        ("lead",),
        ("lead", "merge"),
        STAYS + "; copies name the merge",
        _value,
        ("actor",),
        ("field__choices",),
    ),
    Holding(Merge, ("lead", "into"), ("lead", "into"), "is the merge"),
    Holding(Lead, ("pk",), ("merged_into", "contact"), "names its head", _lead),
)
