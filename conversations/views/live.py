"""What an agent's open page asks for and tells by itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from conversations.live import announce
from conversations.news import Known, news
from conversations.seen import seen_by_agent

from .inbox import conversation_or_404, header_context, queue_context

NOTHING = 204


@require_safe
def parts(request):
    """What is drawn again on any page when something rings: the rail's count and, with `queue`, the list."""
    context = queue_context(request, beside=request.GET.get("beside", "")) if "queue" in request.GET else {}
    return render(request, "conversations/_parts.html", context)


@require_safe
def thread_news(request, pk):
    """The lines after the one that is known, with the thread's header where an event changed it, or 204."""
    conversation = conversation_or_404(request, pk)
    known = Known.of(request.GET)
    lines = news(conversation.messages, known, conversation.visitor_seen_seq)
    if not lines:
        return HttpResponse(status=NOTHING)
    context = {
        "conversation": conversation,
        "contact": conversation.lead.contact,
        "lines": lines,
        "known": known,
        "queue": request.GET.get("queue", ""),
    }
    if any(line.event for line in lines):
        context |= header_context(request)
    return render(request, "conversations/_news.html", context)


@require_POST
def seen(request, pk):
    """Say that the agent has the thread before them, up to `seq`."""
    seq = Known.of({"seen": request.POST.get("seq")}).seen
    seen_by_agent(conversation_or_404(request, pk), request.user, seq)
    return HttpResponse(status=NOTHING)


@require_POST
def typing(request, pk):
    """Say that the agent is writing; the visitor hears of a reply, of an `internal` note only colleagues."""
    conversation = conversation_or_404(request, pk)
    announce.typing(conversation, request.user, for_visitor=not request.POST.get("internal"))
    return HttpResponse(status=NOTHING)
