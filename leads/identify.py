from .models import ErasedVisitor, Lead


class Erased(Exception):
    """The lead of this visitor ID was erased in this moment: its browser is to start as a new visitor."""


def identify(project, visitor_id, browser, *, at) -> Lead:
    """
    Return the one lead of this visitor ID in `project`, made now if this is its first conversation, locked
    for this transaction.

    However many first messages arrive at once, the constraint `lead_one_per_visitor` lets one of them make
    the lead and hands it to the others. `browser` is what the lead writes from now. Raises Erased.
    """
    values = {"created_at": at, "seen_at": at, "last_seen": at, **browser}
    lead, made = Lead.objects.select_for_update(no_key=True).get_or_create(
        project=project, visitor_id=visitor_id, defaults=values
    )
    if made and ErasedVisitor.objects.of(project, visitor_id).exists():
        raise Erased
    if not made and any(getattr(lead, column) != value for column, value in browser.items()):
        Lead.objects.filter(pk=lead.pk).update(**browser)
    return lead
