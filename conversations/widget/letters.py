"""
One conversation, for whoever has the link of a mailed reply: to read and to answer, nothing else. The browser
that opens it does not become the visitor, and gets no cookie.
"""

from functools import wraps
from uuid import uuid4

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conversations import limits
from conversations.forms import MessageForm
from conversations.models import Conversation, Message
from conversations.post import post_message
from conversations.signed import conversation_of_link

from .access import notice, visitors_page
from .views import explain, thread_context, too_much


def by_link(view):
    """Give a view the conversation of its link, or explain that it opens nothing."""

    @wraps(view)
    @visitors_page
    def page(request, token):
        request.visitor = None
        public_id = conversation_of_link(token)
        found = Conversation.objects.select_related("project", "lead").filter(project=request.project)
        conversation = public_id and found.filter(public_id=public_id).first()
        if not conversation:
            words = _("It is too old, was cut off, or what it opened was deleted.")
            return notice(request, 404, _("This link opens nothing"), words)
        return view(request, conversation, token)

    return page


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def read(request, conversation, token):
    """Show the conversation, and take an answer."""
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"client_id": uuid4()})
    if form.is_valid():
        try:
            post_message(
                conversation,
                form.cleaned_data["body"],
                client_id=form.cleaned_data["client_id"],
                address=limits.client_address(request),
                via=Message.Via.MAIL,
            )
        except limits.TooMuch as refusal:
            explain(form, refusal)
            return too_much(_page(request, conversation, token, form), refusal)
        return redirect("chat-letter", request.project.key, token)
    return _page(request, conversation, token, form, 422 if form.is_bound else 200)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, conversation, token):
    """
    Mail no more of this conversation: a button of the page, and what mail programs offer by themselves. Some
    open it with GET, which asks first.
    """
    if request.method == "POST":
        Conversation.objects.filter(pk=conversation.pk).update(mail_stopped=True)
    return redirect("chat-letter", request.project.key, token)


def _page(request, conversation, token, form, status=200):
    context = thread_context(request, conversation, form) | {"token": token, "address": request.path}
    return render(request, "widget/letter.html", context, status=status)
