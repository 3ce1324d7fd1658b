"""What `bench load` makes: the spread, that it breaks no rule, and that it adds only who is missing."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Q

from conversations.models import Conversation, Message
from conversations.open import subject_of
from conversations.thread import SUMMARY, summarise
from crm.bench.clock import today
from crm.bench.load import load, make_project
from crm.bench.people import person, random_of
from crm.bench.progress import Progress
from crm.bench.talks import talks
from crm.models import Project, User
from leads.models import Lead, ProfileField, ProfileValue
from tests.factories import LeadFactory
from tests.leads.people import current_of

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("bench", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def bench(db):
    project = make_project("bench", "-")
    load(project, 400, seed=1)
    return project


def share(leads, condition=None, **conditions):
    return leads.filter(*[condition] if condition else [], **conditions).count() / leads.count()


def test_people_are_as_they_are(bench):
    leads = Lead.objects.filter(project=bench)
    assert leads.count() == 400
    assert 0.33 < share(leads, email="") < 0.47
    assert share(leads, email__endswith="@gmail.example") > 0.15
    assert 0.01 < share(leads, full_name="", last_name="") < 0.12
    names = "".join(leads.values_list("full_name", flat=True))
    for script in ("[äöüéíóñłç]", "[а-я]", "[α-ω]", "[ا-ي]", "[一-龯]"):
        assert re.search(script, names), script
    assert 4 < Conversation.objects.count() / 400 < 6
    assert 16 < Message.objects.count() / 400 < 24
    assert leads.filter(phone__gt="").exists()
    assert leads.filter(company__gt="").exists()


def test_some_share_an_email(project):
    emails = [person(1, project, number)[1]["email"] for number in range(4000)]
    owned = [email for email in emails if email]
    assert 0.02 < sum(owned.count(email) > 1 for email in owned) / 4000 < 0.045


def test_a_few_write_all_the_time(project):
    talked = talks(random_of(1, project, 5000), is_heavy=True, agents=[1], until=today())
    assert len(talked) == 1000
    assert max(talk.message_count for talk in talked) == 2000


def test_contacts_can_be_sorted_searched_and_opened_like_any(bench, agent, signed_in):
    for lead in Lead.objects.all():
        expected = lead.sort_name, lead.search_text
        lead.index()
        assert (lead.sort_name, lead.search_text) == expected
    assert not Lead.objects.exclude(contact=F("id")).exists()
    owner = signed_in(User.objects.get(email="owner@bench.example"))
    lead = Lead.objects.filter(email__gt="").first()
    assert f'data-lead-id="{lead.pk}"' in owner.get("/p/bench/contacts/", {"q": lead.email[2:]}).text
    assert owner.get(lead.get_absolute_url()).status_code == 200
    conversation = lead.conversations.first()
    assert owner.get(conversation.get_absolute_url()).status_code == 200


def test_lists_show_of_a_conversation_what_its_messages_say(bench):
    conversations = Conversation.objects.prefetch_related("messages")
    blank = Conversation()
    for conversation in conversations:
        told = Conversation(**{name: getattr(blank, name) for name in SUMMARY if name != "last_message_at"})
        for place, message in enumerate(conversation.messages.all(), 1):
            assert message.seq == told.last_seq + 1 == place
            told.last_seq = place
            summarise(told, message.kind, message.body, message.created_at)
        if not conversation.is_open:
            assert message.event == "closed"
            assert message.created_at == conversation.closed_at
            told.waiting_since = None
        assert {name: getattr(told, name) for name in SUMMARY} == {
            name: getattr(conversation, name) for name in SUMMARY
        }
        assert conversation.subject == subject_of(conversation.messages.all()[0].body)


def test_everything_is_in_its_project_and_in_its_time(bench):
    members = bench.members.values("pk")
    assert not Conversation.objects.exclude(project=F("lead__project")).exists()
    assert not Conversation.objects.filter(assignee__isnull=False).exclude(assignee__in=members).exists()
    for row in Lead.objects.annotate(
        heard=Max("conversations__messages__created_at", filter=Q(conversations__messages__kind="visitor"))
    ):
        assert row.seen_at == row.last_seen == row.heard >= row.created_at
        assert row.created_at == row.conversations.order_by("created_at")[0].created_at
        assert row.last_seen.timestamp() <= today()


def test_every_value_tells_where_it_comes_from(bench):
    assert not ProfileValue.objects.values("lead", "field").annotate(n=Count("pk")).filter(n__gt=1).exists()
    for lead in Lead.objects.prefetch_related("conversations"):
        held = current_of(lead)
        held.pop("plan", None)
        columns = {key: getattr(lead, key) for key in ("full_name", "last_name", "email", "phone", "company")}
        assert held == {key: value for key, value in columns.items() if value}
        own = {conversation.public_id for conversation in lead.conversations.all()}
        for value in lead.profile_values.filter(source="visitor"):
            assert value.conversation in own
            assert value.created_at == lead.created_at
    assert set(ProfileValue.objects.values_list("source", flat=True)) == {"visitor", "agent"}
    assert not ProfileValue.objects.filter(source="agent", actor=None).exists()
    assert set(ProfileValue.objects.exclude(option="").values_list("option", flat=True)) <= {
        *("free", "team", "business")
    }


def test_the_same_seed_makes_the_same_people_and_another_one_others():
    project = Project(slug="bench")
    assert person(1, project, 7)[1] == person(1, project, 7)[1]
    assert person(1, project, 7)[1] != person(2, project, 7)[1]
    assert person(1, project, 7)[1] != person(1, Project(slug="other"), 7)[1]


def test_loading_again_adds_only_who_is_missing():
    assert "password" in run("load", "--leads", 20)
    before = list(Lead.objects.order_by("pk").values())
    assert "0 leads added" in run("load", "--leads", 20)
    assert "5 leads added" in run("load", "--leads", 25)
    assert list(Lead.objects.order_by("pk").values())[:20] == before


def test_a_project_of_ones_own_gets_them_beside_its_contacts(project, agent):
    own = LeadFactory(project=project, full_name="Andrea")
    ProfileField.objects.filter(project=project, key="phone").update(retired_at=own.created_at)
    run("load", "--leads", 30, "--project", "fern")
    assert Lead.objects.filter(project=project).count() == 31
    assert not Project.objects.filter(slug="bench").exists()
    assert not ProfileValue.objects.filter(field__key="phone").exists()
    again = LeadFactory(project=project)  # ids go on behind those that were given
    assert again.pk > Lead.objects.exclude(pk=again.pk).aggregate(pk=Max("pk"))["pk"]


@pytest.mark.parametrize("arguments", [["--leads", 0], ["--leads", 5, "--project", "mo/ss"]])
def test_what_cannot_be_is_refused(arguments):
    with pytest.raises(CommandError):
        run("load", *arguments)
    assert not Project.objects.exists()


def test_an_address_that_is_taken_is_said(db):
    User.objects.create_user("owner@moss.example", "other")
    with pytest.raises(CommandError, match=r"owner@moss.example has an account already"):
        run("load", "--leads", 5, "--project", "moss")


def test_the_admin_is_measured_and_nothing_is_left_of_it(bench):
    users = User.objects.count()
    printed = run("admin", "--times", 1)
    assert "| leads: first page |" in printed
    assert User.objects.count() == users
    with pytest.raises(CommandError, match="there is no moss"):
        run("admin", "--project", "moss")


class Screen(StringIO):
    def isatty(self):
        return True

    def write(self, text, ending="\n"):
        return super().write(text + ending)


def test_progress_says_how_far_it_is():
    screen = Screen()
    progress = Progress(screen, "leads", 2000)
    progress.said -= 1
    progress.at(500)
    progress.at(2000)
    assert "500 of 2,000 leads" in screen.getvalue()
    assert screen.getvalue().rstrip().endswith("2,000 of 2,000 leads, 0:00")
