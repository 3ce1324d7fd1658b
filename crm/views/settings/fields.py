from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conversations.widget.forms import StartForm
from leads import arrange
from leads.models import ProfileField

from .access import for_admins, settings_context


@for_admins
@require_safe
def fields(request):
    """The fields of the project in their order, the retired ones, and the form as visitors see it."""
    every = list(ProfileField.objects.filter(project=request.project).with_choices())
    active = [field for field in every if not field.retired_at]
    asked = [field for field in active if field.is_asked]
    context = settings_context(
        request,
        "settings-fields",
        active=active,
        seen=",".join(str(field.pk) for field in active),
        retired=[field for field in every if field.retired_at],
        preview=StartForm(profile_fields=asked, still_to_ask=asked, auto_id="preview_%s"),
    )
    return render(request, "settings/fields.html", context)


@for_admins
@require_POST
def order(request):
    """Put the fields in the order of the ids in `field`, or move the one in `up` or `down` by one place."""
    sent = request.POST
    try:
        seen = [int(pk) for pk in sent.get("seen", "").split(",")]
        ids = [int(pk) for pk in sent.getlist("field")]
        steps = {sent.get("up"): -1, sent.get("down"): 1}
        moved = [(int(pk), step) for pk, step in steps.items() if pk]
    except ValueError:
        return HttpResponseBadRequest()
    try:
        for pk, step in moved:
            arrange.move(_field(request, pk), step, request.user, seen=seen)
        if not moved:
            arrange.put_in_order(request.project, ids, request.user, seen=seen)
    except arrange.Rearranged as refusal:
        messages.warning(request, refusal.message)
    return redirect("settings-fields", request.project.slug)


@for_admins
@require_POST
def require(request, pk):
    """Let visitors answer the field or leave it out, as `required` says."""
    arrange.require(_field(request, pk), bool(request.POST.get("required")), request.user)
    return redirect("settings-fields", request.project.slug)


@for_admins
@require_POST
def retire(request, pk):
    words = _("“%(field)s” is retired. Its values are kept.")
    return _try(request, arrange.retire, _field(request, pk), words)


@for_admins
@require_POST
def bring_back(request, pk):
    return _try(request, arrange.bring_back, _field(request, pk), _("“%(field)s” is back, with its values."))


def _try(request, verb, shown, words):
    try:
        verb(shown, request.user)
        messages.success(request, words % {"field": shown})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("settings-fields", request.project.slug)


def _field(request, pk):
    return get_object_or_404(request.project.profile_fields, pk=pk)
