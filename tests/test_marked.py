"""No words for people stand in the code without a mark for translation."""

import ast
import re

import pytest

from tests.messages import ROOT

# The demo is the story of one shop, bench makes people up, and commands and checks speak English.
ENGLISH = {
    *("migrations", "demo", "bench", "management"),
    *("checks.py", "logs.py", "settings.py", "secret_key.py"),
}
MODULES = [
    path
    for app in ("crm", "leads", "conversations")
    for path in sorted((ROOT / app).rglob("*.py"))
    if not ENGLISH & set(path.relative_to(ROOT).parts)
]
SAY = {"ValidationError", "add_error", "success", "info", "warning", "error", "notice", "RegexValidator"}
NAMES = {
    *("label", "help_text", "verbose_name", "verbose_name_plural", "description", "short_description"),
    *(
        "empty_label",
        "empty_value_display",
        "words",
        "title",
        "site_header",
        "site_title",
        "index_title",
        "note",
    ),
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_words_for_people_are_marked(path):
    found = [text for node in ast.walk(ast.parse(path.read_text())) for text in bare_words(node)]
    assert found == []


def bare_words(node):
    """The texts that a call, a keyword or an assignment shows to somebody as they stand in the code."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "logger"))):
            return []  # a log is read by who runs the site, in English
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in SAY:
            values = args
        case ast.keyword(arg=name, value=value) if name in NAMES:
            values = [value]
        case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=value) if name in NAMES:
            values = [value]
        case _:
            return []
    return [value.value for value in values if isinstance(value, ast.Constant) and is_words(value.value)]


def is_words(value):
    return isinstance(value, str) and re.search(r"[^\W\d_]{2,} |^[A-Z][a-z]+", value) is not None
