from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.models import Activity, Lead
from leads.paging import paginate
from leads.refused import Refused
from leads.trash import restore, trash
from leads.verb import verb

PAGE_SIZE = 25
RECEIPTS = 10


@require_safe
def trash_list(request):
    """The contacts in the trash, the latest first, and receipts of what was erased."""
    page = paginate([Lead.objects.in_trash().filter(project=request.project)], request.GET, PAGE_SIZE)
    keeps = timedelta(days=request.project.trash_days)
    for contact in page.rows:
        contact.erased_at = contact.trashed_at + keeps
    erased = Activity.objects.filter(project=request.project, action="contact.erased")
    receipts = erased.for_list().latest_first()[:RECEIPTS]
    context = {"section": "contacts", "page": page, "receipts": receipts}
    return render(request, "leads/trash.html", context)


def _its_page(request, pk):
    return _contact(request, pk).get_absolute_url()


@verb(_its_page)
def trashing(request, pk):
    contact = _contact(request, pk)
    try:
        trash(contact, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(contact)
    back = reverse("contact-restore", args=[request.project.slug, contact.pk])
    words = _("%(name)s is in the trash.") % {"name": contact}
    messages.success(request, words, extra_tags=f"undo {back}")
    return redirect("contact-list", request.project.slug)


@verb(_its_page)
def bringing_back(request, pk):
    contact = _contact(request, pk)
    try:
        restore(contact, by=request.user)
        messages.success(request, _("%(name)s is back.") % {"name": contact})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(contact)


def _contact(request, pk):
    leads = Lead.objects.select_related("contact__project")
    return get_object_or_404(leads, pk=pk, project=request.project).contact
