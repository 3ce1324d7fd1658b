"""
What staff search the large tables by, in all projects at once. Each is read from an index that begins with
the project, and no more is read than a list leads to.
"""

from uuid import UUID

from ..models import Lead
from ..search import LAST
from .filters import key_of
from .lists import MOST

FEW = 200  # leads whose conversations, values or activity are gathered


def leads_of(term):
    """Return ids of a few leads: of a whole visitor ID, or of contacts with exactly this e-mail."""
    return (_leads(visitor_id=found) if (found := uuid_of(term)) else _contacts(email=term.lower()))[:FEW]


def leads_beginning(term):
    """Return ids of leads: of a number or a whole visitor ID, or of contacts whose e-mail begins so."""
    if found := uuid_of(term):
        return _leads(visitor_id=found)
    if found := key_of(term):
        return list(Lead.objects.filter(pk=found).values_list("pk", flat=True)) or _beginning(term)
    return _beginning(term)


def uuid_of(term):
    try:
        return UUID(term)
    except ValueError:
        return None


def _beginning(term):
    return _contacts(email__gte=term.lower(), email__lt=term.lower() + LAST)


def _contacts(**conditions):
    return _leads(merged_into=None, **conditions)


def _leads(**conditions):
    projects = Lead._meta.get_field("project").related_model.objects.order_by().values("pk")
    leads = Lead.objects.filter(project__in=projects, **conditions)
    return list(leads.order_by().values_list("pk", flat=True)[:MOST])
