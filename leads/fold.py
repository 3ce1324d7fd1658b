from anyascii import anyascii
from django.utils.text import slugify


def fold(text: str) -> str:
    """
    Return `text` as search compares it: lower case, without accents, in Latin letters, single spaces.

    "Łódź" is "lodz" and "Иван" is "ivan". Each character folds on its own, so a match can be traced back to
    the text.
    """
    return " ".join(anyascii(text).lower().split())


def digits_of(text: str) -> str:
    """Return the digits of a phone number, whatever script and signs it was written in."""
    return "".join(filter(str.isdigit, fold(text)))


def matches(text: str, term: str) -> tuple[int, int] | None:
    """Return the start and end in `text` of the first place that folds to the folded `term`, or None."""
    folded, origins = "", []
    for position, character in enumerate(text):
        piece = anyascii(character).lower()
        folded += piece
        origins += [position] * len(piece)
    start = folded.find(term)
    if not term or start < 0:
        return None
    return origins[start], origins[start + len(term) - 1] + 1


def free_key(label: str, taken, *, otherwise: str) -> str:
    """Return a key made of `label` (or `otherwise`) that is not in `taken`: small letters, digits and _."""
    stem = slugify(fold(label)).replace("-", "_")[:30]
    stem = stem if stem[:1].isalpha() else f"{otherwise}_{stem}".rstrip("_")
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key
