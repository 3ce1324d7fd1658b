"""Answered e-mails: into their conversation, from whom it was made for, without what they quote."""

import io
import re
import sys
import time
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from conversations.fold_quotes import new_part
from conversations.models import Message
from conversations.read_mail import Unreadable, read
from conversations.receive import LARGEST, Outcome, receive
from conversations.signed import reply_address

ANSWER = """Thank you, that helps.

On Tue, 24 Nov 2026 at 10:00, Maya · Fern & Clay <
reply@crm.example> wrote:

> It is.
"""


@pytest.fixture(autouse=True)
def box(settings):
    settings.REPLY_ADDRESS = "reply@crm.example"


@pytest.fixture
def letter(chat):
    """Return an answer of Andrea's as a mail server hands it on, with other headers or another text."""

    def write(text=ANSWER, **headers):
        message = EmailMessage()
        known = {
            "From": "Andrea <Andrea1@gmail.com>",
            "To": reply_address(chat.conversation),
            "Subject": "Re: Is the moss glaze dishwasher safe?",
            "Message-ID": "<answer-1@gmail.com>",
        }
        for name, value in (known | {key.replace("_", "-"): value for key, value in headers.items()}).items():
            if value:
                message[name] = value
        message.set_content(text)
        return message

    return write


def said():
    return list(Message.objects.filter(via="mail").values_list("body", flat=True))


def test_an_answer_comes_into_its_conversation_with_the_whole_of_it_kept(chat, letter, agent, signed_in):
    assert receive(letter().as_bytes()) is Outcome.POSTED
    message = chat.conversation.messages.last()
    assert (message.kind, message.body, message.via) == ("visitor", "Thank you, that helps.", "mail")
    assert "> It is." in message.whole
    page = signed_in(agent).get(f"/p/fern/conversations/{chat.conversation.pk}/").text
    assert "The whole e-mail" in page
    assert "by e-mail" in page


def test_the_same_mail_again_posts_nothing(letter):
    assert receive(letter().as_bytes()) is receive(letter().as_bytes()) is Outcome.POSTED
    assert said() == ["Thank you, that helps."]


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address.replace("+", "+a"),
        lambda address: re.sub(r".@", lambda end: ("b" if end[0][0] != "b" else "c") + "@", address),
        lambda address: address.replace("crm.example", "evil.example"),
        lambda address: "reply@crm.example",
        lambda address: "reply+@crm.example",
        lambda address: "reply+é@crm.example",
    ],
)
def test_a_tampered_address_is_refused(chat, letter, change):
    address = change(reply_address(chat.conversation))
    mail = letter().as_bytes().replace(reply_address(chat.conversation).encode(), address.encode())
    assert receive(mail) is Outcome.UNKNOWN
    assert said() == []


@pytest.mark.parametrize("sender", ["eve@evil.example", "", "andrea1@gmail.com.evil.example", "Andrea"])
def test_a_sender_that_it_was_not_made_for_is_refused(letter, sender):
    assert receive(letter(From=sender).as_bytes()) is Outcome.STRANGER
    assert said() == []


def test_an_address_is_known_in_any_case_and_from_the_mail_server(chat, letter):
    assert receive(letter(To="Somebody <x@y.example>").as_bytes(), [reply_address(chat.conversation).upper()])
    assert len(said()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<a.list>"},
    ],
)
def test_what_a_program_wrote_is_ignored(letter, headers):
    assert receive(letter(**headers).as_bytes()) is Outcome.AUTOMATIC
    assert said() == []


def test_our_own_mail_makes_no_loop(chat, letter):
    assert receive(letter(From=reply_address(chat.conversation)).as_bytes()) is Outcome.AUTOMATIC


def test_a_bounce_is_noted_once_and_stops_the_mails(chat, letter, agent, signed_in):
    for _ in range(2):
        bounce = letter(From="MAILER-DAEMON@gmail.com", Return_Path="<>").as_bytes()
        assert receive(bounce) is Outcome.BOUNCE
    chat.conversation.refresh_from_db()
    assert chat.conversation.mail_stopped
    assert chat.conversation.messages.filter(event="bounced").count() == 1
    page = signed_in(agent).get(f"/p/fern/conversations/{chat.conversation.pk}/").text
    assert "The e-mail to the visitor came back" in page


@pytest.mark.parametrize(
    "text",
    [
        "Grazie!\n\nIl giorno mar 24 nov 2026 alle ore 10:00 Maya <reply@crm.example> ha scritto:\n> It is.",
        "Danke!\n\nAm 24.11.2026 um 10:00 schrieb Maya <reply@crm.example>:\n\nIt is.",
        "Merci!\n\nLe mar. 24 nov. 2026 à 10:00, Maya <reply@crm.example> a écrit :\n> It is.",
        "Gracias!\n\nEl mar, 24 nov 2026 a las 10:00, Maya (<reply@crm.example>) escribió:\n> It is.",
        "Thanks!\n\n________________________________\nFrom: Maya <r@crm.example>\nSent: Tuesday\n\nIt is.",
        "Danke!\n\nVon: Maya <reply@crm.example>\nGesendet: Dienstag\n\nIt is.",
        "Thanks!\n-- \nAndrea\nPotter",
        "Thanks!\n\nSent from my iPhone",
        "Thanks!\n\n> It is.\n> And cheap.",
        "Thanks!\n\n-----Original Message-----\nFrom: Maya\n\nIt is.",
    ],
)
def test_quotes_and_signatures_are_folded(text):
    assert new_part(text) in ("Grazie!", "Danke!", "Merci!", "Gracias!", "Thanks!")


