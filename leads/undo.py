"""
Take a merge back, at any time and in any order: the lead leaves, with all that hangs under it and all that
its visitors did since.

In the profiles that it leaves behind, a field that still holds what the merge wrote, or what a later merge
copied on from there, gets back what is due without it; one that somebody changed since is kept.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import profile
from .activity import record
from .duplicates import unsettle
from .known_as import refresh
from .models import Lead, Merge, ProfileValue
from .refused import Refused
from .trash import InTrash
from .tree import below, locked


class UndoneAlready(Refused):
    words = _("This merge was undone already.")


@dataclass
class Field:
    """What becomes of one field of a lead that stays: `now` gives way to `then`, or is kept."""

    now: ProfileValue
    then: ProfileValue | None
    is_kept: bool


@dataclass
class Undoing:
    """What the undo of a merge does: which leads leave which contact, and what becomes of its fields."""

    merge: Merge
    head: Lead
    leaving: list[Lead]
    staying: list[Lead]
    copies: list[ProfileValue]
    fields: list[Field]

    @property
    def restored(self):
        return [row for row in self.fields if not row.is_kept]

    @property
    def kept(self):
        return [row for row in self.fields if row.is_kept]


def preview(merge) -> Undoing:
    """Say what taking `merge` back would do. Raises UndoneAlready, and InTrash."""
    merge = Merge.objects.select_related("lead__contact", "into", "project").get(pk=merge.pk)
    if not merge.is_standing:
        raise UndoneAlready
    if merge.lead.trashed_at:
        raise InTrash
    leads = list(Lead.objects.filter(contact=merge.lead.contact_id).order_by("created_at", "pk"))
    leaving = below(merge.lead, leads)
    staying = [lead for lead in leads if lead not in leaving]
    copies = profile.copies_of(merge, leaving, staying)
    return Undoing(merge, merge.lead.contact, leaving, staying, copies, _fields(copies))


@transaction.atomic
def undo(merge, *, by, at=None) -> Undoing:
    """Take `merge` back and return what that did. Raises as `preview` does."""
    locked(merge.project, [merge.lead_id])
    done, at = preview(merge), at or timezone.now()
    merge, lead = done.merge, done.merge.lead
    Merge.objects.filter(pk=merge.pk).update(undone_at=at, undone_by=by)
    Lead.objects.filter(pk=lead.pk).update(merged_into=None, contact=lead)
    Lead.objects.filter(pk__in=[other.pk for other in done.leaving]).exclude(pk=lead.pk).update(contact=lead)
    profile.take_back(done.copies)
    unsettle([other.pk for other in done.leaving], [other.pk for other in done.staying])
    refresh(done.head.pk)
    refresh(lead.pk)
    record("contact.unmerged", project=merge.project, lead=lead, actor=by, subject=done.head, at=at)
    record("contact.released", project=merge.project, lead=merge.into, actor=by, subject=lead, at=at)
    return done


def _fields(copies):
    found = []
    for lead, rows in profile.by_lead(copies):
        due = profile.due(lead, [copy.field for copy in rows], without=rows)
        current = lead.profile_values.filter(is_current=True).select_related("field", "actor")
        holds = {row.field_id: row for row in current}
        found += [
            Field(
                now=holds[copy.field_id], then=due[copy.field_id], is_kept=holds[copy.field_id].pk != copy.pk
            )
            for copy in rows
        ]
    return found
