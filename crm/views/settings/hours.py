from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.hours_form import HoursForm
from crm.models import Project
from leads import activity

from .access import for_admins, settings_context


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def hours(request):
    """When the project is attended, what its chat says otherwise, and whether replies are mailed."""
    locked = Project.objects.select_for_update(no_key=True).get(pk=request.project.pk)
    form = HoursForm(request.POST or None, instance=locked)
    if form.is_valid():
        if form.changes:
            form.save()
            activity.record("hours.changed", project=locked, actor=request.user, changes=form.changes)
        messages.success(request, _("Saved."))
        return redirect("settings-hours", locked.slug)
    context = settings_context(request, "settings-hours", form=form)
    return render(request, "settings/hours.html", context, status=422 if form.is_bound else 200)
