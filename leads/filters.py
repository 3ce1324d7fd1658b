from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Lead, LeadTag, ProfileField, ProfileValue
from .search import clean, matching, search

RECENT = {"1d": _("Last 24 hours"), "7d": _("Last 7 days"), "30d": _("Last 30 days")}
DAYS = {"1d": 1, "7d": 7, "30d": 30, "quiet": 60}

DEFAULT_SORT = "-last_seen"
SORTS = {
    "-last_seen": _("most recently seen first"),
    "last_seen": _("least recently seen first"),
    "-created": _("newest first"),
    "created": _("oldest first"),
    "name": _("by name"),
    "-name": _("by name, backwards"),
    "email": _("by e-mail"),
    "-email": _("by e-mail, backwards"),
}


def _since(choice):
    return timezone.now() - timedelta(days=DAYS[choice])


class ContactFilter(django_filters.FilterSet):
    """
    The filters of the contacts list: the fixed ones, and one for each choice and yes/no field of the
    project.
    """

    has_email = django_filters.ChoiceFilter(
        label=_("E-mail"), choices=[("yes", _("Has e-mail")), ("no", _("No e-mail"))], method="by_email"
    )
    open = django_filters.ChoiceFilter(
        label=_("Conversations"),
        choices=[("yes", _("Open conversation")), ("no", _("None open"))],
        method="by_open",
    )
    last_seen = django_filters.ChoiceFilter(
        label=_("Last seen"),
        choices=[*RECENT.items(), ("quiet", _("Not for 60 days"))],
        method="by_last_seen",
    )
    created = django_filters.ChoiceFilter(label=_("Created"), choices=[*RECENT.items()], method="by_created")

    class Meta:
        model = Lead
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = self.request.project
        for field in ProfileField.objects.active().filter(project=self.project).with_choices():
            if field.is_filterable:
                self.filters[field.html_name] = added = django_filters.ChoiceFilter(
                    label=str(field), choices=field.options(), method=_having(field)
                )
                added.model, added.parent = Lead, self
        if tags := [(str(tag.pk), tag.name) for tag in self.project.tags.all()]:
            self.filters["tag"] = added = django_filters.ChoiceFilter(
                label=_("Tag"), choices=tags, method="by_tag"
            )
            added.model, added.parent = Lead, self

    def by_email(self, contacts, name, value):
        return contacts.filter(email__gt="") if value == "yes" else contacts.filter(email="")

    def by_open(self, contacts, name, value):
        # Any lead of the contact may have it; conversations are known here by their relation's name alone.
        has_one = Exists(Lead.objects.filter(contact=OuterRef("pk"), conversations__status="open"))
        return contacts.filter(has_one if value == "yes" else ~has_one)

    def by_tag(self, contacts, name, value):
        return contacts.filter(pk__in=LeadTag.objects.filter(tag=value).values("lead__contact"))

    def by_last_seen(self, contacts, name, value):
        return contacts.filter(**{"last_seen__lt" if value == "quiet" else "last_seen__gte": _since(value)})

    def by_created(self, contacts, name, value):
        return contacts.filter(created_at__gte=_since(value))

    @property
    def query(self):
        return clean(self.data.get("q", ""))

    @property
    def sort(self):
        return sort if (sort := self.data.get("sort")) in SORTS else DEFAULT_SORT

    @property
    def is_ranked(self):
        """
        Whether the list is in the order of how well it matches, which it is until the agent chooses
        another.
        """
        return bool(self.query) and self.data.get("sort") not in SORTS

    def segments(self):
        """Return the list as `paging` takes it: filtered, and either searched or sorted."""
        if self.is_ranked:
            return search(self.project, self.qs, self.query)
        contacts = matching(self.project, self.qs, self.query) if self.query else self.qs
        return in_order(contacts, self.sort)

    def chips(self):
        """
        Return for each filter its name, its label, the label of what is chosen, and the options with what
        they change.
        """
        chosen = self.form.cleaned_data if self.is_bound else {}
        for name, filter_ in self.filters.items():
            value = chosen.get(name) or None
            options = [
                {"label": label, "value": option, "is_on": option == value, "change": _change(name, option)}
                for option, label in filter_.extra["choices"]
            ]
            on = next((option["label"] for option in options if option["is_on"]), None)
            yield {
                "name": name,
                "label": filter_.label,
                "on": on,
                "options": options,
                "off": _change(name, None),
            }

    @property
    def is_filtered(self):
        return self.is_bound and any(self.form.cleaned_data.values())

    def misunderstood(self):
        """
        Return the labels of filters and sort keys in the address that say nothing known, and so were left
        out.
        """
        labels = [str(self.filters[name].label) for name in self.form.errors]
        labels += [name for name in self.data if name.startswith("attributes.") and name not in self.filters]
        return labels + ([_("Sort")] if self.data.get("sort", DEFAULT_SORT) not in SORTS else [])


def _having(field):
    """Return a filter method: contacts that have the value for a profile field."""

    def by_value(contacts, name, value):
        rows = ProfileValue.objects.filter(field=field, option=value, is_current=True)
        return contacts.filter(pk__in=rows.values("lead"))

    return by_value


def _change(name, value):
    # Another filter is another list: a place in this one means nothing there.
    return {name: value, "after": None, "before": None}


def in_order(contacts, sort):
    """
    Return the segments of `contacts` in the order that `sort` (a key of SORTS) names; those without a value
    come last.
    """
    column = sort.removeprefix("-")
    sign = "-" if sort.startswith("-") else ""
    if column in ("name", "email"):
        column = {"name": "sort_name", "email": "email"}[column]
        return [
            contacts.filter(**{f"{column}__gt": ""}).order_by(f"{sign}{column}", f"{sign}id"),
            contacts.filter(**{column: ""}).order_by("-id"),
        ]
    column = {"last_seen": "last_seen", "created": "created_at"}[column]
    return [contacts.order_by(f"{sign}{column}", f"{sign}id")]
