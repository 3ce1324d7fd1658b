"""A forgotten password: a link by e-mail, and an answer that does not tell who exists."""

import random
import re

import pytest
from django.core import mail

PAGE = "/password/reset/"


@pytest.fixture(autouse=True)
def worker(run_jobs):
    """What is asked for is mailed at once."""
    ask.then = run_jobs


def ask(client, email="maya@fern.example"):
    response = client.post(PAGE, {"email": email})
    ask.then()
    return response


def link_in(letter):
    return re.search(r"http://testserver(/password/reset/\S+)", letter.body)[1]


def test_whoever_forgot_it_gets_a_link_and_chooses_a_new_one(agent, client):
    assert f'href="{PAGE}"' in client.get("/login/").text
    assert ask(client).url == f"{PAGE}sent/"
    form = client.get(link_in(mail.outbox[0]), follow=True)
    address = form.redirect_chain[-1][0]
    new = {"new_password1": "clay and water", "new_password2": "clay and water"}
    assert client.post(address, new).url == f"{PAGE}done/"
    assert client.get(f"{PAGE}done/").status_code == 200
    agent.refresh_from_db()
    assert agent.check_password("clay and water")


@pytest.mark.parametrize("email", ["nobody@x.example", "gone@fern.example"])
def test_the_answer_is_the_same_for_whoever_has_no_account(agent, client, email):
    agent.pk, agent.id, agent.email, agent.is_active = None, None, "gone@fern.example", False
    agent.save()
    known, other = ask(client), ask(client, email)
    assert (known.status_code, known.url, known.content) == (other.status_code, other.url, other.content)
    assert [letter.to for letter in mail.outbox] == [["maya@fern.example"]]


def test_nor_does_the_work_done_meanwhile_differ(agent, client, queries_of):
    random.seed(0)  # one write in a hundred, at random, clears old attempts away
    emails = (agent.email, "nobody@x.example")
    known, other = (queries_of(lambda email=email: client.post(PAGE, {"email": email})) for email in emails)
    assert known == other


def test_a_link_works_once(agent, client):
    ask(client)
    link = link_in(mail.outbox[0])
    agent.set_password("another one")
    agent.save()
    assert "This link works no longer" in client.get(link, follow=True).text


@pytest.mark.parametrize("email", ["", "nobody", "m@x.example\x00", "m" * 10_000 + "@x.example"])
def test_what_is_no_email_is_refused_at_its_field(client, db, email):
    response = ask(client, email)
    assert response.status_code == 422
    assert "email" in response.context["form"].errors


@pytest.mark.parametrize("email", ["maya@fern.example", "nobody@x.example"])
def test_a_mailbox_is_not_flooded_and_the_limit_tells_nothing_either(agent, client, email):
    for _ in range(5):
        assert ask(client, email).status_code == 302
    assert ask(client, email.upper()).status_code == 429


def test_a_weak_password_is_refused(agent, client):
    ask(client)
    address = client.get(link_in(mail.outbox[0]), follow=True).redirect_chain[-1][0]
    response = client.post(address, {"new_password1": "maya", "new_password2": "maya"})
    assert response.status_code == 422
    agent.refresh_from_db()
    assert agent.check_password("password")
