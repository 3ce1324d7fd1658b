"""Forms of the admin. Rules are the models' and the verbs'; errors are said at their field."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from .models import Membership, Project, User


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


class PersonChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
        fields = "__all__"
        field_classes = {}


class ProjectForm(forms.ModelForm):
    owner = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label=_("Owner"),
        widget=AutocompleteSelect(Membership._meta.get_field("user"), admin.site),
        help_text=_("Who runs it. They sign in with the account they have."),
    )

    class Meta:
        model = Project
        fields = ["name", "slug", "key", "accent", "language", "time_zone"]


class MembershipForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["user", "project", "role"]

    def clean_user(self):
        user = self.cleaned_data["user"]
        if not user.is_active:
            raise forms.ValidationError(_("This person was deactivated."))
        return user
