from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conversations.models import Conversation
from leads.duplicates import of_contact
from leads.models import Lead, Merge, Note
from leads.paging import paginate
from leads.properties import properties_of
from leads.tagging import tags_of

PAGE_SIZE = 20
MERGES = 10
NOTES = 50


@require_safe
def contact(request, pk):
    """One contact: who it is, what is known and from where, and all conversations of all its leads."""
    lead = get_object_or_404(Lead.objects.select_related("contact"), pk=pk, project=request.project)
    if not lead.is_contact:
        messages.info(request, _("%(name)s was merged into this contact.") % {"name": lead})
        return redirect(lead)
    Lead.objects.describe([lead])
    leads = list(lead.leads.order_by("created_at", "id"))
    origin = next((one for one in leads if str(one.pk) == request.GET.get("origin")), None)
    history = Conversation.objects.of_contact(lead).for_list().latest_first()
    page = paginate([history.filter(lead=origin) if origin else history], request.GET, PAGE_SIZE)
    properties = properties_of(lead)
    _say_where_typed(properties)
    context = {
        "section": "contacts",
        "contact": lead,
        "leads": leads,
        "origin": origin,
        "notes": Note.objects.of_contact(lead).for_list()[:NOTES],
        "tags": tags_of(lead),
        "project_tags": request.project.tags.all(),
        "merges": Merge.objects.of_contact(lead).for_list()[:MERGES],
        "properties": properties,
        "page": page,
        "suggestions": of_contact(lead),
        "sharing": Lead.objects.sharing_email_of(lead)[:3],
    }
    return render(request, "leads/contact.html", context)


def _say_where_typed(properties):
    """Give each value that was typed in a conversation that conversation, as `typed_in`."""
    values = [value for known in properties for value in known.values()]
    ids = {value.conversation for value in values if value.conversation}
    found = {row.public_id: row for row in Conversation.objects.filter(public_id__in=ids)}
    for value in values:
        value.typed_in = found.get(value.conversation)
