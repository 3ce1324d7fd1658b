from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leads.create import create
from leads.duplicates import using
from leads.forms import ProfileForm
from leads.models import Lead, ProfileField
from leads.plain_text import plain
from leads.refused import Refused

MOST = 5


@require_http_methods(["GET", "HEAD", "POST"])
def creating(request):
    """Make a contact by hand."""
    fields = ProfileField.objects.active().filter(project=request.project).with_choices()
    data = request.POST if request.method == "POST" else None
    form = ProfileForm(data, profile_fields=fields)
    if form.is_valid():
        try:
            contact = create(request.project, form.answers(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_who_else(request, contact)
            return redirect(contact)
    context = {"section": "contacts", "form": form}
    return render(request, "leads/create.html", context, status=422 if form.is_bound else 200)


def _say_who_else(request, contact):
    others = Lead.objects.sharing_email_of(contact)[:MOST].count()
    words = ngettext(
        "Saved. Another contact has this e-mail: compare the two beside it.",
        "Saved. %(count)s other contacts have this e-mail: compare them beside it.",
        others,
    )
    messages.success(request, words % {"count": others} if others else _("Saved."))


@require_safe
def hints(request):
    """The contacts that have what is being typed as `email` or `phone`, but `not` this one: a fragment."""
    typed = {name: plain(request.GET.get(name, "")[:254]) for name in ("email", "phone")}
    contacts = using(request.project, **typed)
    if (own := request.GET.get("not", "")).isdecimal() and len(own) < 19:
        contacts = contacts.exclude(pk=own)
    return render(request, "leads/_hints.html", {"contacts": contacts[:MOST]})
