from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leads.compare import compare
from leads.merge import Stale, merge
from leads.merge_form import MergeForm
from leads.models import Lead, Merge
from leads.paging import paginate
from leads.refused import Refused
from leads.search import clean, search
from leads.split import split
from leads.undo import preview, undo

FOUND = 10
PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def merging(request, pk):
    """Compare a contact, the one to be kept, with those in `with`, and merge them on POST."""
    kept = _contact(request, pk)
    others = [_contact(request, other) for other in _ids(request)]
    others = [other for other in dict.fromkeys(others) if other != kept]
    if not others:
        return _nobody_to_compare(request, kept)
    try:
        comparison = compare([kept, *others])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("contact-list", request.project.slug)
    data = request.POST if request.method == "POST" else None
    form = MergeForm(data, comparison=comparison)
    if form.is_valid():
        return _merge(request, comparison, form)
    return _comparison(request, comparison, form, status=422 if form.is_bound else 200)


@require_safe
def choosing(request):
    """Lead from the contacts ticked in a list to their comparison; the one known longest is kept."""
    chosen = {_contact(request, pk) for pk in _ids(request)}
    if not chosen:
        messages.info(request, _("Tick the contacts that are one person first."))
        return redirect("contact-list", request.project.slug)
    kept, *others = sorted(chosen, key=lambda contact: (contact.created_at, contact.pk))
    query = "&".join(f"with={other.pk}" for other in others)
    return redirect(reverse("contact-merge", args=[request.project.slug, kept.pk]) + (query and f"?{query}"))


def _merge(request, comparison, form):
    kept, *others = comparison.contacts
    try:
        merges = merge(kept, others, by=request.user, **form.cleaned_data)
    except Stale as refusal:
        form.add_error(None, [str(refusal), *refusal.changes])
        return _comparison(request, comparison, form, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(kept)
    words = _("Merged %(names)s into %(kept)s.")
    names = ", ".join(str(other) for other in others)
    _say(request, words % {"names": names, "kept": kept}, _undo_page(request, merges[-1]), _("Undo"))
    return redirect(kept)


def _nobody_to_compare(request, kept):
    """With `with` naming only what is this contact already, say so; else let the agent look for somebody."""
    if _ids(request):
        messages.info(request, _("They are one contact already."))
        return redirect(kept)
    query = clean(request.GET.get("q", ""))
    contacts = Lead.objects.contacts().filter(project=request.project).exclude(pk=kept.pk)
    page = paginate(search(request.project, contacts, query), {}, FOUND) if query else None
    context = {"contact": kept, "query": query, "page": page, "section": "contacts"}
    context["sharing"] = Lead.objects.sharing_email_of(kept)[:FOUND]
    return render(request, "leads/merge_with.html", context)


def _comparison(request, comparison, form, status):
    Lead.objects.describe(comparison.contacts)
    context = {"section": "contacts", "comparison": comparison, "contact": comparison.kept, "form": form}
    context["others"] = [(other, comparison.trees[other.pk]) for other in comparison.contacts[1:]]
    return render(request, "leads/merge.html", context, status=status)


@require_safe
def merges(request):
    """All merges of the project, the latest first, those that were undone among them."""
    rows = Merge.objects.filter(project=request.project).for_list()
    page = paginate([rows], request.GET, PAGE_SIZE)
    return render(request, "leads/merges.html", {"section": "contacts", "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def undoing(request, pk):
    """Show what taking a merge back does, and do it on POST."""
    row = get_object_or_404(
        Merge.objects.select_related("lead", "into", "project"), pk=pk, project=request.project
    )
    try:
        told = undo(row, by=request.user) if request.method == "POST" else preview(row)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect(Lead.objects.select_related("project").get(pk=row.lead_id))
    if request.method != "POST":
        return render(request, "leads/undo.html", {"section": "contacts", "undoing": told})
    words = _("%(name)s is a contact of its own again.") % {"name": told.merge.lead_called}
    again = reverse("contact-merge", args=[request.project.slug, told.head.pk]) + f"?with={row.lead_id}"
    _say(request, words, again, _("Merge again"))
    return redirect(Lead.objects.select_related("project").get(pk=row.lead_id))


@require_http_methods(["GET", "HEAD", "POST"])
def splitting(request, pk):
    """Ask, and make one lead of a contact a contact of its own on POST."""
    lead = get_object_or_404(
        Lead.objects.select_related("contact", "project"), pk=pk, project=request.project
    )
    if request.method != "POST" and lead.contact.leads.count() > 1:
        return render(
            request, "leads/split.html", {"section": "contacts", "lead": lead, "contact": lead.contact}
        )
    try:
        split(lead, by=request.user)
        messages.success(request, _("%(name)s is a contact of its own again.") % {"name": lead})
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect(Lead.objects.select_related("project").get(pk=pk))


def _contact(request, pk):
    leads = Lead.objects.select_related("contact__project")
    return get_object_or_404(leads, pk=pk, project=request.project).contact


def _ids(request):
    try:
        return [int(value) for value in request.POST.getlist("with") or request.GET.getlist("with")][:50]
    except ValueError:
        raise Http404 from None


def _undo_page(request, row):
    return reverse("merge-undo", args=[request.project.slug, row.pk])


def _say(request, words, address, label):
    messages.success(request, format_html('{} <a class="link" href="{}">{}</a>', words, address, label))
