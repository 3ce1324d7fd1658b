"""Backup and restore by the commands of docs/backup.md, taken from it, while visitors write to the site."""

from django.db import connection

from tests.documents import commands

PAGE = "docs/backup.md"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def test_what_was_there_when_the_backup_began_is_there_after_it_was_restored(installation):
    kind = NAMES[connection.vendor]
    with installation.visitors() as written:
        before, rows_before = written.wait(), installation.rows()
        installation.run(*commands(PAGE, f"Back up {kind}"))
        rows_after = installation.rows()
        written.wait()
    rows_at_the_end = installation.rows()

    installation.run(*commands(PAGE, f"Restore {kind}"))
    if kind == "PostgreSQL":
        installation.values["DATABASE_URL"] = installation.values["NEW_DATABASE_URL"]
    restored = installation.rows()

    assert all(rows_before[name] <= restored[name] <= rows_after[name] for name in restored)
    assert restored["Lead"] < rows_at_the_end["Lead"]
    assert set(before) <= installation.subjects()
    assert installation.finds_by_part_of_an_email()
