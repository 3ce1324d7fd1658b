from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from conversations.assign import assign
from conversations.close import close, reopen
from conversations.models import Conversation
from conversations.post import add_note, post_message, reply
from conversations.queues import QUEUES, in_queue
from conversations.snooze import IsClosed, NotLater, TooFar, snooze, wake
from conversations.snooze_times import presets

DAY = timedelta(days=1)


@pytest.fixture
def tomorrow():
    return timezone.now() + DAY


@pytest.fixture
def lists(conversation, agent):
    """Return the names of the queues that the conversation is in for its agent."""
    assign(conversation, agent, agent)
    return lambda: {name for name in QUEUES if in_queue(name, conversation.project, agent).exists()}


def later(conversation, **time):
    """Let so much time go by for a conversation that sleeps."""
    until = Conversation.objects.get(pk=conversation.pk).snoozed_until
    Conversation.objects.filter(pk=conversation.pk).update(snoozed_until=until - timedelta(**time))


def test_what_is_snoozed_leaves_every_list_but_its_own(conversation, lists, agent, tomorrow):
    assert lists() == {"mine", "all", "waiting"}

    snooze(conversation, tomorrow, agent)

    assert lists() == {"snoozed"}
    assert not Conversation.objects.waiting_for(agent).exists()
    event = conversation.messages.last()
    assert (event.event, event.author, event.until) == ("snoozed", agent, tomorrow)


def test_nobodys_leaves_the_unassigned(conversation, agent, tomorrow):
    snooze(conversation, tomorrow, agent)
    assert not in_queue("unassigned", conversation.project, agent).exists()


def test_it_is_back_when_its_time_has_come_and_nothing_ran(conversation, lists, agent, tomorrow):
    snooze(conversation, tomorrow, agent)

    later(conversation, days=1, seconds=1)

    assert lists() == {"mine", "all", "waiting"}
    back = Conversation.objects.get()
    assert (back.is_asleep, back.is_back) == (False, True)


def test_a_visitors_message_wakes_it_at_once_and_the_thread_says_why(conversation, lists, agent, tomorrow):
    snooze(conversation, tomorrow, agent)

    post_message(conversation, "It is urgent")

    assert lists() == {"mine", "all", "waiting"}
    assert [(line.event, line.author) for line in conversation.messages.all()][-2:] == [
        ("woken", None),
        ("", None),
    ]


def test_a_visitors_message_after_its_time_wakes_nothing(conversation, agent, tomorrow):
    snooze(conversation, tomorrow, agent)
    later(conversation, days=2)

    post_message(conversation, "Hello?")

    assert not conversation.messages.filter(event="woken").exists()
    assert Conversation.objects.get().snoozed_until is None


def test_what_we_say_wakes_nothing_but_ends_that_it_is_marked_as_back(conversation, lists, agent, tomorrow):
    snooze(conversation, tomorrow, agent)
    reply(conversation, agent, "We look into it")
    add_note(conversation, agent, "Call the potter")
    assert lists() == {"snoozed"}

    later(conversation, days=2)
    add_note(conversation, agent, "Called")
    assert Conversation.objects.get().is_back
    reply(conversation, agent, "It is on its way")

    assert Conversation.objects.get().snoozed_until is None
    assert not conversation.messages.filter(event="woken").exists()


def test_it_is_woken_by_hand(conversation, lists, agent, admin, tomorrow):
    snooze(conversation, tomorrow, agent)

    wake(conversation, admin)

    assert lists() == {"mine", "all", "waiting"}
    event = conversation.messages.last()
    assert (event.event, event.author) == ("woken", admin)


def test_waking_what_is_awake_and_snoozing_until_the_same_time_change_nothing(
    conversation, agent, tomorrow, nothing_written
):
    with nothing_written():
        wake(conversation, agent)
    snooze(conversation, tomorrow, agent)
    with nothing_written():
        snooze(conversation, tomorrow, agent)


def test_closing_ends_the_sleep_for_good(conversation, lists, agent, tomorrow):
    snooze(conversation, tomorrow, agent)

    close(conversation, agent)
    assert lists() == {"closed"}

    reopen(conversation, agent)
    assert lists() == {"mine", "all"}


def test_a_time_that_makes_no_sense_is_refused(conversation, agent, nothing_written):
    now = timezone.now()
    for until, refusal in [(now, NotLater), (now - DAY, NotLater), (now + 367 * DAY, TooFar)]:
        with nothing_written(), pytest.raises(refusal):
            snooze(conversation, until, agent, at=now)
    close(conversation, agent)
    with nothing_written(), pytest.raises(IsClosed):
        snooze(conversation, now + DAY, agent)


def test_the_database_lets_only_open_ones_sleep(conversation, agent, tomorrow):
    close(conversation, agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.update(snoozed_until=tomorrow)
    with pytest.raises(IntegrityError), transaction.atomic():
        conversation.messages.filter(event="closed").update(until=tomorrow)


def test_the_snoozed_are_listed_in_the_order_in_which_they_come_back(project, conversation, agent, tomorrow):
    other = Conversation.objects.create(project=project, lead=conversation.lead, subject="Sooner")
    snooze(conversation, tomorrow, agent)
    snooze(other, tomorrow - timedelta(hours=1), agent)

    assert list(in_queue("snoozed", project, agent)) == [other, conversation]


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        # a Wednesday, in the middle of the day
        ((2026, 11, 25, 12), {"hour": (25, 13), "evening": (25, 18), "morning": (26, 9), "monday": (30, 9)}),
        ((2026, 11, 25, 17), {"hour": (25, 18), "morning": (26, 9), "monday": (30, 9)}),
        # on Sunday, tomorrow morning is Monday's
        ((2026, 11, 29, 12), {"hour": (29, 13), "evening": (29, 18), "morning": (30, 9)}),
        ((2026, 11, 23, 23), {"hour": (24, 0), "morning": (24, 9), "monday": (30, 9)}),
    ],
)
def test_the_presets_are_times_of_the_agents_own_day(now, offered):
    with timezone.override("America/New_York"):
        times = presets(datetime(*now, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC))

    assert {key: (moment.day, moment.hour) for key, _label, moment in times} == offered
    assert {str(moment.tzinfo) for *_words, moment in times} == {"America/New_York"}
