from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from conversations import post as say
from conversations.assign import NotAMember, assign
from conversations.close import close, reopen
from conversations.forms import ReplyForm
from leads.verb import verb

from .inbox import conversation_or_404, thread_context
from .undo import say_done
from .ways import back_to, page_of, to_queue


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
    conversation = conversation_or_404(request, pk)
    words = _("Closed “%(subject)s”.") % {"subject": conversation.subject}
    say_done(request, words, conversation, close(conversation, request.user))
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
        given = assign(conversation, assignee, request.user)
    except NotAMember:
        messages.error(request, _("%(name)s no longer works in this project.") % {"name": assignee})
    else:
        words = _("Assigned to %(name)s.") % {"name": assignee} if assignee else _("Nobody has this now.")
        say_done(request, words, conversation, given)
    return back_to(request, conversation)
