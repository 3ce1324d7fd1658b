"""The visitor's own conversation to keep: to print, and by e-mail to the address that they gave."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from conversations import limits
from conversations.mail_transcript import ask
from conversations.transcript import address_of, may_be_asked_for, page_of
from leads.verb import verb

from .access import chat_context, require_reading, visitors_page
from .views import SeeOther, not_yours, own_conversation, too_much, words_of


def _page(request, public_id):
    return reverse("chat-transcript", args=[request.project.key, public_id])


@visitors_page
@require_reading
def transcript(request, public_id):
    """What the visitor may read of it, a page at a time."""
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    return _show(request, conversation, is_sent=request.GET.get("sent") == "1")


@visitors_page
@verb(_page)
def mail_it(request, public_id):
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    if not may_be_asked_for(conversation):
        words = _("It cannot be sent to you by e-mail. You can print it.")
        return _show(request, conversation, 422, error=words)
    try:
        ask(conversation, address=limits.client_address(request))
    except limits.TooMuch as refusal:
        return too_much(_show(request, conversation, error=words_of(refusal)), refusal)
    return SeeOther(_page(request, public_id) + "?sent=1")


def _show(request, conversation, status=200, **said):
    context = chat_context(
        request.project,
        conversation=conversation,
        page=page_of(conversation, request.GET),
        address=_page(request, conversation.public_id),
        email=address_of(conversation) if may_be_asked_for(conversation) else "",
        **said,
    )
    return render(request, "widget/transcript.html", context, status=status)
