from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leads.erase import erase, preview
from leads.for_admins import for_admins
from leads.models import Lead
from leads.refused import Refused


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def erasing(request, pk):
    """Show what erasing a contact removes, and do it on POST."""
    contact = get_object_or_404(
        Lead.objects.select_related("contact__project"), pk=pk, project=request.project
    ).contact
    if request.method != "POST":
        leads = contact.leads.order_by("created_at", "pk")
        context = {"section": "contacts", "contact": contact, "leads": leads, "counts": preview(contact)}
        return render(request, "leads/erase.html", context)
    try:
        erase(contact, by=request.user)
        messages.success(request, _("The contact is erased. A receipt without personal data is kept."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("contact-list", request.project.slug)
