"""A visitor who left gets the replies by e-mail, and a link that opens that conversation and nothing else."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conversations.models import Conversation, Message
from conversations.post import reply
from conversations.signed import link_token
from leads.merge import merge
from leads.models import Lead
from tests.conftest import Browser


@pytest.fixture
def later(run_jobs):
    """Let the minutes pass after which a reply is mailed, and run what is due."""

    def run():
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        run_jobs()

    return run


@pytest.fixture
def link(chat, agent, later):
    """The path of a mailed link."""
    reply(chat.conversation, agent, "It is.")
    later()
    return path_in(mail.outbox[0])


def path_in(letter):
    return re.search(r"http://[^/\s]+(/chat/fern/letters/\S+/)", letter.body)[1]


def test_a_reply_that_was_not_seen_is_mailed(chat, agent, later, settings):
    settings.REPLY_ADDRESS = "reply@crm.example"
    reply(chat.conversation, agent, "It is. <b>Really</b>.")
    later()
    [letter] = mail.outbox
    assert letter.to == ["andrea1@gmail.com"]
    assert letter.subject == "Re: Is the moss glaze dishwasher safe?"
    assert letter.extra_headers["From"] == "=?utf-8?q?Maya_=C2=B7_Fern_=26_Clay?= <noreply@localhost>"
    assert "It is. <b>Really</b>." in letter.body
    assert "It is. &lt;b&gt;Really" in letter.alternatives[0][0]
    assert letter.reply_to == [letter.from_email]
    assert re.fullmatch(r"reply\+[a-z2-7]{42}@crm\.example", letter.from_email)
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "/stop/" in letter.extra_headers["List-Unsubscribe"]


def test_not_before_the_minutes_have_passed(chat, agent, run_jobs):
    reply(chat.conversation, agent, "It is.")
    run_jobs()
    assert mail.outbox == []
    [job] = DBTaskResult.objects.filter(status="READY", task_path__endswith="mail_reply")
    assert job.run_after - timezone.now() > timedelta(minutes=4)


def test_several_replies_are_one_mail(chat, agent, later):
    for words in ("It is.", "Up to 60 degrees.", "By hand is kinder."):
        reply(chat.conversation, agent, words)
    later()
    later()
    [letter] = mail.outbox
    assert all(words in letter.body for words in ("It is.", "Up to 60", "kinder"))


def test_the_next_burst_is_another_mail_with_the_new_words_only(chat, agent, later):
    for words in ("It is.", "And cheap."):
        reply(chat.conversation, agent, words)
        later()
    first, second = mail.outbox
    assert "It is." not in second.body
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]
    assert first.extra_headers["References"] == second.extra_headers["References"]


def test_the_same_job_again_sends_the_same_mail_or_none(chat, agent, later):
    reply(chat.conversation, agent, "It is.")
    later()
    Conversation.objects.update(mailed_seq=0)  # the worker was killed before it could note it
    DBTaskResult.objects.filter(task_path__endswith="mail_reply").update(
        status="READY", args_kwargs={"args": [chat.conversation.pk, 2], "kwargs": {}}
    )
    later()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_of_very_many_the_last_are_mailed_and_none_again(chat, agent, later):
    for number in range(25):
        reply(chat.conversation, agent, f"Reply number {number}.")
    later()
    later()
    [letter] = mail.outbox
    assert "number 4." not in letter.body
    assert "number 5." in letter.body
    assert "number 24." in letter.body


def test_what_the_visitor_saw_meanwhile_is_not_mailed(chat, agent, later):
    reply(chat.conversation, agent, "It is.")
    chat.get(chat.thread)
    later()
    assert mail.outbox == []


def test_a_reply_after_one_that_was_seen_is(chat, agent, later):
    reply(chat.conversation, agent, "It is.")
    chat.get(chat.thread)
    reply(chat.conversation, agent, "And cheap.")
    later()
    assert "It is." not in mail.outbox[0].body


@pytest.mark.parametrize("change", [{"mail_replies": False}, {"mail_replies": True, "mail_after": 5}])
def test_a_project_may_turn_it_off(project, chat, agent, later, change):
    type(project).objects.update(**change)
    chat.conversation.refresh_from_db()
    reply(chat.conversation, agent, "It is.")
    later()
    assert len(mail.outbox) == change["mail_replies"]


def test_a_visitor_without_an_email_gets_none(project, agent, later):
    project.profile_fields.filter(key="email").update(is_required=False)
    browser = Browser()
    browser.start(email="")
    reply(Conversation.objects.get(), agent, "It is.")
    later()
    assert mail.outbox == []


def test_a_merge_sends_nobody_the_replies_to_another_visitor(project, visitor, browser_of, agent, later):
    project.profile_fields.filter(key="email").update(is_required=False)
    browser_of().start("Mine", email="bertha@example.com")
    other = Lead.objects.get()
    visitor.start("Is it safe?", email="")
    mine = Lead.objects.exclude(pk=other.pk).get()
    merge(mine, [other], by=agent, choices={"email": other.pk})
    reply(Conversation.objects.get(lead=mine), agent, "It is.")
    later()
    assert mail.outbox == []


def test_an_email_typed_later_or_by_an_agent_gets_nothing_of_an_earlier_conversation(chat, agent, later):
    chat.post(
        f"{chat.chat}conversations/?change=1",
        {"full_name": "A", "email": "other@x.example", "body": "Another"},
    )
    assert chat.conversation.lead.profile_values.filter(value="other@x.example").exists()
    for conversation in Conversation.objects.order_by("pk"):
        reply(conversation, agent, "It is.")
    later()
    assert [letter.to for letter in mail.outbox] == [["andrea1@gmail.com"], ["other@x.example"]]


def test_the_logs_name_nobody(chat, agent, later, caplog):
    reply(chat.conversation, agent, "It is.")
    later()
    assert "andrea" not in caplog.text.lower()


def test_the_link_shows_the_conversation_and_takes_an_answer(chat, link):
    stranger = Client()
    page = stranger.get(link)
    assert page.status_code == 200
    assert "It is." in page.text
    assert stranger.post(link, {"body": "Thank you"}).url == link
    message = chat.conversation.messages.last()
    assert (message.kind, message.body, message.via) == ("visitor", "Thank you", "mail")
    assert "Thank you" in stranger.get(link).text


def test_whoever_opens_it_does_not_become_the_visitor(chat, link):
    stranger = Client()
    for response in (stranger.get(link), stranger.post(link, {"body": "Thank you"})):
        assert not response.cookies
    assert stranger.get(chat.thread).status_code == 404
    assert "Is the moss glaze" not in stranger.get("/chat/fern/").text
    other = Browser()
    other.start("A question of my own", email="other@x.example")
    other.get(link)
    assert "A question of my own" in other.look().text
    assert "Is the moss glaze" not in other.look().text


def test_it_opens_nothing_but_that_conversation(chat, link):
    chat.start("Something else that I asked")
    assert "Something else" not in Client().get(link).text


@pytest.mark.parametrize("change", [lambda link: link[:-3] + "xx/", lambda link: "/chat/fern/letters/none/"])
def test_a_link_that_was_tampered_with_opens_nothing(link, change):
    response = Client().get(change(link))
    assert response.status_code == 404
    assert "This link opens nothing" in response.text
    assert Client().post(change(link), {"body": "x"}).status_code == 404
    assert Message.objects.filter(kind="visitor").count() == 1


def test_a_link_in_the_chat_of_another_project_opens_nothing(link, other_project):
    assert Client().get(link.replace("/fern/", "/north/")).status_code == 404


def test_an_old_link_opens_nothing(chat, monkeypatch):
    then = timezone.now() - timedelta(days=31)
    monkeypatch.setattr("django.core.signing.time.time", then.timestamp)
    token = link_token(chat.conversation)
    monkeypatch.undo()
    assert Client().get(f"/chat/fern/letters/{token}/").status_code == 404


@pytest.mark.parametrize("body", ["", "   ", "x" * 10_001])
def test_an_answer_that_cannot_be_is_refused_at_its_place(link, body):
    response = Client().post(link, {"body": body})
    assert response.status_code == 422
    assert "body" in response.context["form"].errors


def test_it_can_be_stopped_from_the_page_and_by_mail_programs(chat, agent, link, later):
    assert "Stop e-mails" in Client().get(f"{link}stop/", follow=True).text
    response = Client().post(f"{link}stop/", {"List-Unsubscribe": "One-Click"}, follow=True)
    assert "No more e-mails are sent" in response.text
    reply(chat.conversation, agent, "And cheap.")
    later()
    assert len(mail.outbox) == 1
