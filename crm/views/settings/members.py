from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from crm.forms import InviteForm
from crm.invite import invite, link_of, revoke
from crm.members import change_role, open_conversations
from crm.rights import Refused
from crm.views.leaving import end_membership
from leads.verb import verb

from .access import for_admins, settings_context

MOST_ENDED = 20


@for_admins
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def members(request):
    """Who works in the project, and a form that invites. The page after it shows the link, this once."""
    roles = request.membership.roles_to_give
    form = InviteForm(request.POST if request.method == "POST" else None, roles=roles)
    if form.is_valid():
        base = request.build_absolute_uri("/")
        try:
            invitation, token = invite(request.project, request.user, **form.cleaned_data, base_url=base)
        except (Refused, ValidationError) as error:
            form.add_error("email", getattr(error, "messages", str(error)))
        else:
            request.session[_made(request)] = [invitation.pk, link_of(token, base)]
            return redirect(_page(request))
    status = 422 if form.is_bound else 200
    return render(request, "settings/members.html", _context(request, form), status=status)


def _made(request):
    return f"invitation made in {request.project.pk}"


def _page(request, **kwargs):
    return reverse("settings-members", args=[request.project.slug])


@for_admins
@verb(_page)
def role(request, pk):
    """Give a member the `role` that was posted."""
    try:
        member = change_role(_membership(request, pk), request.POST.get("role", ""), request.user)
    except Refused as reason:
        context = _context(request, InviteForm(roles=request.membership.roles_to_give))
        return render(request, "settings/members.html", context | {"wrong": pk, "reason": reason}, status=422)
    words = _("%(name)s is now: %(role)s.")
    messages.success(request, words % {"name": member.user, "role": member.get_role_display()})
    return redirect(_page(request))


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request, pk):
    """Ask what becomes of a member's open conversations, and remove them on POST."""
    member = _membership(request, pk)
    if member == request.membership:
        return redirect("leaving", request.project.slug)
    form, is_gone = end_membership(request, member)
    if is_gone:
        words = _("%(name)s no longer works in %(project)s.")
        messages.success(request, words % {"name": member.user, "project": request.project})
        return redirect(_page(request))
    context = settings_context(
        request, "settings-members", form=form, member=member, count=open_conversations(member).count()
    )
    return render(request, "settings/removal.html", context, status=422 if form.errors else 200)


@for_admins
@verb(_page)
def revocation(request, pk):
    """End an invitation."""
    try:
        revoke(get_object_or_404(request.project.invitations, pk=pk), request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("The invitation is revoked: its link lets nobody in."))
    return redirect(_page(request))


def _membership(request, pk):
    return get_object_or_404(request.project.memberships.select_related("user", "project"), pk=pk)


def _context(request, form):
    memberships = request.project.memberships.select_related("user")
    invitations = request.project.invitations.select_related("invited_by", "accepted_by")
    may = request.membership.may_manage_role
    made, link = request.session.pop(_made(request), (None, "")) if request.method == "GET" else (None, "")
    return settings_context(
        request,
        "settings-members",
        form=form,
        roles=request.membership.roles_to_give,
        members=[(member, may(member.role)) for member in memberships.order_by("user__name", "user__email")],
        invitations=[(invitation, may(invitation.role)) for invitation in invitations.open()],
        ended=[(invitation, may(invitation.role)) for invitation in invitations.ended()[:MOST_ENDED]],
        made=made,
        link=link,
    )
