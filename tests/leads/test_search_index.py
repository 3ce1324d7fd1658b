"""The index that finds a part of a text: it follows every write, survives migrations, and is what is read."""

import re
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from leads.filters import SORTS, in_order
from leads.models import Lead
from leads.paging import paginate
from leads.search import matching, search
from leads.search_index import keep_search_index
from tests.factories import LeadFactory, create_leads


def holding(word):
    """The ids of the leads that the index finds; SQLite's is a table of its own that could hold others."""
    found = set(Lead.objects.filter(search_text__contains=word).values_list("pk", flat=True))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM lead_search WHERE lead_search MATCH %s", [word])
            assert found == {row[0] for row in cursor.fetchall()}
    return found


def delete(lead):
    # No lead is deleted by accident: its own `contact` protects it.
    Lead.objects.filter(pk=lead.pk)._raw_delete("default")


def test_a_new_lead_is_in_the_index(project):
    lead = LeadFactory(project=project, full_name="Andrea")
    assert holding("ndre") == {lead.pk}


def test_a_changed_lead_is_found_by_its_new_name_and_no_more_by_the_old_one(project):
    lead = LeadFactory(project=project, full_name="Andrea")
    lead.full_name = "Barbara"
    lead.save()
    assert holding("ndre") == set()
    assert holding("arba") == {lead.pk}


def test_a_deleted_lead_leaves_the_index(project):
    lead, other = LeadFactory.create_batch(2, project=project, full_name="Andrea")
    delete(lead)
    assert holding("ndre") == {other.pk}


def test_writes_around_the_model_are_followed_too(project):
    renamed, gone, other = create_leads(project, [{"full_name": "Barbara"}] * 3)
    Lead.objects.filter(pk__in=[renamed.pk, gone.pk]).update(search_text="andrea")
    delete(gone)
    assert holding("ndre") == {renamed.pk}
    assert holding("arba") == {other.pk}


def test_what_is_rolled_back_is_not_in_the_index(project):
    with transaction.atomic():
        LeadFactory(project=project, full_name="Andrea")
        transaction.set_rollback(True)
    assert holding("ndre") == set()


@pytest.mark.django_db(transaction=True)
def test_the_index_comes_back_when_the_table_was_rebuilt(project):
    """SQLite alters a table by making another one, and the triggers go with the old."""
    before = LeadFactory(project=project, full_name="Andrea before")
    old = Lead._meta.get_field("company")
    new = models.CharField(max_length=201, blank=True)
    new.set_attributes_from_name("company")
    new.model = Lead
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Lead, old, new)
        Lead.objects.filter(pk=before.pk).update(search_text="andrea meanwhile")
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        after = LeadFactory(project=project, full_name="Andrea after")
        assert holding("ndre") == {before.pk, after.pk}
        assert holding("meanwhile") == {before.pk}
        delete(before)
        keep_search_index("default")  # once more changes nothing
        assert holding("ndre") == {after.pk}
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Lead, new, old)
        keep_search_index("default")


def test_a_trigger_that_was_lost_comes_back_alone(project):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER lead_search_insert")
        keep_search_index("default")
    lead = LeadFactory(project=project, full_name="Andrea")
    assert holding("ndre") == {lead.pk}


def _visitor_id(number):
    return uuid5(NAMESPACE_URL, str(number))


INSIDE = "lead_search VIRTUAL TABLE.*USING INTEGER PRIMARY KEY|Bitmap Index Scan on lead_search"
PLANS = {
    "lead777@gmail.example": "contact_by_email",
    "lead777": "contact_by_email",
    "first 777": "contact_by_name",
    "d777@gmail": INSIDE,
    "pottery kiln777": INSIDE,
    str(_visitor_id(777)): "lead_one_per_visitor|visitor_id>",
    str(_visitor_id(777))[:8]: "lead_one_per_visitor|visitor_id>",
}


def test_every_search_is_answered_from_an_index(project):
    create_leads(project, map(_person, range(20_000)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # So few rows are quickly read from end to end: what is asked is whether an index can answer.
            cursor.execute("SET LOCAL enable_seqscan = off")
    for query, index in PLANS.items():
        contacts = Lead.objects.contacts().filter(project=project)
        with CaptureQueriesContext(connection) as ranked:
            assert paginate(search(project, contacts, query), {}, 25).rows, query
        with CaptureQueriesContext(connection) as in_a_sort:
            for sort in SORTS:
                assert paginate(in_order(matching(project, contacts, query), sort), {}, 25).rows, query
        assert re.search(index, " ".join(_plan(sql["sql"]) for sql in ranked), re.DOTALL), query
        for sql in (*ranked, *in_a_sort):
            assert not re.search(r"\bSCAN (leads_lead|U\d)|Seq Scan on leads_lead", _plan(sql["sql"])), sql


def _person(number):
    return {
        "visitor_id": _visitor_id(number),
        "full_name": f"First {number}",
        "email": f"lead{number}@gmail.example",
        "company": f"Kiln{number} Pottery",
    }


def _plan(sql):
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
