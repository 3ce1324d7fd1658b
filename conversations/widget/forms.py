from django import forms

from conversations.forms import MessageForm
from leads.forms import ProfileForm


class StartForm(ProfileForm, MessageForm):
    """What opens a conversation: the fields that are still to ask, and the first message."""

    page = forms.CharField(required=False, widget=forms.HiddenInput, strip=True)

    def clean_page(self):
        """An address that is none is left out: the visitor did not type it and cannot mend it."""
        page = self.cleaned_data["page"]
        try:
            return (
                forms.URLField(max_length=2000, assume_scheme="https").clean(page)
                if page.startswith("http")
                else ""
            )
        except forms.ValidationError:
            return ""
