"""
The index that finds a part of a name or an e-mail: GIN with trigrams on PostgreSQL, FTS5 with trigrams on
SQLite.

Both hold `Lead.search_text` as it is and are kept by the database itself, whoever writes the row.
"""

from django.db import connections

POSTGRESQL = """
CREATE INDEX IF NOT EXISTS lead_search ON leads_lead
    USING gin (search_text gin_trgm_ops) WHERE merged_into_id IS NULL
"""

SQLITE = [
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS lead_search USING fts5(
        search_text, content='leads_lead', content_rowid='id', tokenize='trigram'
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS lead_search_insert AFTER INSERT ON leads_lead BEGIN
        INSERT INTO lead_search(rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS lead_search_delete AFTER DELETE ON leads_lead BEGIN
        INSERT INTO lead_search(lead_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS lead_search_update AFTER UPDATE OF search_text ON leads_lead BEGIN
        INSERT INTO lead_search(lead_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO lead_search(rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    "INSERT INTO lead_search(lead_search) VALUES ('rebuild')",
]

# CROSS JOIN keeps the order: the index first, then its few rows. The other way round reads every lead.
HAVING_ALL = """
SELECT leads_lead.id FROM lead_search CROSS JOIN leads_lead ON leads_lead.id = lead_search.rowid
WHERE lead_search MATCH %s AND leads_lead.project_id = %s AND leads_lead.merged_into_id IS NULL LIMIT %s
"""


def keep_search_index(using, **kwargs):
    """Make the search index of the database named `using` if it has none, or has lost its triggers."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "leads_lead" not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        elif connection.vendor == "sqlite" and not _has_triggers(cursor):
            for statement in SQLITE:
                cursor.execute(statement)
            cursor.execute("ANALYZE")  # a table that was rebuilt has lost what the planner knew of it


def _has_triggers(cursor):
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'lead_search_%'")
    return cursor.fetchone()[0] == 3


def ids_having_all(project, words, limit, using):
    """Return the ids of at most `limit` heads of `project` that have every one of `words` (SQLite only)."""
    match = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in words)
    with connections[using].cursor() as cursor:
        cursor.execute(HAVING_ALL, [match, project.pk, limit])
        return [row[0] for row in cursor.fetchall()]
