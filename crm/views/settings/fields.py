from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conversations.widget.forms import StartForm
from leads import arrange
from leads.field_forms import ChoiceFormSet, FieldForm
from leads.models import ProfileField
from leads.models.profile_field import Kind

from .access import for_admins, settings_context


@for_admins
@require_safe
def fields(request):
    """The fields of the project in their order, the retired ones, and the form as visitors see it."""
    every = list(ProfileField.objects.filter(project=request.project).with_choices())
    asked = [field for field in every if field.is_asked and not field.retired_at]
    context = settings_context(
        request,
        "settings-fields",
        active=[field for field in every if not field.retired_at],
        retired=[field for field in every if field.retired_at],
        preview=StartForm(profile_fields=asked, still_to_ask=asked, auto_id="preview_%s"),
    )
    return render(request, "settings/fields.html", context)


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def field(request, pk=None):
    """Add a field, or change one and its choices."""
    shown = ProfileField(project=request.project) if pk is None else _field(request, pk)
    form = FieldForm(request.POST or None, instance=shown)
    choices = ChoiceFormSet(request.POST or None, instance=shown, prefix="choices")
    if request.method == "POST" and _save(form, choices):
        messages.success(request, _("Saved “%(field)s”.") % {"field": form.instance})
        return redirect("settings-fields", request.project.slug)
    context = settings_context(request, "settings-fields", field=shown, form=form, choices=choices)
    return render(request, "settings/field.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _save(form, choices):
    if not form.is_valid():
        return False
    has_choices = form.instance.kind == Kind.CHOICE
    if has_choices and not choices.is_valid():
        return False
    try:
        form.save() if form.instance.pk else arrange.add(form.instance)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    if has_choices:
        choices.save()
    return True


@for_admins
@require_POST
def order(request):
    """Put the fields in the order of the ids in `field`: what dragging sends."""
    try:
        arrange.put_in_order(request.project, [int(pk) for pk in request.POST.getlist("field")])
    except ValueError:
        return HttpResponseBadRequest()
    return redirect("settings-fields", request.project.slug)


@for_admins
@require_POST
def move(request, pk):
    arrange.move(_field(request, pk), -1 if "up" in request.POST else 1)
    return redirect("settings-fields", request.project.slug)


@for_admins
@require_POST
def retire(request, pk):
    return _try(
        request, arrange.retire, _field(request, pk), _("“%(field)s” is retired. Its values are kept.")
    )


@for_admins
@require_POST
def bring_back(request, pk):
    return _try(request, arrange.bring_back, _field(request, pk), _("“%(field)s” is back, with its values."))


def _try(request, verb, shown, words):
    try:
        verb(shown)
        messages.success(request, words % {"field": shown})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("settings-fields", request.project.slug)


def _field(request, pk):
    return get_object_or_404(ProfileField.objects.filter(project=request.project).with_choices(), pk=pk)
