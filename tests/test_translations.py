"""Every word for people is in the catalogues, translated; what a visitor meets is in one language."""

import re
from collections import Counter
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.utils import translation
from django.utils.translation import trans_real

from crm import settings
from leads.models import ProfileField
from tests import messages

LANGUAGES = list(messages.catalogues())
FOREIGN = [code for code, _name in settings.CHAT_LANGUAGES if code != "en"]
SCRIPTS = sorted((messages.ROOT / "static" / "js").glob("*.js"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_the_strings_of_the_code_and_no_others(language):
    assert ids(messages.catalogue(language)) == ids(messages.extracted(language)), "Run make messages."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language):
    catalogue = messages.catalogue(language)
    assert [message.id for message in catalogue if message.id and not messages.is_translated(message)] == []
    assert [message.id for message in catalogue if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders_markup_and_ends(language):
    catalogue = messages.catalogue(language)
    assert [str(error) for message in catalogue for error in message.check(catalogue)] == []
    assert [message.id for message in catalogue if message.id and differs(message)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_words(language):
    path = messages.catalogues()[language].with_suffix(".mo")
    anew = messages.compiled(messages.catalogue(language))
    assert words_of(path.read_bytes()) == words_of(anew), "Run make messages."


def test_every_language_that_is_offered_has_a_catalogue_and_agents_languages_are_spoken_in_the_chat():
    assert {"en", *LANGUAGES} == set(dict(settings.CHAT_LANGUAGES)) >= set(dict(settings.LANGUAGES))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_nothing_of_their_own(path):
    """Their words come from the page, which is translated. The console is read by who builds the site."""
    code = re.sub(r"^\s*//.*$|\bconsole\.\w+\(.*\)$", "", path.read_text(), flags=re.MULTILINE)
    words = [text for _quote, text in re.findall(r"([\"'`])(.*?)\1", code) if is_a_phrase(text)]
    assert words == []


def is_a_phrase(text):
    return bool(re.match(r"[A-Z][a-z]+( |$)|.*\w[.?…]$", text)) and text not in KEYS


KEYS = {"Enter", "Escape", "Tab", "Home", "End", "Backspace", "Delete"}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_visitor_meets_no_word_that_was_not_translated(language, project, visitor):
    """Home, form, errors, thread, notices: whatever the pages look up has to be in the catalogue."""
    ProfileField.objects.create(project=project, key="size", label="-", kind="choice", is_required=True)
    ProfileField.objects.create(project=project, key="vip", label="-", kind="yes_no", position=101)
    ProfileField.objects.create(project=project, key="age", label="-", kind="number", position=102)
    visitor.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    wrong = {"attributes.size": "x", "attributes.age": "x", "attributes.none": "x", "email": "x", "body": ""}

    with untranslated(language) as missing:
        visitor.look()
        visitor.start(**wrong)
        ProfileField.objects.filter(key="size").delete()
        thread = visitor.start(body="Hallo").headers["Location"]
        visitor.get(thread)
        visitor.say(thread, body="")
        visitor.get(f"{thread}?after=none")
        visitor.get(f"{visitor.chat}?change=1")
        visitor.get("/chat/nowhere/")
        visitor.get(f"{visitor.chat}conversations/{'0' * 8}-0000-4000-8000-{'0' * 12}/")

    assert missing == set()


@pytest.mark.parametrize("model_admin", admin.site._registry.values(), ids=str)
def test_columns_of_the_admin_have_a_name_in_each_language(model_admin):
    """A foreign key without one goes by its name in the code."""
    with translation.override("en"):
        english = column_names(model_admin)
    with translation.override("it"):
        assert set(column_names(model_admin)) & set(english) <= {"e-mail", "lead", "staff", "id"}


def column_names(model_admin):
    return [str(label_for_field(name, model_admin.model, model_admin)) for name in model_admin.list_display]


@contextmanager
def untranslated(language):
    """Collect what the catalogues of a language are asked for in vain, Django's among them."""
    catalogue, missing = trans_real.translation(language), Missing()
    fallback, catalogue._fallback = catalogue._fallback, missing
    try:
        yield missing.words
    finally:
        catalogue._fallback = fallback


class Missing(NullTranslations):
    def __init__(self):
        super().__init__()
        self.words = set()

    def gettext(self, message):
        self.words.add(message)
        return super().gettext(message)

    def ngettext(self, singular, plural, number):
        self.words.add(singular)
        return super().ngettext(singular, plural, number)


def ids(catalogue):
    return {(message.context, *texts(message.id)) for message in catalogue if message.id}


def words_of(compiled):
    """Everything but the header, which names the compiler."""
    return {key: text for key, text in GNUTranslations(BytesIO(compiled))._catalog.items() if key}


def texts(value):
    return [value] if isinstance(value, str) else list(value)


def differs(message):
    """Whether a translation has other tags, or other blanks and stops at its end, than the text."""
    pairs = zip(texts(message.id), texts(message.string), strict=True)
    return any(shape(text) != shape(string) for text, string in pairs)


def shape(text):
    tags, end = Counter(re.findall(r"</?\w+[^>]*>", text)), text[-1]
    return tags, end if end in ":?…" else "", text != text.strip()
