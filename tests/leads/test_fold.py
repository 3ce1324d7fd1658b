import pytest

from leads.fold import fold, matches


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Łódź", "lodz"),
        ("Иван", "ivan"),
        ("Straße", "strasse"),
        ("e\u0301cole", "ecole"),
        ("  two   blanks\t", "two blanks"),
        ("田中", "tianzhong"),
        ("", ""),
    ],
)
def test_text_folds_to_small_latin_letters_without_accents(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Jürgen Müller", "muller", "Müller"),
        ("Müller", "mül", "Mül"),
        ("Straße 5", "strasse", "Straße"),
        ("Иван Петров", "petrov", "Петров"),
        ("andrea1@gmail.com", "GMAIL", "gmail"),
    ],
)
def test_a_match_is_traced_back_to_the_letters_that_were_written(text, query, found):
    start, end = matches(text, fold(query))
    assert text[start:end] == found


@pytest.mark.parametrize(("text", "query"), [("Müller", "schmidt"), ("Müller", ""), ("", "x")])
def test_what_is_not_there_is_not_marked(text, query):
    assert matches(text, fold(query)) is None
