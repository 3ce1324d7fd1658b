from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from conversations import limits
from conversations.live import announce
from crm.entrance import enter_last
from crm.forms import AppearanceForm, LanguageForm, PasswordForm, PersonForm, PictureForm
from crm.picture import keep, remove
from crm.rights import Refused
from leads.verb import verb

edits = require_http_methods(["GET", "HEAD", "POST"])


@edits
def profile(request):
    """Who one is to the others: the name. The form for the picture stands beside it."""
    return _edit(request, "profile", PersonForm, picture_form=PictureForm())


def _profile(request):
    return reverse("profile")


@verb(_profile)
def picture_upload(request):
    """Take the picture that was sent as one's own."""
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            keep(request.user, form.cleaned_data["picture"])
        except Refused as reason:
            form.add_error("picture", str(reason))
        else:
            return _saved(request, "profile")
    return _page(request, "profile", status=422, form=PersonForm(instance=request.user), picture_form=form)


@verb(_profile)
def picture_removal(request):
    remove(request.user)
    return _saved(request, "profile")


@edits
def language(request):
    """The language of one's pages, and the zone of their times."""
    return _edit(request, "profile-language", LanguageForm)


@edits
def appearance(request):
    """Light, dark, or as the device."""
    return _edit(request, "profile-appearance", AppearanceForm)


@edits
@sensitive_post_parameters()
def password(request):
    """Change one's own password. Other browsers are signed out by it."""
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, "profile-password", form=form)
    who = (f"password of {request.user.pk}", limits.client_address(request))
    limits.check(limits.SIGN_INS, *who)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        announce.access_changed(request.user.pk)
        messages.success(request, _("Your password is changed. Other browsers are signed out."))
        return redirect("profile-password")
    if "old_password" in form.errors:
        limits.note(limits.SIGN_INS, *who)
    return _page(request, "profile-password", status=422, form=form)


@require_safe
def projects(request):
    """Where one works, and the way out of each."""
    return _page(request, "profile-projects")


def _edit(request, part, form_class, **context):
    form = form_class(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        request.user.save(update_fields=form.fields)
        return _saved(request, part)
    return _page(request, part, status=422 if form.is_bound else 200, form=form, **context)


def _saved(request, part):
    messages.success(request, _("Saved."))
    return redirect(part)


def _page(request, part, *, status=200, **context):
    enter_last(request)
    template = f"profile/{part.removeprefix('profile-')}.html"
    return render(request, template, {"part": part} | context, status=status)
