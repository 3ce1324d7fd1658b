"""Leads with profiles for the tests of merges, and all that a merge may touch, as plain data."""

from uuid import uuid4

from leads import profile
from leads.duplicates import notice_later
from leads.models import Lead, ProfileValue
from leads.models.profile_value import Source
from tests.factories import LeadFactory


def person(project, *, source=Source.VISITOR, actor=None, **values):
    """A lead who typed `values`, or of whom an agent wrote them."""
    lead = LeadFactory(project=project)
    profile.write(lead, values, source=source, actor=actor)
    notice_later.call(lead.pk)
    return Lead.objects.select_related("project").get(pk=lead.pk)


def typed(lead, **values):
    profile.write(lead, values, source=Source.VISITOR, conversation=uuid4())
    notice_later.call(lead.pk)


def state(*leads):
    """Everything that is held of leads, but not the history of merges."""
    ids = [lead.pk for lead in leads]
    return {
        "leads": list(Lead.objects.filter(pk__in=ids).order_by("pk").values()),
        "values": list(ProfileValue.objects.filter(lead__in=ids).order_by("pk").values()),
    }


def head_of(lead):
    return Lead.objects.select_related("contact").get(pk=lead.pk).contact


def current_of(lead):
    """Return the values that hold for `lead`: field key → canonical text."""
    rows = lead.profile_values.filter(is_current=True).select_related("field")
    return {row.field.key: row.value for row in rows}
