import re
from datetime import timedelta
from urllib.parse import urljoin
from uuid import uuid4

import pytest
from django.utils import timezone

from conversations.assign import assign
from conversations.close import close
from conversations.models import Conversation, Message
from conversations.post import add_note, post_message, reply
from leads.models import Lead
from tests.conversations.markup import asked, control, hidden, html, link


def say_by_fragment(chat, body):
    return chat.post(f"{chat.thread}messages/", {"body": body}, headers={"HX-Request": "true"})


def bodies(page):
    return re.findall(r'<p dir="auto">([^<]*)</p>', html(page))


def test_the_thread_shows_what_was_said_oldest_first(chat, agent):
    reply(chat.conversation, agent, "It is!")
    post_message(chat.conversation, "Thank you")

    page = chat.get(chat.thread)

    assert page.status_code == 200
    assert bodies(page) == ["Is the moss glaze dishwasher safe?", "It is!", "Thank you"]
    assert html(page).count('class="mine"') == 2
    assert "<bdi>Maya</bdi>" in html(page)
    assert asked(page) == ["body"]


def test_the_thread_never_shows_notes_or_what_happened_inside(chat, agent, admin):
    add_note(chat.conversation, agent, "Between us: a difficult one")
    assign(chat.conversation, admin, agent)
    close(chat.conversation, admin)

    page = chat.get(chat.thread)

    assert bodies(page) == ["Is the moss glaze dishwasher safe?"]
    assert not [word for word in ("Between us", "Maya", "Ada", "assigned", "took") if word in html(page)]


def test_the_address_of_an_agent_is_not_shown(chat, agent):
    reply(chat.conversation, agent, "It is!")

    assert agent.email not in html(chat.get(chat.thread))


def test_a_message_is_added_and_leads_to_its_place(chat):
    answer = chat.say(chat.thread, "And the oven?")

    assert (answer.status_code, answer.url) == (303, f"{chat.thread}#m2")
    assert bodies(chat.get(chat.thread)) == ["Is the moss glaze dishwasher safe?", "And the oven?"]


def test_a_closed_thread_says_so_and_opens_when_the_visitor_writes(chat, agent):
    close(chat.conversation, agent)
    assert "Write again to open it" in html(chat.get(chat.thread))

    chat.say(chat.thread, "One more thing")

    assert Conversation.objects.get().is_open
    assert "Write again to open it" not in html(chat.get(chat.thread))


def test_the_page_of_a_thread_gives_a_message_its_client_id(chat):
    client_id = hidden(chat.get(chat.thread), "client_id")

    first = chat.say(chat.thread, "Once", client_id=client_id)
    second = chat.say(chat.thread, "Once", client_id=client_id)

    assert first.url == second.url
    assert Message.objects.filter(body="Once").count() == 1


def test_a_fragment_request_gets_the_message_and_nothing_else(chat):
    answer = say_by_fragment(chat, "And the <oven>?")

    assert answer.status_code == 200
    assert "HX-Request" in answer["Vary"]
    assert html(answer).strip().startswith('<li class="mine" id="m2">')
    assert "And the &lt;oven&gt;?" in html(answer)
    assert not re.search(r"<html|<form", html(answer))


def test_a_refused_fragment_is_the_composer_with_what_was_typed(chat, nothing_written):
    with nothing_written():
        answer = say_by_fragment(chat, "x" * 10_001)

    assert answer.status_code == 422
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#composer", "outerHTML")
    assert html(answer).strip().startswith('<div class="chat-foot" id="composer">')
    assert "x" * 10_001 in control(answer, "body")
    assert 'id="id_body_error"' in html(answer)


def test_a_refused_message_is_the_page_with_what_was_typed(chat, nothing_written):
    with nothing_written():
        page = chat.say(chat.thread, "x" * 10_001)

    assert page.status_code == 422
    assert bodies(page) == ["Is the moss glaze dishwasher safe?"]
    assert "x" * 10_001 in control(page, "body")
    assert "HX-Retarget" not in page


@pytest.mark.parametrize("merged", [True, False])
def test_another_browser_finds_no_thread_though_it_is_the_same_contact(chat, browser_of, agent, merged):
    other = browser_of("fern")
    other.start()
    chrome, safari = Lead.objects.order_by("id")
    if merged:
        Lead.objects.filter(pk=chrome.pk).update(merged_into=safari, contact=safari)
    reply(chat.conversation, agent, "It is!")

    for answer in (other.get(chat.thread), other.say(chat.thread)):
        assert answer.status_code == 404
        assert "This conversation is not here" in html(answer)
        assert "moss" not in html(answer)
    assert chat.conversation.messages.filter(kind="visitor").count() == 1
    assert chat.get(chat.thread).status_code == 200


