"""Text on any accent colour is read by everybody: WCAG's contrast of at least 4.5:1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.contrast import text_on

BYTE = st.integers(0, 255)


def luminance(colour):
    """WCAG 2.2's relative luminance, written as the standard does."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("accent", "ink"),
    [
        ("#000000", "#ffffff"),
        ("#ffffff", "#000000"),
        ("#ffff00", "#000000"),
        ("#F0B93A", "#000000"),
        ("#1b6b4a", "#ffffff"),
        ("#9a442c", "#ffffff"),
        ("#2857c5", "#ffffff"),
        ("#ff0000", "#000000"),
        ("#0000ff", "#ffffff"),
    ],
)
def test_it_is_black_or_white(accent, ink):
    assert text_on(accent) == ink


@given(st.tuples(BYTE, BYTE, BYTE))
def test_it_can_be_read_on_every_colour(channels):
    colour = "#{:02x}{:02x}{:02x}".format(*channels)
    assert contrast(colour, text_on(colour)) >= 4.5
