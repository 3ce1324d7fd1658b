from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from leads.staff.actions import each
from leads.staff.filters import ByProject, Given
from leads.staff.links import agents_page, links, list_of, with_mine
from leads.staff.lists import PROJECT, ReadOnlyAdmin, StaffAdmin, column

from .create_project import found
from .invite import invite, revoke
from .jobs import admin as jobs_admin  # noqa: F401
from .models import ClosedDay, Invitation, Membership, OfficeHours, Picture, Project, Sighting
from .people_admin import UserAdmin  # noqa: F401
from .slugs import FormerSlug
from .staff_forms import MembershipForm, ProjectForm


class MembershipInline(admin.TabularInline):
    model = Membership
    fields = readonly_fields = ["user", "role", "created_at"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "project")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Project)
class ProjectAdmin(StaffAdmin):
    """
    Projects are founded here, with an owner. Their own pages change them, which keep who did it and show two
    people each other's changes; slug and key stand in links and in other sites' pages.
    """

    form = ProjectForm
    list_display = ["name", "slug", "key", "belongings", "created_at", "link"]
    search_fields = ["name", "slug", "key"]
    search_help_text = _("A part of a name, a slug or a public key.")

    def get_queryset(self, request):
        return with_mine(super().get_queryset(request), request.user, "pk")

    def get_fields(self, request, obj=None):
        described = [
            *("greeting", "privacy_note", "allowed_sites", "created_at", "belongings"),
            *("away_message", "reply_time", "mail_replies", "mail_after"),
        ]
        owner = [] if obj else ["owner"]
        return ["name", "slug", "key", *owner, "accent", "language", "time_zone", *(described if obj else [])]

    def get_inlines(self, request, obj):
        return [MembershipInline] if obj else []

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def save_model(self, request, obj, form, change):
        found(obj, form.cleaned_data["owner"])

    def view_on_site(self, project):
        return project.get_absolute_url() if project.is_mine else None

    @admin.display(description=_("what there is"))
    def belongings(self, project):
        return links(
            (list_of("leads_lead", project=project.pk), _("Contacts")),
            (list_of("conversations_conversation", project=project.pk), _("Conversations")),
            (list_of("leads_activity", project=project.pk), _("Activity")),
            (list_of("crm_membership", project=project.pk), _("Members")),
        )

    @admin.display(description=_("agents’ page"))
    def link(self, project):
        return agents_page(project, _("Contacts"))


@admin.register(Membership)
class MembershipAdmin(StaffAdmin):
    """Given here; changed and taken away by the members page, which keeps the last owner and the work."""

    form = MembershipForm
    list_display = [column("user", _("user")), PROJECT, "role", "created_at", "open_conversations"]
    list_filter = [ByProject, "role"]
    list_select_related = ["user", "project"]
    search_fields = ["user__email", "user__name", "project__name"]
    search_help_text = _("A part of a person’s e-mail or name, or of a project’s name.")
    autocomplete_fields = ["user", "project"]
    ordering = ["-id"]

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    @admin.display(description=_("work"))
    def open_conversations(self, member):
        theirs = {"project": member.project_id, "assignee": member.user_id}
        return links((list_of("conversations_conversation", **theirs), _("Open conversations")))


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = [
        *("__str__", PROJECT, "role", "invited_by", "created_at", "expires_at"),
        *("accepted_at", column("accepted_by", _("accepted by")), "revoked_at"),
    ]
    list_filter = [ByProject, "role"]
    list_prefetch = ["project", "invited_by", "accepted_by"]
    search_fields = ["email__startswith", "project__name"]
    search_help_text = _("The beginning of an e-mail, or a part of a project’s name.")
    actions = ["resend", "revoke"]

    def has_edit_permission(self, request):
        return request.user.has_perm("crm.change_invitation")

    @admin.action(description=_("Send a new link for the selected invitations"), permissions=["edit"])
    def resend(self, request, queryset):
        """The earlier link ends. Like the verb, it works for those who may invite in that project."""
        site = f"{request.scheme}://{request.get_host()}"

        def again(row):
            invite(row.project, request.user, row.email, row.role, base_url=site)

        rows = queryset.filter(accepted_at=None).exclude(email="").select_related("project")
        each(request, rows, again, done=_("A new link was sent to %(rows)s"))

    @admin.action(description=_("Revoke the selected invitations"), permissions=["edit"])
    def revoke(self, request, queryset):
        rows = queryset.open().select_related("project")
        each(request, rows, lambda row: revoke(row, request.user), done=_("Revoked: %(rows)s"))


@admin.register(Picture)
class PictureAdmin(ReadOnlyAdmin):
    list_display = ["id", "user", "created_at"]
    list_select_related = ["user"]
    search_help_text = _("The beginning of a person’s e-mail.")
    search_fields = ["user__email__startswith"]
    ordering = ["-created_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("image")


@admin.register(Sighting)
class SightingAdmin(ReadOnlyAdmin):
    list_display = ["origin", PROJECT, "seen_at"]
    list_filter = [ByProject]
    list_prefetch = ["project"]
    search_fields = ["origin__startswith"]
    search_help_text = _("The beginning of a site’s address, such as https://www.")


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """What staff did in this admin."""

    list_display = ["__str__", "user", column("content_type", _("kind")), "action_time"]
    list_filter = [("user", Given)]
    list_prefetch = ["user", "content_type"]


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    list_display = ["slug", PROJECT, "left_at"]
    list_filter = [ByProject]
    list_prefetch = ["project"]
    search_fields = ["slug__startswith", "project__name"]
    search_help_text = _("The beginning of an address, or a part of a project’s name.")


@admin.register(OfficeHours)
class OfficeHoursAdmin(ReadOnlyAdmin):
    list_display = ["__str__", PROJECT]
    list_prefetch = ["project"]
    list_filter = [ByProject]


@admin.register(ClosedDay)
class ClosedDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "name", PROJECT]
    list_prefetch = ["project"]
    list_filter = [ByProject]


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(StaffAdmin, DjangoGroupAdmin):
    """Whoever changes what a group may do could give themselves every right: superusers only."""

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    has_change_permission = has_delete_permission = has_add_permission
