"""What members are told by e-mail: by their own choice, once, and only while they are members."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from crm.mail_digest import figures, mail_digest, tell_digests
from crm.mail_unassigned import mail_unassigned, tell_unassigned
from crm.models import Membership
from tests.factories import ConversationFactory

PAGE = "/profile/notifications/"


@pytest.fixture
def member(agent):
    """Maya, who wants to know of what nobody takes for five minutes."""
    member = agent.memberships.get()
    member.choose(unassigned_after=5, daily_digest=False)
    Membership.objects.update(unassigned_told=timezone.now() - timedelta(days=1))
    return member


def wait(project, minutes, **values):
    return ConversationFactory(
        project=project,
        created_at=timezone.now() - timedelta(minutes=minutes),
        waiting_since=timezone.now() - timedelta(minutes=minutes),
        **values,
    )


@pytest.fixture
def look(run_jobs):
    """Let the periodic job look, and its mails go out."""

    def run(*jobs):
        for job in jobs:
            job.call()
        run_jobs()
        return mail.outbox

    return run


def test_a_member_is_told_once_of_what_nobody_has_taken(project, member, look):
    wait(project, 6)
    look(tell_unassigned)
    [letter] = look(tell_unassigned)
    assert letter.to == ["maya@fern.example"]
    assert letter.subject == "A conversation in Fern & Clay waits for somebody"
    assert "Is the moss glaze dishwasher safe?" in letter.body
    assert "/p/fern/conversations/" in letter.body
    wait(project, 7)
    assert len(look(tell_unassigned)) == 1
    Membership.objects.update(unassigned_told=timezone.now() - timedelta(minutes=10))
    assert len(look(tell_unassigned)) == 2


def test_not_of_what_waits_shorter_is_taken_answered_or_elsewhere(
    project, other_project, member, agent, look
):
    wait(project, 4)
    wait(project, 6, assignee=agent)
    wait(other_project, 6)
    closed = wait(project, 6)
    type(closed).objects.filter(pk=closed.pk).update(waiting_since=None)
    assert look(tell_unassigned) == []


def test_one_that_is_taken_before_the_mail_goes_out_is_left_out(project, member, agent, run_jobs):
    conversation = wait(project, 6)
    tell_unassigned.call()
    type(conversation).objects.update(assignee=agent)
    run_jobs()
    assert mail.outbox == []


@pytest.mark.parametrize("end", ["choice", "membership", "account"])
def test_nobody_is_told_who_no_longer_wants_or_may(project, member, agent, look, end):
    wait(project, 6)
    if end == "choice":
        member.choose(unassigned_after=None, daily_digest=False)
    elif end == "membership":
        tell_unassigned.call()
        member.delete()
    else:
        type(agent).objects.update(is_active=False)
    assert look(tell_unassigned) == []


def test_the_same_mail_twice_has_one_id(project, member, look):
    wait(project, 6)
    since, until = timezone.now() - timedelta(days=1), timezone.now() - timedelta(minutes=5)
    for _ in range(2):
        mail_unassigned.call(member.pk, since.isoformat(), until.isoformat())
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_digest_comes_once_a_morning(project, agent, look, monkeypatch):
    wait(project, 6)
    member = agent.memberships.get()
    member.choose(unassigned_after=None, daily_digest=True)
    morning = (timezone.now() + timedelta(days=1)).replace(hour=8, minute=0)
    monkeypatch.setattr("crm.mail_digest.timezone.now", lambda: morning - timedelta(minutes=1))
    assert look(tell_digests) == []
    monkeypatch.setattr("crm.mail_digest.timezone.now", lambda: morning)
    look(tell_digests, tell_digests)
    [letter] = mail.outbox
    assert "1 waits that nobody has taken." in letter.body
    assert letter.subject == "This morning in Fern & Clay"


def test_a_day_with_nothing_to_say_has_none(agent, look):
    mail_digest.call(agent.memberships.get().pk, "2026-11-24")
    assert mail.outbox == []


def test_yesterday_is_the_day_of_the_project(project, agent):
    project.time_zone = "Pacific/Auckland"
    project.save()
    member = agent.memberships.select_related("project").get()
    zone = ZoneInfo(project.time_zone)
    today = timezone.now().astimezone(zone).date()
    for hours in (-25, -23, -1, 1):
        at = datetime.combine(today, datetime.min.time(), zone) + timedelta(hours=hours)
        ConversationFactory(project=project, created_at=at, assignee=agent)
    assert figures(member, today) == {"mine": 4, "unassigned": 0, "opened": 2}


def test_one_chooses_for_each_project_apart(project, other_project, agent, signed_in):
    other_project.memberships.create(user=agent)
    here, there = agent.memberships.order_by("pk")
    client = signed_in(agent)
    assert client.get(PAGE).status_code == 200
    typed = {f"member-{here.pk}-unassigned_after": "15", f"member-{there.pk}-daily_digest": "on"}
    assert client.post(PAGE, typed).url == PAGE
    rows = agent.memberships.order_by("pk").values_list("unassigned_after", "daily_digest")
    assert list(rows) == [(15, False), (None, True)]


def test_the_page_asks_as_little_for_many_projects_as_for_one(agent, other_project, signed_in, queries_of):
    client = signed_in(agent)
    one = queries_of(lambda: client.get(PAGE))
    other_project.memberships.create(user=agent)
    assert queries_of(lambda: client.get(PAGE)) == one


def test_nobody_chooses_for_somebody_else(agent, outsider, signed_in):
    member = agent.memberships.get()
    signed_in(outsider).post(PAGE, {f"member-{member.pk}-unassigned_after": "15"})
    member.refresh_from_db()
    assert member.unassigned_after is None


@pytest.mark.parametrize("typed", ["7", "-5", "soon", "\x00", "9" * 40])
def test_what_cannot_be_chosen_is_refused_at_its_place(agent, signed_in, typed):
    member = agent.memberships.get()
    response = signed_in(agent).post(PAGE, {f"member-{member.pk}-unassigned_after": typed})
    assert response.status_code == 422
    assert "unassigned_after" in response.context["forms"][0].errors
    member.refresh_from_db()
    assert member.unassigned_after is None
