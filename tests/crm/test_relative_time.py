from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from crm.relative_time import ago, clock, exact

NOW = datetime(2026, 11, 23, 10, 44, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ({}, "just now"),
        ({"seconds": 59}, "just now"),
        ({"minutes": 1}, "1 min ago"),
        ({"minutes": 2, "seconds": 59}, "2 min ago"),
        ({"minutes": 59, "seconds": 59}, "59 min ago"),
        ({"hours": 1}, "1 h ago"),
        ({"hours": 6}, "6 h ago"),
        ({"hours": 10, "minutes": 44}, "10 h ago"),
        ({"hours": 10, "minutes": 45}, "Yesterday"),
        ({"days": 1}, "Yesterday"),
        ({"days": 2}, "2 days ago"),
        ({"days": 6}, "6 days ago"),
        ({"days": 7}, "16 Nov 2026"),
        ({"days": 256}, "12 Mar 2026"),
    ],
)
def test_the_past_in_words(age, words):
    assert ago(NOW - timedelta(**age), NOW) == words


def test_a_clock_that_is_a_little_ahead_is_just_now():
    assert ago(NOW + timedelta(seconds=30), NOW) == "just now"


def test_the_future_is_a_date():
    assert ago(NOW + timedelta(hours=3), NOW) == "23 Nov 2026"


def test_shortly_after_midnight_the_evening_before_still_counts_in_hours():
    midnight = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    assert ago(midnight - timedelta(hours=2), midnight) == "2 h ago"
    assert ago(midnight - timedelta(hours=6), midnight) == "Yesterday"


def test_days_are_those_of_the_active_time_zone():
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert ago(moment, NOW) == "Yesterday"
    with timezone.override("Europe/Berlin"):
        assert ago(moment, NOW) == "11 h ago"
        assert clock(moment, NOW) == "00:30"
        assert exact(moment) == "23 November 2026, 00:30"


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ({"minutes": 2}, "10:42"),
        ({"hours": 10}, "00:44"),
        ({"days": 1}, "Sun"),
        ({"days": 6}, "Tue"),
        ({"days": 7}, "16 Nov 2026"),
    ],
)
def test_a_list_shows_the_time_then_the_weekday_then_the_date(age, words):
    assert clock(NOW - timedelta(**age), NOW) == words


def test_without_a_second_moment_now_is_meant():
    assert ago(timezone.now()) == "just now"
    assert clock(timezone.now()) == timezone.localtime().strftime("%H:%M")


def test_a_naive_moment_is_read_in_the_active_time_zone():
    assert ago(datetime(2026, 11, 23, 10, 40), NOW) == "4 min ago"
