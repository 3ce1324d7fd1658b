"""Which language a page and an e-mail are in: the visitor's, the agent's, the project's."""

import pytest
from django.core import mail

from crm.invite import invite
from tests.conversations.markup import html

HELLO = {
    "en": "Tell us where to reach you",
    "it": "Dicci come contattarti",
    "de": "Sagen Sie uns, wie wir Sie erreichen",
    "fr": "Dites-nous comment vous joindre",
    "es": "Díganos cómo contactarle",
}


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        ("it-IT,it;q=0.9,en;q=0.8", "it"),
        ("de-CH", "de"),
        ("fr", "fr"),
        ("es-419", "es"),
        ("xx, pt;q=0.9, en-GB;q=0.8, de;q=0.7", "en"),
        ("en;q=0.3, de;q=0.9", "de"),
    ],
)
def test_the_chat_speaks_the_first_language_of_the_browser_that_it_knows(visitor, browser, language):
    page = visitor.get(visitor.chat, headers={"Accept-Language": browser})

    assert HELLO[language] in html(page)
    assert f'<html lang="{language}" dir="ltr">' in html(page)
    assert page.headers["Content-Language"] == language
    assert "Accept-Language" in page.headers["Vary"]


@pytest.mark.parametrize("browser", ["", "xx", "pt-BR,pt;q=0.9", "*", "de-DE-DE-\x00" * 50])
def test_a_visitor_whose_language_the_chat_does_not_know_gets_the_projects(visitor, project, browser):
    project.language = "fr"
    project.save()
    page = visitor.get(visitor.chat, headers={"Accept-Language": browser})

    assert HELLO["fr"] in html(page)
    assert page.headers["Content-Language"] == "fr"


def test_an_error_and_a_message_sent_by_script_are_in_the_visitors_language(visitor):
    visitor.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    assert "Bitte füllen Sie dieses Feld aus." in html(visitor.start(full_name=""))

    thread = visitor.start().headers["Location"]
    refused = visitor.say(thread, body=" ", headers={"HX-Request": "true"})
    assert "Bitte schreiben Sie zuerst eine Nachricht." in html(refused)
    assert refused.headers["Content-Language"] == "de"


@pytest.mark.parametrize(
    ("browser", "words"),
    [("it", "È bello rivederti"), ("de,it;q=0.5", "È bello rivederti"), ("de", "Good to see")],
)
def test_agents_pages_speak_only_the_languages_that_they_are_whole_in(client, db, browser, words):
    page = client.get("/login/", headers={"Accept-Language": browser})
    assert words in html(page)


def test_a_project_can_speak_any_language_of_the_chat(admin, signed_in):
    page = html(signed_in(admin).get("/p/fern/settings/"))
    for name in ("English", "Italiano", "Deutsch", "Français", "Español"):
        assert f">{name}</option>" in page


@pytest.mark.parametrize(
    ("language", "subject", "role"),
    [
        ("it", "Ada Admin ti invita in Fern & Clay", "Il tuo ruolo: Operatore."),
        # A language that agents' pages do not have would only be the first page of many.
        ("de", "Ada Admin invites you to Fern & Clay", "Your role there: Agent."),
    ],
)
def test_an_invitation_is_in_the_projects_language_if_agents_can_work_in_it(
    project, admin, run_jobs, language, subject, role
):
    project.language = language
    project.save()
    invite(project, admin, "nora@fern.example", "agent")
    run_jobs()

    [letter] = mail.outbox
    assert letter.subject == subject
    assert role in letter.body


def test_a_link_for_a_new_password_is_in_the_language_of_the_page_that_asked(agent, client, run_jobs):
    client.post("/password/reset/", {"email": agent.email}, headers={"Accept-Language": "it"})
    run_jobs()
    [letter] = mail.outbox
    assert letter.subject == "Una nuova password per Regulars"
