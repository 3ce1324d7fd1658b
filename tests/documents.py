"""The documents as their readers take them: by section, with the commands to type."""

import re
from functools import cache

from tests.crm.production import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@cache
def sections(page):
    """Return heading → text of a document, whose path is relative to the project."""
    parts = re.split(r"^#+ (.+)$", (ROOT / page).read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands(page, section):
    """Return the commands of a section, in order."""
    blocks = re.findall(r"^```console\n(.*?)^```$", sections(page)[section], re.MULTILINE | re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
