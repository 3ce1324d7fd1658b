"""How a project changes its own questions: their order, what is retired and what comes back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .fold import fold, free_key
from .models import ProfileField

MOST_FIELDS = 60  # active ones; nobody answers more, and every page that shows a contact lists them


@transaction.atomic
def put_in_order(project, ids):
    """Give the fields with these ids the order of the list; the others follow as they were."""
    fields = list(_locked(project))
    wanted = {pk: place for place, pk in enumerate(ids)}
    fields.sort(key=lambda field: wanted.get(field.pk, len(wanted)))
    for position, field in enumerate(fields):
        field.position = position
    ProfileField.objects.bulk_update(fields, ["position"])


@transaction.atomic
def move(field, steps):
    """Move an active field up (negative steps) or down among the active ones."""
    ids = [row.pk for row in _locked(field.project) if not row.retired_at]
    if field.pk not in ids:
        return
    place = ids.index(field.pk)
    ids.remove(field.pk)
    ids.insert(max(0, min(len(ids), place + steps)), field.pk)
    put_in_order(field.project, ids)


@transaction.atomic
def add(field):
    """
    Save a new field at the end of its project's, under a key made of its label.

    Raises ValidationError when the project has as many as it may, or one of that name.
    """
    fields = list(_locked(field.project))
    _check_room(fields)
    check_name(field, fields)
    field.key = free_key(field.label, {row.key for row in fields}, otherwise="field")
    field.position = len(fields)
    field.save()
    return field


def retire(field):
    """Ask for the field no more. Its values stay, are shown where they are, and come back with it."""
    if field.is_built_in:
        raise ValidationError(_("This field belongs to every project. It can be left unasked."))
    field.retired_at = timezone.now()
    field.save(update_fields=["retired_at"])


@transaction.atomic
def bring_back(field):
    """Use a retired field again, with every value it had."""
    _check_room(list(_locked(field.project)))
    field.retired_at = None
    field.save(update_fields=["retired_at"])


def check_name(field, others):
    """Raise ValidationError when another field goes by the same name, retired or not."""
    name = fold(str(field))
    if any(fold(str(other)) == name for other in others if other.pk != field.pk):
        raise ValidationError({"label": _("Another field has this name.")})


def _check_room(fields):
    if sum(not field.retired_at for field in fields) >= MOST_FIELDS:
        words = _("%(most)s fields are the most. Retire one first.")
        raise ValidationError(words % {"most": MOST_FIELDS})


def _locked(project):
    return ProfileField.objects.select_for_update(no_key=True).filter(project=project)
