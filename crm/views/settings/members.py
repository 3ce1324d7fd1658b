from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms import InviteForm, RemovalForm
from crm.invite import invite, link_of, revoke
from crm.members import change_role, open_conversations, remove, successors
from crm.rights import Refused

from .access import for_admins, settings_context


@for_admins
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def members(request):
    """Who works in the project, and a form that invites. The link of a new invitation is shown this once."""
    form = InviteForm(
        request.POST if request.method == "POST" else None, roles=request.membership.roles_to_give
    )
    made = {}
    if form.is_valid():
        base = request.build_absolute_uri("/")
        try:
            invitation, token = invite(request.project, request.user, **form.cleaned_data, base_url=base)
        except (Refused, ValidationError) as error:
            form.add_error("email", getattr(error, "messages", str(error)))
        else:
            made = {"made": invitation, "link": link_of(token, base)}
            form = InviteForm(roles=request.membership.roles_to_give)
    status = 422 if form.is_bound else 201 if made else 200
    return render(request, "settings/members.html", _context(request, form) | made, status=status)


@for_admins
@require_POST
def role(request, pk):
    """Give a member the `role` that was posted."""
    try:
        member = change_role(_membership(request, pk), request.POST.get("role", ""), request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        words = _("%(name)s is now: %(role)s.")
        messages.success(request, words % {"name": member.user, "role": member.get_role_display()})
    return _back(request)


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request, pk):
    """Ask what becomes of a member's open conversations, and remove them on POST."""
    member = _membership(request, pk)
    form = RemovalForm(request.POST if request.method == "POST" else None, successors=successors(member))
    if form.is_valid():
        try:
            remove(member, request.user, form.cleaned_data["hand_over_to"])
        except Refused as reason:
            messages.error(request, str(reason))
            return _back(request)
        words = _("%(name)s no longer works in %(project)s.")
        messages.success(request, words % {"name": member.user, "project": request.project})
        return redirect("home") if member.user == request.user else _back(request)
    context = settings_context(
        request, "settings-members", form=form, member=member, count=open_conversations(member).count()
    )
    return render(request, "settings/removal.html", context, status=422 if form.errors else 200)


@for_admins
@require_POST
def revocation(request, pk):
    """End an invitation."""
    try:
        revoke(get_object_or_404(request.project.invitations, pk=pk), request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("The invitation is revoked: its link lets nobody in."))
    return _back(request)


def _membership(request, pk):
    return get_object_or_404(request.project.memberships.select_related("user", "project"), pk=pk)


def _back(request):
    return redirect("settings-members", request.project.slug)


def _context(request, form):
    memberships = request.project.memberships.select_related("user")
    invitations = request.project.invitations.open().select_related("invited_by")
    may = request.membership.may_manage_role
    return settings_context(
        request,
        "settings-members",
        form=form,
        roles=request.membership.roles_to_give,
        members=[(member, may(member.role)) for member in memberships.order_by("user__name", "user__email")],
        invitations=[(invitation, may(invitation.role)) for invitation in invitations],
    )
