"""The first hour of a project: what its admins read while something is still to do, and what agents read."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.close import close
from crm.first_steps import FIRST_DAYS, first_steps
from crm.invite import invite
from tests.factories import ConversationFactory, LeadFactory, MembershipFactory, ProfileFieldFactory

CONTACTS = "/p/fern/contacts/"
INBOX = "/p/fern/conversations/"


@pytest.fixture
def owner(project):
    return project.members.get()


@pytest.fixture
def look(signed_in):
    def look(user, path=CONTACTS):
        return html.unescape(signed_in(user).get(path).content.decode())

    return look


def done(project, user):
    return [str(step.title) for step in first_steps(project, user) if step.is_done]


def test_after_createproject_everything_is_still_to_do(look, project, owner):
    assert done(project, owner) == []
    page = look(owner)
    assert "0 of 6 done" in page
    for path in ("/profile/", "/chat/fern/", *(f"/p/fern/settings/{part}" for part in PARTS)):
        assert f'href="{path}"' in page


PARTS = ["", "fields/", "install/", "members/"]


def test_the_empty_page_has_the_snippet_to_copy_and_the_chat_to_try(look, project, owner):
    snippet = project.embed_snippet("http://testserver")
    page = look(owner)
    assert f"<code>{snippet}</code>" in page
    assert f'data-copy="{snippet}"' in page
    assert re.search(r'href="/chat/fern/"[^>]*>.*?Try the chat yourself', page, re.DOTALL)


def named(project, owner):
    owner.name = "Olive Owner"
    owner.save()


def coloured(project, owner):
    project.accent = "#9a442c"
    project.save()


def greeting(project, owner):
    project.greeting = "Ciao"
    project.save()


def invited(project, owner):
    invite(project, owner, "", "agent")


@pytest.mark.parametrize(
    ("act", "step"),
    [
        (named, "Say who you are"),
        (coloured, "Make the chat yours"),
        (greeting, "Make the chat yours"),
        (lambda project, owner: ProfileFieldFactory(project=project), "Ask what helps you to answer"),
        (lambda project, owner: LeadFactory(project=project), "Write as your first visitor"),
        (lambda project, owner: project.saw("https://shop.example/"), "Put the chat on your site"),
        (lambda project, owner: MembershipFactory(project=project), "Invite who answers with you"),
        (invited, "Invite who answers with you"),
    ],
)
def test_what_is_done_is_told_from_what_is_there(project, owner, act, step):
    act(project, owner)
    assert done(project, owner) == [step]


def test_what_is_done_elsewhere_counts_for_nothing(project, owner, other_project):
    ProfileFieldFactory(project=other_project)
    LeadFactory(project=other_project)
    other_project.saw("https://shop.example/")
    invite(other_project, other_project.members.get(), "", "agent")
    assert done(project, owner) == []


def test_an_invitation_that_is_over_is_no_other_person(project, owner):
    invited(project, owner)
    project.invitations.update(created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now())
    assert done(project, owner) == []


def test_the_steps_stay_below_the_first_contacts_until_all_are_done(look, project, owner):
    LeadFactory(project=project, full_name="Andrea")
    assert "1 of 6 done" in look(owner)
    assert "First steps" not in look(owner, f"{CONTACTS}?q=andrea")
    for act in (named, coloured, invited):
        act(project, owner)
    ProfileFieldFactory(project=project)
    assert "5 of 6 done" in look(owner)
    project.saw("https://shop.example/")
    assert "First steps" not in look(owner)


def test_below_contacts_the_steps_go_after_the_first_days(look, project, owner):
    LeadFactory(project=project)
    project.created_at = timezone.now() - FIRST_DAYS
    project.save()
    assert "First steps" not in look(owner)


def test_the_steps_take_one_query(project, owner, django_assert_num_queries):
    with django_assert_num_queries(1):
        first_steps(project, owner)


def test_an_agent_is_led_to_nothing_that_is_closed_to_them(look, agent):
    for path in (CONTACTS, INBOX):
        page = look(agent, path)
        assert "/settings/" not in page
        assert "First steps" not in page
        assert "Try the chat yourself" in page


def test_an_inbox_that_was_never_used_leads_to_the_chat_and_to_the_snippet(look, admin):
    page = look(admin, INBOX)
    assert "Nobody has written yet" in page
    assert 'href="/chat/fern/"' in page
    assert 'href="/p/fern/settings/install/"' in page


@pytest.mark.parametrize(
    ("queue", "words", "way"),
    [
        ("unassigned", "waits here until somebody answers", "?queue=all"),
        ("mine", "you answer or take becomes yours", "?queue=unassigned"),
        ("all", "What visitors write next appears here", "?queue=closed"),
        ("closed", "comes back by itself", "?queue=all"),
        ("waiting", "until somebody replies", "?queue=all"),
        ("snoozed", "back in the other lists by itself", "?queue=all"),
    ],
)
def test_an_empty_tab_says_what_comes_there_and_leads_on(look, project, agent, queue, words, way):
    conversation = ConversationFactory(project=project, assignee=project.members.first())
    if queue != "closed":
        close(conversation, agent)
    page = look(agent, f"{INBOX}?queue={queue}")
    assert words in page
    assert f'class="button" href="{INBOX}{way}"' in page
    assert "Nobody has written yet" not in page


def test_who_works_alone_is_led_to_invite_from_where_they_would_assign(look, project, owner):
    path = ConversationFactory(project=project).get_absolute_url()
    assert "Invite somebody" in look(owner, path)
    agent = MembershipFactory(project=project).user
    assert "Invite somebody" not in look(owner, path)
    project.memberships.exclude(user=agent).delete()
    assert "Invite somebody" not in look(agent, path)


def test_a_contact_without_a_browser_can_be_written_to(look, project, owner):
    lead = LeadFactory(project=project, visitor_id=None, email="a+b@gmail.com")
    page = look(owner, lead.get_absolute_url())
    assert 'href="mailto:a%2Bb@gmail.com"' in page
    assert 'data-copy="http://testserver/chat/fern/"' in page
