"""Live streams of the real server, in processes of its own: who hears what, and when a stream ends."""

import time

import pytest
from django.conf import settings
from django.test import Client

from conversations import post
from conversations.assign import assign
from conversations.close import close
from conversations.live import announce, caps
from conversations.models import Conversation
from conversations.models.doorbell import Doorbell, now_in_ms
from crm.members import remove
from crm.models import Membership
from leads.erase import erase
from leads.models import Lead
from tests.crm.production import Server
from tests.crm.streams import Stream
from tests.factories import ConversationFactory

pytestmark = pytest.mark.django_db(transaction=True)

AGENTS, VISITORS = "/live/p/fern/", "/live/chat/fern/"


def serve(static_root, **values):
    """Start a server that reads the cookies of the test clients."""
    return Server(static_root, SECRET_KEY=settings.SECRET_KEY, **values)


@pytest.fixture(scope="module")
def server(static_root, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        running = serve(static_root, WEB_CONCURRENCY="2")
    yield running
    assert running.end() == 0


@pytest.fixture
def listen(server):
    """Return a function that opens a stream; all are closed at the end."""
    streams = []

    def listen(*arguments, **headers):
        streams.append(Stream(server, *arguments, **headers))
        return streams[-1]

    yield listen
    for stream in streams:
        stream.close()


@pytest.fixture
def chat(visitor):
    visitor.thread = visitor.start("Is the moss glaze dishwasher safe?").url
    visitor.conversation = Conversation.objects.get()
    return visitor


def settle(chat, *streams):
    """Let the streams say what rang when they were opened, up to a sign of ours."""
    announce.typing(chat.conversation, for_visitor=True)
    for stream in streams:
        while stream.next()["kind"] != "typing":
            pass


def test_an_agent_hears_of_a_visitors_message_in_every_process(listen, agent, signed_in, chat):
    streams = [listen(AGENTS, signed_in(agent)) for _ in range(8)]
    settle(chat, *streams)
    chat.say(chat.thread, "And one more thing")
    heard = {"kind": "message", "conversation": chat.conversation.pk, "seq": 2, "by": None}
    assert [stream.next() for stream in streams] == [heard] * 8


def test_a_visitor_hears_of_the_reply_and_of_nothing_that_they_may_not_read(
    listen, agent, admin, chat, browser_of
):
    stream = listen(VISITORS, chat)
    settle(chat, stream)
    other = browser_of("fern")
    other.start("Somebody else's question")
    announce.typing(chat.conversation)
    post.add_note(chat.conversation, agent, "Between us: a difficult one")
    assign(chat.conversation, admin, agent)
    message = post.reply(chat.conversation, agent, "It is.")
    thread = str(chat.conversation.public_id)
    assert stream.next() == {"kind": "message", "conversation": thread, "seq": message.seq}
    close(chat.conversation, agent)
    assert stream.next() == {"kind": "message", "conversation": thread, "seq": message.seq + 1}


def test_a_merge_does_not_let_one_browser_hear_of_another(listen, agent, chat, browser_of):
    safari = browser_of("fern")
    safari.start("From my other browser")
    first, second = Lead.objects.order_by("id")
    Lead.objects.filter(pk=second.pk).update(merged_into=first, contact=first)
    stream = listen(VISITORS, safari)
    post.reply(chat.conversation, agent, "For the first browser only")
    post.reply(second.conversations.get(), agent, "For this one")
    assert stream.next()["conversation"] == str(second.conversations.get().public_id)


def test_typing_goes_both_ways_and_is_kept_from_the_visitor_for_a_note(listen, agent, signed_in, chat):
    inside, outside = listen(AGENTS, signed_in(agent)), listen(VISITORS, chat)
    settle(chat, inside, outside)
    announce.typing(chat.conversation, agent)
    announce.typing(chat.conversation, agent, for_visitor=True)
    assert [inside.next()["by"], inside.next()["by"]] == [agent.pk] * 2
    announce.typing(chat.conversation)
    assert inside.next() == {"kind": "typing", "conversation": chat.conversation.pk, "seq": None, "by": None}
    assert outside.next() == {"kind": "typing", "conversation": str(chat.conversation.public_id), "seq": None}
    post.reply(chat.conversation, agent, "It is.")
    assert outside.next()["kind"] == "message"


def test_agents_of_another_project_hear_nothing(listen, outsider, signed_in, chat, other_project):
    assert listen(AGENTS, signed_in(outsider)).status == 204
    stream = listen("/live/p/north/", signed_in(outsider))
    chat.say(chat.thread)
    theirs = ConversationFactory(project=other_project)
    assert stream.next()["conversation"] == theirs.pk


@pytest.mark.parametrize("path", [AGENTS, VISITORS, "/live/chat/nothing/", "/live/p/nothing/"])
def test_nobody_gets_no_stream_and_is_not_to_come_back(path, listen, project):
    assert listen(path).status == 204
    assert listen(path, Cookie="visitor=forged; sessionid=forged").status == 204


def test_another_address_another_method_another_site_and_another_host_are_refused(listen, server, chat):
    assert listen("/live/nothing/", chat).status == 404
    assert listen(VISITORS, chat, Sec_Fetch_Site="cross-site").status == 403
    assert listen(VISITORS, chat, Host="evil.example").status == 400
    assert server.ask(VISITORS, {"a": "b"}).status == 405


def test_a_stream_resumes_where_it_broke_off(listen, agent, signed_in, chat):
    stream = listen(AGENTS, signed_in(agent))
    assert stream.first == {"kind": "reset"}  # it has missed nobody knows what
    settle(chat, stream)
    chat.say(chat.thread, "First")
    assert stream.next()["seq"] == 2
    stream.close()
    chat.say(chat.thread, "While it was away")
    again = listen(AGENTS, signed_in(agent), Last_Event_ID=stream.id)
    assert again.first == {"kind": "ready"}
    heard = [again.next()["seq"] for _ in range(3)]  # what was just before is said again
    assert heard[-1] == 3
    chat.say(chat.thread, "And now")
    heard = [again.next()["seq"]]
    while heard[-1] < 4:
        heard.append(again.next()["seq"])
    assert set(heard) <= {3, 4}


@pytest.mark.parametrize("last_id", ["-1", "x", "٣", "9" * 40, "1", "1e3", ""])
def test_an_event_id_that_is_none_makes_the_browser_look_anew(last_id, listen, chat):
    assert listen(VISITORS, chat, Last_Event_ID=last_id.encode()).first == {"kind": "reset"}


def test_an_event_id_from_the_future_makes_the_browser_look_anew(listen, chat):
    assert listen(VISITORS, chat, Last_Event_ID=str(now_in_ms() + 90_000)).first == {"kind": "reset"}


def test_what_a_visitor_missed_is_theirs_alone(listen, agent, chat, browser_of):
    last_id = str(now_in_ms())
    browser_of("fern").start("Somebody else's question")
    post.add_note(chat.conversation, agent, "Between us")
    post.reply(chat.conversation, agent, "It is.")
    stream = listen(VISITORS, chat, Last_Event_ID=last_id)
    assert stream.first == {"kind": "ready"}
    heard = [stream.next(), stream.next()]
    assert {event["conversation"] for event in heard} == {str(chat.conversation.public_id)}
    assert [event["seq"] for event in heard] == [1, Conversation.objects.order_by("id")[0].replied_seq]


def test_more_than_can_be_told_again_makes_the_browser_look_anew(listen, agent, signed_in, project):
    ConversationFactory(project=project)
    last_id = str(now_in_ms())
    row = Doorbell.objects.values().last()
    row.pop("id")
    Doorbell.objects.bulk_create(Doorbell(**row) for _ in range(300))
    assert listen(AGENTS, signed_in(agent), Last_Event_ID=last_id).first == {"kind": "reset"}


def has_ended(stream):
    started = time.monotonic()
    ended = stream.next() is None
    return ended and time.monotonic() - started < Stream.PATIENCE / 2


def test_an_agents_stream_ends_at_once_with_their_membership(listen, agent, admin, signed_in, project):
    theirs, other = listen(AGENTS, signed_in(agent)), listen(AGENTS, signed_in(admin))
    remove(Membership.objects.get(user=agent), by=admin)
    assert has_ended(theirs)
    conversation = ConversationFactory(project=project)
    assert other.next()["conversation"] == conversation.pk


def test_an_agents_stream_ends_at_once_with_their_session_and_only_that(listen, agent, signed_in, project):
    here, there = signed_in(agent), signed_in(agent)
    ending, going_on = listen(AGENTS, here), listen(AGENTS, there)
    cookies = here.cookies.copy()
    here.post("/logout/")
    assert has_ended(ending)
    ConversationFactory(project=project)
    assert going_on.next()["kind"] == "message"
    here.cookies = cookies
    assert listen(AGENTS, here).status == 204


def test_an_agents_stream_ends_at_once_when_staff_deactivate_them(listen, agent, staff, signed_in, project):
    stream = listen(AGENTS, signed_in(agent))
    signed_in(staff).post("/admin/crm/user/", {"action": "deactivate", "_selected_action": agent.pk})
    agent.refresh_from_db()
    assert not agent.is_active
    assert has_ended(stream)


def test_a_new_password_ends_the_streams_of_other_browsers(listen, agent, signed_in, project):
    agent.set_password("clay and water")
    agent.save()
    here, there = signed_in(agent), signed_in(agent)
    stream = listen(AGENTS, there)
    words = {"new_password1": "moss and glaze 12", "new_password2": "moss and glaze 12"}
    assert here.post("/profile/password/", {"old_password": "clay and water", **words}).status_code == 302
    assert has_ended(stream)


def test_a_visitors_stream_ends_at_once_when_their_contact_is_erased(listen, agent, chat, browser_of):
    other = browser_of("fern")
    other.start("Somebody else's question")
    theirs, others = listen(VISITORS, chat), listen(VISITORS, other)
    settle(chat, theirs)
    erase(chat.conversation.lead, by=agent)
    assert has_ended(theirs)
    assert listen(VISITORS, chat).status == 204
    post.reply(Conversation.objects.get(), agent, "For you")
    assert others.next()["kind"] == "message"


def test_more_streams_than_a_browser_needs_are_refused_and_others_are_served(
    listen, chat, browser_of, agent, signed_in
):
    cookie, most = f"visitor={chat.cookies['visitor'].value}", 2 * caps.STREAMS_OF_ONE  # in two processes
    streams = [listen(VISITORS, chat, Cookie=f"{cookie}; n={n}") for n in range(most + 1)]
    refused = [stream for stream in streams if stream.status != 200]
    assert [(stream.status, stream.response.headers["Retry-After"]) for stream in refused][:1] == [
        (429, "60")
    ]
    other = browser_of("fern")
    other.start()
    assert listen(VISITORS, other).status == 200
    assert listen(AGENTS, signed_in(agent)).status == 200


def test_no_cookie_is_kept_of_who_knocks():
    knocks = caps.Knocks()
    assert not knocks.too_many("visitor=secret", "8.8.8.8")
    assert "secret" not in str(vars(knocks))


def test_a_browser_that_knocks_without_end_is_refused_and_others_are_served(listen, chat, browser_of):
    statuses = []
    for _ in range(2 * caps.KNOCKS["cookie"] + 1):
        stream = listen(VISITORS, chat)
        statuses.append(stream.status)
        stream.close()
    assert 429 in statuses
    other = browser_of("fern")
    other.start()
    assert listen(VISITORS, other).status == 200


def test_a_server_that_stops_ends_its_streams_at_once(static_root, agent, signed_in, project):
    server = serve(static_root)
    streams = [Stream(server, AGENTS, signed_in(agent)) for _ in range(10)]
    started = time.monotonic()
    assert server.end() == 0
    assert time.monotonic() - started < 5  # it would wait for them until `graceful_timeout`, which is 9
    assert [stream.next() for stream in streams] == [None] * 10


def test_the_service_of_the_streams_alone_serves_no_page(static_root, agent, signed_in, project):
    server = serve(static_root, SERVICE="live")
    assert Stream(server, AGENTS, signed_in(agent)).status == 200
    assert server.ask("/login/").status == 404
    assert server.end() == 0


def test_the_service_of_the_pages_alone_says_that_nothing_is_live_here(
    static_root, agent, signed_in, project
):
    server = serve(static_root, SERVICE="pages")
    assert Stream(server, AGENTS, signed_in(agent)).status == 204
    assert server.ask("/login/").status == 200
    assert server.end() == 0


def test_a_client_without_a_live_server_hears_that_too(project):
    assert Client().get(VISITORS).status_code == 204
