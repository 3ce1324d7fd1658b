"""
The trash: a contact in it is in no list and no search, and is erased when its project keeps it no longer.

Nothing else changes. A visitor who writes again brings their contact back.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .activity import record
from .models import Lead
from .refused import Refused
from .tree import locked


class InTrash(Refused):
    words = _("This is of a contact in the trash. Bring it back first.")


class MergedMeanwhile(Refused):
    words = _("This contact was merged into another one meanwhile.")


@transaction.atomic
def trash(contact, *, by, at=None):
    """Move the contact to the trash. Again, it changes nothing. Raises MergedMeanwhile."""
    at = at or timezone.now()
    if not _locked(contact).trashed_at:
        Lead.objects.filter(contact=contact.pk).update(trashed_at=at)
        record("contact.trashed", project=contact.project, lead=contact, actor=by, at=at)


@transaction.atomic
def restore(contact, *, by, at=None):
    """Bring the contact back from the trash. Again, it changes nothing. Raises MergedMeanwhile."""
    if _locked(contact).trashed_at:
        Lead.objects.filter(contact=contact.pk).update(trashed_at=None)
        record("contact.restored", project=contact.project, lead=contact, actor=by, at=at)


def bring_back(lead, *, at):
    """
    Bring the contact of a lead back if it is in the trash, because its visitor writes.

    Without the lock on the project, which whoever writes may not wait for: merged leads before the head, as
    a visit writes them.
    """
    if not lead.trashed_at:
        return
    leads = Lead.objects.filter(contact=lead.contact_id)
    brought = leads.exclude(pk=lead.contact_id).update(trashed_at=None)
    brought += leads.filter(pk=lead.contact_id, trashed_at__isnull=False).update(trashed_at=None)
    lead.trashed_at = None
    if brought:
        record("contact.came_back", project=lead.project, lead=lead, at=at)


def _locked(contact):
    trees = locked(contact.project, [contact.pk])
    if contact.pk not in trees:
        raise MergedMeanwhile
    return trees[contact.pk][0]
