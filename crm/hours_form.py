import re
from datetime import date, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from leads.activity import changes_between
from leads.plain_text import PlainCharField
from leads.seen import SeenForm

from .models import Project
from .office_hours import ClosedDay, OfficeHours

MOST_CLOSED_DAYS = 200
CLOSED_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s+(.*))?")


class TimeField(forms.TimeField):
    """A time of day, which may be left empty."""

    widget = forms.TimeInput({"type": "time"}, format="%H:%M")

    def __init__(self, **options):
        super().__init__(required=False, show_hidden_initial=True, **options)


class HoursForm(SeenForm, forms.ModelForm):
    """When a project is attended, what its chat says about that, and whether replies are mailed."""

    closed = PlainCharField(
        label=_("Closed on"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 4, "placeholder": "2026-12-25 Christmas"}),
        help_text=_("One date a line, like 2026-12-25, and what it is if you like."),
    )

    class Meta:
        model = Project
        fields = ["away_message", "reply_time", "mail_replies", "mail_after"]

    def __init__(self, *args, instance, **kwargs):
        hours = {row.weekday: row for row in instance.office_hours.all()}
        initial = {"closed": "\n".join(map(str, instance.closed_days.all()))}
        for day, row in hours.items():
            initial |= {f"opens_{day}": row.opens, f"closes_{day}": row.closes}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        for day, name in WEEKDAYS.items():
            self.fields[f"opens_{day}"] = TimeField(label=_("%(day)s from") % {"day": name})
            self.fields[f"closes_{day}"] = TimeField(label=_("%(day)s to") % {"day": name})

    def days(self):
        """The name of each weekday with its two fields."""
        return [(name, (self[f"opens_{day}"], self[f"closes_{day}"])) for day, name in WEEKDAYS.items()]

    def clean(self):
        data = super().clean()
        for day in WEEKDAYS:
            opens, closes = f"opens_{day}", f"closes_{day}"
            if opens in self.errors or closes in self.errors:
                continue
            if (data.get(opens) is None) != (data.get(closes) is None):
                empty = opens if data.get(opens) is None else closes
                self.add_error(empty, _("Say both times, or none for a day on which nobody is there."))
        return data

    def clean_closed(self):
        """Read the lines, so that each is one date with a name, in order and once."""
        days = {}
        for line in filter(None, map(str.strip, self.cleaned_data["closed"].splitlines())):
            match = CLOSED_DAY.fullmatch(line)
            try:
                day = date.fromisoformat(match[1])
            except (TypeError, ValueError):
                words = _("“%(line)s” is no date. Write it like 2026-12-25.")
                raise ValidationError(words, params={"line": line[:40]}) from None
            days[day] = (match[2] or "").strip()
            if len(days[day]) > 80:
                raise ValidationError(_("The name of %(day)s is too long."), params={"day": day})
        if len(days) > MOST_CLOSED_DAYS:
            raise ValidationError(_("%(most)d days are the most."), params={"most": MOST_CLOSED_DAYS})
        self.closed_days = sorted(days.items())
        return "\n".join(f"{day} {name}".strip() for day, name in self.closed_days)

    @property
    def changes(self):
        """What differs from what is saved, as people read it."""
        names = [name for name in self.fields if self.initial.get(name) != self.cleaned_data[name]]
        before = {str(self[name].label): self._as_read(name, self.initial.get(name)) for name in names}
        after = {str(self[name].label): self._as_read(name, self.cleaned_data[name]) for name in names}
        return changes_between(before, after)

    def _as_read(self, name, value):
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        if isinstance(value, time):
            return f"{value:%H:%M}"
        return "" if value is None else str(dict(getattr(self.fields[name], "choices", ())).get(value, value))

    def save(self, commit=True):
        """Save all of it. The project is locked by the caller."""
        project = super().save()
        project.office_hours.all().delete()
        project.closed_days.all().delete()
        data = self.cleaned_data
        times = {day: (data[f"opens_{day}"], data[f"closes_{day}"]) for day in WEEKDAYS}
        OfficeHours.objects.bulk_create(
            OfficeHours(project=project, weekday=day, opens=opens, closes=closes)
            for day, (opens, closes) in times.items()
            if opens is not None
        )
        ClosedDay.objects.bulk_create(
            ClosedDay(project=project, day=day, name=name) for day, name in self.closed_days
        )
        return project
