from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import arrange
from .fold import fold, free_key
from .models import FieldChoice, ProfileField
from .models.profile_field import BUILT_IN, Kind
from .plain_text import LabelField
from .seen import SeenForm

CUSTOM_KINDS = [(kind.value, kind.label) for kind in Kind if kind.is_custom]


class FieldForm(SeenForm, forms.ModelForm):
    """A field of a project. Its kind is chosen when it is made, and changed by a page of its own."""

    label = LabelField(label=_("Name"), max_length=100)
    help_text = LabelField(label=_("Explanation"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=CUSTOM_KINDS)

    class Meta:
        model = ProfileField
        fields = ["label", "kind", "help_text", "is_asked", "is_required"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["kind"]
        if self.instance.is_built_in:
            self.fields["label"].required = False
            self.fields["label"].widget.attrs["placeholder"] = BUILT_IN[self.instance.key][0]

    def clean(self):
        super().clean()
        if not self.errors:
            self.instance.label = self.cleaned_data["label"]
            arrange.check_name(self.instance, self.instance.project.profile_fields.all())
        return self.cleaned_data

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"key"}  # made when it is saved


class KindForm(forms.Form):
    """Which kind a field is to be of. `was` is what the page showed it to be."""

    kind = forms.ChoiceField(label=_("New kind"))
    was = forms.ChoiceField(choices=Kind.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, of, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [pair for pair in CUSTOM_KINDS if pair[0] != of.kind]


class ChoiceForm(SeenForm, forms.ModelForm):
    label = LabelField(label=_("Choice"), max_length=100)
    retired = forms.BooleanField(label=_("Retired"), required=False)

    class Meta:
        model = FieldChoice
        fields = ["label"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["retired"] = bool(self.instance.retired_at)

    def has_changed(self):
        """A place in the order alone makes no choice."""
        label = self.data.get(self.add_prefix("label")) or ""
        return super().has_changed() and bool(self.instance.pk or label.strip())

    def save(self, commit=True):
        was = self.instance.retired_at
        self.instance.retired_at = (was or timezone.now()) if self.cleaned_data["retired"] else None
        return super().save(commit)


class BaseChoiceFormSet(BaseInlineFormSet):
    """The choices of a field in their order. One that people have given is retired, and never lost."""

    ordering_widget = forms.NumberInput
    default_error_messages = BaseInlineFormSet.default_error_messages | {
        "too_many_forms": _("%(num)d choices are the most.")
    }

    def add_fields(self, form, index):
        """Tell each choice its place: that of the database, wherever the page had it."""
        super().add_fields(form, index)
        places = [choice.pk for choice in self.get_queryset()]
        held = form.instance.pk
        place = form.fields["ORDER"]
        place.initial = places.index(held) + 1 if held in places else None
        place.show_hidden_initial = True

    def others(self):
        """The choices that the page did not know: somebody added them meanwhile."""
        shown = {form.instance.pk for form in self.forms}
        return [choice for choice in self.get_queryset() if choice.pk not in shown]

    def clean(self):
        super().clean()
        forms_ = [form for form in self.forms if form.cleaned_data.get("label")]
        seen = {fold(choice.label) for choice in self.others()}
        for form in forms_:
            name = fold(form.cleaned_data["label"])
            if name in seen:
                form.add_error("label", _("There is a choice of this name already."))
            seen.add(name)
        if all(form.cleaned_data["retired"] for form in forms_) and all(
            row.retired_at for row in self.others()
        ):
            raise ValidationError(_("A choice needs something to choose: write at least one."))

    def save(self, commit=True):
        kept = [form for form in self.ordered_forms if form.cleaned_data.get("label")]
        others = self.others()
        taken = {choice.key for choice in self.get_queryset()}
        for position, form in enumerate(kept):
            choice = form.instance
            choice.field, choice.position = self.instance, position
            if not choice.key:
                choice.key = free_key(form.cleaned_data["label"], taken, otherwise="choice")
                taken.add(choice.key)
            form.save()
        for position, choice in enumerate(others, len(kept)):
            choice.position = position
            choice.save(update_fields=["position"])


ChoiceFormSet = inlineformset_factory(
    ProfileField,
    FieldChoice,
    form=ChoiceForm,
    formset=BaseChoiceFormSet,
    extra=3,
    max_num=100,
    validate_max=True,
    can_delete=False,
    can_order=True,
)
