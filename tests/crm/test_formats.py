"""Dates, times and numbers as the reader's language writes them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from crm.relative_time import ago, clock, day, exact, span
from leads.models import ProfileField
from leads.models.profile_field import Kind

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "short", "whole"),
    [
        ("en", "24 Nov 2026", "24 November 2026, 14:05"),
        ("it", "24 nov 2026", "24 nov 2026, 14:05"),
        ("de", "24. Nov. 2026", "24. November 2026, 14:05"),
        ("fr", "24 nov. 2026", "24 novembre 2026 à 14:05"),
        ("es", "24 nov 2026", "24 de noviembre de 2026, 14:05"),
    ],
)
def test_a_date_is_written_as_in_the_language(language, short, whole):
    with translation.override(language):
        assert (day(NOW), exact(NOW)) == (short, whole)
        assert ProfileField(kind=Kind.DATE).display("2026-11-24") == short


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["just now", "1 min ago", "2 h ago", "Yesterday", "2 days ago"]),
        ("it", ["adesso", "1 min fa", "2 h fa", "Ieri", "2 giorni fa"]),
        ("de", ["gerade eben", "vor 1 Min.", "vor 2 Std.", "Gestern", "vor 2 Tagen"]),
        ("fr", ["à l’instant", "il y a 1\xa0min", "il y a 2\xa0h", "Hier", "il y a 2 jours"]),
        ("es", ["ahora mismo", "hace 1 min", "hace 2 h", "Ayer", "hace 2 días"]),
    ],
)
def test_the_past_in_the_words_of_the_language(language, words):
    ages = [{"seconds": 5}, {"minutes": 1}, {"hours": 2}, {"days": 1}, {"days": 2}]
    with translation.override(language):
        assert [ago(NOW - timedelta(**age), NOW) for age in ages] == words


def test_lengths_and_numbers_are_written_as_in_the_language():
    number = ProfileField(kind=Kind.NUMBER)
    assert (span(timedelta(days=2, hours=4)), number.display("1234.5")) == ("2 d 4 h", "1234.5")
    with translation.override("it"):
        assert (span(timedelta(days=2, hours=4)), number.display("1234.5")) == ("2 g 4 h", "1234,5")
    with translation.override("de"):
        assert span(timedelta(minutes=1, seconds=8)) == "1 Min. 8 Sek."


@pytest.mark.parametrize(
    ("moment", "now", "words"),
    [
        # 02:50 in summer, then 02:10 in winter, twenty minutes later.
        (datetime(2026, 10, 25, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC), "20 min ago"),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "3 h ago"),
        # 01:50 in winter, then 03:10 in summer.
        (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), datetime(2026, 3, 29, 1, 10, tzinfo=UTC), "20 min ago"),
        # The day before is 25 hours ago, and yesterday.
        (datetime(2026, 10, 24, 10, 0, tzinfo=UTC), datetime(2026, 10, 25, 11, 0, tzinfo=UTC), "Yesterday"),
    ],
)
def test_a_clock_that_is_changed_makes_nothing_older_or_younger(moment, now, words):
    with timezone.override("Europe/Rome"):
        assert ago(moment, now) == words


def test_a_time_that_comes_twice_is_that_of_the_zone_each_time():
    with timezone.override("Europe/Rome"):
        first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
        assert exact(first) == exact(second) == "25 October 2026, 02:30"
        assert clock(second, second + timedelta(hours=1)) == "02:30"
