from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from conversations import limits
from crm.forms import JoinForm
from crm.invite import Closed, HasAnAccount, Unknown, accept, find
from crm.rights import Refused


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """The way into a project for whoever has the token: one button for somebody signed in, or a form."""
    try:
        found = find(token)
        if request.user.is_authenticated:
            return _let_in(request, found, token)
        return _let_in_somebody_new(request, found, token)
    except Closed as reason:
        status = 404 if isinstance(reason, Unknown) else 410
        return render(request, "registration/invitation_closed.html", {"reason": reason}, status=status)


@sensitive_variables()
def _let_in(request, found, token):
    context = {"invitation": found}
    if request.method == "POST":
        try:
            return redirect(accept(token, user=request.user).project)
        except Closed:
            raise
        except Refused as reason:
            context["reason"] = reason
    status = 422 if "reason" in context else 200
    return render(request, "registration/invitation.html", context, status=status)


@sensitive_variables()
def _let_in_somebody_new(request, found, token):
    form = JoinForm(request.POST if request.method == "POST" else None, invitation=found)
    who = (f"invitation {found.pk}", limits.client_address(request))
    if request.method == "POST":
        limits.check(limits.SIGN_INS, *who)  # each try may ask whether somebody has an account
        if form.is_valid():
            try:
                membership = accept(token, **form.cleaned_data)
            except HasAnAccount as reason:
                limits.note(limits.SIGN_INS, *who)
                form.add_error("email" if "email" in form.fields else None, str(reason))
            except ValidationError as error:
                form.add_error(None if hasattr(error, "error_dict") else "password", error.messages)
            else:
                login(request, membership.user)
                return redirect(membership.project)
    context = {"invitation": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "registration/invitation.html", context, status=status)
