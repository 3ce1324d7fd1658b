"""A transcript by e-mail: to the visitor, who asked or whom an agent sends it, or to a member who asked."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from . import letter, limits
from .assign import works_in
from .mail_reply import language_of
from .models import Conversation
from .signed import link_token
from .site import base_url
from .transcript import address_of, last_lines


@dataclass(frozen=True)
class Recipient:
    email: str  # "" for one who may not have it any more
    language: str
    time_zone: str
    path: str  # where the whole conversation is


@transaction.atomic
def ask(conversation, *, address):
    """Have it mailed to the visitor, who asks from `address`. Raises `limits.TooMuch`."""
    limits.allow(limits.TRANSCRIPTS, conversation.lead.visitor_id, address)
    send_to_visitor(conversation)


def send_to_visitor(conversation):
    mail_transcript.enqueue(conversation.pk, timezone.now().isoformat())


def send_to_member(conversation, user, *, internal=False):
    """Have it mailed to `user`, with `internal` also the notes."""
    mail_transcript.enqueue(conversation.pk, timezone.now().isoformat(), user.pk, internal)


@task()
def mail_transcript(pk, asked_at, user_pk=None, internal=False):
    """Mail it as it was when it was asked for. Who is no member gets what a visitor may read."""
    conversation = Conversation.objects.select_related("project", "lead__contact").filter(pk=pk).first()
    if conversation is None:
        return
    is_for_visitor = user_pk is None
    to = _visitor(conversation) if is_for_visitor else _member(conversation, user_pk)
    internal = internal and not is_for_visitor
    lines, is_cut = last_lines(conversation, datetime.fromisoformat(asked_at), internal=internal)
    if not to.email or not lines:
        return
    with timezone.override(to.time_zone):
        letter.send(
            "transcript",
            to.email,
            key=f"{conversation.public_id} {user_pk} {asked_at}",
            language=to.language,
            link=base_url() + to.path,
            sender=str(conversation.project),
            conversation=conversation,
            project=conversation.project,
            lines=lines,
            is_cut=is_cut,
            is_for_visitor=is_for_visitor,
        )


def _visitor(conversation):
    project = conversation.project
    path = reverse("chat-letter", args=[project.key, link_token(conversation)])
    return Recipient(address_of(conversation), language_of(conversation), project.time_zone, path)


def _member(conversation, pk):
    project, user = conversation.project, get_user_model().objects.get(pk=pk)
    return Recipient(
        user.email if works_in(project.pk, user) else "",
        user.language or project.language,
        user.time_zone or project.time_zone,
        conversation.get_absolute_url(),
    )
