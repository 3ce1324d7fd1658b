from urllib.parse import urlencode
from uuid import uuid4

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conversations import queues
from conversations.fill import fill
from conversations.forms import ReplyForm, SnoozeForm
from conversations.models import Conversation
from conversations.runs import mark_runs
from conversations.seen import seen_by_agent
from conversations.snooze_times import presets, tomorrow_morning
from leads.paging import paginate
from leads.properties import properties_of

LIST_SIZE = 30
THREAD_SIZE = 50
EARLIER_SIZE = 5


@require_safe
def inbox(request):
    """The conversations of one queue."""
    context = queue_context(request)
    written = context["page"].rows or Conversation.objects.filter(project=request.project).exists()
    return render(request, "conversations/inbox.html", context | {"is_unused": not written})


@require_safe
def conversation(request, pk):
    """One conversation: its thread, beside the queue it was opened from and its contact."""
    shown = conversation_or_404(request, pk)
    context = thread_context(request, shown, new_reply(body=_canned_text(request, shown)))
    if request.htmx and "canned" in request.GET:
        return render(request, "conversations/_composer.html", context)
    if request.method == "GET" and not context["thread"].previous:
        seen_by_agent(shown, request.user)
    return render(request, "conversations/conversation.html", context)


def new_reply(body=""):
    return ReplyForm(initial={"client_id": uuid4(), "body": body})


def _canned_text(request, shown):
    """The canned reply that the address asks for, filled for this contact; nothing where there is none."""
    pk = request.GET.get("canned", "")
    known = pk.isascii() and pk.isdigit() and len(pk) < 19
    reply = request.project.canned_replies.in_use().filter(pk=pk).first() if known else None
    return fill(reply.text, shown, request.user) if reply else ""


def thread_context(request, shown, form):
    """What the page of a conversation shows; `form` is the composer, with its errors if it has any."""
    contact = shown.lead.contact
    earlier = Conversation.objects.of_contact(contact).exclude(pk=shown.pk).latest_first()
    thread = paginate([shown.messages.for_thread().order_by("-seq", "-id")], request.GET, THREAD_SIZE)
    thread.rows = mark_runs(reversed(thread.rows))
    return (
        queue_context(request, shown)
        | header_context(request)
        | {
            "conversation": shown,
            "contact": contact,
            "thread": thread,
            "form": form,
            "canned": request.project.canned_replies.in_use().for_menu(),
            "earlier": paginate([earlier], {}, EARLIER_SIZE),
            "properties": [
                known
                for known in properties_of(contact, history=False)
                if known.current and known.current.value
            ],
        }
    )


def conversation_or_404(request, pk):
    conversations = Conversation.objects.filter(project=request.project)
    return get_object_or_404(conversations.select_related("lead__contact", "assignee"), pk=pk)


def header_context(request):
    """What the header of a thread offers: whom it can be given to, and until when it can sleep."""
    members = request.project.memberships.filter(user__is_active=True).select_related("user")
    return {
        "members": members.order_by("user__name", "user__email"),
        "presets": presets(),
        "snooze_form": SnoozeForm(initial={"until": tomorrow_morning()}),
    }


def queue_context(request, shown=None, beside=""):
    """What the list shows: beside the thread that is `shown`, or that a fragment is `beside` of (its id)."""
    asked = request.GET.get("queue") or request.POST.get("queue")
    queue = asked if asked in queues.QUEUES else queues.usual(shown)
    # Beside a thread, `after` and `before` are places in the thread.
    params = {} if shown or beside else request.GET
    listed = queues.in_queue(queue, request.project, request.user).for_list().with_read_mark(request.user)
    page = paginate([listed], params, LIST_SIZE)
    if asked and asked != queue:
        page.note = _("There is no such list. This is “%(queue)s”.") % {"queue": queues.QUEUES[queue]}
    return {
        "section": "inbox",
        "queue": queue,
        "queue_label": queues.QUEUES[queue],
        "tabs": queues.tabs(request.project, request.user),
        "page": page,
        "open_id": str(shown.pk) if shown else beside,
        "parts_query": urlencode(
            {"queue": queue, "beside": shown.pk} if shown else {**request.GET.dict(), "queue": queue}
        ),
    }
