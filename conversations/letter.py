"""The one place where mail is written and sent. Only jobs call it: sending takes time, and can fail."""

import smtplib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac

OURS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class NotSent(Exception):
    """The mail server did not take it this time. The words name nobody."""


class Undeliverable(Exception):
    """The mail server will never take it for this recipient. The words name nobody."""


def send(
    name, to, *, key, language, link="", sender="", reply_to="", return_path="", headers=None, **context
):
    """
    Send the mail `name` (templates/mail/NAME.txt and NAME_subject.txt) to one address.

    `key` is what makes a mail sent twice the same one: its Message-ID follows from it. In the HTML part a
    paragraph that ends with `link` is a button. `sender` is a name shown before our address; what cannot be
    delivered comes back to `return_path`.

    Raises NotSent and Undeliverable.
    """
    with translation.override(language):
        context |= {"link": link}
        subject = " ".join(render_to_string(f"mail/{name}_subject.txt", context).split())
        text = render_to_string(f"mail/{name}.txt", context).strip() + "\n"
        html = render_to_string(
            "mail/letter.html", {"subject": subject, "paragraphs": _paragraphs(text, link)}
        )
    ours = parseaddr(settings.DEFAULT_FROM_EMAIL)
    letter = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=return_path or settings.DEFAULT_FROM_EMAIL,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "From": formataddr((" ".join(sender.split()) or ours[0], ours[1])),
            "Message-ID": message_id(name, key),
        }
        | OURS
        | (headers or {}),
        alternatives=[(html, "text/html")],
    )
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = sorted({code for code, _words in refusal.recipients.values()})
        error = Undeliverable if all(500 <= code < 600 for code in codes) else NotSent
        raise error(f"Recipient refused {codes}") from None
    except (smtplib.SMTPException, OSError) as refusal:
        raise NotSent(f"{type(refusal).__name__} {getattr(refusal, 'smtp_code', '')}".strip()) from None


def message_id(name, key):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{salted_hmac('conversations.letter', f'{name} {key}').hexdigest()}@{domain}>"


def _paragraphs(text, link):
    for paragraph in text.strip().split("\n\n"):
        is_action = link and paragraph.endswith(link)
        yield (
            {"label": paragraph.removesuffix(link).strip(" :\n")} | {"link": link}
            if is_action
            else {"text": paragraph}
        )
