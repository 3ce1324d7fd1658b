from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conversations.widget.forms import StartForm
from crm.change_project import change_project, locked
from crm.forms import ProjectForm
from leads.models import ProfileField

from .access import for_admins, settings_context


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def project(request):
    """Name, address, language and time zone of the project, how its chat looks and greets, and a preview."""
    if request.method == "POST":
        return _save(request)
    return _page(request, ProjectForm(instance=request.project))


@transaction.atomic
def _save(request):
    form = ProjectForm(request.POST, instance=locked(request.project))
    if form.is_valid():
        try:
            change_project(form.instance, request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    if form.errors:
        return _page(request, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("settings-project", form.instance.slug)


def _page(request, form, status=200):
    fields = ProfileField.objects.asked().filter(project=request.project).with_choices()
    preview = StartForm(profile_fields=fields, still_to_ask=fields, auto_id="preview_%s")
    context = settings_context(request, "settings-project", form=form, preview=preview)
    return render(request, "settings/project.html", context, status=status)
