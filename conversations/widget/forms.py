from django import forms
from django.utils.translation import gettext_lazy as _

from conversations.forms import MessageForm
from conversations.models import Rating
from conversations.models.message import LONGEST_BODY
from leads.forms import ProfileForm
from leads.models.profile_field import Kind
from leads.plain_text import PlainCharField


class RatingForm(forms.Form):
    """How a conversation was for its visitor."""

    score = forms.TypedChoiceField(
        label=_("How was this conversation?"),
        choices=Rating.Score.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the five."),
            "invalid_choice": _("Choose one of the five."),
        },
    )
    comment = PlainCharField(
        label=_("What should we know?"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea({"rows": 2}),
    )


class StartForm(ProfileForm, MessageForm):
    """What opens a conversation: the fields that are still to ask, and the first message."""

    page = PlainCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, still_to_ask, **kwargs):
        super().__init__(*args, must_have=still_to_ask, **kwargs)
        self.drawn = [
            field for field in self.profile_fields if field in still_to_ask or field.html_name in self.data
        ]
        for field in self.drawn:
            if field.kind == Kind.YES_NO:
                self.fields[field.html_name].widget = forms.RadioSelect()
                self.fields[field.html_name].choices = field.options()

    def questions(self):
        """What is still to ask, and what was sent all the same: its error has to stand somewhere."""
        return [self[field.html_name] for field in self.drawn]

    def clean_page(self):
        """An address that is none is left out: the visitor did not type it and cannot mend it."""
        page = self.cleaned_data["page"]
        if not page.startswith(("http://", "https://")):
            return ""
        try:
            return forms.URLField(max_length=2000, assume_scheme="https").clean(page)
        except forms.ValidationError:
            return ""
