"""Snoozing through the forms of the inbox."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from conversations.close import close
from conversations.models import Conversation
from conversations.snooze import snooze
from leads.short_date import coming
from tests.conversations.markup import control, html

INBOX = "/p/fern/conversations/"


@pytest.fixture
def desk(agent, signed_in):
    return signed_in(agent)


@pytest.fixture
def do(desk, conversation):
    return lambda verb="snooze", **data: desk.post(f"{INBOX}{conversation.pk}/{verb}/", data)


@pytest.fixture
def until(conversation):
    def until():
        conversation.refresh_from_db()
        return conversation.snoozed_until

    return until


def test_the_menu_offers_times_and_snoozes_until_the_one_that_is_pressed(desk, do, conversation, until):
    page = html(desk.get(conversation.get_absolute_url()))
    assert {"hour", "morning"} <= set(re.findall(r'name="preset" value="(\w+)"', page))

    answer = do(preset="hour", queue="mine")

    assert answer.url == f"{INBOX}?queue=mine"
    assert timedelta(minutes=59) < until() - timezone.now() <= timedelta(hours=1)
    assert "Snoozed “Is the moss glaze dishwasher safe?” until" in html(desk.get(answer.url))


def test_a_time_of_ones_own_is_meant_in_ones_own_time_zone(do, agent, until):
    agent.time_zone = "Asia/Tokyo"
    agent.save()
    day = timezone.now().astimezone(ZoneInfo("Asia/Tokyo")).date() + timedelta(days=3)

    do(until=f"{day}T09:30")

    assert until() == datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))


def test_who_has_no_time_zone_has_the_projects(do, project, until):
    project.time_zone = "Asia/Tokyo"
    project.save()
    day = timezone.now().astimezone(ZoneInfo("Asia/Tokyo")).date() + timedelta(days=3)

    do(until=f"{day}T09:30")

    assert until() == datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"until": "2020-01-01T09:00"}, "Choose a time that is still to come."),
        ({"until": "9999-12-31T23:59"}, "Choose a time within a year."),
        ({"until": "9999-12-31T23:59-12:00"}, "Choose a time within a year."),
        ({"until": "0001-01-01T00:00+14:00"}, "Choose a time that is still to come."),
        ({"until": "next week"}, "Choose a date and time."),
        ({"until": "\x00"}, "Choose a date and time."),
        ({"until": ""}, "Choose a date and time."),
        ({}, "Choose a date and time."),
        ({"until": "<script>alert(1)</script>"}, "Choose a date and time."),
        ({"preset": "yesterday"}, "That time is not offered any more."),
        ({"preset": "x" * 10_000}, "That time is not offered any more."),
    ],
)
def test_a_time_that_is_none_is_refused_at_its_place(do, nothing_written, until, data, words):
    with nothing_written():
        page = do(queue="mine", **data)

    assert page.status_code == 422
    assert words in html(page).split('id="id_until_error"')[1].split("</div>")[0]
    assert 'aria-invalid="true"' in control(page, "until")
    assert "<script>alert" not in html(page)
    assert until() is None


def test_what_was_typed_is_kept(do):
    assert 'value="2020-01-01T09:00"' in control(do(until="2020-01-01T09:00"), "until")


def test_what_was_closed_meanwhile_is_not_snoozed_and_the_page_says_so(do, conversation, agent, until):
    close(conversation, agent)

    page = do(preset="hour")

    assert page.status_code == 422
    assert "Reopen it first." in html(page)
    assert until() is None


def test_the_list_and_the_thread_say_until_when_and_it_is_woken_there(desk, do, conversation, agent, until):
    tomorrow = timezone.now() + timedelta(days=3)
    snooze(conversation, tomorrow, agent)
    words = coming(tomorrow)

    listed = html(desk.get(INBOX, {"queue": "snoozed"}))
    assert f'<span class="badge">Until {words}' in listed
    assert re.search(r"Snoozed <small>1<", listed)
    page = html(desk.get(conversation.get_absolute_url()))
    assert f"Snoozed until {words}" in page
    assert re.search(r'queue=snoozed" aria-current="page"', page)
    assert "</b> snoozed this until" in page

    do("waking", queue="snoozed")

    assert until() is None
    assert "</b> woke this" in html(desk.get(conversation.get_absolute_url()))


def test_what_came_back_by_itself_is_marked_in_its_list(desk, conversation, agent):
    snooze(conversation, timezone.now() + timedelta(days=1), agent)
    Conversation.objects.update(snoozed_until=timezone.now() - timedelta(minutes=5))

    assert "Back from snooze" in html(desk.get(INBOX))


def test_a_page_that_is_open_hears_that_it_sleeps(desk, conversation, agent):
    snooze(conversation, timezone.now() + timedelta(days=1), agent)

    news = html(desk.get(f"{INBOX}{conversation.pk}/news/", {"after": 1}))

    assert "snoozed this until" in news
    assert "Wake now" in news


def test_the_visitor_hears_nothing_of_it(chat, agent):
    snooze(chat.conversation, timezone.now() + timedelta(days=1), agent)

    assert "nooze" not in html(chat.get(chat.thread))
    assert chat.get(f"{chat.thread}news/", {"after": 1, "status": "open"}).status_code == 204
