"""What may be written into a lead's profile, by whom, and what is kept of it."""

from django.db import transaction
from django.utils import timezone

from .models import Lead, ProfileField, ProfileValue
from .models.profile_value import Source


@transaction.atomic
def write(lead, values, *, source, actor=None, conversation=None, at=None):
    """
    Write `values` (field key → canonical text, "" for nothing) into the profile of `lead` and return the
    rows written.

    A value replaces one of the same source or a weaker one. A weaker word is kept beside the stronger one
    as a claim: what an agent wrote is never overwritten by what a visitor types. A visitor's empty field
    says nothing. Writing the same again writes nothing. Keys that the project has no active field for are a
    programming error (KeyError).
    """
    lead = Lead.objects.select_for_update(no_key=True).get(pk=lead.pk)
    fields = {field.key: field for field in ProfileField.objects.active().filter(project=lead.project_id)}
    said = {fields[key]: value for key, value in values.items() if value or source is not Source.VISITOR}
    known = {}
    for row in lead.profile_values.filter(field__in=said):  # newest first
        known.setdefault(row.field_id, []).append(row)
    rows = []
    for field, value in said.items():
        if row := _row(lead, field, value, source, known.get(field.pk, [])):
            row.actor, row.conversation, row.created_at = actor, conversation, at or timezone.now()
            rows.append(row)
    _keep(lead, rows)
    return rows


def _row(lead, field, value, source, history):
    current = next((row for row in history if row.is_current), None)
    if current is None and not value:
        return None
    holds = current is None or source.rank >= Source(current.source).rank
    latest = current if holds else next((row for row in history if row.source == source), None)
    if latest and latest.value == value and Source(latest.source).rank >= source.rank:
        return None
    return ProfileValue(
        lead=lead,
        field=field,
        value=value,
        option=value if field.is_filterable else "",
        source=source,
        is_current=holds,
    )


def _keep(lead, rows):
    current = [row for row in rows if row.is_current]
    lead.profile_values.filter(field__in=[row.field for row in current], is_current=True).update(
        is_current=False
    )
    ProfileValue.objects.bulk_create(rows)
    columns = [row.field.key for row in current if row.field.is_built_in]
    for row in current:
        if row.field.is_built_in:
            setattr(lead, row.field.key, row.value)
    if columns:
        lead.save(update_fields=columns)


def current_of(lead):
    """Return the values that hold for `lead`: field key → canonical text."""
    rows = lead.profile_values.filter(is_current=True).select_related("field")
    return {row.field.key: row.value for row in rows}


def claims_of(lead):
    """
    Return what the visitor of `lead` has typed, newest first for each field key.

    This is all that a visitor may be shown of their profile: never what agents wrote, nor what a merge
    brought together.
    """
    rows = (
        lead.profile_values.filter(source=Source.VISITOR).select_related("field").order_by("created_at", "id")
    )
    return {row.field.key: row.value for row in rows}


def claim_at(lead, key, moment):
    """Return what the visitor of `lead` had typed last for a field at `moment`, or ""."""
    rows = lead.profile_values.filter(source=Source.VISITOR, field__key=key, created_at__lte=moment)
    return next(iter(rows.order_by("-created_at", "-id").values_list("value", flat=True)[:1]), "")


def unanswered(lead, fields):
    """
    Return those of `fields` that are still to ask: all of them before the first conversation, then only
    what is required and unknown.
    """
    if lead is None:
        return list(fields)
    known = set(lead.profile_values.filter(is_current=True).values_list("field_id", flat=True))
    return [field for field in fields if field.is_required and field.pk not in known]
