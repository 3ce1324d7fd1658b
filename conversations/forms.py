from django import forms
from django.utils.translation import gettext_lazy as _

from leads.plain_text import PlainCharField

from .models.message import LONGEST_BODY
from .snooze_times import presets


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


class SnoozeForm(forms.Form):
    """Until when: the preset that was pressed, as the time it stands for now, else what was typed."""

    preset = forms.CharField(required=False)
    until = forms.DateTimeField(
        label=_("Date and time"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Choose a date and time.")},
    )

    def clean(self):
        data = super().clean()
        offered = {key: moment for key, _label, moment in presets()}
        if preset := data.get("preset"):
            data["until"] = offered.get(preset)
            if preset not in offered:
                self.add_error("until", _("That time is not offered any more. Choose another."))
        elif not data.get("until") and not self.errors:
            self.add_error("until", _("Choose a date and time."))
        return data
