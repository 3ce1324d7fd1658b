from django.utils.translation import gettext as _

from .forms import ProfileForm
from .models import ProfileField
from .models.profile_value import Source
from .seen import SeenForm


class ContactForm(SeenForm, ProfileForm):
    """The profile of a contact, as an agent writes it."""

    def __init__(self, *args, contact, **kwargs):
        rows = contact.profile_values.filter(is_current=True).select_related("field", "actor")
        self.held = {row.field.html_name: row for row in rows}
        super().__init__(
            *args,
            initial={name: row.value for name, row in self.held.items()},
            profile_fields=ProfileField.objects.active().filter(project=contact.project_id).with_choices(),
            **kwargs,
        )

    def changed_by(self, name):
        row = self.held.get(name)
        others = {
            Source.VISITOR: _("The visitor"),
            Source.SITE: _("The website"),
            Source.IMPORT: _("An import"),
        }
        return row and (others.get(row.source) or row.actor) or super().changed_by(name)

    def changes(self):
        """Return the answers that the agent gave: those that differ from what the page showed."""
        changed = set(self.changed_data)
        names = {field.key: field.html_name for field in self.profile_fields}
        return {key: value for key, value in self.answers().items() if names[key] in changed}
