import pytest

from leads.plain_text import plain


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01", "\u200b\u200d\ufeff", "\u202e \u2066"])
def test_a_text_in_which_nothing_is_to_be_seen_is_no_text(text):
    assert plain(text, lines=True) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("two\r\nlines\rhere", "two\nlines\nhere"),
        ("nul\x00and\x07bell", "nulandbell"),
        ("\ud800half", "half"),
        ("👩‍🍳 café", "👩‍🍳 café"),
        ("שלום", "שלום"),
    ],
)
def test_what_people_type_stays_as_it_is(text, kept):
    assert plain(text, lines=True) == kept


def test_one_line_has_single_blanks():
    assert plain("  a \n b\t\tc ") == "a b c"
