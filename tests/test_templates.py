"""What a template may hold: nothing that the strict policy forbids, no words that cannot be translated."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = Path(settings.BASE_DIR) / "templates"
SOURCES = {str(path.relative_to(FOLDER)): path.read_text() for path in sorted(FOLDER.rglob("*.*"))}

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
ATTRIBUTES = re.compile(r"\{% block body_attributes %\}.*?\{% endblock %\}", re.DOTALL)
MARKED = re.compile(r"\{% blocktranslate\b.*?\{% endblocktranslate %\}|\{% translate\b.*?%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LOADS_I18N = re.compile(r"\{% load [^%]*\bi18n\b")

FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "an event handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a script for an address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx that evaluates": re.compile(r"\shx-(on\b|(vals|headers|vars)\s*=\s*.?js:)", re.IGNORECASE),
    "a script, style, image or frame from elsewhere": re.compile(
        r"<(script|link|img|iframe|source|use|image)\b[^>]*\s(src|href|srcset)\s*=\s*[\"']?\s*(https?:)?//",
        re.IGNORECASE,
    ),
}
# Mail programs drop style sheets, and a mail is no page of ours.
MAIL = {"mail/letter.html"}
# The name of the product, and of a field of the public interface.
NOT_TRANSLATED = {"Regulars", "client_id", "Re"}


def test_every_template_compiles():
    for name in SOURCES:
        get_template(name)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    pages = {name: COMMENT.sub("", text) for name, text in SOURCES.items() if name not in MAIL}
    assert [name for name, text in pages.items() if FORBIDDEN[what].search(text)] == []


def test_every_template_that_has_words_marks_them_for_translation():
    # The demo is the shop of somebody else.
    ours = {name: COMMENT.sub("", text) for name, text in SOURCES.items() if not name.startswith("demo/")}
    unmarked = {name: words_of(text) - NOT_TRANSLATED for name, text in ours.items()}
    assert {name: words for name, words in unmarked.items() if words} == {}
    assert [name for name, text in ours.items() if MARKED.search(text) and not LOADS_I18N.search(text)] == []


def test_no_style_sheet_fetches_from_elsewhere():
    foreign = re.compile(r"(@import|url\()\s*[\"']?\s*(https?:)?//", re.IGNORECASE)
    sheets = (FOLDER.parent / "static").rglob("*.css")
    assert [sheet.name for sheet in sheets if foreign.search(sheet.read_text())] == []


def words_of(source):
    """The words that a template shows without a mark: text, and the attributes that are read out."""
    for not_words in (ATTRIBUTES, MARKED, TAG):
        source = not_words.sub("", source)
    reader = Reader()
    reader.feed(source)
    reader.close()
    return set(re.findall(r"[^\W\d]{2,}", " ".join(reader.texts)))


class Reader(HTMLParser):
    READ_OUT = {"alt", "label", "placeholder", "title", "data-copied"} | {
        f"aria-{name}" for name in ("label", "description", "roledescription", "valuetext", "placeholder")
    }

    def __init__(self):
        super().__init__()
        self.texts = []

    def handle_data(self, data):
        self.texts.append(data)

    def handle_starttag(self, tag, attributes):
        self.texts += [value for name, value in attributes if name in self.READ_OUT and value]
