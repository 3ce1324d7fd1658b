"""
A field becomes one of another kind, where every value that anybody ever gave it survives.

A value survives when people read afterwards what they read before: texts, numbers and dates to the letter, a
choice by its label, whatever its capitals. So nothing is rewritten but choices, whose keys become their
labels, and what becomes a choice.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, TextField, Value, When
from django.utils import translation
from django.utils.translation import gettext as _

from .activity import record
from .fold import fold, free_key
from .forms import form_field, keeps
from .models import FieldChoice, ProfileField
from .models.profile_field import Kind
from .plain_text import PlainCharField

STEP = 5000
MOST_VALUES = 250_000  # read in some seconds, in which nobody else can write to a SQLite database
MOST_CHOICES = 100
MOST_COUNTED = 1000
EXAMPLES = 10


class Refused(ValidationError):
    """The field keeps its kind: a value would not survive, or there is nothing to choose from."""


@dataclass
class Outlook:
    """What a change of kind would do: how many values it was asked of, and what becomes of them."""

    kind: Kind
    count: int = 0
    # What a value is stored as → what it will be, where one of the two is a choice.
    rewritten: dict[str, str] = field(default_factory=dict)
    # Key → label of the choices that are made for values which have none.
    new_choices: dict[str, str] = field(default_factory=dict)
    has_too_many_values: bool = False
    has_too_many_choices: bool = False
    has_no_choice: bool = False
    misfits: int = 0
    examples: list = field(default_factory=list)

    @property
    def is_open(self):
        too_many = self.has_too_many_values or self.has_too_many_choices
        return not (self.misfits or too_many or self.has_no_choice)

    @property
    def has_more_misfits(self):
        """Whether counting stopped before the last one."""
        return self.misfits >= MOST_COUNTED


@transaction.atomic
def change_kind(shown, kind, by):
    """
    Give a custom field another kind and return it. Values that are being written meanwhile wait, and are
    held to the new kind then.

    Raises Refused where not every value survives, those of now and the earlier ones, and ValidationError
    where somebody has changed the kind since it was `shown`.
    """
    changed = ProfileField.objects.select_for_update().get(pk=shown.pk)
    if changed.kind == kind:
        return changed
    if changed.kind != shown.kind:
        words = _("Somebody changed the kind to “%(kind)s” meanwhile. Look again.")
        raise ValidationError(words % {"kind": changed.get_kind_display()})
    outlook = foresee(changed, kind)
    if not outlook.is_open:
        raise Refused(_("Not every value survives, so the field keeps its kind."))
    before = changed.get_kind_display()
    _make_choices(changed, outlook.new_choices)
    _rewrite(changed, outlook)
    changed.kind = outlook.kind
    changed.save(update_fields=["kind"])
    changes = {str(_("Kind")): [str(before), str(changed.get_kind_display())]}
    record("field.changed", project=changed.project, actor=by, subject=changed, changes=changes)
    return changed


def foresee(shown, kind) -> Outlook:
    """
    Read the values of a field, a step at a time, and return what `kind` would make of them. Counting ends
    where the answer is clear.

    Raises ValidationError for a built-in field and for a kind that no custom field has.
    """
    if shown.is_built_in or kind not in Kind or not Kind(kind).is_custom:
        raise ValidationError(_("This field keeps its kind."))
    outlook = Outlook(Kind(kind))
    with translation.override(shown.project.language):
        judge = _Judge(shown, outlook)
        for rows in _steps(shown):
            misfits = [pk for pk, value in rows if judge.becomes(value) is None]
            outlook.count += len(rows)
            outlook.misfits = min(MOST_COUNTED, outlook.misfits + len(misfits))
            outlook.examples += misfits[: EXAMPLES - len(outlook.examples)]
            outlook.has_too_many_values = outlook.count > MOST_VALUES
            if outlook.has_too_many_values or outlook.has_too_many_choices or outlook.has_more_misfits:
                break
    outlook.has_no_choice = kind == Kind.CHOICE and not judge.keys
    examples = shown.values.filter(pk__in=outlook.examples).select_related("lead__project", "lead__contact")
    outlook.examples = list(examples.order_by("pk"))
    return outlook


class _Judge:
    """Says what each value of a field becomes."""

    def __init__(self, shown, outlook):
        self.outlook, self.kind = outlook, outlook.kind
        self.labels = _labels(shown, Kind(shown.kind))
        if not self.kind.is_closed:
            self.asking = form_field(ProfileField(label=shown.label, kind=self.kind), required=False)
        self.of_choice = PlainCharField(max_length=FieldChoice._meta.get_field("label").max_length)
        # What people read, folded → the key that is stored for it, and how it is written.
        self.keys = {fold(label): (key, label) for key, label in _labels(shown, self.kind).items()}
        if self.kind == Kind.CHOICE and shown.kind == Kind.YES_NO:
            for key in self.labels:
                self.becomes(key)

    def becomes(self, value):
        """Return what is stored for `value` then, or None where it does not survive."""
        if value in self.outlook.rewritten:
            return self.outlook.rewritten[value]
        read = self.labels.get(value, value)
        becomes = self._key(read) if self.kind.is_closed else read if keeps(self.asking, read) else None
        if becomes is not None and (self.kind.is_closed or self.labels):
            self.outlook.rewritten[value] = becomes
        return becomes

    def _key(self, read):
        key, label = self.keys.get(fold(read)) or self._new_choice(read)
        return key if label.casefold() == read.casefold() else None

    def _new_choice(self, read):
        if self.kind != Kind.CHOICE or not keeps(self.of_choice, read):
            return None, ""
        if len(self.keys) >= MOST_CHOICES:
            self.outlook.has_too_many_choices = True
            return None, ""
        key = free_key(read, {key for key, _label in self.keys.values()}, otherwise="choice")
        self.keys[fold(read)] = key, read
        self.outlook.new_choices[key] = read
        return key, read


def _labels(shown, kind):
    """Return key → label of what a closed kind of this field is one of, retired choices too."""
    if kind == Kind.CHOICE:
        return dict(shown.choices.values_list("key", "label"))
    options = ProfileField(kind=kind).options() if kind == Kind.YES_NO else []
    return {key: str(label) for key, label in options}


def _steps(shown):
    rows = shown.values.exclude(value="").order_by("pk").values_list("pk", "value")
    last = 0
    while step := list(rows.filter(pk__gt=last)[:STEP]):
        yield step
        last = step[-1][0]


def _make_choices(changed, labels):
    start = changed.choices.count()
    FieldChoice.objects.bulk_create(
        FieldChoice(field=changed, key=key, label=label, position=start + place)
        for place, (key, label) in enumerate(labels.items())
    )


def _rewrite(changed, outlook):
    """Store the values as the new kind does, with what filters read: one statement, however many."""
    if not outlook.rewritten:
        return
    whens = [When(value=old, then=Value(new)) for old, new in outlook.rewritten.items()]
    becomes = Case(*whens, default=F("value"), output_field=TextField())
    option = becomes if outlook.kind.is_closed else Value("")
    changed.values.exclude(value="").update(value=becomes, option=option)
