"""The README and docs/ say what is there: links, commands, targets of make, variables and addresses."""

import re

import pytest
from django.core.management import get_commands
from django.urls import resolve

from tests.crm.production import ROOT, variables_read
from tests.documents import PAGES

TEXTS = {str(page.relative_to(ROOT)): page.read_text() for page in PAGES}
# Read by a program that is not ours, or only by a command on the page.
OTHERS_VARIABLES = {"FORWARDED_ALLOW_IPS", "NEW_DATABASE_URL", "ARGS"}
PLACES = {"KEY": "fern", "<slug>": "fern"}  # what stands for a part of an address
documents = pytest.mark.parametrize("name", TEXTS)


@documents
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\((?!https?://)([^)]+)\)", TEXTS[name]):
        path, _, heading = target.partition("#")
        page = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert page.exists(), target
        assert not heading or heading in headings(page), target


def headings(page):
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@documents
def test_what_make_is_told_to_make_is_in_the_makefile(name):
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"(?:\$ |`)make ([\w./]+)", TEXTS[name]):
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target


def test_every_command_of_the_project_is_documented_and_no_other_is():
    named = set(re.findall(r"manage\.py (\w+)", "".join(TEXTS.values())))
    assert named <= set(get_commands())
    told = named | set(re.findall(r"`(\w+)`", "".join(TEXTS.values())))
    ours = {command for command, app in get_commands().items() if app in ("crm", "leads", "conversations")}
    assert ours <= told


@documents
def test_variables_that_are_set_or_named_are_read(name):
    named = set(re.findall(r"(?:^|[ `])([A-Z][A-Z_]{3,})=", TEXTS[name], re.MULTILINE))
    named |= set(re.findall(r"`([A-Z]+_[A-Z_]+)`", TEXTS[name]))
    assert named <= variables_read() | OTHERS_VARIABLES


@documents
def test_addresses_of_the_site_lead_to_pages(name):
    for address in re.findall(r"`(/(?!srv|etc)[\w/<>-]*)`", TEXTS[name]):
        for place, value in PLACES.items():
            address = address.replace(place, value)
        assert resolve(address)
