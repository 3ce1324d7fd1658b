from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from conversations import limits
from conversations.live import announce
from crm.forms import PasswordForm, ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """Who one is to the others: the name. The form for the password stands beside it."""
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        request.user.save(update_fields=["name"])
        messages.success(request, _("Saved."))
        return redirect("profile")
    status = 422 if form.is_bound else 200
    return _page(request, form, PasswordForm(request.user), status)


@require_POST
@sensitive_post_parameters()
def password(request):
    """Change one's own password. Other browsers are signed out by it."""
    who = (f"password of {request.user.pk}", limits.client_address(request))
    limits.check(limits.SIGN_INS, *who)
    form = PasswordForm(request.user, request.POST)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        announce.access_changed(request.user.pk)
        messages.success(request, _("Your password is changed. Other browsers are signed out."))
        return redirect("profile")
    if "old_password" in form.errors:
        limits.note(limits.SIGN_INS, *who)
    return _page(request, ProfileForm(instance=request.user), form, 422)


def _page(request, form, password_form, status):
    context = {"form": form, "password_form": password_form}
    return render(request, "registration/profile.html", context, status=status)
