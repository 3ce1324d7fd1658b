from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leads import profile
from leads.contact_form import ContactForm
from leads.models import Lead, ProfileField
from leads.models.profile_value import Source


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Write into the profile of a contact by hand. Only what was changed becomes the agent's word."""
    if request.method == "POST":
        return _write(request, pk)
    contact = get_object_or_404(_contacts(request), pk=pk)
    return _page(request, contact, ContactForm(contact=contact))


@transaction.atomic
def _write(request, pk):
    contact = get_object_or_404(_contacts(request).select_for_update(no_key=True), pk=pk)
    ProfileField.objects.filter(project=request.project).hold()
    form = ContactForm(request.POST, contact=contact)
    if not form.is_valid():
        return _page(request, contact, form, status=422)
    known = {name: row.value for name, row in form.held.items()}
    names = {field.key: field.html_name for field in form.profile_fields}
    changed = {key: value for key, value in form.changes().items() if value != known.get(names[key], "")}
    if profile.write(contact, changed, source=Source.AGENT, actor=request.user):
        messages.success(request, _("Saved."))
    return redirect(contact)


def _contacts(request):
    return Lead.objects.heads().filter(project=request.project)


def _page(request, contact, form, status=200):
    context = {"section": "contacts", "contact": contact, "form": form}
    return render(request, "leads/edit.html", context, status=status)
