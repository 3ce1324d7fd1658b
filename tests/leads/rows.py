"""What the contacts page shows, read from its HTML."""

import re
from html import unescape

from leads.models import Lead


def text_of(response):
    return response.content.decode()


def rows_of(response):
    """Return the attributes of each row of the table."""
    rows = re.findall(r"<tr ([^>]*data-lead-id[^>]*)>", text_of(response))
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', row)) for row in rows]


def ids_in(response):
    return [int(row["data-lead-id"]) for row in rows_of(response)]


def names_in(response):
    names = dict(Lead.objects.values_list("pk", "full_name"))
    return [names[pk] for pk in ids_in(response)]


def notes_in(response):
    """Return what the page says it did not understand."""
    return re.findall(r"“<bdi>(.*?)</bdi>” was not understood", text_of(response))


def link(response, rel):
    """Return where the page's `rel` link leads, or None."""
    found = re.search(rf'href="([^"]*)" rel="{rel}"', text_of(response))
    return found and unescape(found.group(1))
