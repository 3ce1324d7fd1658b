from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from leads.models import Lead, Tag
from leads.models.tag import LONGEST_TAG
from leads.plain_text import plain
from leads.refused import Refused
from leads.tagging import put_on, take_off
from leads.verb import verb


def _contact(request, pk):
    return get_object_or_404(
        Lead.objects.select_related("contact__project"), pk=pk, project=request.project
    ).contact


def _page(request, pk, **kwargs):
    return _contact(request, pk).get_absolute_url()


@verb(_page)
def tagging(request, pk):
    """Put the tag named `tag` on a contact."""
    contact = _contact(request, pk)
    try:
        put_on(contact, plain(request.POST.get("tag", ""))[:LONGEST_TAG].strip(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(contact)


@require_POST
def untagging(request, pk, tag):
    contact = _contact(request, pk)
    take_off(contact, get_object_or_404(Tag, pk=tag, project=request.project), by=request.user)
    return redirect(contact)
