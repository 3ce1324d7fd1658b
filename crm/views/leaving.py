from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms import RemovalForm
from crm.members import open_conversations, remove, successors
from crm.rights import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request):
    """Ask what becomes of one's own open conversations, and leave the project on POST."""
    member = request.membership
    form, is_gone = end_membership(request, member)
    if is_gone:
        messages.success(request, _("You no longer work in %(project)s.") % {"project": request.project})
        return redirect("home")
    context = {"part": "profile-projects", "form": form, "count": open_conversations(member).count()}
    return render(request, "profile/leaving.html", context, status=422 if form.errors else 200)


def end_membership(request, member):
    """Remove the member if this is a POST that says what becomes of their conversations: (form, done)."""
    form = RemovalForm(request.POST if request.method == "POST" else None, successors=successors(member))
    if not form.is_valid():
        return form, False
    try:
        remove(member, request.user, form.cleaned_data["hand_over_to"])
    except Refused as reason:
        form.add_error(None, str(reason))
    return form, not form.errors
