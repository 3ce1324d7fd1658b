"""
The catalogues of translations: `make messages` brings them up to date with the code, and compiles them.

A new string comes into a catalogue untranslated; one whose words changed keeps its old translation, marked
as fuzzy. Both make a test fail. Nothing but Python is needed, and the compiled catalogues are committed, so
that a site runs from a clone.
"""

from datetime import UTC, datetime
from io import SEEK_END, BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from crm import settings

ROOT = Path(settings.BASE_DIR)
EVERYTHING = [
    *("templates/**/*.html", "templates/**/*.txt"),
    *("crm/**/*.py", "leads/**/*.py", "conversations/**/*.py"),
]
# What holds the words that a visitor can read.
CHAT = [
    *("templates/widget/*.html", "conversations/widget/*.py", "conversations/forms.py"),
    *("leads/forms.py", "leads/paging.py", "leads/models/profile_field.py", "leads/short_date.py"),
    *("crm/relative_time.py", "crm/reply_time.py"),
    *("templates/mail/reply.txt", "conversations/receive.py"),
    *("templates/mail/transcript*.txt", "templates/conversations/_transcript.html"),
    "conversations/models/rating.py",
]
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
# Those that say something: no dates, which would differ with every run.
HEADERS = {"Language", "Plural-Forms", "Content-Type", "Content-Transfer-Encoding"}


def main():
    for language, path in catalogues().items():
        catalog = updated(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_text(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        left = sum(1 for message in catalog if message.id and (message.fuzzy or not is_translated(message)))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} strings, {left} to translate")


def catalogues():
    """Return the languages that have a catalogue, and its file. English is the language of the code."""
    languages = [code for code, _name in settings.CHAT_LANGUAGES if code != settings.LANGUAGE_CODE]
    return {code: ROOT / "crm" / "locale" / code / "LC_MESSAGES" / "django.po" for code in languages}


def catalogue(language):
    path = catalogues()[language]
    if not path.exists():
        return Catalog(locale=language, header_comment="# Regulars", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True)


def updated(language):
    """Return a language's catalogue with the strings that the code has now."""
    catalog = catalogue(language)
    catalog.update(extracted(language), update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def extracted(language):
    """Return the strings of the code, untranslated: all of them where agents can choose the language."""
    patterns = EVERYTHING if language in dict(settings.LANGUAGES) else CHAT
    found = Catalog(fuzzy=False)
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        name = str(path.relative_to(ROOT))
        for _line, words, _comments, context in extract("python", _as_python(path), KEYWORDS):
            found.add(words, locations=[(name, None)], context=context)
    return found


def _as_python(path):
    if path.suffix == ".py":
        return BytesIO(path.read_bytes())
    calls = templatize(path.read_text())
    return BytesIO("\n".join(line.strip() for line in calls.splitlines()).encode())


def is_translated(message):
    return all(message.string) if message.pluralizable else bool(message.string)


def as_text(catalog):
    header = [
        *(catalog.header_comment, 'msgid ""', 'msgstr ""'),
        *(f'"{name}: {value}\\n"' for name, value in catalog.mime_headers if name in HEADERS),
    ]
    file = BytesIO("\n".join([*header, "", ""]).encode())
    file.seek(0, SEEK_END)
    write_po(
        file,
        catalog,
        width=110,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
    )
    return file.getvalue()


def compiled(catalog):
    catalog.creation_date = datetime(2026, 1, 1, tzinfo=UTC)  # no news in a file whose words are the same
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


if __name__ == "__main__":
    main()
