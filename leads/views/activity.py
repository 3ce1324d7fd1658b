from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from leads.models import Activity, Lead
from leads.paging import paginate

PAGE_SIZE = 50
# What the head of a merged contact tells from its own side.
OF_THE_OTHER_SIDE = ["contact.merged", "contact.unmerged"]


@require_safe
def activity(request, pk):
    """Who did what to a contact, the latest first, with what was there before and after."""
    lead = get_object_or_404(Lead.objects.select_related("contact__project"), pk=pk, project=request.project)
    if not lead.is_contact:
        return redirect("contact-activity", request.project.slug, lead.contact_id)
    rows = Activity.objects.filter(lead__contact=lead).for_list().latest_first()
    if lead.leads.count() > 1:
        rows = rows.exclude(action__in=OF_THE_OTHER_SIDE)
    context = {"section": "contacts", "contact": lead, "page": paginate([rows], request.GET, PAGE_SIZE)}
    return render(request, "leads/activity.html", context)
