"""What the visitor's open page asks for and tells by itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from conversations import limits
from conversations.live import announce
from conversations.news import Known, news
from conversations.seen import seen_by_visitor

from .access import visitors_page
from .views import not_yours, own_conversation, rating_context

NOTHING = 204


@visitors_page
@require_safe
def thread_news(request, public_id):
    """The lines after the one that is known, or 204."""
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    known = Known.of(request.GET)
    lines = news(conversation.messages.for_visitor(), known, conversation.team_seen_seq)
    if not lines and request.GET.get("status") == conversation.status:
        return HttpResponse(status=NOTHING)
    context = {"conversation": conversation, "lines": lines, "known": known} | rating_context(conversation)
    return render(request, "widget/_news.html", context | {"project": request.project})


@visitors_page
@require_POST
def seen(request, public_id):
    """Say that the visitor has the thread before them, up to `seq`."""
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    request.visitor.lead.visited(timezone.now())
    seen_by_visitor(conversation, Known.of({"seen": request.POST.get("seq")}).seen)
    return HttpResponse(status=NOTHING)


@visitors_page
@require_POST
def typing(request, public_id):
    """Say that the visitor is writing."""
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    limits.allow(limits.TYPING, request.visitor.id, limits.client_address(request))
    announce.typing(conversation)
    return HttpResponse(status=NOTHING)
