from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from conversations import limits
from conversations.forms import MessageForm
from conversations.models import Conversation
from conversations.open import open_conversation
from conversations.post import post_message
from conversations.runs import mark_runs
from conversations.seen import seen_by_visitor
from leads import profile
from leads.browser import describe
from leads.identify import Erased
from leads.models import ProfileField
from leads.paging import paginate
from leads.verb import verb
from leads.visitor import cookie_name

from .access import chat_context, notice, require_reading, visitors_page
from .forms import RatingForm, StartForm

LIST_SIZE = 5
THREAD_SIZE = 30


class SeeOther(HttpResponseRedirect):
    status_code = 303


@visitors_page
@require_reading
def home(request):
    """The visitor's home: their own conversations, and a new one with what is still to ask."""
    if lead := request.visitor.lead:
        lead.visited(timezone.now())
    return render(request, "widget/home.html", _home_context(request, _start_form(request)))


def _home(request):
    return reverse("chat", args=[request.project.key])


def thread_address(request, public_id):
    return reverse("chat-thread", args=[request.project.key, public_id])


@visitors_page
@verb(_home)
def start(request):
    """Open a conversation."""
    form = _start_form(request, request.POST)
    if not form.is_valid():
        return render(request, "widget/home.html", _home_context(request, form), status=422)
    data = form.cleaned_data
    try:
        conversation = open_conversation(
            request.project,
            request.visitor.id,
            body=data["body"],
            answers=form.answers(),
            page=data["page"],
            client_id=data["client_id"],
            browser=describe(request),
            address=limits.client_address(request),
        )
    except limits.TooMuch as refusal:
        explain(form, refusal)
        return too_much(render(request, "widget/home.html", _home_context(request, form)), refusal)
    except Erased:  # while this was on its way: a new visitor is asked everything, and keeps the text
        request.visitor.start_anew()
        form = _start_form(request, request.POST)
        return render(request, "widget/home.html", _home_context(request, form), status=409)
    except profile.Misfit:  # a question is another one since it was answered: read again, it says so
        form = _start_form(request, request.POST)
        return render(request, "widget/home.html", _home_context(request, form), status=422)
    return SeeOther(thread_address(request, conversation.public_id))


@visitors_page
@require_reading
def thread(request, public_id):
    """One of the visitor's own conversations."""
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    request.visitor.lead.visited(timezone.now())
    context = thread_context(request, conversation, empty_form()) | rating_context(conversation)
    if request.method == "GET" and not context["page"].previous:
        seen_by_visitor(conversation)
    return render(request, "widget/thread.html", context)


@visitors_page
@verb(thread_address)
def post(request, public_id):
    """Post a message: 303 to the thread, or the rendered message for a fragment request."""
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _again(request, conversation, form, status=422)
    data = form.cleaned_data
    try:
        message = post_message(
            conversation, data["body"], client_id=data["client_id"], address=limits.client_address(request)
        )
    except limits.TooMuch as refusal:
        explain(form, refusal)
        return too_much(_again(request, conversation, form), refusal)
    if not request.htmx:
        return SeeOther(thread_address(request, conversation.public_id) + f"#m{message.seq}")
    return render(request, "widget/_message.html", {"message": message})


@login_not_required
@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def theme(request):
    """The project's accent colour as a style sheet: the strict policy allows no style in the page."""
    if request.project is None:
        raise Http404
    return HttpResponse(f":root {{ --chat-accent: {request.project.accent}; }}\n", content_type="text/css")


def own_conversation(request, public_id):
    """Return the conversation if it belongs to this very browser, whatever it was merged with."""
    lead = request.visitor.lead
    return lead and Conversation.objects.filter(lead=lead, public_id=public_id).first()


def not_yours(request):
    if cookie_name(request) in request.COOKIES or not request.visitor.is_new:
        return notice(
            request, 404, _("This conversation is not here"), _("It may have been begun in another browser.")
        )
    return notice(
        request,
        404,
        _("Your browser keeps no cookie here"),
        _("What you sent has arrived. To read the answer here, open the chat in its own window first."),
        action_url=_home(request),
        action_label=_("Open the chat"),
    )


def _start_form(request, data=None):
    lead = request.visitor.lead
    fields = list(ProfileField.objects.asked().filter(project=request.project).with_choices())
    wants_change = bool(lead) and "change" in request.GET
    still = fields if wants_change else profile.unanswered(lead, fields)
    initial = {"client_id": uuid4(), "page": request.GET.get("page", "") or _came_from(request)}
    if wants_change:
        claims = profile.claims_of(lead)
        initial |= {field.html_name: claims.get(field.key, "") for field in fields}
    return StartForm(data, initial=initial, profile_fields=fields, still_to_ask=still)


def _came_from(request):
    referer = request.headers.get("Referer", "")
    return "" if referer.startswith(request.build_absolute_uri("/chat/")) else referer


def _home_context(request, form):
    lead = request.visitor.lead
    own = (
        Conversation.objects.filter(lead=lead).latest_first()
        if lead
        else Conversation.objects.none().latest_first()
    )
    return chat_context(
        request.project,
        form=form,
        page=paginate([own], request.GET, LIST_SIZE),
        claims=profile.claims_of(lead) if lead else {},
    )


def thread_context(request, conversation, form):
    page = paginate(
        [conversation.messages.for_visitor().for_thread().order_by("-seq", "-id")], request.GET, THREAD_SIZE
    )
    page.rows = mark_runs(reversed(page.rows))
    address = thread_address(request, conversation.public_id)
    return chat_context(request.project, conversation=conversation, page=page, form=form, address=address)


def empty_form():
    return MessageForm(initial={"client_id": uuid4()})


def rating_context(conversation, form=None):
    """What the chat asks and knows of how a closed conversation was; `form` is what was sent of it."""
    if not conversation.may_be_rated:
        return {"rating_form": form}
    rating = conversation.current_rating
    said = {"score": rating.score, "comment": rating.comment} if rating else None
    return {"rating": rating, "rating_form": form or RatingForm(initial=said)}


def _again(request, conversation, form, status=200):
    """Show the composer again with what was typed and what is wrong with it."""
    if not request.htmx:
        return render(
            request,
            "widget/thread.html",
            thread_context(request, conversation, form) | rating_context(conversation),
            status=status,
        )
    response = render(
        request,
        "widget/_composer.html",
        {"conversation": conversation, "project": request.project, "form": form},
        status=status,
    )
    response["HX-Retarget"], response["HX-Reswap"] = "#composer", "outerHTML"
    return response


def explain(form, refusal, field="body"):
    form.add_error(field, words_of(refusal))


def words_of(refusal):
    minutes = -(-refusal.seconds // 60)
    text = ngettext(
        "That was a lot at once. Nothing is lost: send it again in %(minutes)s minute.",
        "That was a lot at once. Nothing is lost: send it again in %(minutes)s minutes.",
        minutes,
    )
    return text % {"minutes": minutes}


def too_much(response, refusal):
    response.status_code = 429
    response["Retry-After"] = refusal.seconds
    return response