@pytest.mark.parametrize(
    "text",
    [
        "> Is it?\nYes.\n> And cheap?\nNo.",
        "> It is.",
        "As she wrote:\nit is",
        "From: here\nto there",
        "- one\n- two",
        "On Monday I wrote to you:\nnothing came",
    ],
)
def test_what_was_written_between_quotes_or_only_looks_like_one_stays(text):
    assert new_part(text) == text


def test_html_alone_becomes_text(letter):
    message = letter()
    message.set_content("<style>p{}</style><p>Thank <b>you</b></p><script>alert(1)</script>", subtype="html")
    receive(message.as_bytes())
    assert said() == ["Thank you"]


@pytest.mark.parametrize(
    ("charset", "words"),
    [("iso-8859-1", "Grüße"), ("koi8-r", "Привет"), ("utf-8", "Ünï 😀"), ("big5", "你好")],
)
def test_every_encoding_is_read(letter, charset, words):
    message = letter()
    message.set_content(words, charset=charset)
    receive(message.as_bytes())
    assert said() == [words]


def test_a_charset_that_does_not_exist_is_no_error(letter):
    mail = letter("Grüße").as_bytes().replace(b'charset="utf-8"', b'charset="klingon"')
    assert receive(mail) is Outcome.POSTED
    assert said() == ["Grüße"]


def test_attachments_are_named_and_not_kept(letter):
    message = letter("Look")
    message.add_attachment(b"...", maintype="image", subtype="png", filename="crack in the glaze.png")
    receive(message.as_bytes())
    assert said() == ["Look\n\nAttached, but not kept: crack in the glaze.png"]


def test_a_long_one_is_cut_and_kept_whole(letter):
    receive(letter("word " * 4000).as_bytes())
    message = Message.objects.get(via="mail")
    assert len(message.body) == 10_000
    assert len(message.whole) > 19_000


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        (b"", Outcome.UNREADABLE),
        (b"\x00\xff" * 1000, Outcome.UNREADABLE),
        (b"x" * (LARGEST + 1), Outcome.UNREADABLE),
        (b"From: a@b.example\n\nHello", Outcome.UNKNOWN),
    ],
)
def test_what_is_no_answer_is_refused(db, raw, outcome):
    assert receive(raw) is outcome


def test_an_empty_one_is_refused(letter):
    assert receive(letter("\n\n").as_bytes()) is Outcome.EMPTY


def test_a_thousand_parts_inside_each_other_are_no_error(letter):
    parts = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1500))
    assert receive(f"From: a@b.example\n{parts}".encode()) in (Outcome.UNREADABLE, Outcome.UNKNOWN)


@pytest.mark.parametrize(
    "headers",
    [
        "From: " + "(" * 5000,
        "From: a@b.example\nTo: " + "a:" * 5000,
        f"From: a@b.example\nContent-Disposition: attachment; filename*{'9' * 5000}=a",
        "From: a@b.example\nContent-Type: multipart/mixed; " + "a;" * 200_000,
        "From: a@b.example\nContent-Type: text/plain; charset=punycode\n\n-" + "aaba" * 100_000,
    ],
    ids=["comments", "groups", "number", "parameters", "punycode"],
)
def test_what_python_stumbles_over_is_refused_and_soon(db, headers):
    """Such an e-mail would stay unread, be tried for ever, and keep those after it from being read."""
    start = time.process_time()
    assert receive(f"{headers}\n\nHello".encode()) in (Outcome.UNREADABLE, Outcome.UNKNOWN)
    assert time.process_time() - start < 3


@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400), st.text(max_size=400))
def test_nothing_that_is_sent_is_an_error(raw, text):
    for data in (raw, b"From: a@b\nContent-Type: text/html\n\n" + raw, b"From: " + raw + b"\nTo: " + raw):
        try:
            read(data)
        except Unreadable:
            continue
    new_part(text)


@pytest.mark.parametrize(
    "text", ["\n" * 50_000, "On " * 16_000, "> " * 25_000, "From: a\n" * 6_000, "@" * 50_000]
)
def test_no_text_keeps_it_busy(text):
    start = time.process_time()
    new_part(text)
    assert time.process_time() - start < 5, "A pattern that looks again and again would take minutes."


@pytest.fixture
def pipe(monkeypatch):
    """Return what pipes an e-mail into the command, and gives the code that it ends with."""

    def run(raw):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        try:
            call_command("receive_mail", stdout=io.StringIO(), stderr=io.StringIO())
        except SystemExit as end:
            return end.code
        return 0

    return run


def test_the_command_reads_a_pipe_and_tells_the_mail_server(letter, pipe, settings):
    assert pipe(letter().as_bytes()) == 0
    assert pipe(letter(From="eve@evil.example").as_bytes()) == 67
    assert said() == ["Thank you, that helps."]


def test_too_much_at_once_is_tried_later(letter, pipe):
    codes = [pipe(letter(f"Number {number}", Message_ID=f"<{number}@x>").as_bytes()) for number in range(62)]
    assert codes == [0] * 59 + [75] * 3 or codes == [0] * 60 + [75] * 2
