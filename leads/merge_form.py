from django import forms
from django.utils.translation import gettext_lazy as _

from .plain_text import PlainCharField


class MergeForm(forms.Form):
    """Which value holds where contacts differ, and why they are one. Its clean data are those of `merge`."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = PlainCharField(
        label=_("Why they are one person"),
        max_length=200,
        required=False,
        help_text=_("For whoever looks at this later."),
    )

    def __init__(self, *args, comparison, **kwargs):
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        contacts = [(contact.pk, str(contact)) for contact in comparison.contacts]
        for row in comparison.rows:
            if row.differs:
                self.fields[f"value.{row.field.key}"] = forms.TypedChoiceField(
                    label=row.field,
                    coerce=int,
                    choices=contacts,
                    required=False,
                    initial=contacts[row.chosen][0],
                )

    def clean(self):
        choices = {
            row.field.key: chosen
            for row in self.comparison.rows
            if (chosen := self.cleaned_data.get(f"value.{row.field.key}"))
        }
        return {
            "seen": self.cleaned_data.get("seen"),
            "reason": self.cleaned_data.get("reason"),
            "choices": choices,
        }

    def table(self):
        """
        Return the rows of the comparison as the page draws them, conflicts first: the row, the name of its
        choice, and for each contact its value and whether it is chosen.
        """
        for row in self.comparison.conflicts_first():
            name = f"value.{row.field.key}"
            chosen = str(self[name].value()) if row.differs else ""
            cells = [
                (contact, value, str(contact.pk) == chosen)
                for contact, value in zip(self.comparison.contacts, row.values, strict=True)
            ]
            yield row, name, cells
