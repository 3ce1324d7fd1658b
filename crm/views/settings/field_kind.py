from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leads.change_kind import change_kind, foresee
from leads.field_forms import KindForm

from .access import for_admins, settings_context


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def field_kind(request, pk):
    """Show what another kind (`?kind=`) would make of a field's values, and change to it on POST."""
    field = get_object_or_404(request.project.profile_fields, pk=pk)
    if field.is_built_in:
        raise Http404
    form = KindForm(request.POST or request.GET or None, of=field)
    kind = form.cleaned_data["kind"] if form.is_valid() else None
    if request.method == "POST" and kind and _change(request, field, form):
        return redirect("settings-field", request.project.slug, pk)
    field.refresh_from_db()
    context = settings_context(
        request,
        "settings-fields",
        field=field,
        form=form,
        outlook=foresee(field, kind) if kind and kind != field.kind else None,
    )
    return render(request, "settings/field_kind.html", context, status=422 if form.errors else 200)


def _change(request, field, form):
    field.kind = form.cleaned_data["was"] or field.kind
    try:
        changed = change_kind(field, form.cleaned_data["kind"], request.user)
    except ValidationError as refusal:
        form.add_error("kind", refusal)
        return False
    words = _("“%(field)s” is now of the kind “%(kind)s”.")
    messages.success(request, words % {"field": changed, "kind": changed.get_kind_display()})
    return True
