from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.create_project import create_project
from crm.models import Membership
from tests.factories import ConversationFactory, MembershipFactory, UserFactory

PAGES = ["/p/fern/contacts/", "/p/fern/conversations/"]


@pytest.fixture
def agent_of_both(agent, other_project):
    """Maya, who works in Northside as well."""
    Membership.objects.create(user=agent, project=other_project)
    return agent


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Membership.Role)
def test_every_role_opens_the_pages_of_its_project(role, page, project, signed_in):
    member = MembershipFactory(project=project, role=role).user
    assert signed_in(member).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_gets_what_a_project_that_does_not_exist_answers(page, project, outsider, signed_in):
    client = signed_in(outsider)
    closed, missing = client.get(page), client.get(page.replace("fern", "nowhere"))
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


@pytest.mark.parametrize("page", PAGES)
def test_staff_have_no_way_around_membership(page, project, staff, signed_in):
    assert signed_in(staff).get(page).status_code == 404


@pytest.mark.parametrize("slug", ["FERN", "fern%20", "fern%00", "1", "-", "north"])
def test_nearly_the_slug_is_not_the_slug(slug, agent, other_project, signed_in):
    assert signed_in(agent).get(f"/p/{slug}/contacts/").status_code == 404


def test_a_membership_that_is_taken_away_closes_the_project_at_once(project, agent, signed_in):
    client = signed_in(agent)
    assert client.get("/p/fern/contacts/").status_code == 200
    project.memberships.get(user=agent).delete()
    assert client.get("/p/fern/contacts/").status_code == 404
    assert client.get("/", follow=True).status_code == 200


def test_the_switcher_lists_ones_own_projects_and_no_others(agent_of_both, signed_in):
    create_project("Secret Society", "secret", owner_email="owner@secret.example", password="-")
    page = signed_in(agent_of_both).get("/p/fern/contacts/")
    assert [entry.project.slug for entry in page.wsgi_request.memberships] == ["fern", "north"]
    assert 'href="/p/north/contacts/"' in page.text
    assert "Secret Society" not in page.text


def test_the_switcher_marks_the_project_that_is_open(agent_of_both, signed_in):
    page = signed_in(agent_of_both).get("/p/north/contacts/")
    assert '<a href="/p/north/contacts/" aria-current="true">' in page.text
    assert '<a href="/p/fern/contacts/">' in page.text


def test_whoever_works_in_one_project_is_offered_no_switch(agent, signed_in):
    assert "project-menu" not in signed_in(agent).get("/p/fern/contacts/").text


def test_the_rail_names_the_person_and_their_role_in_this_project(agent_of_both, other_project, signed_in):
    Membership.objects.filter(user=agent_of_both, project=other_project).update(role="owner")
    client = signed_in(agent_of_both)
    assert "<small>Agent</small>" in client.get("/p/fern/contacts/").text
    assert "<small>Owner</small>" in client.get("/p/north/contacts/").text


@pytest.mark.parametrize(("is_staff", "links"), [(True, 1), (False, 0)])
def test_only_staff_are_led_to_the_admin(is_staff, links, project, signed_in):
    member = MembershipFactory(project=project, user__is_staff=is_staff).user
    assert signed_in(member).get("/p/fern/contacts/").text.count('href="/admin/"') == links


def test_the_last_project_is_remembered(agent_of_both, project, other_project, signed_in):
    client = signed_in(agent_of_both)
    for slug in ("north", "fern"):
        client.get(f"/p/{slug}/contacts/")
        agent_of_both.refresh_from_db()
        assert agent_of_both.last_project.slug == slug


def test_looking_at_the_same_project_again_writes_nothing(agent, signed_in):
    client = signed_in(agent)
    client.get("/p/fern/contacts/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/p/fern/contacts/")
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_a_project_that_is_not_ones_own_is_not_remembered(outsider, project, signed_in):
    signed_in(outsider).get("/p/fern/contacts/")
    outsider.refresh_from_db()
    assert outsider.last_project is None


def test_pages_tell_times_in_the_zone_of_their_project(agent, project, signed_in):
    noon = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
    conversation = ConversationFactory(project=project, created_at=noon)
    client, address = signed_in(agent), conversation.get_absolute_url()
    assert ">12:00</time>" in client.get(address).text
    project.time_zone = "Asia/Kolkata"
    project.save()
    assert ">17:30</time>" in client.get(address).text


def test_the_zone_of_a_project_does_not_stay_for_the_next_page(agent, project, signed_in):
    project.time_zone = "Asia/Kolkata"
    project.save()
    client = signed_in(agent)
    client.get("/p/fern/contacts/")
    assert timezone.get_current_timezone_name() == "UTC"
    client.get("/p/fern/contacts/999/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_count_of_who_waits_is_of_this_project_and_this_agent(agent, project, other_project, signed_in):
    ConversationFactory(project=project)
    ConversationFactory(project=project, assignee=agent)
    ConversationFactory(project=project, assignee=UserFactory())
    ConversationFactory(project=other_project)
    assert signed_in(agent).get("/p/fern/contacts/").context["waiting_count"] == 2
