"""SQLite's planner is told anew when the leads have become many more."""

import pytest
from django.db import connection

from leads.models import Lead
from leads.statistics import FEW, keep_statistics
from tests.factories import create_leads

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    """Return what the planner knows of the leads, after it knew of none."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks by itself.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'leads_lead'")

        def number():
            cursor.execute("SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'leads_lead'")
            return cursor.fetchone()[0]

        yield number


def test_the_planner_is_told_whenever_the_leads_have_doubled(project, known):
    create_leads(project, [{"email": f"lead{number}@fern.example"} for number in range(2 * FEW)])
    newest = Lead.objects.latest("pk").pk
    keep_statistics(connection)
    assert (known() is None) == (newest <= 2 * FEW)
    create_leads(project, [{}] * 100)
    keep_statistics(connection)
    assert known() >= 2 * FEW
    before = known()
    create_leads(project, [{}] * 100)
    keep_statistics(connection)
    assert known() == before


def test_an_empty_database_can_be_connected_to(known):
    empty = connection.copy()
    empty.settings_dict = connection.settings_dict | {"NAME": ":memory:"}
    empty.connect()
    try:
        assert empty.introspection.table_names() == []
    finally:
        empty.close()
