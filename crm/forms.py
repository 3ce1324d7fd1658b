from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    remember = forms.BooleanField(label=_("Keep me signed in on this computer"), required=False, initial=True)
