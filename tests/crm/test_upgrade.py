"""An upgrade, and the way back from one, by the commands of docs/upgrade.md."""

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.documents import commands

PAGE = "docs/upgrade.md"
APPS = {"crm", "leads", "conversations"}


def typed(section):
    """The commands of a section but those that install: the copy uses what is installed here."""
    return [command for command in commands(PAGE, section) if command.startswith("python ")]


@pytest.mark.parametrize("name", [key for key in MigrationLoader(None).disk_migrations if key[0] in APPS])
def test_every_migration_can_be_undone(name):
    operations = MigrationLoader(None).disk_migrations[name].operations
    assert [operation for operation in operations if not operation.reversible] == []


def test_going_back_and_forth_loses_nobody(installation):
    before = installation.rows()
    installation.run(*typed("Steps"), *typed("After"))
    installation.run(*typed("Back"))
    installation.run(*typed("Steps"), *typed("After"))
    assert installation.rows() == before
    assert installation.finds_by_part_of_an_email()
