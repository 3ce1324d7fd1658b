from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from leads.plain_text import PlainCharField

from .models import Project
from .origins import origin_of
from .seen import SeenForm


class SignInForm(AuthenticationForm):
    remember = forms.BooleanField(label=_("Keep me signed in on this computer"), required=False, initial=True)


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
