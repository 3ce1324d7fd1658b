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

    What holds is the head's: a merge writes what it chose there. What its other leads hold or held is history
    beside it. Retired fields are listed as long as they hold a value.
    """
    fields = ProfileField.objects.filter(project=contact.project_id).with_choices()
    properties = {field.pk: Property(field) for field in fields}
    values = ProfileValue.objects.filter(lead__contact=contact).select_related("actor", "lead")
    for value in values if history else values.filter(is_current=True, lead=contact):
        found = properties[value.field_id]
        value.field = found.field
        if value.is_current and value.lead_id == contact.pk:
            found.current = value
        elif not value.merge_id:  # a copy of what stands here already
            found.others.append(value)
    return [
        found for found in properties.values() if found.current or found.others or not found.field.retired_at
    ]
