import re

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from conversations.fill import FIELDS, unknown_fields
from conversations.models import CannedReply
from conversations.models.canned_reply import LONGEST_SHORTCUT
from conversations.models.message import LONGEST_BODY
from leads.plain_text import PlainCharField
from leads.verb import verb

from .access import for_admins, settings_context


class CannedReplyForm(forms.Form):
    shortcut = PlainCharField(
        label=gettext_lazy("Shortcut"),
        max_length=LONGEST_SHORTCUT,
        help_text=gettext_lazy("What agents type after / to find it: letters, digits, - and _."),
    )
    text = PlainCharField(
        label=gettext_lazy("Text"), max_length=LONGEST_BODY, widget=forms.Textarea({"rows": 6})
    )

    def clean_shortcut(self):
        shortcut = self.cleaned_data["shortcut"].removeprefix("/").lower()
        if not re.fullmatch(r"[\w-]{1,40}", shortcut):
            raise forms.ValidationError(_("Use letters, digits, - and _ only."))
        return shortcut

    def clean_text(self):
        if unknown := unknown_fields(self.cleaned_data["text"]):
            words = _("%(unknown)s is not known here. There are %(known)s.")
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise forms.ValidationError(words % {"unknown": f"{{{unknown[0]}}}", "known": known})
        return self.cleaned_data["text"]


@for_admins
@require_safe
def canned_replies(request):
    """The texts that agents send often."""
    rows = request.project.canned_replies.in_use()
    return render(request, "settings/canned.html", settings_context(request, "settings-canned", replies=rows))


@for_admins
@require_http_methods(["GET", "HEAD", "POST"])
def canned_reply(request, pk=None):
    """Add a canned reply, or change one."""
    shown = CannedReply(project=request.project) if pk is None else _in_use(request, pk)
    form = CannedReplyForm(
        request.POST if request.method == "POST" else None,
        initial={"shortcut": shown.shortcut, "text": shown.text},
    )
    if form.is_valid() and _is_saved(shown, form):
        messages.success(request, _("Saved “%(reply)s”.") % {"reply": shown})
        return redirect("settings-canned", request.project.slug)
    context = settings_context(request, "settings-canned", form=form, reply=shown, fields=FIELDS.items())
    return render(request, "settings/canned_reply.html", context, status=422 if form.is_bound else 200)


def _list_of(request, pk):
    return reverse("settings-canned", args=[request.project.slug])


@for_admins
@verb(_list_of)
def removing_canned_reply(request, pk):
    reply = _in_use(request, pk)
    reply.removed_at = timezone.now()
    reply.save(update_fields=["removed_at"])
    back = reverse("settings-canned-return", args=[request.project.slug, pk])
    messages.success(request, _("Removed “%(reply)s”.") % {"reply": reply}, extra_tags=f"undo {back}")
    return redirect(_list_of(request, pk))


@for_admins
@verb(_list_of)
def restoring_canned_reply(request, pk):
    reply = get_object_or_404(request.project.canned_replies, pk=pk)
    reply.removed_at = None
    if not _is_free(reply):
        words = _("Another canned reply is called “%(reply)s” by now.")
        messages.error(request, words % {"reply": reply})
    return redirect(_list_of(request, pk))


def _in_use(request, pk):
    return get_object_or_404(request.project.canned_replies.in_use(), pk=pk)


def _is_saved(reply, form):
    reply.shortcut, reply.text = form.cleaned_data["shortcut"], form.cleaned_data["text"]
    if is_free := _is_free(reply):
        return is_free
    form.add_error("shortcut", _("Another canned reply has this shortcut."))
    return False


def _is_free(reply):
    """Save the reply, unless another one has its shortcut."""
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError:
        return False
    return True
