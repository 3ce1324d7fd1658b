from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from conversations import post as say
from conversations.assign import NotAMember, assign
from conversations.close import close, reopen
from conversations.forms import ReplyForm
from conversations.models import Conversation
from conversations.queues import DEFAULT, QUEUES
from leads.verb import verb

from .inbox import thread_context


def _page(request, pk):
    return reverse("conversation", args=[request.project.slug, pk])


@verb(_page)
def post(request, pk):
    """Send a reply, or add a note when `internal` is ticked."""
    conversation = _conversation(request, pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "conversations/conversation.html",
            thread_context(request, conversation, form),
            status=422,
        )
    data = form.cleaned_data
    write = say.add_note if data["internal"] else say.reply
    try:
        message = write(conversation, request.user, data["body"], client_id=data["client_id"])
    except NotAMember:
        raise Http404 from None
    return _back(request, conversation, fragment=f"m{message.seq}")


@verb(_page)
def close_it(request, pk):
    conversation = close(_conversation(request, pk), request.user)
    messages.success(request, _("Closed “%(subject)s”.") % {"subject": conversation.subject})
    return redirect(f"{reverse('inbox', args=[request.project.slug])}?queue={_queue(request)}")


@verb(_page)
def reopen_it(request, pk):
    return _back(request, reopen(_conversation(request, pk), request.user))


@verb(_page)
def assign_it(request, pk):
    """Give the conversation to the member whose user id is in `assignee`, or to nobody when that is empty."""
    conversation = _conversation(request, pk)
    assignee = None
    if request.POST.get("assignee"):
        try:
            assignee = request.project.members.get(pk=request.POST["assignee"])
        except (ValueError, request.project.members.model.DoesNotExist):
            raise Http404 from None
    try:
        assign(conversation, assignee, request.user)
    except NotAMember:
        messages.error(request, _("%(name)s no longer works in this project.") % {"name": assignee})
    return _back(request, conversation)


def _conversation(request, pk):
    return get_object_or_404(
        Conversation.objects.filter(project=request.project).select_related("lead__contact", "assignee"),
        pk=pk,
    )


def _back(request, conversation, fragment="latest"):
    return redirect(f"{_page(request, conversation.pk)}?queue={_queue(request)}#{fragment}")


def _queue(request):
    queue = request.POST.get("queue")
    return queue if queue in QUEUES else DEFAULT
