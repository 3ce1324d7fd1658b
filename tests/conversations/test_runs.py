from datetime import UTC, datetime, timedelta

from conversations.models import Message
from conversations.runs import mark_runs
from tests.factories import UserFactory

MINUTE = timedelta(minutes=1)
START = datetime(2026, 3, 12, 16, 8, tzinfo=UTC)


def line(minutes, kind="visitor", author=None, event=""):
    return Message(kind=kind, author=author, event=event, created_at=START + minutes * MINUTE)


def goes_on(*lines):
    return [message.goes_on for message in mark_runs(lines)]


def test_what_one_person_writes_at_once_is_one_run():
    assert goes_on(line(0), line(1), line(4)) == [True, True, False]


def test_an_empty_thread_has_no_runs():
    assert goes_on() == []


def test_a_pause_of_five_minutes_ends_a_run():
    assert goes_on(line(0), line(5), line(6)) == [False, True, False]


def test_another_person_ends_a_run():
    maya, tom = UserFactory.build(pk=1), UserFactory.build(pk=2)

    assert goes_on(line(0), line(0, "reply", maya), line(0, "reply", tom)) == [False, False, False]


def test_a_note_ends_a_run_of_replies():
    maya = UserFactory.build(pk=1)

    assert goes_on(line(0, "reply", maya), line(0, "note", maya), line(0, "note", maya)) == [
        False,
        True,
        False,
    ]


def test_events_stand_alone():
    assert goes_on(line(0, "event", event="closed"), line(0, "event", event="reopened")) == [False, False]
