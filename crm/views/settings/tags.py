from django import forms
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leads.models import Tag
from leads.models.tag import LONGEST_TAG
from leads.plain_text import PlainCharField
from leads.refused import Refused
from leads.tagging import change, merge_tags

from .access import for_admins, settings_context


class TagForm(forms.Form):
    name = PlainCharField(label=gettext_lazy("Name"), max_length=LONGEST_TAG)
    hue = forms.TypedChoiceField(label=gettext_lazy("Colour"), coerce=int, choices=Tag.Hue)


@for_admins
@require_safe
def tags(request):
    """The project's tags, and how many contacts have each."""
    rows = request.project.tags.annotate(number=Count("lead_tags"))
    return render(request, "settings/tags.html", settings_context(request, "settings-tags", tags=rows))


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def tag(request, pk):
    """Rename and colour a tag."""
    shown = get_object_or_404(request.project.tags.select_related("project"), pk=pk)
    form = TagForm(
        request.POST if request.method == "POST" else None, initial={"name": shown.name, "hue": shown.hue}
    )
    if form.is_valid():
        try:
            change(shown, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Saved “%(tag)s”.") % {"tag": shown})
            return redirect("settings-tags", request.project.slug)
    others = request.project.tags.exclude(pk=pk)
    context = settings_context(request, "settings-tags", form=form, tag=shown, others=others)
    return render(request, "settings/tag.html", context, status=422 if form.is_bound else 200)


@for_admins
@require_POST
def merging_tags(request, pk):
    """Let the tag `into` stand for this one."""
    shown, into = (
        get_object_or_404(request.project.tags.select_related("project"), pk=one)
        for one in (pk, _number(request.POST.get("into")))
    )
    if shown != into:
        merge_tags(shown, into, by=request.user)
        messages.success(request, _("“%(tag)s” is “%(into)s” now.") % {"tag": shown, "into": into})
    return redirect("settings-tags", request.project.slug)


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
