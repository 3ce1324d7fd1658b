"""The shape of the code: which app may know which, what is imported when, how long a file may be."""

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MAY_NOT_IMPORT = {
    "leads": {"conversations", "crm", "tests"},
    "conversations": {"crm", "tests"},
    "crm": {"tests"},
    "manage.py": {"tests"},
    "gunicorn.conf.py": {"tests"},
}
# An app that is ready, and the program that says what is missing where Django itself is.
MAY_IMPORT_LATE = {f"{app}/apps.py: ready" for app in ("leads", "conversations", "crm")} | {"manage.py: main"}
TOP_LEVEL = {
    *("manage.py", "gunicorn.conf.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt"),
    *("README.md", "CHANGELOG.md", "LICENSE", "Makefile", ".ci", ".gitignore", ".editorconfig"),
    *("Dockerfile", "compose.yaml", ".dockerignore"),
    *("crm", "leads", "conversations", "templates", "static", "tests", "docs"),
}


def files_of(part):
    return [ROOT / part] if part.endswith(".py") else sorted((ROOT / part).rglob("*.py"))


MODULES = [path for part in MAY_NOT_IMPORT for path in files_of(part)]


def name_of(path):
    return str(path.relative_to(ROOT))


@cache
def tree_of(path):
    return ast.parse(path.read_text(), filename=str(path))


@pytest.mark.parametrize("part", MAY_NOT_IMPORT)
def test_imports_point_down_only(part):
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in files_of(part)
        for name in imported_by(path)
        if name.partition(".")[0] in MAY_NOT_IMPORT[part]
    ]
    assert wrong == []


def test_nothing_is_imported_inside_a_function_or_behind_a_condition():
    late = {f"{name_of(path)}: {holder}" for path in MODULES for holder in late_importers(path)}
    assert late <= MAY_IMPORT_LATE


def test_the_listing_of_the_project_reads_like_the_product():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    top = {line.partition("/")[0] for line in listed.stdout.splitlines()}
    assert {"crm", "leads", "conversations", "tests"} <= top
    assert top - TOP_LEVEL == set(), "Does it belong into the project? Then name it here."


def test_no_file_is_longer_than_300_lines():
    pages = ROOT.glob("templates/**/*.html")
    sheets = [*ROOT.glob("static/**/*.css"), *ROOT.glob("static/**/*.js")]
    # Migrations are written by Django, and grow with the model.
    written = [path for path in MODULES if path.parent.name != "migrations"]
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in [*written, *pages, *sheets]}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def imported_by(path):
    """Yield the absolute name of everything that a file imports, wherever in it."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = [*above, *filter(None, [node.module])]
            yield from (".".join([*base, alias.name]) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield ast.literal_eval(node.args[0])


def late_importers(path):
    """Yield the name of every function, and "if" for every condition, that an import is inside of."""
    for holder in ast.walk(tree_of(path)):
        if isinstance(holder, ast.FunctionDef | ast.AsyncFunctionDef | ast.If) and any(
            isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(holder)
        ):
            yield getattr(holder, "name", "if")
