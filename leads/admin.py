from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .activity import sentence
from .bounded_search import BoundedSearch
from .models import (
    Activity,
    FieldChoice,
    Lead,
    LeadTag,
    Merge,
    Note,
    ProfileField,
    ProfileValue,
    Suggestion,
    Tag,
    Trait,
)
from .read_only_admin import ReadOnlyAdmin


@admin.register(Lead)
class LeadAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "email", "visitor_id", "project", "contact", "last_seen"]
    list_select_related = ["project", "contact"]
    search_fields = ["email__startswith"]
    uuid_field = "visitor_id"
    search_help_text = "The beginning of an e-mail, or a whole visitor ID."
    ordering = ["-id"]


@admin.register(ProfileValue)
class ProfileValueAdmin(ReadOnlyAdmin):
    list_display = ["lead", "field", "value", "source", "actor", "is_current", "created_at"]
    list_select_related = ["lead", "field", "actor"]
    list_filter = ["source", "is_current"]
    search_fields = ["lead__email__startswith"]
    ordering = ["-id"]


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "sentence", "project"]
    list_select_related = ["project", "actor"]
    search_fields = ["lead__email__startswith"]
    ordering = ["-id"]

    @admin.display(description=_("what"))
    def sentence(self, row):
        return sentence(row)


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "project", "actor", "created_at", "undone_by", "undone_at"]
    list_select_related = ["project", "actor", "undone_by"]
    search_fields = ["lead__email__startswith", "into__email__startswith"]
    ordering = ["-id"]


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "project", "strength", "status", "decided_by", "created_at"]
    list_select_related = ["project", "first", "second", "decided_by"]
    search_fields = ["first__email__startswith"]
    ordering = ["-id"]


@admin.register(Trait)
class TraitAdmin(ReadOnlyAdmin):
    list_display = ["lead", "kind", "key", "project"]
    list_select_related = ["project", "lead"]
    search_fields = ["key__startswith"]
    ordering = ["-id"]


@admin.register(Note)
class NoteAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "lead", "author", "created_at", "removed_at"]
    list_select_related = ["lead", "author"]
    search_fields = ["lead__email__startswith"]
    ordering = ["-id"]


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ["name", "project", "hue"]
    list_select_related = ["project"]
    search_fields = ["name"]


@admin.register(LeadTag)
class LeadTagAdmin(ReadOnlyAdmin):
    list_display = ["tag", "lead", "actor", "created_at"]
    list_select_related = ["tag", "lead", "actor"]
    search_fields = ["tag__name__startswith"]
    ordering = ["-id"]


class FieldChoiceForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].disabled = bool(self.instance.pk)


class FieldChoiceInline(admin.TabularInline):
    """A choice that people have given is retired, not deleted; its key stays, because values hold it."""

    model = FieldChoice
    form = FieldChoiceForm
    extra = 0
    can_delete = False


@admin.register(ProfileField)
class ProfileFieldAdmin(BoundedSearch, admin.ModelAdmin):
    """Key and kind stay as they were made: values depend on them. A field is retired, not deleted."""

    list_display = ["__str__", "key", "kind", "project", "is_asked", "is_required", "position", "retired_at"]
    list_select_related = ["project"]
    list_filter = ["kind", "is_asked"]
    search_fields = ["key", "label", "project__name"]
    autocomplete_fields = ["project"]
    inlines = [FieldChoiceInline]

    def get_readonly_fields(self, request, obj=None):
        return ["project", "key", "kind"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False
