from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leads import profile
from leads.forms import ProfileForm
from leads.models import Lead, ProfileField
from leads.models.profile_value import Source


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Write into the profile of a contact by hand. Only what was changed becomes the agent's word."""
    contact = get_object_or_404(Lead.objects.contacts(), pk=pk, project=request.project)
    fields = ProfileField.objects.active().filter(project=request.project).with_choices()
    known = profile.current_of(contact)
    initial = {field.html_name: known.get(field.key, "") for field in fields}
    form = ProfileForm(request.POST or None, initial=initial, profile_fields=fields, keeps_seen=True)
    if form.is_valid():
        changed = {key: value for key, value in form.changes().items() if value != known.get(key, "")}
        if profile.write(contact, changed, source=Source.AGENT, actor=request.user):
            messages.success(request, _("Saved."))
        return redirect(contact)
    status = 422 if form.is_bound else 200
    return render(
        request, "leads/edit.html", {"section": "contacts", "contact": contact, "form": form}, status=status
    )
