"""A raw e-mail as what it says. Nothing in it is trusted, and nothing in it may be an error."""

import codecs
import email
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.policy import Compat32
from email.utils import getaddresses, parseaddr

from inscriptis import get_text

from leads.plain_text import plain

LONGEST_TEXT = 50_000
LONGEST_HTML = 200_000
LONGEST_HEADER = 20_000
MOST_PARTS = 200
NO_CHARSETS = {"punycode", "idna"}  # Python decodes long texts in them for hours
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")


class Unreadable(Exception):
    """It is no e-mail, or one that was made to be hard to read."""


@dataclass(frozen=True)
class Mail:
    message_id: str
    sender: str
    recipients: list
    text: str
    attachments: list
    is_automatic: bool
    is_bounce: bool


def read(raw: bytes) -> Mail:
    """Return what a raw e-mail says. Raises Unreadable."""
    try:
        return _read(raw)
    except Unreadable:
        raise
    except Exception:  # Python's parsers raise whatever they stumble over: one such e-mail must stop no other
        raise Unreadable from None


class _ShortHeaders(Compat32):
    """Parameters are parsed in time that grows with the square of a header's length."""

    def header_source_parse(self, sourcelines):
        if sum(map(len, sourcelines)) > LONGEST_HEADER:
            raise Unreadable
        return super().header_source_parse(sourcelines)


def _read(raw):
    message = email.message_from_bytes(raw, policy=_ShortHeaders())
    parts = [part for _number, part in zip(range(MOST_PARTS), message.walk(), strict=False)]
    if not message["From"] and not message["To"]:
        raise Unreadable
    found = [value for name in RECIPIENTS for value in message.get_all(name, [])]
    return Mail(
        message_id=str(message["Message-ID"] or "").strip()[:998],
        sender=parseaddr(_words(message["From"]))[1].lower(),
        recipients=[address for _name, address in getaddresses(list(map(_words, found)))],
        text=_text(parts),
        attachments=[name for part in parts if (name := _attachment(part))],
        is_automatic=_is_automatic(message),
        is_bounce=_is_bounce(message),
    )


def _text(parts):
    """The first plain part, else the first in HTML as text, without what no person types."""
    bodies = [part for part in parts if not part.is_multipart() and not _attachment(part)]
    for part in bodies:
        if part.get_content_type() == "text/plain" and (text := _decoded(part).strip()):
            return plain(text[:LONGEST_TEXT], lines=True)
    for part in bodies:
        if part.get_content_type() == "text/html":
            text = get_text(plain(_decoded(part)[:LONGEST_HTML], lines=True))
            return plain(text[:LONGEST_TEXT], lines=True).strip()
    return ""


def _decoded(part):
    data = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            if codecs.lookup(charset).name not in NO_CHARSETS:
                return data.decode(charset)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", errors="replace")


def _attachment(part):
    if part.is_multipart():
        return ""
    name = part.get_filename()
    if not name and part.get_content_disposition() == "attachment":
        name = part.get_content_type()
    return plain(_words(name))[:100] if name else ""


def _words(value):
    """A header in letters, however it was encoded."""
    try:
        return str(make_header(decode_header(str(value or ""))))
    except (LookupError, ValueError):
        return str(value or "")


def _is_automatic(message):
    """Say whether a program wrote it: an answer to it may be answered by a program again, without end."""
    return (
        str(message["Auto-Submitted"] or "no").strip().lower() != "no"
        or str(message["Precedence"] or "").strip().lower() in ("bulk", "junk", "list", "auto_reply")
        or any(message[name] for name in ("X-Autoreply", "X-Autorespond", "List-Id", "X-Loop"))
        or _is_bounce(message)
    )


def _is_bounce(message):
    sender = parseaddr(str(message["From"] or ""))[1].lower()
    return (
        message.get_content_type() == "multipart/report"
        or str(message["Return-Path"] or "").strip() == "<>"
        or sender.startswith(("mailer-daemon@", "postmaster@"))
    )
