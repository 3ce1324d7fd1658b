"""SQLite's planner is told anew when the leads have become many more; PostgreSQL looks by itself."""

import pytest
from django.db import connection

from leads.statistics import FEW, keep_statistics
from tests.factories import create_leads

pytestmark = pytest.mark.django_db

KNOWN = "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'leads_lead'"


def known():
    """Return how many leads SQLite's planner knows of."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN)
        return cursor.fetchone()[0]


def test_the_planner_is_told_whenever_the_leads_have_doubled(project):
    create_leads(project, [{"email": f"lead{number}@fern.example"} for number in range(2 * FEW + 1)])
    if connection.vendor != "sqlite":
        assert keep_statistics(connection) is None
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'leads_lead'")
    keep_statistics(connection)
    assert known() == 2 * FEW + 1
    create_leads(project, [{}] * 100)
    keep_statistics(connection)
    assert known() == 2 * FEW + 1


def test_an_empty_database_can_be_connected_to():
    if connection.vendor == "sqlite":
        empty = connection.copy()
        empty.settings_dict = connection.settings_dict | {"NAME": ":memory:"}
        empty.connect()
        assert empty.introspection.table_names() == []
        empty.close()
