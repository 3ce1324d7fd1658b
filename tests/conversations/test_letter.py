"""Mail: its two parts, its headers, and what becomes of one that is not taken."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from conversations import letter

LINK = "https://crm.example/password/reset/MQ/token/"


class Server(BaseEmailBackend):
    """A mail server that answers as `error` says."""

    error = None

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def refuse(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"

    def with_(error):
        Server.error = error

    return with_


def send(**options):
    letter.send(
        "password_reset", "maya@fern.example", key="1", language="en", link=LINK, site="<b>", **options
    )


def test_it_has_a_plain_and_an_html_part_with_a_button():
    send()
    [sent] = mail.outbox
    [(html, kind)] = sent.alternatives
    assert f"Choose a new password:\n{LINK}" in sent.body
    assert kind == "text/html"
    assert f'<a href="{LINK}"' in html
    assert ">Choose a new password</a>" in html
    assert "at &lt;b&gt;." in html


def test_no_name_of_a_project_breaks_its_headers():
    send(sender="Fern\r\nBcc: eve@evil.example", headers={"X-About": "x"})
    assert "\nBcc" not in mail.outbox[0].message().as_string()


def test_a_recipient_that_is_refused_for_good_is_not_tried_again(refuse):
    refuse(smtplib.SMTPRecipientsRefused({"maya@fern.example": (550, b"No maya@fern.example here")}))
    with pytest.raises(letter.Undeliverable, match=r"^Recipient refused \[550\]$"):
        send()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            smtplib.SMTPRecipientsRefused({"maya@fern.example": (450, b"Later")}),
            r"^Recipient refused \[450\]$",
        ),
        (smtplib.SMTPDataError(451, b"maya@fern.example: greylisted"), "^SMTPDataError 451$"),
        (ConnectionResetError("maya"), "^ConnectionResetError$"),
        (smtplib.SMTPServerDisconnected("maya"), "^SMTPServerDisconnected$"),
    ],
)
def test_anything_else_is_tried_again_and_names_nobody(refuse, error, words):
    refuse(error)
    with pytest.raises(letter.NotSent, match=words):
        send()
