from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, PasswordResetForm
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from leads.plain_text import PlainCharField

from .mail_reset import mail_reset
from .models import Membership, Project, User
from .origins import origin_of
from .seen import SeenForm


class SignInForm(AuthenticationForm):
    remember = forms.BooleanField(label=_("Keep me signed in on this computer"), required=False, initial=True)


class ForgottenForm(PasswordResetForm):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "username"})
    )

    def save(self, *, request, **options):
        """
        Leave it to a job to see who has an account: the answer takes the same time for all.
        """
        base_url = request.build_absolute_uri("/")
        mail_reset.enqueue(self.cleaned_data["email"], base_url, translation.get_language())


class ProjectForm(SeenForm, forms.ModelForm):
    class Meta:
        model = Project
        fields = ["name", "language", "time_zone", "accent", "greeting", "privacy_note"]
        widgets = {"privacy_note": forms.Textarea({"rows": 3})}

    PRESETS = ["#1b6b4a", "#9a442c", "#2b303a", "#2857c5", "#7a2f73", "#f0b93a"]


class SiteForm(forms.Form):
    """One more site that may embed the chat."""

    site = PlainCharField(label=_("Add a site"), max_length=300)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project

    def clean_site(self):
        typed = self.cleaned_data["site"].lower()
        url = typed if "://" in typed else f"https://{typed}"
        origin = origin_of(url)
        if not origin or "@" in url:
            raise forms.ValidationError(_("That is no site. Write it like https://www.example.com."))
        if url.rstrip("/") != origin:
            raise forms.ValidationError(
                _("A site has no path: write %(origin)s, which covers all its pages."),
                params={"origin": origin},
            )
        if origin in self.project.allowed_sites:
            raise forms.ValidationError(_("%(origin)s is allowed already."), params={"origin": origin})
        if len(self.project.allowed_sites) >= 100:
            raise forms.ValidationError(_("100 sites are the most."))
        return origin


class InviteForm(forms.Form):
    """Whom to invite, to one of the roles that the inviter may give."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Left empty, you get a link for anybody, to pass on yourself."),
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]


class JoinForm(forms.Form):
    """Who a new person is. Somebody who was invited by e-mail is not asked for it."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    name = PlainCharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 8 characters, and not one that is easy to guess."),
    )

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        if invitation.email:
            del self.fields["email"]


class RemovalForm(forms.Form):
    """Who takes over what a member leaves behind."""

    hand_over_to = forms.ModelChoiceField(
        label=_("Their open conversations go to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: they wait under Unassigned"),
    )

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hand_over_to"].queryset = successors


class ProfileForm(forms.ModelForm):
    """What others in the projects call this person."""

    name = PlainCharField(label=_("Name"), max_length=150)

    class Meta:
        model = User
        fields = ["name"]


class NoticesForm(forms.ModelForm):
    """What a member is told by e-mail."""

    class Meta:
        model = Membership
        fields = ["unassigned_after", "daily_digest"]

    def _post_clean(self):
        """Leave the row as it is: its own verb compares what was with what is chosen."""

    def save(self):
        self.instance.choose(**self.cleaned_data)


class PasswordForm(PasswordChangeForm):
    """Django's, without the focus that it takes: it is not the first form of its page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["old_password"].widget.attrs["autofocus"]
