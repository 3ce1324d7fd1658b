from django.forms import BooleanField
from django.utils.translation import gettext as _


class SeenForm:
    """
    Mixin of a form: a value that somebody else saved since the page was drawn is not overwritten unseen.

    The form carries what its page showed. What its reader left alone stays as it is by now. What both have
    changed is refused once, with the difference at the field; sending the form again is an answer to it. What
    the form is about must be locked by the caller.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self):
        super().clean()
        for name in self.fields:
            self._compare(self[name])
        return self.cleaned_data

    def changed_by(self, name):
        """Return who saved the value that holds by now, in words that begin a sentence."""
        return _("Somebody")

    def _compare(self, bound):
        name, seen = bound.name, bound.html_initial_name
        if seen not in self.data or name in self.errors:
            return
        shown, holds = self._shown(bound), bound.field.to_python(bound.initial)
        typed = self.cleaned_data.get(name)
        if holds in (shown, typed):
            return
        if typed == shown:
            self.cleaned_data[name] = holds
            return
        self.data = self.data.copy()
        self.data[seen] = bound.field.prepare_value(holds)
        words = _(
            "%(who)s changed this from “%(was)s” to “%(is)s” meanwhile. Save again to put yours in its place."
        )
        values = {"who": self.changed_by(name), "was": _read(bound, shown), "is": _read(bound, holds)}
        self.add_error(name, words % values)

    def _shown(self, bound):
        return bound.field.to_python(
            self._widget_data_value(bound.field.hidden_widget(), bound.html_initial_name)
        )


def _read(bound, value):
    """Return a value of a form field as people read it."""
    if isinstance(bound.field, BooleanField):
        return _("Yes") if value else _("No")
    if choices := getattr(bound.field, "choices", None):
        return dict(choices).get(value, value)
    value = bound.field.prepare_value(value)
    return _("nothing") if value in (None, "") else value