def test_the_head_of_a_contact_finds_no_thread_of_a_lead_that_was_merged_into_it(chat, browser_of):
    safari = browser_of("fern")
    theirs = safari.start().url
    chrome_lead, safari_lead = Lead.objects.order_by("id")
    Lead.objects.filter(pk=safari_lead.pk).update(merged_into=chrome_lead, contact=chrome_lead)

    assert chat.get(theirs).status_code == 404
    assert safari.get(theirs).status_code == 200


def test_a_browser_that_never_wrote_finds_no_thread(chat, browser_of, nothing_written):
    with nothing_written():
        assert browser_of("fern").get(chat.thread).status_code == 404
        assert browser_of("fern").say(chat.thread).status_code == 404


def test_a_thread_is_not_found_under_another_project(chat, other_project, browser_of):
    in_both = chat.thread.replace("/fern/", "/north/")
    chat.post("/chat/north/conversations/", chat.ANDREA | {"body": "Hello Northside"})

    assert chat.get(in_both).status_code == 404
    assert chat.say(in_both).status_code == 404


def test_a_thread_that_never_was_is_not_found(chat):
    assert chat.get(f"{chat.chat}conversations/{uuid4()}/").status_code == 404


def test_an_agents_session_opens_no_visitors_thread(chat, agent, signed_in):
    assert signed_in(agent).get(chat.thread).status_code == 404


def test_a_reply_is_seen_once_its_visitor_has_opened_the_thread(chat, agent, signed_in):
    reply(chat.conversation, agent, "It is!")
    inside = f"/p/fern/conversations/{chat.conversation.pk}/"
    assert "· Seen" not in html(signed_in(agent).get(inside))

    chat.get(chat.thread)

    assert "· Seen" in html(signed_in(agent).get(inside))


def test_opening_a_thread_without_news_writes_only_the_visit(chat, django_assert_num_queries):
    long_ago = timezone.now() - timedelta(days=2)
    Lead.objects.update(last_seen=long_ago, seen_at=long_ago)

    with django_assert_num_queries(8) as queries:
        chat.get(chat.thread)

    # Of the lead itself, and of the contact that it is.
    updated = [query["sql"].split()[1] for query in queries if query["sql"].startswith("UPDATE")]
    assert updated == ['"leads_lead"'] * 2
    assert timezone.now() - Lead.objects.get().last_seen < timedelta(minutes=1)


def test_a_long_thread_is_paged_both_ways_from_its_latest_messages(chat):
    for number in range(2, 66):
        post_message(chat.conversation, f"Message {number}")

    latest = chat.get(chat.thread)
    middle = chat.get(link(latest, "after"))
    first = chat.get(link(middle, "after"))

    assert bodies(latest) == [f"Message {number}" for number in range(36, 66)]
    assert bodies(middle) == [f"Message {number}" for number in range(6, 36)]
    assert bodies(first)[1:] == [f"Message {number}" for number in range(2, 6)]
    assert link(latest, "before") is None
    assert link(first, "after") is None
    assert bodies(chat.get(link(first, "before"))) == bodies(middle)


def test_every_link_of_a_refused_message_leads_somewhere(chat):
    for number in range(31):
        post_message(chat.conversation, f"Message {number}")

    links = re.findall(r'<a[^>]* href="([^"]+)"', html(chat.say(chat.thread, "")))

    assert len(links) == 3  # home, the transcript, and earlier messages
    assert {chat.get(urljoin(f"{chat.thread}messages/", link)).status_code for link in links} == {200}


def test_the_number_of_queries_does_not_grow(chat, agent, queries_of):
    before = queries_of(lambda: chat.get(chat.thread))
    for number in range(30):
        post_message(chat.conversation, f"Question {number}")
        reply(chat.conversation, agent, f"Answer {number}")
    chat.get(chat.thread)

    assert queries_of(lambda: chat.get(chat.thread)) <= before < 12


def test_what_is_said_is_shown_as_text(chat, agent):
    script = "<script>alert(1)</script>\n<b>bold</b> & 'quoted'"
    chat.say(chat.thread, script)
    reply(chat.conversation, agent, script)

    page = html(chat.get(chat.thread))

    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;\n&lt;b&gt;bold&lt;/b&gt; &amp;") == 2
