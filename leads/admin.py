from django.contrib import admin
from django.db.models.functions import Left
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from .activity import WORDS, sentence
from .arrange import bring_back, retire
from .merge_admin import MergeAdmin  # noqa: F401
from .models import Activity, FieldChoice, Lead, ProfileField, ProfileValue
from .search import clean
from .staff.actions import each
from .staff.filters import ByProject, Given, key_of
from .staff.find import leads_beginning, leads_in, of_leads
from .staff.links import LEAD, agents_page, links, list_of, with_mine
from .staff.lists import PROJECT, ReadOnlyAdmin, column

LEAD_COLUMN = column("lead", _("lead"))


class ContactsOf(ByProject):
    def queryset(self, request, queryset):
        return super().queryset(request, queryset.heads() if self.value() else queryset)


@admin.register(Lead)
class LeadAdmin(ReadOnlyAdmin):
    """All leads, latest first; of one project its contacts, which can be sorted and fully searched."""

    list_display = ["name", "email", "visitor", PROJECT, "created_at", "last_seen", "link"]
    list_prefetch = ["project"]
    list_filter = [ContactsOf, ("contact", Given)]
    list_defer = ["search_text"]
    search_fields = ["email"]
    search_help_text = _(
        "A lead’s number, a whole visitor ID, or the beginning of an e-mail. With a project chosen: what the"
        " page of its contacts finds, like a part of an e-mail, a name or a phone number. At most 200."
    )
    fieldsets = [
        (None, {"fields": ["project", "visitor_id", "contact", "merged_into", "belongings"]}),
        (_("Profile"), {"fields": ["full_name", "last_name", "email", "phone", "company"]}),
        (_("Browser"), {"fields": ["browser", "browser_version", "system", "language"]}),
        (_("Dates"), {"fields": ["created_at", "seen_at", "last_seen", "trashed_at"]}),
    ]

    def get_queryset(self, request):
        return with_mine(super().get_queryset(request), request.user)

    def get_ordering(self, request):
        return ["-last_seen", "-id"] if request.GET.get("project") else ["-id"]

    def get_sortable_by(self, request):
        return ["name", "email", "created_at", "last_seen"] if request.GET.get("project") else []

    def get_search_results(self, request, queryset, search_term):
        term, project = clean(search_term), key_of(request.GET.get("project"))
        if not term:
            return queryset, False
        if project:
            projects = Lead._meta.get_field("project").related_model.objects
            found = leads_in(projects.get(pk=project), Lead.objects.heads().filter(project=project), term)
        else:
            found = leads_beginning(term)
        return queryset.filter(pk__in=found), False

    def view_on_site(self, lead):
        return lead.get_absolute_url() if lead.is_mine else None

    @admin.display(description=_("name"), ordering="sort_name")
    def name(self, lead):
        return lead.name or _("Unnamed visitor")

    @admin.display(description=_("visitor ID"))
    def visitor(self, lead):
        return format_html('<code title="{}">{}</code>', lead.visitor_id or "", lead.short_id or "-")

    @admin.display(description=_("agents’ page"))
    def link(self, lead):
        return agents_page(lead, _("Contact"))

    @admin.display(description=_("what there is"))
    def belongings(self, lead):
        return links(
            (list_of("conversations_conversation", lead=lead.pk), _("Conversations")),
            (list_of("leads_profilevalue", lead=lead.pk), _("Profile values")),
            (list_of("leads_activity", lead=lead.pk), _("Activity")),
            (list_of("leads_lead", contact=lead.contact_id), _("Leads of the same contact")),
        )


@admin.register(ProfileValue)
class ProfileValueAdmin(ReadOnlyAdmin):
    list_display = [
        *(LEAD_COLUMN, column("field", _("field")), "beginning", "source"),
        *(column("actor", _("who")), "is_current", "created_at"),
    ]
    list_prefetch = [LEAD, "field", "actor"]
    list_filter = [("lead", Given)]
    list_defer = ["value"]
    search_fields = ["lead__email"]
    search_help_text = _("A lead’s number, its whole visitor ID, or the whole e-mail of a contact.")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(beginning=Left("value", 80))

    def get_search_results(self, request, queryset, search_term):
        term = clean(search_term)
        return of_leads(queryset, term) if term else queryset, False

    @admin.display(description=_("value"))
    def beginning(self, value):
        return value.beginning


class ByAction(admin.SimpleListFilter):
    title = _("what was done")
    parameter_name = "action"

    def lookups(self, request, model_admin):
        blank = {"actor": "…", "subject": "…"}
        return [(action, str(words) % blank) for action, words in sorted(WORDS.items())]

    def queryset(self, request, queryset):
        return queryset.filter(action=self.value()) if self.value() else None


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    """Who did what. The rows are written with what they tell, and nobody changes or deletes them."""

    list_display = ["sentence", "created_at", PROJECT, LEAD_COLUMN]
    list_prefetch = ["project", "actor", LEAD]
    list_filter = [ByProject, ByAction, ("lead", Given), ("actor", Given)]
    list_defer = ["changes"]
    search_fields = ["lead"]
    search_help_text = _("A lead’s number, its whole visitor ID, or the whole e-mail of a contact.")
    fields = ["sentence", "created_at", "project", "lead", "actor", "action", "subject", "before_and_after"]

    def get_ordering(self, request):
        filtered = {"project", "action", "lead", "actor"} & request.GET.keys()
        return ["-created_at", "-id"] if filtered else ["-id"]

    def get_search_results(self, request, queryset, search_term):
        term = clean(search_term)
        return of_leads(queryset, term) if term else queryset, False

    @admin.display(description=_("what was done"))
    def sentence(self, row):
        return sentence(row)

    @admin.display(description=_("before and after"))
    def before_and_after(self, row):
        if not row.changes:
            return "-"
        lines = [(name, _shown(before), _shown(after)) for name, (before, after) in row.changes.items()]
        head = format_html("<tr><th>{}</th><th>{}</th><th>{}</th></tr>", _("What"), _("Before"), _("After"))
        body = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', lines)
        return format_html("<table><thead>{}</thead><tbody>{}</tbody></table>", head, body)


def _shown(value):
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return "-" if value in (None, "") else value


class FieldChoiceInline(admin.TabularInline):
    model = FieldChoice
    fields = ["label", "key", "position", "retired_at"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(ProfileField)
class ProfileFieldAdmin(ReadOnlyAdmin):
    """Fields are changed on the settings page of their project, which keeps names unique and values valid."""

    list_display = ["__str__", "key", "kind", PROJECT, "is_asked", "is_required", "position", "retired_at"]
    list_prefetch = ["project"]
    list_filter = [ByProject]
    search_fields = ["key", "label"]
    search_help_text = _("A part of a field’s key or of its name, where it was given one.")
    inlines = [FieldChoiceInline]
    actions = ["retire", "bring_back"]

    def has_edit_permission(self, request):
        return request.user.has_perm("leads.change_profilefield")

    @admin.action(description=_("Retire the selected fields; their values stay"), permissions=["edit"])
    def retire(self, request, queryset):
        fields = queryset.filter(retired_at=None).select_related("project")
        each(request, fields, lambda field: retire(field, request.user), done=_("Retired: %(rows)s"))

    @admin.action(description=_("Bring the selected fields back"), permissions=["edit"])
    def bring_back(self, request, queryset):
        fields = queryset.exclude(retired_at=None).select_related("project")
        each(request, fields, lambda field: bring_back(field, request.user), done=_("Back again: %(rows)s"))
