"""What agents do in the inbox, through its forms."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client

from conversations.close import close
from conversations.models import Message
from conversations.post import post_message
from tests.conversations.markup import control, hidden, html
from tests.factories import ConversationFactory

INBOX = "/p/fern/conversations/"
VERBS = ["messages", "closure", "reopening", "assignment", "snooze", "waking"]


@pytest.fixture
def do(agent, signed_in, conversation):
    """Post one of the forms of the conversation's page, as Maya."""
    client = signed_in(agent)
    return lambda verb, **data: client.post(f"{INBOX}{conversation.pk}/{verb}/", data)


def test_a_reply_is_sent_in_the_agents_name_and_the_page_leads_to_it(do, conversation, agent):
    answer = do("messages", body="It is!", queue="unassigned")

    message = Message.objects.get(kind="reply")
    assert (message.body, message.author) == ("It is!", agent)
    assert answer.status_code == 302
    assert answer.url == f"{INBOX}{conversation.pk}/?queue=unassigned#m{message.seq}"
    conversation.refresh_from_db()
    assert conversation.assignee == agent


def test_a_reply_reaches_its_visitor_and_a_note_does_not(chat, agent, signed_in):
    address = f"{INBOX}{chat.conversation.pk}/messages/"
    signed_in(agent).post(address, {"body": "It is!"})
    signed_in(agent).post(address, {"body": "A difficult one", "internal": "on"})

    thread = html(chat.get(chat.thread))

    assert "It is!" in thread
    assert "A difficult one" not in thread
    assert Message.objects.get(kind="note").body == "A difficult one"


@pytest.mark.parametrize("internal", [{}, {"internal": "on"}])
@pytest.mark.parametrize("body", ["", " \n", "\x00", "x" * 10_001])
def test_a_wrong_message_keeps_what_was_typed(do, nothing_written, body, internal):
    with nothing_written():
        page = do("messages", body=body, queue="unassigned", **internal)

    assert page.status_code == 422
    assert 'id="id_body_error"' in html(page)
    assert "Is the moss glaze dishwasher safe?" in html(page)
    assert body.strip("\x00 \n") in control(page, "body")
    assert bool(re.search(r'name="internal"[^>]* checked', html(page))) == bool(internal)
    assert re.search(r'queue=unassigned" aria-current="page"', html(page))


def test_every_link_of_a_refused_message_leads_somewhere(do, conversation):
    for number in range(51):
        post_message(conversation, f"Message {number}")

    page = do("messages", body="")
    links = set(re.findall(r'<a[^>]* href="([^"#]+)"', html(page)))

    assert any("after=" in link for link in links)
    for link in links:
        assert page.client.get(urljoin(f"{INBOX}{conversation.pk}/messages/", link)).status_code == 200


def test_a_form_sent_twice_is_one_message(do, agent, signed_in, conversation):
    client_id = hidden(signed_in(agent).get(f"{INBOX}{conversation.pk}/"), "client_id")

    first = do("messages", body="It is!", client_id=client_id)
    second = do("messages", body="It is!", client_id=client_id)

    assert first.url == second.url
    assert Message.objects.filter(kind="reply").count() == 1


def test_closing_leads_back_to_the_queue_and_says_what_was_closed(do, conversation):
    answer = do("closure", queue="mine")

    conversation.refresh_from_db()
    assert conversation.status == "closed"
    assert (answer.status_code, answer.url) == (302, f"{INBOX}?queue=mine")
    assert "Closed “Is the moss glaze dishwasher safe?”." in html(answer.client.get(answer.url))


def test_reopening_leads_to_the_conversation(do, conversation, agent):
    close(conversation, agent)

    answer = do("reopening")

    conversation.refresh_from_db()
    assert conversation.status == "open"
    assert answer.url.startswith(f"{INBOX}{conversation.pk}/")


def test_a_colleague_is_assigned_and_taken_off_again(do, conversation, admin):
    assert do("assignment", assignee=admin.pk).status_code == 302
    conversation.refresh_from_db()
    assert conversation.assignee == admin

    do("assignment", assignee="")
    conversation.refresh_from_db()
    assert conversation.assignee is None


def test_nobody_from_elsewhere_can_be_assigned(do, outsider, staff, nothing_written):
    with nothing_written():
        assert do("assignment", assignee=outsider.pk).status_code == 404
        assert do("assignment", assignee=staff.pk).status_code == 404


@pytest.mark.parametrize(
    "assignee", ["0", "-1", "999999", "9" * 30, "x", "1.5", "\x00", "None", "1e3", "9" * 5000]
)
def test_an_assignee_that_is_nobody_is_not_found(do, nothing_written, assignee):
    with nothing_written():
        assert do("assignment", assignee=assignee).status_code == 404


def test_the_verbs_may_be_repeated(do, nothing_written, admin):
    for verb, data in [("assignment", {"assignee": admin.pk}), ("closure", {}), ("reopening", {})]:
        do(verb, **data)
        with nothing_written():
            assert do(verb, **data).status_code == 302


@pytest.mark.parametrize(
    "queue", ["nonsense", "//evil.example", "mine&x=1#y", "\r\nSet-Cookie: a=b", "\x00", ""]
)
@pytest.mark.parametrize("verb", VERBS)
def test_a_queue_that_is_none_leads_to_all(do, verb, queue):
    answer = do(verb, body="Hi", preset="hour", queue=queue)

    assert re.fullmatch(rf"{INBOX}(\d+/)?\?queue=all(#\w+)?", answer.url)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_nothing_is_changed_but_by_post(agent, signed_in, conversation, nothing_written, verb, method):
    with nothing_written():
        answer = getattr(signed_in(agent), method)(f"{INBOX}{conversation.pk}/{verb}/")

    is_link = method in ("get", "head")  # to the conversation: after signing in, from a restored tab
    assert answer.status_code == (302 if is_link else 405)


@pytest.mark.parametrize("address", ["", "{pk}/"])
def test_a_page_that_is_read_takes_nothing(agent, signed_in, conversation, address):
    assert signed_in(agent).post(INBOX + address.format(pk=conversation.pk)).status_code == 405


@pytest.mark.parametrize("verb", VERBS)
def test_another_projects_conversation_is_not_found(
    agent, outsider, signed_in, other_project, nothing_written, verb
):
    theirs = ConversationFactory(project=other_project)
    data = {"body": "Hi", "assignee": agent.pk, "preset": "hour"}

    with nothing_written():
        assert signed_in(agent).post(f"{INBOX}{theirs.pk}/{verb}/", data).status_code == 404
        assert signed_in(agent).post(f"/p/north/conversations/{theirs.pk}/{verb}/", data).status_code == 404
        assert signed_in(agent).post(f"{INBOX}{'9' * 30}/{verb}/", data).status_code == 404

    theirs.refresh_from_db()
    assert (theirs.status, theirs.assignee) == ("open", None)


@pytest.mark.parametrize("verb", VERBS)
def test_who_is_not_signed_in_changes_nothing(client, conversation, nothing_written, verb):
    with nothing_written():
        answer = client.post(f"{INBOX}{conversation.pk}/{verb}/", {"body": "Hi"})

    assert answer.status_code == 302
    assert answer.url.startswith("/login/")


@pytest.mark.parametrize("verb", VERBS)
def test_another_site_cannot_make_an_agents_browser_change_anything(
    agent, conversation, nothing_written, verb
):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(agent)

    with nothing_written():
        assert strict.post(f"{INBOX}{conversation.pk}/{verb}/", {"body": "Hi"}).status_code == 403
