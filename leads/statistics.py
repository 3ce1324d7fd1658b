"""
What SQLite's planner knows of the leads.

PostgreSQL looks again by itself as a table grows; SQLite only when it is told, and picks worse indexes
until then. So whoever connects compares the latest id with what is known, and whenever that has doubled
the indexes are read once: a second for a million leads, which is nothing beside writing them. Reading only a
part of each would be worse than nothing: the first thousand e-mails are all the empty one.
"""

from django.db import OperationalError

KNOWN = "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'leads_lead'"
LATEST = "SELECT max(id) FROM leads_lead"
FEW = 1000  # any plan is fast


def keep_statistics(connection, **kwargs):
    """To be called with each new connection."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        try:
            if _number(cursor, LATEST) > 2 * max(_number(cursor, KNOWN), FEW):
                cursor.execute("ANALYZE leads_lead")
        except OperationalError:  # no tables yet, or somebody else writes: the next connection looks again
            pass


def _number(cursor, query):
    cursor.execute(query)
    return cursor.fetchone()[0] or 0
