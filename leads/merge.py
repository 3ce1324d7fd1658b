"""
Say that several contacts are one.

A merge moves nothing: it sets `merged_into` of a lead, and `contact` of all that hangs under it, which are a
handful of rows however long the histories are. Undo (`leads.undo`) cuts that one edge again, at any time and
in any order, and whatever a visitor did meanwhile stays with the lead it was done by. What a merge writes
into the kept contact's profile are copies that name the merge, so that they can go with it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import profile
from .activity import record
from .compare import compare
from .duplicates import settle
from .known_as import refresh
from .models import Lead, Merge, ProfileValue
from .models.merge import LONGEST_CALLED
from .models.profile_value import Source
from .refused import Refused
from .tree import locked


class NothingToMerge(Refused):
    words = _("Choose another contact to merge with: a contact cannot be merged with itself.")


class NotAContact(Refused):
    words = _("One of these contacts was merged into another one meanwhile.")


class Stale(Refused):
    """`changes` are sentences that say what is no longer as it was shown."""

    words = _("Something changed since you compared them. Look once more before you merge.")

    def __init__(self, changes):
        super().__init__()
        self.changes = changes


@transaction.atomic
def merge(kept, others, *, by, choices=None, seen=None, reason="", at=None) -> list[Merge]:
    """
    Merge the contacts `others` into the contact `kept` and return the merges, one for each.

    `choices`: field key → the id of the contact whose value is to hold; what is not chosen is as `compare`
    proposes. `seen` is the text of the comparison that was decided on. Raises NothingToMerge,
    NotAContact when one of them was merged meanwhile, and Stale.
    """
    others = list(dict.fromkeys(other.pk for other in others))
    if not others or kept.pk in others:
        raise NothingToMerge
    trees = locked(kept.project, [kept.pk, *others])
    if list(trees) != [kept.pk, *others]:
        raise NotAContact
    comparison = compare([tree[0] for tree in trees.values()], trees)
    if seen is not None and (changes := comparison.changed_since(seen)):
        raise Stale(changes)
    _choose(comparison, choices or {})
    at = at or timezone.now()
    merges = [_join(comparison, number, by, reason, at) for number in range(1, len(comparison.contacts))]
    _write(comparison, merges, at)
    for number, contact in enumerate(comparison.contacts[1:], start=1):
        before = [lead.pk for one in comparison.contacts[:number] for lead in trees[one.pk]]
        settle(before, [lead.pk for lead in trees[contact.pk]])
    refresh(kept.pk)
    return merges


def _choose(comparison, choices):
    numbers = {contact.pk: number for number, contact in enumerate(comparison.contacts)}
    for row in comparison.rows:
        if row.field.key in choices:
            row.choose(numbers.get(choices[row.field.key], row.chosen))


def _join(comparison, number, by, reason, at):
    """Hang one head, with all that hangs under it, under the other."""
    kept, lead = comparison.kept, comparison.contacts[number]
    row = Merge.objects.create(
        project=kept.project,
        lead=lead,
        into=kept,
        lead_called=str(lead)[:LONGEST_CALLED],
        into_called=str(kept)[:LONGEST_CALLED],
        actor=by,
        reason=reason,
        created_at=at,
        fields={
            row.field.key: [row.texts[0], row.texts[number], row.texts[row.chosen]]
            for row in comparison.rows
            if row.texts[0] != row.texts[number]
        },
    )
    Lead.objects.filter(contact=lead.pk).exclude(pk=lead.pk).update(contact=kept)
    Lead.objects.filter(pk=lead.pk).update(contact=kept, merged_into=kept)
    record("contact.merged", project=kept.project, lead=lead, actor=by, subject=kept, at=at)
    record("contact.absorbed", project=kept.project, lead=kept, actor=by, subject=lead, at=at)
    return row


def _write(comparison, merges, at):
    """Let the values chosen from the other contacts hold in the kept one."""
    copies = [
        _copy(row, comparison.kept, merges[row.chosen - 1], at) for row in comparison.rows if row.chosen
    ]
    profile.put(comparison.kept, copies)


def _copy(row, kept, merge, at):
    value = row.values[row.chosen]
    if value is None:  # empty was chosen
        return ProfileValue(
            lead=kept, field=row.field, source=Source.AGENT, actor=merge.actor, created_at=at, merge=merge
        )
    return ProfileValue(
        lead=kept,
        field=row.field,
        value=value.value,
        option=value.option,
        source=value.source,
        actor=value.actor,
        conversation=value.conversation,
        created_at=value.created_at,
        merge=merge,
    )
