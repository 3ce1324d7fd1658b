"""What the bubble asks while the chat is closed. Looking leaves no trace: no cookie, no row."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conversations.models import Conversation

from .access import visitors_page

MOST = 99


@visitors_page
@require_safe
def bell(request):
    """An empty page for a hidden frame: it asks for news as this visitor, and tells the host page."""
    request.visitor.only_looks()
    return render(request, "widget/bell.html")


@visitors_page
@require_safe
def news(request):
    """Conversations with a reply that this browser has not seen, the last of each, and how it is known."""
    request.visitor.only_looks()
    lead = request.visitor.lead
    waiting = Conversation.objects.filter(lead=lead).with_news()[:MOST] if lead else []
    return JsonResponse(
        {
            "unread": {str(conversation.public_id): conversation.replied_seq for conversation in waiting},
            "is_known": lead is not None,
            "has_cookie": request.visitor.known_by == "cookie",
        }
    )
