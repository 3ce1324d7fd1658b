"""What may be written into a lead's profile, by whom, and what is kept of it."""

from django.db import transaction
from django.utils import timezone

from .duplicates import notice, notice_later
from .forms import is_canonical
from .known_as import refresh
from .models import Lead, ProfileField, ProfileValue
from .models.lead import INDEXED
from .models.profile_field import BUILT_IN
from .models.profile_value import Source


class Misfit(ValueError):
    """A value is none that its field can hold: the field has become one of another kind meanwhile."""


@transaction.atomic
def write(lead, values, *, source, actor=None, conversation=None, at=None):
    """
    Write `values` (field key → canonical text, "" for nothing) into the profile of `lead` and return the
    rows written.

    A value replaces one of the same source or a weaker one. A weaker word is kept beside the stronger one
    as a claim: what an agent wrote is never overwritten by what a visitor types. A visitor's empty field
    says nothing. Writing the same again writes nothing. Keys that the project has no active field for are a
    programming error (KeyError). Raises Misfit for a value that its field cannot hold.
    """
    lead = Lead.objects.select_for_update(no_key=True).get(pk=lead.pk)
    active = ProfileField.objects.active().filter(project=lead.project_id)
    active.hold()
    fields = {field.key: field for field in active}
    said = {fields[key]: value for key, value in values.items() if value or source is not Source.VISITOR}
    if any(
        value and not field.is_built_in and not is_canonical(field, value) for field, value in said.items()
    ):
        raise Misfit
    known = {}
    for row in lead.profile_values.filter(field__in=said):  # newest first
        known.setdefault(row.field_id, []).append(row)
    rows = []
    for field, value in said.items():
        if row := _row(lead, field, value, source, known.get(field.pk, [])):
            row.actor, row.conversation, row.created_at = actor, conversation, at or timezone.now()
            rows.append(row)
    put(lead, rows)
    if any(row.is_current and row.field.key in INDEXED for row in rows):
        _notice(lead, source)
    if rows and (known or lead.also_known_as or not lead.is_contact):
        refresh(lead.contact_id)
    return rows


def _notice(lead, source):
    if source is Source.VISITOR:
        notice_later.enqueue(lead.pk)
    else:
        notice(lead)


def _row(lead, field, value, source, history):
    current = next((row for row in history if row.is_current), None)
    if current is None and not value:
        return None
    holds = current is None or source.rank >= Source(current.source).rank
    latest = current if holds else next((row for row in history if row.source == source), None)
    if latest and latest.value == value and Source(latest.source).rank >= source.rank and not latest.merge_id:
        return None  # a merge's copy may go again: then this word is to be there
    return ProfileValue(
        lead=lead,
        field=field,
        value=value,
        option=value if field.is_filterable else "",
        source=source,
        is_current=holds,
    )


def put(lead, rows):
    """
    Write `rows` of values for `lead`, locked by the caller, and let those that are current take the place of
    what held. The columns that lists and search read follow.
    """
    current = [row for row in rows if row.is_current]
    lead.profile_values.filter(field__in=[row.field for row in current], is_current=True).update(
        is_current=False
    )
    ProfileValue.objects.bulk_create(rows)
    _show(lead, {row.field.key: row.value for row in current})


def copies_of(merge, leaving, staying):
    """
    Return the rows that leave with `merge`: what it brought to its kept lead, and what later merges copied
    from there to others of the leads `staying`, where a lead of those `leaving` had said it.
    """
    rows = ProfileValue.objects.filter(lead__in=staying, merge__isnull=False)
    rows = list(rows.select_related("field", "lead").order_by("id"))
    said = ProfileValue.objects.filter(
        lead__in=leaving, merge=None, created_at__in=[row.created_at for row in rows]
    )
    origins = set(map(_origin, said))
    return [row for row in rows if row.merge_id == merge.pk or _origin(row) in origins]


def _origin(row):
    return row.field_id, row.value, row.source, row.actor_id, row.conversation, row.created_at


def by_lead(rows):
    """Return pairs of a lead and those of `rows` that are its own."""
    found = {}
    for row in rows:
        found.setdefault(row.lead_id, (row.lead, []))[1].append(row)
    return list(found.values())


def take_back(copies):
    """
    Remove copies that merges brought to leads, which the caller has locked. Where one of them holds, what is
    due without it holds again; a field that was changed since stays.
    """
    ProfileValue.objects.filter(pk__in=[copy.pk for copy in copies]).delete()
    for lead, rows in by_lead(copies):
        fields = [row.field for row in rows if row.is_current]
        left = due(lead, fields)
        ProfileValue.objects.filter(pk__in=[row.pk for row in left.values() if row]).update(is_current=True)
        _show(lead, {field.key: left[field.pk].value if left[field.pk] else "" for field in fields})
        notice(lead)


def due(lead, fields, without=()):
    """
    Return the row that is due to hold in each of `fields` (field id → row or None), by the rule of `write`
    over all that was said, but not by the rows `without`.
    """
    held = {field.pk: None for field in fields}
    rows = lead.profile_values.filter(field__in=fields).exclude(pk__in=[row.pk for row in without])
    for row in rows.order_by("id"):
        current = held[row.field_id]
        # A merge's copy is a choice: it took the place of whatever held.
        if current is None or row.merge_id or Source(row.source).rank >= Source(current.source).rank:
            held[row.field_id] = row
    return held


def _show(lead, values):
    columns = [key for key in values if key in BUILT_IN]
    for key in columns:
        setattr(lead, key, values[key])
    if columns:
        lead.save(update_fields=columns)


def claims_of(lead):
    """
    Return what the visitor of `lead` has typed, newest first for each field key.

    This is all that a visitor may be shown of their profile: never what agents wrote, nor what a merge
    brought together.
    """
    rows = _typed(lead).select_related("field").order_by("created_at", "id")
    return {row.field.key: row.value for row in rows}


def claim_at(lead, key, moment):
    """Return what the visitor of `lead` had typed last for a field at `moment`, or ""."""
    rows = _typed(lead).filter(field__key=key, created_at__lte=moment)
    return next(iter(rows.order_by("-created_at", "-id").values_list("value", flat=True)[:1]), "")


def _typed(lead):
    """A merge's copy of what another one's visitor has typed was not typed here."""
    return lead.profile_values.filter(source=Source.VISITOR, merge=None)


def unanswered(lead, fields):
    """
    Return those of `fields` that are still to ask: all of them before the first conversation, then only
    what is required and unknown.
    """
    if lead is None:
        return list(fields)
    known = set(lead.profile_values.filter(is_current=True).values_list("field_id", flat=True))
    return [field for field in fields if field.is_required and field.pk not in known]
