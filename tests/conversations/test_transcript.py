"""A conversation to keep: printed a page at a time, or mailed; to the visitor never what is internal."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conversations import limits, transcript
from conversations.close import close
from conversations.mail_transcript import mail_transcript, send_to_member, send_to_visitor
from conversations.models import Conversation, Message
from conversations.post import add_note, post_message, reply
from tests.conversations.markup import html, link

ASKED = "Is the moss glaze dishwasher safe?"


def said(page):
    return re.findall(r'<div class="said" dir="auto">([^<]*)</div>', html(page))


@pytest.fixture
def talk(chat, agent):
    """The browser of a visitor who was answered, with a note of the agents between."""
    reply(chat.conversation, agent, "It is.\n\n<b>Really</b>.")
    add_note(chat.conversation, agent, "Between us: a difficult one")
    chat.conversation.refresh_from_db()
    chat.keep = f"{chat.thread}transcript/"
    return chat


@pytest.fixture
def desk(talk, agent, signed_in):
    """The browser of the agent, which knows the transcript's address as `keep`."""
    client = signed_in(agent)
    client.keep = f"/p/fern/conversations/{talk.conversation.pk}/transcript/"
    return client


def test_an_agent_prints_what_was_said_and_who_it_was(desk, talk, agent):
    close(talk.conversation, agent)
    page = html(desk.get(desk.keep))
    lead = talk.conversation.lead
    for words in ("Fern &amp; Clay", "Andrea", "andrea1@gmail.com", str(lead.visitor_id), "Opened", "Closed"):
        assert words in page, words
    assert ASKED in page
    assert "&lt;b&gt;Really" in page
    assert "Between us" not in page
    assert "closed this" not in page


def test_with_the_switch_also_notes_and_events(desk, talk, agent):
    close(talk.conversation, agent)
    page = html(desk.get(f"{desk.keep}?notes=1"))
    assert "Between us" in page
    assert "closed this" in page


def test_the_visitor_prints_what_they_may_read(talk):
    page = talk.get(talk.keep)
    assert page.status_code == 200
    assert ASKED in html(page)
    assert "&lt;b&gt;Really" in html(page)
    for hidden in ("Between us", "maya@fern.example", "took this"):
        assert hidden not in html(page), hidden
    assert "Between us" not in html(talk.get(f"{talk.keep}?notes=1"))


def test_the_visitor_is_called_you_whatever_agents_call_them(talk):
    talk.conversation.lead.full_name = "Difficult person"
    talk.conversation.lead.save()
    assert "Difficult person" not in html(talk.get(talk.keep))


def test_a_thread_leads_to_it(talk, desk):
    assert f'href="{talk.keep}"' in html(talk.get(talk.thread))
    assert f'href="{desk.keep}"' in html(desk.get(talk.conversation.get_absolute_url()))


def test_a_long_one_is_printed_page_by_page(talk, desk, monkeypatch, queries_of):
    desk.get(desk.keep)
    few = queries_of(lambda: desk.get(f"{desk.keep}?notes=1"))
    monkeypatch.setattr(transcript, "PAGE", 20)
    for number in range(50):
        post_message(talk.conversation, f"Number {number} of many")
    page = desk.get(f"{desk.keep}?notes=1")
    assert said(page)[0] == ASKED
    assert len(said(page)) < 20  # the rest are events
    assert queries_of(lambda: desk.get(f"{desk.keep}?notes=1")) == few
    second = desk.get(link(page, "after"))
    assert said(second)[0] == f"Number {len(said(page)) - 3} of many"
    assert "notes=1" in link(second, "before")
    assert said(desk.get(link(second, "before"))) == said(page)
    pages = [talk.get(talk.keep)]
    while following := link(pages[-1], "after"):
        pages.append(talk.get(following))
    lines = [line for page in pages for line in said(page)]
    assert len(pages) == 3
    assert lines == [ASKED, lines[1], *(f"Number {number} of many" for number in range(50))]


def test_a_page_that_is_none_says_so(talk):
    page = talk.get(f"{talk.keep}?after=nonsense")
    assert page.status_code == 200
    assert "not there any more" in html(page)


def test_an_agent_mails_it_to_the_visitor_without_notes(desk, agent, run_jobs):
    page = desk.post(f"{desk.keep}mail/", {"to": "visitor", "notes": "1"}, follow=True)
    assert "on its way to andrea1@gmail.com" in html(page)
    run_jobs()
    [letter] = mail.outbox
    assert letter.to == ["andrea1@gmail.com"]
    assert letter.subject == f"Transcript: {ASKED}"
    assert "You · " in letter.body
    assert "Maya · " in letter.body
    assert "<b>Really</b>" in letter.body
    assert "&lt;b&gt;Really" in letter.alternatives[0][0]
    assert "/chat/fern/letters/" in letter.body
    assert "Between us" not in letter.body + letter.alternatives[0][0]


