"""Writes many rows at once: by COPY on PostgreSQL, by one prepared statement on SQLite."""

from django.db import connection

COPY = "COPY {} ({}) FROM STDIN"
INSERT = "INSERT INTO {} ({}) VALUES ({})"
NEXT_IDS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def insert(model, columns, rows):
    """Insert `rows`, sequences of what the database takes, into these columns; others get their defaults."""
    others = _defaults(model, columns)
    columns, rows = [*columns, *others], ((*row, *others.values()) for row in rows)
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY.format(table, names)) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(INSERT.format(table, names, ", ".join(["%s"] * len(columns))), rows)


def _defaults(model, columns):
    """Return what the columns hold that are not named and may not be empty: name → value."""
    fields = [field for field in model._meta.concrete_fields if not (field.null or field.primary_key)]
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in fields
        if field.attname not in columns
    }


def next_ids(model, number):
    """
    Return an iterator over ids that nobody has and nobody else will get. On SQLite that holds for the
    transaction, which has locked the database.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(NEXT_IDS, [table, number])
            return iter([row[0] for row in cursor.fetchall()])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return iter(range(last + 1, last + 1 + number))


def analyze():
    """Let the planner know what the tables have become."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
