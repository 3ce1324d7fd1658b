"""What an open page asks for and tells by itself, by plain requests."""

import re

import pytest

from conversations import limits
from conversations.close import close
from conversations.models import Conversation, Doorbell, ReadMark
from conversations.post import add_note, post_message, reply
from conversations.seen import seen_by_agent, seen_by_visitor
from tests.conversations.markup import html
from tests.factories import ConversationFactory


@pytest.fixture
def desk(agent, signed_in):
    return signed_in(agent)


def lines(page):
    return re.findall(r'<li[^>]* id="m(\d+)"', html(page)) if page.status_code == 200 else page.status_code


def inside(conversation, part="news"):
    return f"/p/fern/conversations/{conversation.pk}/{part}/"


def test_an_agents_page_gets_what_came_after_the_line_that_it_has(desk, conversation):
    assert lines(desk.get(inside(conversation), {"after": 1})) == 204
    post_message(conversation, "And the oven?")
    add_note(conversation, conversation.project.members.first(), "Between us")
    news = desk.get(inside(conversation), {"after": 1})
    assert lines(news) == ["1", "2", "3"]  # the first one again: its run goes on
    assert html(news).count('class="meta"') == 2


def test_a_visitors_page_gets_what_came_and_no_note(chat, agent):
    news = f"{chat.thread}news/"
    assert lines(chat.get(news, {"after": 1, "status": "open"})) == 204
    add_note(chat.conversation, agent, "Between us")
    assert lines(chat.get(news, {"after": 1, "status": "open"})) == 204
    reply(chat.conversation, agent, "It is!")
    answer = chat.get(news, {"after": 1, "status": "open"})
    assert lines(answer) == ["1", "4"]
    assert "Between us" not in html(answer)


def test_a_visitors_page_gets_that_it_is_closed_and_nothing_more(chat, agent):
    close(chat.conversation, agent)
    answer = chat.get(f"{chat.thread}news/", {"after": 1, "status": "open"})
    assert lines(answer) == []
    assert "This conversation is closed" in html(answer)
    assert agent.name not in html(answer)


def test_a_page_gets_that_what_it_has_was_read(chat, agent, desk):
    reply(chat.conversation, agent, "It is!")
    conversation = Conversation.objects.get()
    known = {"after": 3, "seen": 0, "status": "open"}
    assert lines(desk.get(inside(conversation), known)) == 204
    seen_by_visitor(conversation)
    assert "· Seen" in html(desk.get(inside(conversation), known))
    assert lines(chat.get(f"{chat.thread}news/", known)) == 204
    seen_by_agent(conversation, agent)
    assert "· Seen" in html(chat.get(f"{chat.thread}news/", known))


def test_more_lines_than_fit_come_in_pieces_without_a_gap(desk, conversation):
    for number in range(250):
        post_message(conversation, f"Message {number}")
    after, got = 1, [1]
    while (page := desk.get(inside(conversation), {"after": after})).status_code == 200:
        got += [int(seq) for seq in lines(page) if int(seq) > after]
        after = got[-1]
    assert got == list(range(1, 252))


@pytest.mark.parametrize("after", ["-1", "x", "9" * 40, "٣", "", "1.5"])
def test_a_place_that_is_none_is_the_beginning(desk, conversation, after):
    assert lines(desk.get(inside(conversation), {"after": after})) == ["1"]


def test_a_place_from_the_future_has_nothing_after_it(desk, conversation):
    assert lines(desk.get(inside(conversation), {"after": 999_999})) == 204


def test_the_news_of_a_long_thread_take_as_many_queries(desk, conversation, agent, queries_of):
    reply(conversation, agent, "It is!")
    before = queries_of(lambda: desk.get(inside(conversation), {"after": 1}))
    for number in range(40):
        post_message(conversation, f"Message {number}")
    assert queries_of(lambda: desk.get(inside(conversation), {"after": 1})) <= before < 12


def test_what_is_read_is_told_by_a_post(chat, agent, desk):
    reply(chat.conversation, agent, "It is!")
    assert desk.post(inside(chat.conversation, "seen"), {"seq": "2"}).status_code == 204
    assert ReadMark.objects.get(user=agent).seq == 2
    assert chat.post(f"{chat.thread}seen/", {"seq": "3"}).status_code == 204
    assert Conversation.objects.get().visitor_seen_seq == 3


def test_opening_a_conversation_reads_it_and_its_fragment_does_not(desk, agent, conversation):
    desk.get(inside(conversation), {"after": 0})
    assert not ReadMark.objects.exists()
    desk.head(conversation.get_absolute_url())
    assert not ReadMark.objects.exists()
    desk.get(conversation.get_absolute_url())
    assert ReadMark.objects.get().seq == 1


def test_typing_is_told_to_the_other_side_and_a_note_to_colleagues_only(chat, agent, desk):
    chat.post(f"{chat.thread}typing/")
    desk.post(inside(chat.conversation, "typing"))
    desk.post(inside(chat.conversation, "typing"), {"internal": "on"})
    bells = Doorbell.objects.filter(kind="typing").order_by("id")
    told = [(None, False), (agent.pk, True), (agent.pk, False)]
    assert list(bells.values_list("user_id", "for_visitor")) == told


def test_a_flood_of_typing_is_refused(chat):
    answers = {chat.post(f"{chat.thread}typing/").status_code for _ in range(limits.TYPING.browser)}
    assert answers == {204}
    refused = chat.post(f"{chat.thread}typing/")
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert chat.say(chat.thread, "And the oven?").status_code == 303


@pytest.mark.parametrize("part", ["seen", "typing"])
def test_another_website_tells_nothing(chat, part):
    refused = chat.post(f"{chat.thread}{part}/", {"seq": 1}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403


def test_the_parts_are_the_count_and_where_it_is_wanted_the_list(desk, conversation, project):
    address = "/p/fern/conversations/parts/"
    assert re.findall(r'data-part="([^"]+)"', html(desk.get(address))) == ["waiting"]
    ConversationFactory(project=project, subject="Another")
    parts = html(desk.get(address, {"queue": "all", "beside": conversation.pk}))
    assert re.findall(r'data-part="([^"]+)"', parts) == ["waiting", "tabs", "rows"]
    assert parts.count('aria-current="true"') == 1
    assert parts.count('class="unread"') == 1


def test_an_agents_fragment_is_the_line_or_what_is_wrong(desk, conversation):
    htmx = {"HX-Request": "true"}
    answer = desk.post(inside(conversation, "messages"), {"body": "It is!"}, headers=htmx)
    assert (answer.status_code, lines(answer)) == (200, ["3"])
    refused = desk.post(inside(conversation, "messages"), {"body": "x" * 10_001}, headers=htmx)
    assert refused.status_code == 422
    assert html(refused).strip().startswith('<div class="composer-box" id="composer">')
