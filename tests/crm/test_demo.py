from datetime import datetime
from io import StringIO
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from conversations.models import Conversation, Message
from crm.demo.moments import moment, timed
from crm.demo.northside import NORTHSIDE
from crm.demo.people import PEOPLE
from crm.models import Membership, Project, User
from leads.forms import ProfileForm
from leads.models import Lead, ProfileField, ProfileValue

LONDON = ZoneInfo("Europe/London")
CHROME = UUID("3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508")
SAFARI = UUID("b81d40e6-27fa-4c93-8e15-0a9f3c6d7214")


@pytest.fixture
def demo(db, settings):
    """Run the command and return what it prints."""
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def run():
        out = StringIO()
        call_command("demo", stdout=out)
        return out.getvalue()

    return run


def everything():
    return {
        model: model.objects.count() for model in (Project, User, Lead, ProfileValue, Conversation, Message)
    }


def test_the_logins_it_prints_work(demo, client, settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setenv("PORT", "8123")
    printed = demo()
    assert "maya@fernandclay.example  password regulars-demo" in printed
    assert client.login(username="maya@fernandclay.example", password="regulars-demo")
    for path in ("/admin/", "/p/demo/contacts/", "/p/demo/conversations/", "/chat/demo/", "/demo/"):
        assert f"http://127.0.0.1:8123{path}" in printed
        assert client.get(path).status_code == 200


def test_three_people_work_in_two_projects(demo):
    demo()
    roles = Membership.objects.values_list("user__name", "project__slug", "role")
    assert set(roles) == {
        ("Maya Lindqvist", "demo", "owner"),
        ("Maya Lindqvist", "northside", "agent"),
        ("Tom Okafor", "demo", "agent"),
        ("Rosa Duarte", "demo", "admin"),
        ("Tom Okafor", "northside", "owner"),
    }


def test_twice_makes_nothing_twice(demo):
    printed, made = demo(), everything()
    assert demo() == printed
    assert everything() == made


def test_it_holds_the_story(demo):
    demo()
    andrea = Lead.objects.filter(project__slug="demo", email="andrea1@gmail.com").order_by("created_at")
    assert [(lead.visitor_id, lead.name, lead.device) for lead in andrea] == [
        (CHROME, "Andrea", "Chrome on macOS"),
        (SAFARI, "Andrea Sp1", "Safari on iPhone"),
    ]
    assert [lead.conversations.count() for lead in andrea] == [2, 1]
    assert [lead.is_contact for lead in andrea] == [True, True]
    first, second = andrea[0].conversations.order_by("created_at")
    assert (first.status, timezone.localtime(first.closed_at, LONDON).month) == ("closed", 3)
    assert (second.status, second.assignee.name) == ("open", "Maya Lindqvist")
    assert second.messages.filter(kind="note").exists()


def test_everything_was_said_in_order_and_before_now(demo):
    demo()
    assert not Message.objects.filter(created_at__gt=timezone.now()).exists()
    for conversation in Conversation.objects.prefetch_related("messages"):
        said = [message.created_at for message in conversation.messages.all()]
        assert said == sorted(said), conversation


def test_what_an_agent_corrected_is_what_holds(demo):
    demo()
    lead = Lead.objects.get(full_name="Łukasz Wójcik")
    values = lead.profile_values.filter(field__key="email").values_list("value", "source", "is_current")
    assert list(values) == [
        ("lukasz.wojcik@poczta.example", "agent", True),
        ("lukasz.wojcik@poczta.exmaple", "visitor", False),
    ]


def test_without_the_setting_it_refuses(demo, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        demo()
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("taken", "complaint"),
    [
        ({"slug": "northside", "password": "regulars-demo"}, "address"),
        ({"slug": "mine", "password": "x"}, "password"),
    ],
)
def test_what_is_in_its_way_makes_it_refuse_and_leave_nothing(demo, taken, complaint):
    call_command("createproject", "Mine", owner="tom@fernandclay.example", stdout=StringIO(), **taken)
    before = everything()
    with pytest.raises(CommandError, match=complaint):
        demo()
    assert everything() == before


def test_the_shop_embeds_the_chat_with_the_snippet_under_a_strict_policy(demo, client):
    demo()
    page = client.get("/demo/")
    assert Project.objects.get(slug="demo").embed_snippet("http://testserver") in page.content.decode()
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_without_the_setting_there_is_no_shop(demo, client, settings):
    demo()
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404


def test_every_answer_is_one_that_the_form_takes(demo):
    demo()
    fields = ProfileField.objects.filter(project__slug="demo").with_choices()
    names = {field.key: field.html_name for field in fields}
    for person in PEOPLE:
        for conversation in person["conversations"]:
            answers = {names[key]: value for key, value in conversation.get("answers", {}).items()}
            form = ProfileForm(answers, profile_fields=fields)
            assert form.is_valid(), form.errors


def test_visitor_ids_are_random_ones():
    given = [UUID(person["visitor_id"]) for person in PEOPLE if "visitor_id" in person]
    assert {visitor_id.version for visitor_id in given} == {4}
    assert len(given) == len(set(given))


# The last two: just after the clocks went forward, and back.
@pytest.mark.parametrize(
    "now",
    ["2026-11-23 00:00", "2026-11-23 09:30", "2026-11-23 23:59", "2026-03-29 02:05", "2026-10-25 01:05"],
)
def test_at_any_time_of_day_the_lines_are_in_order_and_not_ahead(now):
    now = datetime.fromisoformat(now).replace(tzinfo=LONDON, fold=1)
    for person in PEOPLE + NORTHSIDE:
        for conversation in person["conversations"]:
            said = [at for at, *_ in timed(conversation["lines"], now)]
            assert said == sorted(said), conversation
            assert said[-1] <= now, conversation


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("18 min", "2026-04-05T13:42+01:00"),
        ("5 h", "2026-04-05T09:00+01:00"),
        ("0 d 14:00", "2026-04-05T14:00+01:00"),
        ("8 d 14:05", "2026-03-28T14:05+00:00"),
        ("4 March 16:08", "2026-03-04T16:08+00:00"),
        ("12 March 16:08", "2025-03-12T16:08+00:00"),
        ("24 December 09:00", "2025-12-24T09:00+00:00"),
    ],
)
def test_a_moment_counts_back_from_now(when, at):
    assert moment(when, datetime(2026, 4, 5, 14, tzinfo=LONDON)) == datetime.fromisoformat(at)
