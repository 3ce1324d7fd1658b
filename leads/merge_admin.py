"""What staff see of contacts that are one: merges, suggestions, notes and tags. All of it read-only."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from .models import ErasedVisitor, LeadTag, Merge, Note, Suggestion, Tag, Trait
from .search import clean
from .staff.filters import ByProject, Given
from .staff.find import of_leads
from .staff.links import LEAD
from .staff.lists import PROJECT, ReadOnlyAdmin, column

BY_LEAD = _("A lead’s number, its whole visitor ID, or the whole e-mail of a contact.")


class OfLead(ReadOnlyAdmin):
    """Rows that belong to a lead, and are searched by it."""

    list_filter = [("lead", Given)]
    search_fields = ["lead"]
    search_help_text = BY_LEAD

    def get_search_results(self, request, queryset, search_term):
        term = clean(search_term)
        return of_leads(queryset, term) if term else queryset, False


@admin.register(Merge)
class MergeAdmin(OfLead):
    list_display = ["__str__", PROJECT, "actor", "created_at", "undone_by", "undone_at"]
    list_prefetch = ["project", "actor", "undone_by"]
    list_filter = [("lead", Given), ("into", Given)]
    list_defer = ["fields"]
    fields = [
        *("project", "lead", "into", "lead_called", "into_called", "reason"),
        *("actor", "created_at", "undone_by", "undone_at", "chosen"),
    ]

    @admin.display(description=_("fields"))
    def chosen(self, row):
        head = [_("Field"), _("Kept contact"), _("Merged contact"), _("Chosen")]
        lines = [(key, *values) for key, values in row.fields.items()]
        return format_html(
            "<table><thead>{}</thead><tbody>{}</tbody></table>",
            format_html("<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>", *head),
            format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>', lines),
        )


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = [
        *(column("id", _("number")), column("first", _("one contact")), column("second", _("other contact"))),
        *(PROJECT, "strength", "status", column("decided_by", _("decided by")), "created_at"),
    ]
    list_prefetch = ["project", "first", "second", "decided_by"]
    list_filter = [("second", Given)]


@admin.register(Trait)
class TraitAdmin(OfLead):
    list_display = ["lead", "named_kind", column("key", _("value")), PROJECT]
    list_prefetch = ["project", LEAD]

    @admin.display(description=_("kind"))
    def named_kind(self, row):
        return row.get_kind_display()


@admin.register(Note)
class NoteAdmin(OfLead):
    list_display = ["__str__", "lead", "author", "created_at", "removed_at"]
    list_prefetch = [LEAD, "author"]


@admin.register(ErasedVisitor)
class ErasedVisitorAdmin(ReadOnlyAdmin):
    list_display = ["__str__", PROJECT, "erased_at"]
    list_prefetch = ["project"]


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ["name", PROJECT, "hue"]
    list_prefetch = ["project"]
    list_filter = [ByProject]


@admin.register(LeadTag)
class LeadTagAdmin(OfLead):
    list_display = [column("tag", _("tag")), "lead", column("actor", _("who")), "created_at"]
    list_prefetch = ["tag", LEAD, "actor"]
