from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from leads.bounded_search import BoundedSearch
from leads.models import ProfileField
from leads.read_only_admin import ReadOnlyAdmin

from .jobs import admin as jobs_admin  # noqa: F401
from .models import ClosedDay, Invitation, Membership, OfficeHours, Project, Sighting, User


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


@admin.register(User)
class UserAdmin(BoundedSearch, DjangoUserAdmin):
    """People are deactivated, not deleted: what they wrote keeps its author."""

    add_form = UserCreationForm
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None):
        return False


class MembershipInline(admin.TabularInline):
    """Members are added here, and changed or removed by their project's own page, which keeps its rules."""

    model = Membership
    autocomplete_fields = ["user"]
    extra = 0
    can_delete = False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Project)
class ProjectAdmin(BoundedSearch, admin.ModelAdmin):
    """A project is deleted by its owner's own page, with all that belongs to it, not from here."""

    list_display = ["name", "slug", "key", "created_at"]
    search_fields = ["name", "slug", "key"]
    # Set by the project's page of office hours, whose values depend on each other.
    readonly_fields = ["away_message", "reply_time", "mail_replies", "mail_after", "created_at"]
    inlines = [MembershipInline]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            ProfileField.objects.create_built_in(obj)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Membership)
class MembershipAdmin(BoundedSearch, admin.ModelAdmin):
    """Given here; changed and taken away by the members page, which keeps the last owner and the work."""

    list_display = ["user", "project", "role", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "project"]
    search_fields = ["user__email", "user__name", "project__name"]
    autocomplete_fields = ["user", "project"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = [
        *("__str__", "project", "role", "invited_by", "created_at", "expires_at"),
        *("accepted_at", "accepted_by", "revoked_at"),
    ]
    list_filter = ["role"]
    list_select_related = ["project", "invited_by", "accepted_by"]
    search_fields = ["email__startswith", "project__name"]


@admin.register(Sighting)
class SightingAdmin(ReadOnlyAdmin):
    list_display = ["origin", "project", "seen_at"]
    list_select_related = ["project"]
    search_fields = ["origin__startswith"]


@admin.register(OfficeHours)
class OfficeHoursAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "project"]
    list_select_related = ["project"]


@admin.register(ClosedDay)
class ClosedDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "name", "project"]
    list_select_related = ["project"]


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(BoundedSearch, DjangoGroupAdmin):
    pass
