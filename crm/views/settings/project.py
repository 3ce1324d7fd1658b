from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conversations.widget.forms import StartForm
from crm.forms import ProjectForm
from crm.models import Project
from leads.models import ProfileField

from .access import for_admins, settings_context


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def project(request):
    """Name, language and time zone of the project, and how its chat looks and greets, with a preview."""
    locked = Project.objects.select_for_update(no_key=True).get(pk=request.project.pk)
    form = ProjectForm(request.POST or None, instance=locked)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("settings-project", request.project.slug)
    fields = ProfileField.objects.asked().filter(project=locked).with_choices()
    preview = StartForm(profile_fields=fields, still_to_ask=fields, auto_id="preview_%s")
    context = settings_context(request, "settings-project", form=form, preview=preview)
    return render(request, "settings/project.html", context, status=422 if form.is_bound else 200)
