"""A visitor who left gets the replies that they did not see by e-mail, several in one."""

from datetime import timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from leads import profile

from . import letter
from .models import Conversation, Message
from .signed import link_token, reply_address
from .site import base_url

MOST = 20  # replies in one mail, the last ones; the link shows all


def plan(conversation):
    """
    Let a reply that was just posted be mailed, unless the visitor sees it soon. To be called in the
    transaction of the reply that begins a burst.
    """
    project = conversation.project
    if project.mail_replies and not conversation.mail_stopped:
        later = timezone.now() + timedelta(minutes=project.mail_after)
        mail_reply.using(run_after=later).enqueue(conversation.pk, conversation.replied_seq)


@task()
def mail_reply(pk, seq):
    """Mail the reply `seq` with those that followed it, unless it was seen or mailed meanwhile."""
    conversation = Conversation.objects.select_related("project", "lead").filter(pk=pk).first()
    if conversation is None or conversation.mail_stopped or seq <= conversation.known_seq:
        return
    email = recipient(conversation)
    unknown = conversation.messages.filter(kind=Message.Kind.REPLY, seq__gt=conversation.known_seq)
    replies = list(unknown.select_related("author").order_by("-seq")[:MOST])[::-1]
    if email and replies and conversation.project.mail_replies:
        _send(conversation, email, replies)
        Conversation.objects.filter(pk=pk, mailed_seq__lt=F("replied_seq")).update(mailed_seq=replies[-1].seq)


def recipient(conversation):
    """
    Return the e-mail that the visitor had typed when they opened this conversation, or "".

    Never one that they typed later, which may be somebody else's: that person would read what is none of
    their business.
    """
    return profile.claim_at(conversation.lead, "email", conversation.created_at)


def _send(conversation, email, replies):
    project, first = conversation.project, replies[0]
    token = link_token(conversation)
    link = base_url() + reverse("chat-letter", args=[project.key, token])
    address = reply_address(conversation)
    root = letter.message_id("conversation", conversation.public_id)
    letter.send(
        "reply",
        email,
        key=f"{conversation.public_id} {first.seq}",
        language=language_of(conversation),
        link=link,
        sender=f"{replies[-1].author} · {project}",
        reply_to=address,
        return_path=address,
        headers={
            "In-Reply-To": root,
            "References": root,
            "List-Unsubscribe": f"<{base_url()}{reverse('chat-letter-stop', args=[project.key, token])}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        conversation=conversation,
        project=project,
        replies=replies,
        may_answer=bool(address),
    )


def language_of(conversation):
    """Return the visitor's language where there is one of it, else the project's."""
    try:
        return translation.get_supported_language_variant(conversation.lead.language or "-")
    except LookupError:
        return conversation.project.language
