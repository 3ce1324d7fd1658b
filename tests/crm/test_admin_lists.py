"""The lists of the admin at any size: what is counted, read, sorted, filtered and linked."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations.models import Conversation, Message
from crm.bench.admin_pages import pages
from crm.bench.load import load, make_project
from crm.bench.measure import get, signed_in_superuser
from crm.create_project import create_project
from leads.activity import record
from leads.models import Lead
from leads.staff import filters, lists
from tests.factories import ConversationFactory, LeadFactory, MembershipFactory, create_leads

LEADS, TALKS, LINES = (
    "/admin/leads/lead/",
    "/admin/conversations/conversation/",
    "/admin/conversations/message/",
)
LARGE = "leads_lead|leads_profilevalue|leads_activity|conversations_conversation|conversations_message"
SCAN = re.compile(rf"\bSCAN ({LARGE}|U\d)|Seq Scan on ({LARGE})")


def shown(response):
    return list(response.context["cl"].result_list)


@pytest.fixture
def bench(db):
    """A project with some hundred people, and the activity of an agent."""
    project = make_project("bench", "-")
    load(project, 400, seed=1)
    actor = project.members.first()
    for lead in Lead.objects.all():
        record("project.changed", project=project, lead=lead, actor=actor)
    return project


@pytest.fixture
def client_of_bench(bench):
    with signed_in_superuser(bench) as client:
        yield client


def test_no_page_of_the_admin_reads_a_large_table_from_end_to_end(bench, client_of_bench):
    walked = list(pages(client_of_bench, bench))
    assert len(walked) > 100
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # So few rows are quickly read from end to end: what is asked is whether an index can answer.
            cursor.execute("SET LOCAL enable_seqscan = off")
    for name, path in walked:
        with CaptureQueriesContext(connection) as queries:
            get(client_of_bench, path)
            statements = [query["sql"] for query in queries.captured_queries]
        assert len(statements) <= 25, name
        for sql in statements:
            if sql.startswith("SELECT") and re.search(LARGE, sql):
                assert not reads_it_all(sql), f"{name}: {sql}\n{plan_of(sql)}"


def reads_it_all(sql):
    """Whether the table is read beyond the first rows in the order of its key."""
    plan = plan_of(sql)
    conditions = " WHERE " in re.sub(r"EXISTS\(.*? LIMIT 1\)", "", sql)
    return SCAN.search(plan) and (connection.vendor != "sqlite" or conditions or "TEMP B-TREE" in plan)


def plan_of(sql):
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql.replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("model", admin.site._registry)
def test_a_list_costs_as_many_queries_with_more_rows(model, bench, client_of_bench, monkeypatch):
    path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    monkeypatch.setattr(admin.site._registry[model], "list_per_page", 20)
    few = queries_of(client_of_bench, path)
    monkeypatch.setattr(admin.site._registry[model], "list_per_page", 50)
    assert queries_of(client_of_bench, path) == few


def test_a_project_costs_as_many_queries_with_more_members(bench, client_of_bench):
    path = f"/admin/crm/project/{bench.pk}/change/"
    get(client_of_bench, path)  # the first one learns the content type
    few = queries_of(client_of_bench, path)
    MembershipFactory.create_batch(3, project=bench)
    assert queries_of(client_of_bench, path) == few


def test_a_field_costs_as_many_queries_with_more_choices(bench, client_of_bench):
    field = bench.profile_fields.get(key="plan")
    path = f"/admin/leads/profilefield/{field.pk}/change/"
    get(client_of_bench, path)  # the first one learns the content type
    few = queries_of(client_of_bench, path)
    field.choices.create(key="trial", label="Trial")
    assert queries_of(client_of_bench, path) == few


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        get(client, path)
        return len(queries)


def test_a_list_leads_to_its_first_rows_and_says_that_there_are_more(desk, project, monkeypatch):
    monkeypatch.setattr(lists, "MOST", 120)
    create_leads(project, [{"full_name": f"Lead {number}"} for number in range(121)])
    response = desk.get(LEADS)
    assert response.context["cl"].paginator.num_pages == 3
    assert "The first 120. Search or filter for the others." in response.text
    assert len(shown(desk.get(LEADS, {"p": 3}))) == 20
    assert desk.get(LEADS, {"p": 4}).status_code == 302


def test_a_short_list_says_how_many_there_are(desk, project):
    create_leads(project, [{}] * 3)
    assert "3 leads" in desk.get(LEADS).text


@pytest.mark.parametrize(
    "condition", ["full_name__contains=a", "search_text=a", "project__slug=a", "id__gt=0", "body__contains=a"]
)
def test_an_address_asks_for_the_filters_that_are_there_only(condition, desk, project):
    for path in (LEADS, TALKS, LINES):
        assert desk.get(f"{path}?{condition}").status_code == 400


@pytest.mark.parametrize("key", ["x", "-1", "0", "999", "9" * 40, "١"])
def test_a_filter_for_what_is_not_there_is_left_out(key, desk, one_of_each):
    for query in (f"project={key}", f"lead={key}", f"conversation={key}", f"actor={key}"):
        for path in (LEADS, TALKS, LINES, "/admin/leads/activity/"):
            assert desk.get(f"{path}?{query}", follow=True).status_code in (200, 400)


def test_counts_of_filters_are_never_made(desk, one_of_each):
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(f"{TALKS}?_facets=True").status_code == 200
        assert not any("CASE WHEN" in query["sql"] for query in queries.captured_queries)


def test_of_a_project_the_leads_are_its_contacts_and_can_be_sorted(desk, project, other_project):
    anna, bea = LeadFactory(project=project, full_name="Bea"), LeadFactory(project=project, full_name="Anna")
    LeadFactory(project=other_project, full_name="Otto")
    merged = LeadFactory(project=project, full_name="Anna too")
    Lead.objects.filter(pk=merged.pk).update(merged_into=anna, contact=anna)
    assert len(shown(desk.get(LEADS))) == 4
    assert shown(desk.get(LEADS, {"project": project.pk, "o": "0"})) == [bea, anna]
    assert shown(desk.get(LEADS, {"contact": anna.pk})) == [merged, anna]


def test_of_a_project_contacts_are_found_by_any_part(desk, project):
    lead = LeadFactory(project=project, full_name="Łukasz Müller", email="moss@fern.example")
    for term in ("lukasz", "ULLER", "ss@fer", "moss@fern.example", str(lead.visitor_id)):
        assert shown(desk.get(LEADS, {"project": project.pk, "q": term})) == [lead], term
    assert shown(desk.get(LEADS, {"q": "lukasz"})) == []


def test_a_lead_is_found_by_its_number_in_all_projects(desk, project, other_project):
    LeadFactory(project=project)
    lead = LeadFactory(project=other_project)
    assert shown(desk.get(LEADS, {"q": lead.pk})) == [lead]


def test_many_projects_are_found_among_the_projects(desk, monkeypatch, project, other_project):
    monkeypatch.setattr(filters, "MOST_PROJECTS", 1)
    page = desk.get("/admin/crm/project/").text
    address = f"/admin/leads/lead/?project={other_project.pk}"
    assert address in page
    assert "Northside" not in desk.get(LEADS).context["cl"].filter_specs[0].projects.values()
    assert "Northside" in desk.get(address).context["cl"].filter_specs[0].projects.values()


def test_conversations_of_a_project_are_open_ones_or_closed_ones(desk, project, agent):
    opened, closed = ConversationFactory.create_batch(2, project=project, assignee=agent)
    desk.post(TALKS, {"action": "close", "_selected_action": [closed.pk]})
    assert shown(desk.get(TALKS, {"project": project.pk})) == [opened]
    assert shown(desk.get(TALKS, {"project": project.pk, "status": "closed"})) == [closed]
    assert set(shown(desk.get(TALKS))) == {opened, closed}
    assert shown(desk.get(TALKS, {"project": project.pk, "assignee": agent.pk})) == [opened]
    assert desk.get(TALKS, {"assignee": agent.pk}).status_code == 302


def test_the_messages_of_a_conversation_come_in_their_order(desk, project, agent):
    conversation = ConversationFactory(project=project, body="First")
    ConversationFactory(project=project)
    desk.post(TALKS, {"action": "close", "_selected_action": [conversation.pk]})
    found = shown(desk.get(LINES, {"conversation": conversation.pk}))
    assert [(message.seq, message.kind) for message in found] == [(1, "visitor"), (2, "event")]
    assert found == shown(desk.get(LINES, {"q": str(conversation.public_id)}))[::-1]


def test_a_long_message_is_shown_whole_on_its_own_page_only(desk, project):
    long = "Moss " * 400 + "until the kiln"
    message = ConversationFactory(project=project, subject="Moss", body=long).messages.get()
    assert "until the kiln" not in desk.get(LINES).text
    assert "until the kiln" in desk.get(f"{LINES}{message.pk}/change/").text


def test_rows_lead_to_each_other_and_to_the_agents_pages_of_those_who_may_open_them(
    desk, agent, signed_in, project
):
    conversation = ConversationFactory(project=project)
    lead = conversation.lead
    mine = lead.get_absolute_url(), conversation.get_absolute_url()
    for path in (LEADS, TALKS, "/admin/crm/project/"):
        assert 'href="/p/fern/' not in desk.get(path).text
    page = desk.get(f"{LEADS}{lead.pk}/change/")
    assert f"{TALKS}?lead={lead.pk}" in page.text
    assert "View on site" not in page.text
    agent.is_staff = agent.is_superuser = True
    agent.save()
    member = signed_in(agent)
    assert mine[0] in member.get(LEADS).text
    assert mine[1] in member.get(TALKS).text
    assert mine[0] in member.get(f"{LEADS}{lead.pk}/change/").text
    assert mine[1] in member.get(f"{TALKS}{conversation.pk}/change/").text


def test_activity_reads_as_sentences_with_before_and_after(desk, project, agent, one_of_each):
    lead = LeadFactory(project=project)
    changes = {"Language": ["English", None], "Sites": [[], ["https://a.example", "https://b.example"]]}
    row = record("project.changed", project=project, lead=lead, actor=agent, changes=changes)
    path = "/admin/leads/activity/"
    for query in (
        f"lead={lead.pk}",
        f"q={lead.pk}",
        f"q={lead.visitor_id}",
        f"actor={agent.pk}&lead={lead.pk}",
    ):
        assert shown(desk.get(f"{path}?{query}")) == [row], query
    assert row in shown(desk.get(path, {"project": project.pk, "action": "project.changed"}))
    assert row not in shown(desk.get(path, {"action": "member.left"}))
    assert "Maya changed the project&#x27;s settings" in desk.get(path).text
    page = desk.get(f"{path}{row.pk}/change/").text
    assert '<th scope="row">Language</th><td>English</td><td>-</td>' in page
    assert "<td>-</td><td>https://a.example, https://b.example</td>" in page


def test_another_sort_than_an_index_has_is_not_offered(desk, one_of_each):
    for path in (LEADS, TALKS, LINES):
        assert desk.get(path).context["cl"].sortable_by in ([], ())
    create_project("Quiet", "quiet", owner_email="q@quiet.example", password="-")
    assert Conversation.objects.exists()
    assert Message.objects.exists()
