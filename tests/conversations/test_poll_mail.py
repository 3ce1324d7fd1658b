"""An IMAP box: what is unread comes in, is marked read, and what was refused is flagged."""

import re
import socketserver
from threading import Thread

import pytest

from conversations.models import Message
from conversations.poll_mail import BoxAway, poll_mail
from conversations.signed import reply_address


class Session(socketserver.StreamRequestHandler):
    """As much of IMAP as a client says that looks into a box."""

    def handle(self):
        self.say("* OK ready")
        for line in self.rfile:
            tag, command = line.decode().strip().split(" ", 1)
            self.answer(command)
            self.say(f"{tag} {'NO' if 'wrong' in command else 'OK'} done")
            if command == "LOGOUT":
                return

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def answer(self, command):
        mails, flags = self.server.mails, self.server.flags
        if command == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif command.startswith("UID SEARCH"):
            self.say("* SEARCH " + " ".join(str(uid) for uid in mails if uid not in flags))
        elif match := re.match(r"UID FETCH (\d+) \(RFC822.SIZE\)", command):
            self.say(f"* 1 FETCH (UID {match[1]} RFC822.SIZE {len(mails[int(match[1])])})")
        elif match := re.match(r"UID FETCH (\d+) \(BODY.PEEK\[\]\)", command):
            raw = mails[int(match[1])]
            self.say(f"* 1 FETCH (UID {match[1]} BODY[] {{{len(raw)}}}")
            self.wfile.write(raw + b")\r\n")
        elif match := re.match(r"UID STORE (\d+) \+FLAGS (.+)", command):
            flags[int(match[1])] = match[2]


@pytest.fixture
def box(settings):
    """A mail box on this machine: `mails` by their number, and the `flags` that they were given."""
    settings.REPLY_ADDRESS = "reply@crm.example"
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.daemon_threads, server.mails, server.flags = True, {}, {}
        Thread(target=server.serve_forever, daemon=True).start()
        settings.IMAP_URL = f"imap://regulars:p%40ss@127.0.0.1:{server.server_address[1]}/INBOX"
        yield server
        server.shutdown()


def test_an_answer_in_the_box_comes_into_its_conversation_once(chat, box):
    answer = f"From: andrea1@gmail.com\r\nTo: {reply_address(chat.conversation)}\r\n\r\nThank you\r\n"
    box.mails |= {1: answer.encode(), 2: b"From: eve@evil.example\r\nTo: x@y.example\r\n\r\nBuy\r\n"}
    poll_mail.call()
    poll_mail.call()
    assert list(Message.objects.filter(via="mail").values_list("body", flat=True)) == ["Thank you"]
    assert box.flags == {1: r"(\Seen)", 2: r"(\Seen \Flagged)"}


def test_one_that_is_too_large_is_not_even_fetched(chat, box, monkeypatch):
    monkeypatch.setattr("conversations.poll_mail.LARGEST", 10)
    box.mails[1] = b"From: a@b.example\r\n\r\nHello"
    poll_mail.call()
    assert box.flags == {1: r"(\Seen \Flagged)"}


@pytest.mark.parametrize("change", [("p%40ss", "wrong"), (r":\d+/", ":1/")])
def test_a_box_that_does_not_let_us_in_is_said_without_a_name(box, settings, change):
    settings.IMAP_URL = re.sub(*change, settings.IMAP_URL)
    with pytest.raises(BoxAway) as away:
        poll_mail.call()
    assert "regulars" not in str(away.value)
