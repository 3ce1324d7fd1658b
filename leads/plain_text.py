import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What turns the text around it, whatever the letters are. The marks that right-to-left text needs do not.
TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str, *, lines=False) -> str:
    """
    Return `text` without the characters that no person types: controls, NUL, lone surrogates; line ends
    become "\\n".

    Without `lines`, white space of any kind becomes single blanks. Letters of every script and emoji stay
    as they are. A text in which nothing is to be seen is no text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = " ".join(text.split())
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return text if any(map(_is_seen, text)) else ""


def _is_seen(character):
    return not character.isspace() and unicodedata.category(character) != "Cf"


class PlainCharField(forms.CharField):
    """Text that somebody typed: one line, or several with a textarea."""

    def widget_attrs(self, widget):
        """Several lines come without `maxlength`: browsers cut what is pasted, and do not say so."""
        attrs = super().widget_attrs(widget)
        return {} if isinstance(widget, forms.Textarea) else attrs

    def to_python(self, value):
        lines = isinstance(self.widget, forms.Textarea)
        return super().to_python(plain(value, lines=lines) if isinstance(value, str) else value)


class LabelField(PlainCharField):
    """Words that stand in other people's pages: what cannot be seen in them is refused, not taken out."""

    def to_python(self, value):
        if isinstance(value, str) and any(map(_is_hidden, value)):
            raise ValidationError(
                _("There is a control character in this text, which nobody can see. Type it anew.")
            )
        return super().to_python(value)


def _is_hidden(character):
    is_control = unicodedata.category(character) in ("Cc", "Cs") and not character.isspace()
    return is_control or character in TURNS
