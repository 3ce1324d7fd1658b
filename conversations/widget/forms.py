from django import forms

from conversations.forms import MessageForm
from leads.forms import ProfileForm
from leads.models.profile_field import Kind
from leads.plain_text import PlainCharField


class StartForm(ProfileForm, MessageForm):
    """What opens a conversation: the fields that are still to ask, and the first message."""

    page = PlainCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, still_to_ask, **kwargs):
        super().__init__(*args, must_have=still_to_ask, **kwargs)
        self.still_to_ask = still_to_ask
        for field in still_to_ask:
            if field.kind == Kind.YES_NO:
                self.fields[field.html_name].widget = forms.RadioSelect()
                self.fields[field.html_name].choices = field.options()

    def questions(self):
        return [self[field.html_name] for field in self.still_to_ask]

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
