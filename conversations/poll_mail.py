"""The e-mails of an IMAP box, for who has no mail server to pipe from."""

import imaplib
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django_tasks import task

from .limits import TooMuch
from .receive import LARGEST, receive

MOST = 50  # e-mails at a time
PATIENCE = 30  # seconds


class BoxAway(Exception):
    """The mail box did not answer as it should. The words name nobody."""


@task()
def poll_mail():
    """
    Read what is unread in the box of IMAP_URL, and mark it read; what was refused is flagged, what must wait
    stays unread.

    Raises BoxAway.
    """
    try:
        with _box() as box:
            _status, data = box.uid("search", None, "UNSEEN")
            for uid in data[0].split()[:MOST]:
                _take(box, uid.decode())
    except (imaplib.IMAP4.error, OSError) as error:
        raise BoxAway(type(error).__name__) from None


def _take(box, uid):
    flags = r"(\Seen \Flagged)"
    if _size(box, uid) <= LARGEST:
        _status, data = box.uid("fetch", uid, "(BODY.PEEK[])")
        raw = next((item[1] for item in data if isinstance(item, tuple)), b"")
        try:
            outcome = receive(raw)
        except TooMuch:
            return
        flags = flags if outcome.is_refused else r"(\Seen)"
    box.uid("store", uid, "+FLAGS", flags)


def _size(box, uid):
    _status, data = box.uid("fetch", uid, "(RFC822.SIZE)")
    digits = (data[0] or b"").rpartition(b"RFC822.SIZE ")[2].rstrip(b")").split()
    return int(digits[0]) if digits and digits[0].isdigit() else 0


@contextmanager
def _box():
    url = urlsplit(settings.IMAP_URL)
    connect = imaplib.IMAP4_SSL if url.scheme == "imaps" else imaplib.IMAP4
    with connect(url.hostname, url.port or (993 if url.scheme == "imaps" else 143), timeout=PATIENCE) as box:
        box.login(unquote(url.username or ""), unquote(url.password or ""))
        box.select(unquote(url.path.strip("/")) or "INBOX")
        yield box
