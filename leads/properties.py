from dataclasses import dataclass, field

from .models import ProfileField, ProfileValue


@dataclass
class Property:
    """
    One profile field of a contact as a page shows it: the value that holds, and the others that were given.
    """

    field: ProfileField
    current: ProfileValue | None = None
    others: list[ProfileValue] = field(default_factory=list)

    def values(self):
        return [self.current, *self.others] if self.current else self.others


def properties_of(contact, history=True):
    """
    Return the properties of a contact, in the order of the project's fields, with their newest history first
    or without it.

    Retired fields are listed as long as they hold a value. The values are the head's: a merge writes what
    it chose there.
    """
    fields = ProfileField.objects.filter(project=contact.project_id).with_choices()
    properties = {field.pk: Property(field) for field in fields}
    values = contact.profile_values.select_related("actor")
    for value in values if history else values.filter(is_current=True):
        found = properties[value.field_id]
        value.field = found.field
        if value.is_current:
            found.current = value
        else:
            found.others.append(value)
    return [found for found in properties.values() if found.current or not found.field.retired_at]
