"""Office hours: whether somebody is there, what the chat says, and the page that sets them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from crm.measure_replies import measure_replies, measured
from crm.models import ClosedDay, OfficeHours
from crm.office_hours import Availability
from crm.reply_time import reply_words
from leads.models import Activity
from tests.factories import ConversationFactory

PAGE = "/p/fern/settings/hours/"
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
TYPED = {
    "opens_0": "09:00",
    "closes_0": "17:30",
    "closed": "2026-12-25 Christmas\n2026-12-24",
    "away_message": "The kiln is on.",
    "reply_time": "2h",
    "mail_replies": "on",
    "mail_after": "5",
}


@pytest.fixture
def rome(project):
    project.time_zone = "Europe/Rome"
    project.save()
    return project


def attend(project, weekday, opens, closes):
    OfficeHours.objects.create(
        project=project, weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)
    )


def at(text):
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_project_without_hours_always_has_somebody(project):
    assert project.availability() == Availability(is_open=True)


@pytest.mark.parametrize(
    ("moment", "opens_at"),
    [
        ("2026-11-23 07:59", "2026-11-23 08:00"),  # Monday, 8:59 in Rome
        ("2026-11-23 08:00", None),
        ("2026-11-23 16:29", None),
        ("2026-11-23 16:30", "2026-11-27 08:00"),
        ("2026-11-28 12:00", "2026-11-30 08:00"),
    ],
)
def test_it_says_when_somebody_is_back(rome, moment, opens_at):
    attend(rome, MONDAY, "09:00", "17:30")
    attend(rome, FRIDAY, "09:00", "17:30")
    opens_at = opens_at and at(opens_at)
    assert rome.availability(at(moment)) == Availability(is_open=opens_at is None, opens_at=opens_at)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-28 20:59", False),
        ("2026-11-28 21:00", True),  # Saturday, 22:00
        ("2026-11-29 00:59", True),  # Sunday, 1:59
        ("2026-11-29 01:00", False),
    ],
)
def test_a_night_shift_ends_on_the_day_after(rome, moment, is_open):
    attend(rome, SATURDAY, "22:00", "02:00")
    assert rome.availability(at(moment)).is_open is is_open


def test_the_same_time_twice_is_the_whole_day(rome):
    attend(rome, MONDAY, "00:00", "00:00")
    open_at = [
        rome.availability(at(f"2026-11-{moment}")).is_open for moment in ("22 23:00", "23 22:59", "23 23:00")
    ]
    assert open_at == [True, True, False]


@pytest.mark.parametrize(
    ("moment", "opens_at"),
    [
        ("2026-03-27 17:00", "2026-03-30 07:00"),  # over the night of 29 March, when clocks go forward
        ("2026-10-23 17:00", "2026-10-26 08:00"),  # over the night of 25 October, when they go back
    ],
)
def test_nine_is_nine_after_the_clocks_change(rome, moment, opens_at):
    attend(rome, MONDAY, "09:00", "17:00")
    assert rome.availability(at(moment)).opens_at == at(opens_at)


def test_an_hour_that_there_is_not_and_one_that_there_is_twice(rome):
    attend(rome, SUNDAY, "02:30", "03:30")
    forward, back = rome.availability(at("2026-03-29 00:00")), rome.availability(at("2026-10-25 01:45"))
    assert forward.opens_at == at("2026-03-29 01:30")
    assert back.is_open  # 2:45 for the second time


def test_a_closed_day_is_closed_whatever_its_weekday(rome):
    attend(rome, MONDAY, "09:00", "17:00")
    ClosedDay.objects.create(project=rome, day=date(2026, 11, 23))
    assert rome.availability(at("2026-11-23 10:00")).opens_at == at("2026-11-30 08:00")


def test_closed_for_months_it_does_not_say_until_when(rome):
    attend(rome, MONDAY, "09:00", "17:00")
    days = [date(2026, 11, 23) + timedelta(days=number) for number in range(80)]
    ClosedDay.objects.bulk_create(ClosedDay(project=rome, day=day) for day in days)
    assert rome.availability(at("2026-11-23 10:00")) == Availability(is_open=False)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(3, "a few minutes"), (40, "an hour"), (61, "2 hours"), (1300, "22 hours"), (1500, "2 days")],
)
def test_a_measured_time_is_rounded_up(minutes, words):
    assert reply_words("measured", timedelta(minutes=minutes)) == f"We usually reply within {words}."


def test_what_is_not_known_is_not_said():
    assert reply_words("measured", None) == reply_words("", timedelta(1)) == ""


def test_it_measures_what_three_of_four_waited(project, agent):
    for minutes in (1, 2, 30, 500):
        asked = timezone.now() - timedelta(days=1)
        row = ConversationFactory(project=project, created_at=asked)
        type(row).objects.filter(pk=row.pk).update(first_reply_at=asked + timedelta(minutes=minutes))
    ConversationFactory(project=project)
    assert measured(project) == timedelta(minutes=30)
    project.reply_time = "measured"
    project.save()
    measure_replies.call()
    project.refresh_from_db()
    assert project.usual_reply == "We usually reply within an hour."


def test_the_chat_says_so(rome, visitor):
    assert "People answer here" in visitor.look().text
    rome.reply_time, rome.away_message = "2h", "The kiln is on."
    rome.save()
    assert "We usually reply within 2 hours." in visitor.look().text
    assert "The kiln is on." not in visitor.look().text
    opens = timezone.now() + timedelta(days=3)
    attend(rome, opens.weekday(), "09:00", "09:01")
    page = visitor.look().text
    assert f"We are away until {opens:%A} 09:00 (CE" in page
    assert "The kiln is on." in page
    thread = visitor.start().url
    assert f"We are away until {opens:%A} 09:00" in visitor.get(thread).text


def test_an_admin_sets_them(project, admin, signed_in):
    client = signed_in(admin)
    assert client.post(PAGE, TYPED).url == PAGE
    project.refresh_from_db()
    assert [str(row) for row in project.office_hours.all()] == ["Monday 09:00–17:30"]
    assert [str(row) for row in project.closed_days.all()] == ["2026-12-24", "2026-12-25 Christmas"]
    assert (project.away_message, project.reply_time) == ("The kiln is on.", "2h")
    row = Activity.objects.get(action="hours.changed")
    assert (row.actor, row.changes["Monday from"]) == (admin, ["", "09:00"])
    assert row.changes["Reply time"] == ["Say nothing", "Two hours"]
    page = client.get(PAGE).text
    assert 'value="17:30"' in page
    assert client.post(PAGE, TYPED).url == PAGE
    assert Activity.objects.filter(action="hours.changed").count() == 1


def test_the_page_asks_as_little_for_every_day_as_for_none(project, admin, signed_in, queries_of):
    client = signed_in(admin)
    client.get(PAGE)
    empty = queries_of(lambda: client.get(PAGE))
    for weekday in range(7):
        attend(project, weekday, "09:00", "17:00")
        project.closed_days.create(day=date(2026, 12, 20 + weekday))
    assert queries_of(lambda: client.get(PAGE)) == empty


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("opens_0", "25:00"),
        ("closes_0", ""),
        ("opens_1", "nine\x00"),
        ("closed", "2026-02-30"),
        ("closed", "Christmas"),
        ("closed", "2026-12-25 " + "x" * 81),
        ("closed", "\n".join(f"{1000 + number}-01-01" for number in range(201))),
        ("away_message", "x" * 301),
        ("reply_time", "never"),
        ("mail_after", "0"),
        ("mail_after", "9" * 30),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(project, admin, signed_in, field, typed):
    response = signed_in(admin).post(PAGE, TYPED | {field: typed})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert field == "away_message" or "The kiln is on." in response.text
    assert not project.office_hours.exists()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(project, admin, signed_in):
    attend(project, MONDAY, "10:00", "18:00")
    seen = {"initial-opens_0": "08:00"}
    response = signed_in(admin).post(PAGE, TYPED | seen)
    assert response.status_code == 422
    assert "opens_0" in response.context["form"].errors
