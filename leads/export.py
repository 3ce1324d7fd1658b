"""Everything that is stored of one contact, for the person who asks: all its leads, and nothing of others."""

import json
from itertools import islice
from tempfile import SpooledTemporaryFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from .activity import record
from .holdings import HELD
from .models import Lead

ON_A_PAGE = 500  # rows of one table; the JSON has all
IN_MEMORY = 1024 * 1024  # bytes: what is longer goes through a file
CHUNK = 1000


@transaction.atomic
def export_page(contact, *, by) -> list:
    """
    Return (label, rows, whether there are more) for each table that has rows of the contact; a row is a
    dictionary of names that are translated for people, and values. The export is written down.
    """
    parts = []
    for holding, rows in _tables(contact):
        shown = list(islice(rows, ON_A_PAGE + 1))
        if shown:
            parts.append((holding.label, shown[:ON_A_PAGE], len(shown) > ON_A_PAGE))
    _write_down(contact, by, "page")
    return parts


@transaction.atomic
def export_json(contact, *, by) -> SpooledTemporaryFile:
    """Return an open file with everything as one JSON object, however long. The export is written down."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  whoever sends it closes it
    head = json.dumps({"project": str(contact.project), "exported": timezone.now()}, cls=DjangoJSONEncoder)
    file.write(head[:-1].encode())
    for holding, rows in _tables(contact):
        file.write(f",\n{json.dumps(_key(holding))}: [".encode())
        for number, row in enumerate(rows):
            text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
            file.write((",\n" if number else "\n").encode() + text.encode())
        file.write(b"]")
    file.write(b"}\n")
    file.seek(0)
    _write_down(contact, by, "JSON")
    return file


def _tables(contact):
    leads = list(Lead.objects.filter(contact=contact.pk).values_list("pk", flat=True))
    for holding in reversed(HELD):
        if holding.export:
            rows = holding.exported(leads).iterator(CHUNK)
            yield holding, map(holding.export, rows)


def _key(holding):
    """Return the same name in every language."""
    with override("en"):
        return str(holding.label)


def _write_down(contact, by, form):
    record("contact.exported", project=contact.project, lead=contact, actor=by, subject=form)
