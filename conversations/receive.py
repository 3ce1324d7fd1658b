"""Answers to mailed replies come back into their conversation."""

import logging
from enum import Enum
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from .fold_quotes import new_part
from .mail_reply import recipient
from .models import Conversation, Message
from .models.message import LONGEST_BODY
from .post import post_message
from .read_mail import LONGEST_TEXT, Unreadable, read
from .signed import conversation_of_address
from .thread import append, locked

logger = logging.getLogger(__name__)

LARGEST = 30 * 1024 * 1024  # bytes


class Outcome(Enum):
    """What became of an e-mail. Those that were refused should be told to whoever sent them."""

    POSTED = "posted"
    BOUNCE = "noted as undeliverable"
    AUTOMATIC = "ignored: written by a program"
    EMPTY = "refused: nothing in it to read"
    UNREADABLE = "refused: no e-mail, or too large"
    UNKNOWN = "refused: no conversation has this address"
    STRANGER = "refused: not sent by whom the address was made for"

    @property
    def is_refused(self):
        return self.value.startswith("refused")


def receive(raw: bytes, recipients=()) -> Outcome:
    """
    Post an answered e-mail into its conversation. `recipients` are addresses that the mail server names
    beside those in the e-mail. The same e-mail again posts nothing.

    Raises `limits.TooMuch`: it may be tried later.
    """
    outcome = _receive(raw, recipients)
    logger.info("E-mail %s", outcome.value)
    return outcome


def _receive(raw, recipients):
    if len(raw) > LARGEST:
        return Outcome.UNREADABLE
    try:
        mail = read(raw)
    except Unreadable:
        return Outcome.UNREADABLE
    conversation = _conversation([*recipients, *mail.recipients])
    if conversation is None:
        return Outcome.UNKNOWN
    if mail.is_bounce:
        _note_bounce(conversation)
        return Outcome.BOUNCE
    if mail.is_automatic or _is_ours(mail.sender):
        return Outcome.AUTOMATIC
    if not mail.sender or mail.sender != recipient(conversation).lower():
        return Outcome.STRANGER
    return _post(conversation, mail)


def _conversation(addresses):
    public_id = next(filter(None, map(conversation_of_address, addresses)), None)
    found = Conversation.objects.select_related("project", "lead")
    return public_id and found.filter(public_id=public_id).first()


def _is_ours(sender):
    return conversation_of_address(sender) or sender in (
        settings.REPLY_ADDRESS.lower(),
        settings.DEFAULT_FROM_EMAIL.lower(),
    )


def _post(conversation, mail):
    part = new_part(mail.text)
    body = _with_attachments(part[:LONGEST_BODY], mail.attachments, conversation.project.language)
    if not body:
        return Outcome.EMPTY
    post_message(
        conversation,
        body,
        client_id=uuid5(NAMESPACE_URL, f"mid:{mail.message_id}") if mail.message_id else None,
        address="",
        via=Message.Via.MAIL,
        whole=mail.text[:LONGEST_TEXT] if part != mail.text or len(part) > LONGEST_BODY else "",
    )
    return Outcome.POSTED


def _with_attachments(body, names, language):
    if not names:
        return body
    with translation.override(language):
        line = _("Attached, but not kept: %(names)s") % {"names": ", ".join(names[:20])}
    return f"{body[: LONGEST_BODY - len(line) - 2]}\n\n{line}".strip()


@transaction.atomic
def _note_bounce(conversation):
    """Say in the thread that the e-mail came back, and send no more. Once is enough."""
    conversation = locked(conversation)
    if not conversation.mail_stopped:
        append(conversation, Message.Kind.EVENT, event=Message.Event.BOUNCED)
        conversation.mail_stopped = True
        conversation.save(update_fields=["mail_stopped"])
