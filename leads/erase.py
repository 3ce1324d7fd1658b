"""
Erase a contact: all its leads, with everything that any app holds of them, in one transaction.

One transaction, because half a contact is worse than a slow page, and a failure leaves it whole. It takes a
few statements for each table, whatever the length of the histories, and reads nothing into memory but ids.
The deferred foreign keys prove that nothing was left: a row that still pointed here would refuse the commit.
"""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .activity import changes_between, record
from .holdings import HELD
from .models import ErasedVisitor, Lead
from .models.erased_visitor import key_of
from .refused import Refused
from .tree import locked
from .visitor import LIFETIME

PAGE = 1000

# Tells, inside the transaction, which leads went (`leads`, their ids): whoever keeps a page open for them.
erased = Signal()


class ErasedAlready(Refused):
    words = _("This contact was erased already, or merged or brought back meanwhile.")


def preview(contact) -> dict:
    """Return what an erase would remove: the name of each table → how many rows, where there are any."""
    return _count(_leads_of(contact))


@transaction.atomic
def erase(contact, *, by, trashed_before=None, at=None) -> dict:
    """
    Erase the contact and return what went, as `preview` does. A receipt without personal data stays in the
    activity of the project; the browsers of the contact start as new visitors.

    `by` is None where nobody does it: then the contact must have been `trashed_before` some moment, and still
    be in the trash. Raises ErasedAlready.
    """
    project, at = contact.project, at or timezone.now()
    type(project).objects.select_for_update(no_key=True).get(pk=project.pk)
    held = _leads_of(contact)
    for holding in HELD:
        if holding.is_locked:
            _forget_in_the_log(holding, _lock(holding.rows(held)))
    tree = locked(project, [contact.pk]).get(contact.pk)
    if not tree or (trashed_before and not _is_due(tree[0], trashed_before)):
        raise ErasedAlready
    leads = [lead.pk for lead in tree]
    went = _count(leads)
    for holding in HELD:
        rows = holding.rows(leads)
        rows._raw_delete(rows.db)  # without Django's own look at what points to them: that is HELD
    _remember(project, tree, at)
    erased.send(Lead, leads=leads)
    changes = changes_between(went, dict.fromkeys(went, "0"))
    record("contact.erased", project=project, actor=by, changes=changes, at=at)
    return went


def _is_due(head, trashed_before):
    return head.trashed_at is not None and head.trashed_at < trashed_before


def _leads_of(contact):
    return list(Lead.objects.filter(contact=contact.pk).values_list("pk", flat=True))


def _count(leads):
    counts = {
        str(one.label).capitalize(): one.rows(leads).count() for one in reversed(HELD) if one.is_counted
    }
    return {label: str(count) for label, count in counts.items() if count}


def _lock(rows):
    return list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def _forget_in_the_log(holding, pks):
    """Take the names of rows out of the history of the admin; that somebody did something to one stays."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(holding.model))
    for start in range(0, len(pks), PAGE):
        page = entries.filter(object_id__in=[str(pk) for pk in pks[start : start + PAGE]])
        page.update(object_repr="", change_message="")


def _remember(project, tree, at):
    """Let the cookies of these leads open nothing, and forget what no cookie is old enough for."""
    ErasedVisitor.objects.filter(erased_at__lt=at - LIFETIME).delete()
    ErasedVisitor.objects.bulk_create(
        [
            ErasedVisitor(project=project, key=key_of(project, lead.visitor_id), erased_at=at)
            for lead in tree
            if lead.visitor_id
        ],
        ignore_conflicts=True,
    )
