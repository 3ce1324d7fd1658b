"""Taking back, from the toast, what was just done."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.assign import assign
from conversations.close import close
from conversations.models import Conversation
from conversations.post import add_note, post_message, reply
from conversations.snooze import snooze
from conversations.undo import NotOffered, offer, undo
from tests.conversations.markup import html
from tests.factories import ConversationFactory

INBOX = "/p/fern/conversations/"
STATE = ["status", "assignee_id", "waiting_since", "snoozed_until", "closed_at"]
NO_LONGER = "This cannot be undone any more"


@pytest.fixture
def desk(agent, signed_in):
    return signed_in(agent)


@pytest.fixture
def do(desk, conversation):
    """Post a form of the conversation's page as Maya, and return the address that the toast offers."""

    def post(verb, **data):
        page = desk.post(f"{INBOX}{conversation.pk}/{verb}/", data, follow=True)
        offered = re.search(r'<form method="post" action="([^"]+/undo/[^"]+)"', html(page))
        return offered and offered.group(1)

    return post


@pytest.fixture
def state(conversation):
    return lambda: Conversation.objects.values(*STATE).get(pk=conversation.pk)


def events(conversation):
    return [line.event for line in conversation.messages.all() if line.event]


def test_closing_is_undone_to_exactly_what_was(desk, do, state, conversation, admin, agent):
    assign(conversation, admin, admin)
    snooze(conversation, timezone.now() + timedelta(days=2), admin)
    before = state()
    assert None not in (before["assignee_id"], before["waiting_since"], before["snoozed_until"])

    address = do("closure")
    assert state()["status"] == "closed"
    page = desk.post(address, follow=True)

    assert "Undone." in html(page)
    assert state() == before
    assert conversation.messages.last().author == agent
    assert events(conversation)[-2:] == ["closed", "reopened"]


@pytest.mark.parametrize("first", [True, False])
def test_assigning_is_undone_to_whoever_had_it_or_nobody(desk, do, state, conversation, admin, agent, first):
    if first:
        assign(conversation, admin, admin)
    before = state()

    desk.post(do("assignment", assignee=agent.pk))

    assert state() == before
    event = conversation.messages.last()
    assert (event.event, event.subject) == (("assigned", admin) if first else ("unassigned", None))


def test_what_is_closed_stays_closed_when_its_assigning_is_undone(
    desk, do, state, conversation, admin, agent
):
    close(assign(conversation, admin, admin), admin)
    before = state()
    page = desk.post(do("assignment", assignee=agent.pk), follow=True)
    assert "Undone." in html(page)
    assert state() == before
    assert Conversation.objects.get().closed_at


def test_taking_it_from_its_agent_is_undone(desk, do, state, conversation, admin):
    assign(conversation, admin, admin)
    before = state()

    desk.post(do("assignment", assignee=""))

    assert state() == before


def test_snoozing_is_undone_to_awake(desk, do, state, conversation):
    before = state()

    desk.post(do("snooze", preset="hour"))

    assert state() == before
    assert events(conversation) == ["snoozed", "woken"]


def test_snoozing_until_another_time_is_undone_to_the_one_before(desk, do, state, conversation, agent):
    until = timezone.now() + timedelta(days=2)
    snooze(conversation, until, agent)

    desk.post(do("snooze", preset="hour"))

    assert state()["snoozed_until"] == conversation.messages.last().until == until


@pytest.mark.parametrize(
    "act",
    [
        lambda conversation, admin: post_message(conversation, "And the oven?"),
        lambda conversation, admin: reply(conversation, admin, "It is!"),
        lambda conversation, admin: add_note(conversation, admin, "Let me look"),
        lambda conversation, admin: assign(conversation, admin, admin),
    ],
)
@pytest.mark.parametrize(("verb", "data"), [("closure", {}), ("snooze", {"preset": "hour"})])
def test_once_somebody_has_acted_it_changes_nothing_and_says_so(
    desk, do, state, conversation, admin, nothing_written, verb, data, act
):
    address = do(verb, **data)
    act(conversation, admin)
    before = state()

    with nothing_written():
        page = desk.post(address, follow=True)

    assert NO_LONGER in html(page)
    assert state() == before


def test_it_is_undone_once(desk, do, conversation, nothing_written):
    address = do("closure")
    desk.post(address)

    with nothing_written():
        assert NO_LONGER in html(desk.post(address, follow=True))


def test_nothing_goes_back_to_somebody_who_left_meanwhile(
    desk, do, state, conversation, admin, agent, nothing_written
):
    assign(conversation, admin, admin)
    address = do("assignment", assignee=agent.pk)
    admin.memberships.all().delete()

    with nothing_written():
        assert NO_LONGER in html(desk.post(address, follow=True))

    assert state()["assignee_id"] == agent.pk


def test_an_offer_is_made_only_where_exactly_that_was_done(do, conversation, agent):
    before = Conversation.objects.get()
    assert do("assignment", assignee="") is None  # nobody had it

    post_message(conversation, "And the oven?")
    after = assign(conversation, agent, agent)

    assert offer(before, after, agent) == ""


def test_an_offer_is_its_agents_alone_and_of_its_conversation(
    do, project, conversation, agent, admin, signed_in, nothing_written
):
    address = do("closure")
    offered = address.rstrip("/").split("/")[-1]
    other = ConversationFactory(project=project)

    with nothing_written():
        assert signed_in(admin).post(address).status_code == 404
        for who, what in [(admin, conversation), (agent, other)]:
            with pytest.raises(NotOffered):
                undo(what, offered, who)


@pytest.mark.parametrize("offered", ["none", "a:b:c", "%00", "é", "x" * 5000])
def test_an_offer_that_was_never_made_is_not_found(desk, conversation, nothing_written, offered):
    with nothing_written():
        assert desk.post(f"{INBOX}{conversation.pk}/undo/{offered}/").status_code == 404


def test_the_offer_leads_whoever_comes_by_a_link_to_the_conversation(desk, do, state, conversation):
    address = do("closure")

    assert desk.get(address).url == conversation.get_absolute_url()
    assert state()["status"] == "closed"
