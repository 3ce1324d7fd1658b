from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from leads.short_date import coming

NOW = datetime(2026, 11, 23, 10, 44, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        ({"minutes": 5}, "10:49"),
        ({"hours": 13}, "23:44"),
        ({"hours": 14}, "tomorrow, 00:44"),
        ({"days": 2}, "Wednesday, 10:44"),
        ({"days": 6}, "Sunday, 10:44"),
        ({"days": 7}, "30 Nov 2026, 10:44"),
    ],
)
def test_what_is_to_come_in_words(ahead, words):
    assert coming(NOW + timedelta(**ahead), NOW) == words


def test_days_to_come_are_those_of_the_active_time_zone():
    with timezone.override("Asia/Tokyo"):
        assert coming(datetime(2026, 11, 23, 15, tzinfo=UTC), NOW) == "tomorrow, 00:00"
