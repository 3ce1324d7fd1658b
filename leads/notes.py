"""Notes on contacts: written, edited and removed, each of which the activity keeps."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .activity import record
from .models import Note
from .refused import Refused


class NotYours(Refused):
    words = gettext_lazy("Only who wrote a note may change it.")


@transaction.atomic
def add_note(contact, body, *, by) -> Note:
    note = Note.objects.create(lead=contact, body=body, author=by)
    _record("note.added", note, by, {_("Note"): ["", body]})
    return note


@transaction.atomic
def edit_note(note, body, *, by) -> Note:
    """Change what a note says. What it said is kept in the activity. Raises NotYours."""
    note = _locked(note, by)
    if body != note.body:
        _record("note.edited", note, by, {_("Note"): [note.body, body]})
        note.body, note.edited_at = body, timezone.now()
        note.save(update_fields=["body", "edited_at"])
    return note


@transaction.atomic
def remove_note(note, *, by):
    """Take a note away from the contact's page; the row stays. Raises NotYours."""
    note = _locked(note, by)
    if note.removed_at is None:
        note.removed_at = timezone.now()
        note.save(update_fields=["removed_at"])
        _record("note.removed", note, by, {_("Note"): [note.body, ""]})


@transaction.atomic
def restore_note(note, *, by):
    """Bring a removed note back. Raises NotYours."""
    note = _locked(note, by)
    if note.removed_at:
        note.removed_at = None
        note.save(update_fields=["removed_at"])
        _record("note.restored", note, by, {_("Note"): ["", note.body]})


def _locked(note, by):
    note = (
        Note.objects.select_for_update(no_key=True, of=("self",))
        .select_related("lead__project")
        .get(pk=note.pk)
    )
    if note.author_id != by.pk:
        raise NotYours
    return note


def _record(action, note, by, changes):
    record(action, project=note.lead.project, lead=note.lead, actor=by, subject=note.lead, changes=changes)
