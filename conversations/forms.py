from django import forms
from django.utils.translation import gettext_lazy as _

from leads.plain_text import PlainCharField

from .models.message import LONGEST_BODY


class MessageForm(forms.Form):
    """What is said, and the id that the browser gave it, so that sending it again does not say it twice."""

    body = PlainCharField(
        label=_("Message"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea({"rows": 1}),
        error_messages={"required": _("Write a message first.")},
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ReplyForm(MessageForm):
    internal = forms.BooleanField(label=_("Internal note"), required=False)
