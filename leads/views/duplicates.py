from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.duplicates import postpone, refuse
from leads.models import Suggestion
from leads.paging import paginate
from leads.refused import Refused
from leads.verb import verb

PAGE_SIZE = 20


@require_safe
def duplicates(request):
    """The pairs that may be one person and that nobody has decided on, the strongest first."""
    rows = Suggestion.objects.filter(project=request.project).waiting().for_list()
    page = paginate([rows], request.GET, PAGE_SIZE)
    return render(request, "leads/duplicates.html", {"section": "contacts", "page": page})


def _queue(request, pk):
    return reverse("duplicate-list", args=[request.project.slug])


@verb(_queue)
def not_the_same(request, pk):
    """Remember that the two are not the same person. `back` is the id of the contact to go back to."""
    suggestion = _suggestion(request, pk)
    try:
        refuse(suggestion, by=request.user)
        messages.success(request, _("They will not be suggested again."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return _back(request, suggestion)


@verb(_queue)
def later(request, pk):
    suggestion = _suggestion(request, pk)
    postpone(suggestion, by=request.user)
    return _back(request, suggestion)


def _suggestion(request, pk):
    rows = Suggestion.objects.select_related("first__contact__project", "second__contact__project", "project")
    return get_object_or_404(rows, pk=pk, project=request.project)


def _back(request, suggestion):
    for contact in suggestion.contacts:
        if request.POST.get("back") == str(contact.pk):
            return redirect(contact)
    return redirect("duplicate-list", request.project.slug)
