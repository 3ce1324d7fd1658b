from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from conversations import post as say
from conversations.assign import NotAMember, assign
from conversations.close import close, reopen
from conversations.forms import ReplyForm
from conversations.queues import DEFAULT, QUEUES
from leads.verb import verb

from .inbox import conversation_or_404, thread_context


def page_of(request, pk):
    return reverse("conversation", args=[request.project.slug, pk])


@verb(page_of)
def post(request, pk):
    """Send a reply, or add a note when `internal` is ticked. A fragment request gets the line that it is."""
    conversation = conversation_or_404(request, pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        part = "_composer" if request.htmx else "conversation"
        context = thread_context(request, conversation, form)
        return render(request, f"conversations/{part}.html", context, status=422)
    data = form.cleaned_data
    write = say.add_note if data["internal"] else say.reply
    try:
        message = write(conversation, request.user, data["body"], client_id=data["client_id"])
    except NotAMember:
        raise Http404 from None
    if request.htmx:
        context = {"message": message, "conversation": conversation, "contact": conversation.lead.contact}
        return render(request, "conversations/_message.html", context)
    return back_to(request, conversation, fragment=f"m{message.seq}")


@verb(page_of)
def close_it(request, pk):
    conversation = close(conversation_or_404(request, pk), request.user)
    messages.success(request, _("Closed “%(subject)s”.") % {"subject": conversation.subject})
    return to_queue(request)


@verb(page_of)
def reopen_it(request, pk):
    return back_to(request, reopen(conversation_or_404(request, pk), request.user))


@verb(page_of)
def assign_it(request, pk):
    """Give the conversation to the member whose user id is in `assignee`, or to nobody when that is empty."""
    conversation = conversation_or_404(request, pk)
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
    return back_to(request, conversation)


def back_to(request, conversation, fragment="latest"):
    return redirect(f"{page_of(request, conversation.pk)}?queue={queue_of(request)}#{fragment}")


def to_queue(request):
    return redirect(f"{reverse('inbox', args=[request.project.slug])}?queue={queue_of(request)}")


def queue_of(request):
    queue = request.POST.get("queue")
    return queue if queue in QUEUES else DEFAULT
