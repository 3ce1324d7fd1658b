from django.utils.translation import gettext as _


class SeenForm:
    """
    Mixin of a ModelForm: a value that somebody else saved since the page was drawn is not overwritten
    unseen.

    The form carries what its page showed. Where the database holds something else by now, saving is refused
    once with the difference at the field; sending the form again is an answer to it. The instance must be
    locked by the caller.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self):
        data = super().clean()
        for name in self.fields:
            self._compare(name)
        return data

    def _compare(self, name):
        bound = self[name]
        if bound.html_initial_name not in self.data or name in self.errors:
            return
        shown, holds = self._shown(bound), self.initial.get(name)
        if shown == holds or self.cleaned_data.get(name) == holds:
            return
        self.data = self.data.copy()
        self.data[bound.html_initial_name] = bound.field.prepare_value(holds)
        words = _("Somebody changed this to “%(value)s” meanwhile. Save again to put yours in its place.")
        self.add_error(name, words % {"value": bound.field.prepare_value(holds)})

    def _shown(self, bound):
        return bound.field.to_python(
            bound.form._widget_data_value(bound.field.hidden_widget(), bound.html_initial_name)
        )
