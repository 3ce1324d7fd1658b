"""Take one lead out of a contact: the merges that hold it there are undone, and the others joined again."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .merge import merge
from .models import Lead, Merge, ProfileField
from .refused import Refused
from .tree import locked
from .undo import undo


class NothingToSplit(Refused):
    words = _("This visitor ID is a contact of its own already.")


@transaction.atomic
def split(lead, *, by, at=None):
    """
    Make `lead` a contact of its own again. What hung under it stays together: with the head, or, when
    `lead` is the head, under the oldest of them. Raises NothingToSplit.
    """
    locked(lead.project, [lead.pk])
    lead = Lead.objects.select_related("contact", "project").get(pk=lead.pk)
    edges = Merge.objects.standing().filter(Q(lead=lead) | Q(lead__merged_into=lead)).select_related("lead")
    edges = list(edges.order_by("lead__created_at", "lead"))
    if not edges:
        raise NothingToSplit
    for edge in edges:
        undo(edge, by=by, at=at)
    rest = [edge.lead for edge in edges if edge.lead != lead]
    if lead.is_contact:
        kept, rest, choices = rest[0], rest[1:], None
    else:
        kept, choices = lead.contact, _as_it_is(lead.contact)
    for other in rest:
        merge(kept, [other], by=by, choices=choices, at=at)


def _as_it_is(contact):
    keys = ProfileField.objects.filter(project=contact.project_id).values_list("key", flat=True)
    return dict.fromkeys(keys, contact.pk)
