import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import sanitize_separators
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .models.profile_field import Kind
from .plain_text import PlainCharField

AUTOCOMPLETE = {
    "full_name": "name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "company": "organization",
}


def explain_email(value):
    """Raise ValidationError for an e-mail that cannot be one, saying what is missing."""
    try:
        validate_email(value)
        if not value.isprintable():  # an address that reads like another one
            raise ValidationError("")
    except ValidationError:
        name, at, domain = value.rpartition("@")
        if not at:
            message = _("An e-mail has an @ in it, like name@example.com.")
        elif not name:
            message = _("Add the part before the @.")
        elif not domain:
            message = _("Add the part after the @, like gmail.com.")
        elif "." not in domain.strip("."):
            message = _("Add the part after the dot, like .com.")
        else:
            message = _("Look at the e-mail again: it cannot be right.")
        raise ValidationError(message, code="invalid") from None


def explain_phone(value):
    """Raise ValidationError for a phone number with letters in it, or hardly any digits."""
    digits = sum(map(str.isdigit, value))
    if not re.fullmatch(r"[-+()\d\s./]+", value) or not 3 <= digits <= 20:
        raise ValidationError(_("Use digits, blanks and a leading +."), code="invalid")


class EmailField(PlainCharField):
    default_validators = [explain_email]
    widget = forms.EmailInput

    def to_python(self, value):
        return super().to_python(value).lower()  # before it is measured: some small letters are longer


class NumberField(forms.DecimalField):
    """Takes a number as browsers send it, and as the reader's language writes it: "1.5", "1,5"."""

    def to_python(self, value):
        return super().to_python(sanitize_separators(value))


class ProfileForm(forms.Form):
    """
    A form of a project's profile fields, each named as in the public interface.

    Those of `must_have` that are required may not be left empty. The others are taken as they come.
    """

    def __init__(self, *args, profile_fields, must_have=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.profile_fields = list(profile_fields)
        for field in self.profile_fields:
            self.fields[field.html_name] = form_field(
                field,
                required=field.is_required and field in must_have,
                held=self.initial.get(field.html_name, ""),
            )
        self.order_fields([field.html_name for field in self.profile_fields])

    def questions(self):
        """The bound fields that the page draws, in order."""
        return [self[field.html_name] for field in self.profile_fields]

    def clean(self):
        for name in self.data:
            if name.startswith("attributes.") and name not in self.fields:
                self.add_error(None, _("There is no field “%(name)s” in this form.") % {"name": name[11:60]})
        return super().clean()

    def answers(self):
        """Return what was answered: field key → the text that is stored. Only for a valid form."""
        return {
            field.key: stored(self.cleaned_data[field.html_name])
            for field in self.profile_fields
            if field.html_name in self.data
        }


def stored(value) -> str:
    """Return the canonical text of a cleaned value: ISO dates, plain decimal numbers."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def is_canonical(field, text) -> bool:
    """Say whether `field` stores `text` to the letter. A choice that was retired stays one."""
    return keeps(form_field(field, required=False, held=text), text)


def keeps(asking, text) -> bool:
    """Say whether a form field stores `text` to the letter."""
    try:
        return stored(asking.clean(text)) == text
    except ValidationError:
        return False


def form_field(field, *, required, held=""):
    """Return the form field that asks for a profile field, which holds the value `held` so far."""
    options = {
        "label": str(field),
        "help_text": field.help_text,
        "required": required,
        "error_messages": {"required": _("Fill in this field.")},
    }
    made = _field_of_kind(field, held, options)
    if field.key in AUTOCOMPLETE:
        made.widget.attrs["autocomplete"] = AUTOCOMPLETE[field.key]
    return made


def _field_of_kind(field, held, options):
    match field.kind:
        case Kind.EMAIL:
            return EmailField(max_length=254, **options)
        case Kind.PHONE:
            return PlainCharField(
                max_length=50, validators=[explain_phone], widget=forms.TextInput({"type": "tel"}), **options
            )
        case Kind.LONG_TEXT:
            return PlainCharField(max_length=5000, widget=forms.Textarea({"rows": 3}), **options)
        case Kind.NUMBER:
            return NumberField(
                max_digits=20,
                decimal_places=6,
                widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
                **options,
            )
        case Kind.DATE:
            return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)
        case Kind.CHOICE | Kind.YES_NO:
            choices = [("", pgettext("no choice yet", "Choose…")), *field.options(held)]
            return forms.ChoiceField(choices=choices, **options)
    return PlainCharField(max_length=200, **options)
