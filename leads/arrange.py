"""How a project changes its questions: what is asked, in which order, what is retired and what comes back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .activity import changes_between, record
from .fold import fold, free_key
from .models import ProfileField

MOST_FIELDS = 60  # active ones; nobody answers more, and every page that shows a contact lists them


class Rearranged(ValidationError):
    """The order is not the one that was shown: nothing was moved."""


def locked(project):
    """Return the project's fields, locked until this transaction ends."""
    fields = ProfileField.objects.filter(project=project)
    # Whoever had the lock before may have added one: that is seen by a second look only.
    list(fields.order_by("pk").select_for_update(no_key=True))
    return list(fields)


@transaction.atomic
def put_in_order(project, ids, by, *, seen):
    """
    Give the active fields with these ids the order of the list; the others follow as they were.

    Raises Rearranged where `seen`, the ids in the order that `by` was shown, is not what holds.
    """
    fields = locked(project)
    active = [field for field in fields if not field.retired_at]
    if [field.pk for field in active] != seen:
        raise Rearranged(
            _("Somebody changed the fields meanwhile. This is how they stand now; nothing was moved.")
        )
    wanted = {pk: place for place, pk in enumerate(ids)}
    arranged = sorted(active, key=lambda field: wanted.get(field.pk, len(wanted)))
    if arranged == active:
        return
    for position, field in enumerate([*arranged, *(field for field in fields if field.retired_at)]):
        field.position = position
    ProfileField.objects.bulk_update(fields, ["position"])
    order = [", ".join(map(str, some)) for some in (active, arranged)]
    record("fields.arranged", project=project, actor=by, changes={str(_("Order")): order})


def move(field, steps, by, *, seen):
    """Move an active field up (negative steps) or down among the active ones. Raises Rearranged."""
    ids = [pk for pk in seen if pk != field.pk]
    place = seen.index(field.pk) if field.pk in seen else 0
    ids.insert(max(0, place + steps), field.pk)
    put_in_order(field.project, ids, by, seen=seen)


@transaction.atomic
def add(field):
    """
    Save a new field at the end of its project's, under a key made of its label.

    Raises ValidationError when the project has as many as it may, or one of that name.
    """
    fields = locked(field.project)
    _check_room(fields)
    check_name(field, fields)
    field.key = free_key(field.label, {row.key for row in fields}, otherwise="field")
    field.position = len(fields)
    field.save()
    return field


@transaction.atomic
def require(field, is_required, by):
    """Say whether visitors who are asked for the field must answer."""
    field = _locked(field)
    before = describe(field)
    field.is_required = is_required
    field.save(update_fields=["is_required"])
    tell(field, before, by)


@transaction.atomic
def retire(field, by):
    """Ask for the field no more. Its values stay, are shown where they are, and come back with it."""
    if field.is_built_in:
        raise ValidationError(_("This field belongs to every project. It can be left unasked."))
    field = _locked(field)
    if not field.retired_at:
        field.retired_at = timezone.now()
        field.save(update_fields=["retired_at"])
        record("field.retired", project=field.project, actor=by, subject=field)


@transaction.atomic
def bring_back(field, by):
    """Use a retired field again, with every value it had."""
    field = _locked(field)
    if field.retired_at:
        _check_room(field.project.profile_fields.all())
        field.retired_at = None
        field.save(update_fields=["retired_at"])
        record("field.returned", project=field.project, actor=by, subject=field)


def check_name(field, others):
    """Raise ValidationError when another field goes by the same name, retired or not."""
    name = fold(str(field))
    if any(fold(str(other)) == name for other in others if other.pk != field.pk):
        raise ValidationError({"label": _("Another field has this name.")})


def describe(field):
    """Return what the field is as people read it, to tell afterwards what was changed."""
    choices = [
        _("%(choice)s (retired)") % {"choice": choice} if choice.retired_at else str(choice)
        for choice in field.choices.all()
    ]
    return {
        str(_("Name")): str(field),
        str(_("Kind")): str(field.get_kind_display()),
        str(_("Explanation")): field.help_text,
        str(_("Asked before the chat")): _yes_no(field.is_asked),
        str(_("Required")): _yes_no(field.is_required),
        str(_("Choices")): ", ".join(choices),
    }


def tell(field, before, by):
    """Write down what was changed since `before`, which `describe` has returned, or {} for a new field."""
    after = describe(field)
    if not before:
        after = {name: value for name, value in after.items() if value}
    if changes := changes_between(before, after):
        action = "field.changed" if before else "field.added"
        record(action, project=field.project, actor=by, subject=field, changes=changes)


def _yes_no(value):
    return _("Yes") if value else _("No")


def _check_room(fields):
    if sum(not field.retired_at for field in fields) >= MOST_FIELDS:
        words = _("%(most)s fields are the most. Retire one first.")
        raise ValidationError(words % {"most": MOST_FIELDS})


def _locked(field):
    return next(row for row in locked(field.project) if row.pk == field.pk)
