from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from conversations.undo import NoLonger, NotOffered, offer, undo
from leads.verb import verb

from .inbox import conversation_or_404
from .ways import back_to, page_of


def say_done(request, words, before, after):
    """Say in a toast what was done, which can be taken back from there."""
    offered = offer(before, after, request.user)
    address = offered and reverse("conversation-undo", args=[request.project.slug, after.pk, offered])
    messages.success(request, words, extra_tags=address and f"undo {address}")


def _page_of(request, pk, offered):
    return page_of(request, pk)


@verb(_page_of)
def undo_it(request, pk, offered):
    """Take back what the toast told of, unless somebody has acted meanwhile."""
    conversation = conversation_or_404(request, pk)
    try:
        undo(conversation, offered, request.user)
    except NotOffered:
        raise Http404 from None
    except NoLonger as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone."))
    return back_to(request, conversation)
