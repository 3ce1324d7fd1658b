from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leads import arrange
from leads.field_forms import ChoiceFormSet, FieldForm
from leads.models import ProfileField
from leads.models.profile_field import Kind

from .access import for_admins, settings_context


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def field(request, pk=None):
    """Add a field, or change one and its choices."""
    if request.method == "POST":
        return _save(request, pk)
    shown = _new(request) if pk is None else get_object_or_404(request.project.profile_fields, pk=pk)
    return _page(request, FieldForm(instance=shown), ChoiceFormSet(instance=shown, prefix="choices"))


@transaction.atomic
def _save(request, pk):
    fields = {field.pk: field for field in arrange.locked(request.project)}
    if pk is not None and pk not in fields:
        raise Http404
    shown = _new(request) if pk is None else fields[pk]
    before = arrange.describe(shown) if pk else {}
    form = FieldForm(request.POST, instance=shown)
    choices = ChoiceFormSet(request.POST, instance=shown, prefix="choices")
    if not _is_saved(form, choices):
        return _page(request, form, choices, status=422)
    arrange.tell(shown, before, request.user)
    messages.success(request, _("Saved “%(field)s”.") % {"field": shown})
    return redirect("settings-fields", request.project.slug)


def _is_saved(form, choices):
    shown, is_new = form.instance, form.instance.pk is None
    if not form.is_valid():
        return False
    # Of a field that became a choice meanwhile, the page knew no choices.
    has_choices = shown.kind == Kind.CHOICE and (is_new or choices.prefix + "-TOTAL_FORMS" in choices.data)
    if has_choices and not choices.is_valid():
        return False
    try:
        arrange.add(shown) if is_new else form.save()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    if has_choices:
        choices.save()
    return True


def _new(request):
    return ProfileField(project=request.project)


def _page(request, form, choices, status=200):
    context = settings_context(request, "settings-fields", field=form.instance, form=form, choices=choices)
    return render(request, "settings/field.html", context, status=status)
