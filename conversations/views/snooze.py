from django.shortcuts import render
from django.utils.translation import gettext as _

from conversations.forms import SnoozeForm
from conversations.snooze import snooze, wake
from leads.refused import Refused
from leads.short_date import coming
from leads.verb import verb

from .inbox import conversation_or_404, new_reply, thread_context
from .undo import say_done
from .ways import back_to, page_of, to_queue


@verb(page_of)
def snooze_it(request, pk):
    """Let the conversation sleep until the `preset` that was pressed, else until the date and time typed."""
    conversation = conversation_or_404(request, pk)
    form = SnoozeForm(request.POST)
    if form.is_valid():
        try:
            asleep = snooze(conversation, form.cleaned_data["until"], request.user)
        except Refused as refusal:
            form.add_error("until", str(refusal))
    if form.errors:
        context = thread_context(request, conversation, new_reply()) | {"snooze_form": form}
        return render(request, "conversations/conversation.html", context, status=422)
    words = {"subject": asleep.subject, "time": coming(asleep.snoozed_until)}
    say_done(request, _("Snoozed “%(subject)s” until %(time)s.") % words, conversation, asleep)
    return to_queue(request)


@verb(page_of)
def wake_it(request, pk):
    return back_to(request, wake(conversation_or_404(request, pk), request.user))
