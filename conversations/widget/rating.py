"""What the visitor says of a conversation once it is closed."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from conversations import limits
from conversations.rate import NotNow, rate
from leads.verb import verb

from .access import visitors_page
from .forms import RatingForm
from .views import (
    SeeOther,
    empty_form,
    explain,
    not_yours,
    own_conversation,
    rating_context,
    thread_address,
    thread_context,
    too_much,
)


@visitors_page
@verb(thread_address)
def rate_it(request, public_id):
    conversation = own_conversation(request, public_id)
    if conversation is None:
        return not_yours(request)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _again(request, conversation, form, 422)
    try:
        rate(conversation, **form.cleaned_data, address=limits.client_address(request))
    except NotNow:
        form.add_error(None, _("It can be rated once it is closed."))
        return _again(request, conversation, form, 409)
    except limits.TooMuch as refusal:
        explain(form, refusal, "comment")
        return too_much(_again(request, conversation, form), refusal)
    return SeeOther(thread_address(request, public_id) + "#rating")


def _again(request, conversation, form, status=200):
    """Show the thread with what was said of it and what is wrong with that."""
    context = thread_context(request, conversation, empty_form()) | rating_context(conversation, form)
    return render(request, "widget/thread.html", context, status=status)
