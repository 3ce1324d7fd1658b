from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conversations.mail_transcript import send_to_member, send_to_visitor
from conversations.transcript import address_of, page_of
from leads.verb import verb

from .inbox import conversation_or_404


def _page(request, pk):
    return reverse("conversation-transcript", args=[request.project.slug, pk])


@require_safe
def transcript(request, pk):
    """The conversation to print: what its visitor may read, or with `notes` everything."""
    conversation, internal = conversation_or_404(request, pk), request.GET.get("notes") == "1"
    context = {
        "project": request.project,
        "conversation": conversation,
        "contact": conversation.lead.contact,
        "internal": internal,
        "page": page_of(conversation, request.GET, internal=internal),
        "address": _page(request, pk),
        "more": "notes=1&" if internal else "",
        "visitor_email": address_of(conversation),
    }
    return render(request, "conversations/transcript.html", context)


@verb(_page)
def mail_it(request, pk):
    """Have it mailed: `to` says whom, the `visitor` or `me`; `notes` are for me only."""
    conversation, to = conversation_or_404(request, pk), request.POST.get("to")
    internal = request.POST.get("notes") == "1"
    if to == "me":
        send_to_member(conversation, request.user, internal=internal)
        messages.success(request, _("The transcript is on its way to you."))
    elif to != "visitor":
        raise Http404
    elif email := address_of(conversation):
        send_to_visitor(conversation)
        messages.success(request, _("The transcript is on its way to %(email)s.") % {"email": email})
    else:
        messages.error(request, _("There is no e-mail that this conversation may be sent to."))
    return redirect(_page(request, pk) + ("?notes=1" if internal else ""))
