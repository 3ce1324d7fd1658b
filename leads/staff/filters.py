"""Filters of the admin's lists. None of them reads a table to know what it offers."""

from django.contrib.admin import FieldListFilter, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_PROJECTS = 20  # that are listed; the others are found among the projects, whose rows lead here


class ByProject(SimpleListFilter):
    title = gettext_lazy("project")
    parameter_name = "project"

    def lookups(self, request, model_admin):
        projects = model_admin.model._meta.get_field("project").related_model.objects
        self.projects = dict(projects.order_by("name").values_list("pk", "name")[:MOST_PROJECTS])
        chosen = key_of(self.value())
        if chosen and chosen not in self.projects:
            self.projects.update(projects.filter(pk=chosen).values_list("pk", "name"))
        return [(str(pk), name) for pk, name in self.projects.items()]

    def queryset(self, request, queryset):
        if self.value() is None:
            return None
        if key_of(self.value()) not in self.projects:
            raise IncorrectLookupParameters
        return queryset.filter(project=self.value())


class Given(FieldListFilter):
    """A row of another table that a link of some page has named. It is shown, and can be taken away."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        self.row = None
        if field_path in self.used_parameters:
            key = key_of(self.used_parameters[field_path][-1])
            self.row = field.related_model._base_manager.filter(pk=key).first()
            if self.row is None:
                raise IncorrectLookupParameters

    def expected_parameters(self):
        return [self.field_path]

    def has_output(self):
        return self.row is not None

    def choices(self, changelist):
        everything = changelist.get_query_string(remove=[self.field_path])
        yield {"selected": False, "query_string": everything, "display": _("All")}
        this = changelist.get_query_string({self.field_path: self.row.pk})
        yield {"selected": True, "query_string": this, "display": self.row}

    def queryset(self, request, queryset):
        return queryset.filter(**{self.field_path: self.row.pk}) if self.row else queryset


def key_of(text):
    """Return the primary key that was typed, or None for what no table can hold."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
