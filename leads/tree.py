"""
The leads that are one contact: a tree of `merged_into` edges under its head, and `contact` naming the head.

What changes a tree holds the project's row, so that one change follows another, then locks the leads:
merged ones before heads, the order in which a visit writes them.
"""

from .models import Lead


def locked(project, leads):
    """
    Lock everything that is one contact with any of the leads with the ids `leads`, until this transaction
    ends, and return it: head id → its leads, the head first, in the order in which `leads` names them.
    """
    type(project).objects.select_for_update(no_key=True).get(pk=project.pk)
    heads = dict(Lead.objects.filter(project=project, pk__in=leads).values_list("pk", "contact"))
    trees = {heads[pk]: [] for pk in leads if pk in heads}
    every = Lead.objects.select_for_update(no_key=True).filter(contact__in=trees).order_by("pk")
    merged = list(every.filter(merged_into__isnull=False))
    for lead in [*every.filter(merged_into=None), *merged]:
        trees[lead.contact_id].append(lead)
    return trees


def below(lead, leads):
    """Return those of `leads` (all that are one contact) that hang under `lead`, itself among them."""
    found, edge = [], [lead.pk]
    while edge:
        step = [other for other in leads if other.pk in edge]
        found += step
        edge = [other.pk for other in leads if other.merged_into_id in edge]
    return found
