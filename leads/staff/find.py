"""
What staff search the large tables by. Rows are found by their ids first, a bounded number of them, each from
an index: a search and a sort in one statement could make the planner read a whole table.
"""

from uuid import UUID

from ..models import Lead
from ..search import LAST, search
from .filters import key_of
from .lists import MOST

FOUND = 200  # leads that one search finds


def leads_beginning(term):
    """Return ids of leads: of a number or a whole visitor ID, or of contacts whose e-mail begins so."""
    if found := uuid_of(term):
        return _leads(visitor_id=found)
    if (number := key_of(term)) and Lead.objects.filter(pk=number).exists():
        return [number]
    return _leads(merged_into=None, email__gte=term.lower(), email__lt=term.lower() + LAST)


def leads_in(project, contacts, term):
    """Return ids of what the page of a project's contacts finds, best first."""
    ids = []
    for segment in search(project, contacts, term):
        ids += segment.values_list("pk", flat=True)[: FOUND - len(ids)]
        if len(ids) == FOUND:
            break
    return ids


def of_leads(queryset, term):
    """Return the rows whose lead has this number, this visitor ID or, as a contact, this very e-mail."""
    if found := uuid_of(term):
        leads = _leads(visitor_id=found)
    else:
        leads = [key_of(term)] if key_of(term) else _leads(merged_into=None, email=term.lower())
    rows = queryset.model._base_manager.filter(lead__in=leads).order_by()
    return queryset.filter(pk__in=list(rows.values_list("pk", flat=True)[:MOST]))


def uuid_of(term):
    try:
        return UUID(term)
    except ValueError:
        return None


def _leads(**conditions):
    projects = Lead._meta.get_field("project").related_model.objects.order_by().values("pk")
    leads = Lead.objects.filter(project__in=projects, **conditions)
    return list(leads.order_by().values_list("pk", flat=True)[:FOUND])
