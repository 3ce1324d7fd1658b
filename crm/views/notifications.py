from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.entrance import enter_last
from crm.forms import NoticesForm


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def notifications(request):
    """What one is told by e-mail, in each project that one works in."""
    memberships = request.user.memberships.select_related("project").order_by("project__name")
    data = request.POST if request.method == "POST" else None
    forms = [NoticesForm(data, instance=member, prefix=f"member-{member.pk}") for member in memberships]
    if data is not None and all(form.is_valid() for form in forms):
        for form in forms:
            form.save()
        messages.success(request, _("Saved."))
        return redirect("notifications")
    status = 422 if data is not None else 200
    enter_last(request)
    context = {"forms": forms, "part": "notifications"}
    return render(request, "profile/notifications.html", context, status=status)
