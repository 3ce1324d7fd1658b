from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, PasswordResetForm
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from leads.plain_text import LabelField, PlainCharField
from leads.seen import SeenForm

from .change_project import COLUMNS
from .mail_reset import mail_reset
from .models import Membership, Project, User
from .origins import origin_of


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
    name = LabelField(label=_("Name"), max_length=100)
    greeting = LabelField(
        label=_("Greeting"),
        max_length=200,
        required=False,
        help_text=_("What the chat says above its questions. Left empty, it says so in its own words."),
    )
    privacy_note = LabelField(
        label=_("Privacy note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Shown below the questions: what you keep, and what for."),
    )

    class Meta:
        model = Project
        fields = COLUMNS
        widgets = {"side": forms.RadioSelect}
        help_texts = {"slug": _("Agents work at /p/ADDRESS/. Earlier addresses go on leading here.")}

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
    """Who takes over what somebody leaves behind."""

    hand_over_to = forms.ModelChoiceField(
        label=_("The open conversations go to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: they wait under Unassigned"),
    )

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hand_over_to"].queryset = successors


class PersonForm(forms.ModelForm):
    """What others in the projects call this person."""

    name = PlainCharField(label=_("Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))

    class Meta:
        model = User
        fields = ["name"]


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, WebP or GIF, 5 MB at most. The middle is kept as a small square."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
        },
    )


class LanguageForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["language", "time_zone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [("", _("As the project that is open")), *field.choices[1:]]


class AppearanceForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["appearance"]
        widgets = {"appearance": forms.RadioSelect}


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
    """Django's, without the focus that it takes from whoever reads a page from its beginning."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["old_password"].widget.attrs["autofocus"]
