from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from leads.staff.actions import each
from leads.staff.links import links, list_of
from leads.staff.lists import StaffAdmin

from .members import deactivate
from .models import User
from .staff_forms import PersonChangeForm, PersonCreationForm

RIGHTS = ["is_staff", "is_superuser", "groups", "user_permissions"]


@admin.register(User)
class UserAdmin(StaffAdmin, DjangoUserAdmin):
    """
    People are deactivated by an action, not deleted: what they wrote keeps its author, a project its owner.
    Only superusers give rights, and change those who have them: a password is a right, too.
    """

    form, add_form = PersonChangeForm, PersonCreationForm
    list_display = ["email", "name", "is_active", "is_staff", "last_login", "belongings"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    search_help_text = _("A part of an e-mail or a name.")
    ordering = ["email"]
    actions = ["deactivate", "reactivate", "sign_out"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password", "is_active", "belongings"]}),
        (_("Rights"), {"fields": RIGHTS}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    filter_horizontal = []  # Django's two boxes cannot be told apart by ear
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def get_readonly_fields(self, request, obj=None):
        rights = [] if request.user.is_superuser else RIGHTS
        return ["is_active", "belongings", "last_login", "date_joined", *rights]

    def has_change_permission(self, request, obj=None):
        is_above = obj and (obj.is_superuser or obj.is_staff) and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_edit_permission(self, request):
        return request.user.has_perm("crm.change_user")

    @admin.display(description=_("what there is"))
    def belongings(self, user):
        return links(
            (list_of("crm_membership", q=user.email), _("Projects")),
            (list_of("leads_activity", actor=user.pk), _("Activity")),
            (list_of("admin_logentry", user=user.pk), _("In this admin")),
        )

    @admin.action(description=_("Deactivate the selected people"), permissions=["edit"])
    def deactivate(self, request, queryset):
        people = self._changeable(request, queryset.filter(is_active=True))
        each(request, people, lambda user: deactivate(user, request.user), done=_("Deactivated: %(rows)s"))

    @admin.action(description=_("Reactivate the selected people"), permissions=["edit"])
    def reactivate(self, request, queryset):
        people = self._changeable(request, queryset.filter(is_active=False))
        each(request, people, _reactivate, done=_("Active again: %(rows)s"))

    @admin.action(description=_("Sign the selected people out of every browser"), permissions=["edit"])
    def sign_out(self, request, queryset):
        each(request, self._changeable(request, queryset), User.end_sessions, done=_("Signed out: %(rows)s"))

    def _changeable(self, request, people):
        return [user for user in people if self.has_change_permission(request, user)]


def _reactivate(user):
    user.is_active = True
    user.save(update_fields=["is_active"])