@pytest.mark.parametrize(("notes", "found"), [("", False), ("1", True)])
def test_an_agent_mails_it_to_themselves(desk, talk, run_jobs, notes, found):
    desk.post(f"{desk.keep}mail/", {"to": "me", "notes": notes})
    run_jobs()
    [letter] = mail.outbox
    assert letter.to == ["maya@fern.example"]
    assert "Andrea · " in letter.body
    assert talk.conversation.get_absolute_url() in letter.body
    assert ("Between us" in letter.body) is found


def test_no_order_of_arguments_mails_a_note_to_a_visitor(talk, run_jobs):
    mail_transcript.enqueue(talk.conversation.pk, timezone.now().isoformat(), None, True)
    run_jobs()
    assert "Between us" not in mail.outbox[0].body


def test_whoever_left_the_project_gets_none(talk, agent, run_jobs):
    send_to_member(talk.conversation, agent)
    agent.memberships.all().delete()
    run_jobs()
    assert mail.outbox == []


@pytest.mark.parametrize("to", ["", "eve@evil.example", "owner"])
def test_it_goes_to_no_other_address(desk, to):
    before = DBTaskResult.objects.count()
    assert desk.post(f"{desk.keep}mail/", {"to": to}).status_code == 404
    assert DBTaskResult.objects.count() == before


def test_the_visitor_has_it_mailed_to_what_they_typed(talk, run_jobs):
    assert "E-mail it to" in html(talk.get(talk.keep))
    page = talk.post(f"{talk.keep}mail/", {"email": "eve@evil.example"}, follow=True)
    assert "on its way to" in html(page)
    run_jobs()
    [letter] = mail.outbox
    assert letter.to == ["andrea1@gmail.com"]
    assert "Between us" not in letter.body


def test_it_is_in_the_visitors_language(talk, run_jobs):
    Conversation.objects.get().lead.__class__.objects.update(language="it-IT")
    send_to_visitor(talk.conversation)
    run_jobs()
    assert '<html lang="it"' in mail.outbox[0].alternatives[0][0]


def test_asking_twice_is_two_mails_and_a_job_that_runs_twice_is_one(talk, run_jobs):
    for _ in range(2):
        talk.post(f"{talk.keep}mail/")
    mail_transcript.func(*[talk.conversation.pk, "2026-01-01T00:00:00+00:00"])
    assert mail.outbox == []  # nothing was said by then
    moment = timezone.now().isoformat()
    for _ in range(2):
        mail_transcript.func(talk.conversation.pk, moment)
    run_jobs()
    ids = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(ids) == 4
    assert len(set(ids)) == 3


def test_too_many_wait(talk, monkeypatch):
    monkeypatch.setattr(limits, "TRANSCRIPTS", replace(limits.TRANSCRIPTS, browser=1))
    assert talk.post(f"{talk.keep}mail/").status_code == 303
    page = talk.post(f"{talk.keep}mail/")
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0
    assert "That was a lot at once" in html(page)
    assert DBTaskResult.objects.filter(task_path__endswith="mail_transcript").count() == 1


def test_before_an_answer_nobody_mails_their_own_words_to_anybody(chat):
    keep = f"{chat.thread}transcript/"
    assert "E-mail it to" not in html(chat.get(keep))
    page = chat.post(f"{keep}mail/")
    assert page.status_code == 422
    assert "You can print it" in html(page)
    assert not DBTaskResult.objects.filter(task_path__contains="mail").exists()


def test_who_stopped_the_mails_of_it_gets_none(talk, desk, run_jobs):
    send_to_visitor(talk.conversation)
    Conversation.objects.update(mail_stopped=True)
    run_jobs()
    assert mail.outbox == []
    assert talk.post(f"{talk.keep}mail/").status_code == 422
    page = desk.post(f"{desk.keep}mail/", {"to": "visitor"}, follow=True)
    assert "There is no e-mail that this conversation may be sent to." in html(page)


def test_nobody_else_reads_or_mails_it(talk, browser_of):
    stranger = browser_of("fern")
    stranger.start("A question of my own", email="andrea1@gmail.com")
    assert stranger.get(talk.keep).status_code == 404
    assert stranger.post(f"{talk.keep}mail/").status_code == 404
    assert not DBTaskResult.objects.filter(task_path__endswith="mail_transcript").exists()


@pytest.mark.parametrize(("number", "length"), [(250, 10), (30, 9_000)])
def test_a_mail_holds_the_last_lines_and_says_so(talk, run_jobs, number, length):
    conversation = talk.conversation
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            seq=conversation.last_seq + 1 + place,
            kind="visitor",
            body=f"[{place}] ".ljust(length, "x"),
            created_at=timezone.now() - timedelta(seconds=1),
        )
        for place in range(number)
    )
    send_to_visitor(conversation)
    run_jobs()
    [letter] = mail.outbox
    assert "these are its last messages" in letter.body
    assert f"[{number - 1}] " in letter.body
    assert ASKED not in letter.body.partition("\n\n")[2]
    assert letter.body.count("[") <= transcript.MAILED
    assert len(letter.body) < transcript.MAILED_CHARACTERS + 30_000
