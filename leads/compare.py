"""
Contacts side by side, before a merge: what each of them holds, where they differ, and what the result would
be.
"""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Lead, ProfileField, ProfileValue
from .models.profile_value import Source
from .refused import Refused
from .trash import InTrash

MOST = 6  # contacts that a page has columns for
MADE_UP = re.compile(
    r"(visitor|guest|user|anonymous|unknown)([\s#_-]*(#[\da-f]+|[\da-f]*\d[\da-f]*))?", re.IGNORECASE
)
SALT = "leads.compare"


class TooMany(Refused):
    words = gettext_lazy("Merge at most six contacts at a time.")


@dataclass
class Row:
    """One profile field of all the contacts that are compared; the values stand in their order."""

    field: ProfileField
    values: list[ProfileValue | None]
    chosen: int = 0

    @property
    def texts(self):
        return [value.value if value else "" for value in self.values]

    @property
    def differs(self):
        return len(set(self.texts)) > 1

    @property
    def conflicts(self):
        """Whether two of them say something, and not the same."""
        return len(set(filter(None, self.texts))) > 1

    def choose(self, number):
        self.chosen = number if self.differs else 0


@dataclass
class Comparison:
    """`contacts`, the one to be kept first, each with all its leads in `trees`."""

    contacts: list[Lead]
    trees: dict[int, list[Lead]]
    rows: list[Row] = field(default_factory=list)

    @property
    def kept(self):
        return self.contacts[0]

    @property
    def leads(self):
        return [lead for contact in self.contacts for lead in self.trees[contact.pk]]

    def conflicts_first(self):
        return sorted(self.rows, key=lambda row: (not row.conflicts, not row.differs))

    def seen(self):
        """Return, as a text for a form, what this comparison shows, to be told from what is there later."""
        return signing.dumps([self._leads(), self._digests()], salt=SALT, compress=True)

    def changed_since(self, seen):
        """
        Return in words what is no longer as the text `seen` says, or an empty list. A text that this
        program did not give out has seen nothing.
        """
        try:
            leads, digests = signing.loads(seen, salt=SALT)
        except signing.BadSignature:
            return [_("The comparison is not one that this page showed.")]
        changed = [] if leads == self._leads() else [_("Other browsers belong to these contacts now.")]
        for key, own in self._digests().items():
            for contact, before, now in zip(self.contacts, digests.get(key, own), own, strict=False):
                if before != now:
                    changed.append(self._difference(key, contact))
        return changed

    def _leads(self):
        return [
            [contact.pk, *sorted(lead.pk for lead in self.trees[contact.pk])] for contact in self.contacts
        ]

    def _digests(self):
        return {
            row.field.key: [sha256(text.encode()).hexdigest()[:12] for text in row.texts] for row in self.rows
        }

    def _difference(self, key, contact):
        row = next(row for row in self.rows if row.field.key == key)
        value = row.values[self.contacts.index(contact)]
        words = _("%(field)s of %(name)s is now “%(value)s”.")
        return words % {"field": row.field, "name": contact, "value": value.display if value else ""}


def compare(contacts, trees=None) -> Comparison:
    """
    Put `contacts` (heads of one project, the one to be kept first) side by side, with what is proposed.
    Raises TooMany, and InTrash.
    """
    if len(contacts) > MOST:
        raise TooMany
    if any(contact.trashed_at for contact in contacts):
        raise InTrash
    trees = trees or _trees(contacts)
    comparison = Comparison(contacts, trees)
    held = {}
    values = ProfileValue.objects.filter(lead__in=[contact.pk for contact in contacts], is_current=True)
    for value in values.select_related("actor"):
        held[value.field_id, value.lead_id] = value
    for known in ProfileField.objects.filter(project=contacts[0].project_id).with_choices():
        row = Row(known, [held.get((known.pk, contact.pk)) for contact in contacts])
        for value in filter(None, row.values):
            value.field = known
        if any(row.texts) or not known.retired_at:
            row.choose(_proposed(row))
            comparison.rows.append(row)
    return comparison


def _trees(contacts):
    trees = {contact.pk: [] for contact in contacts}
    for lead in Lead.objects.filter(contact__in=trees).order_by("created_at", "pk"):
        trees[lead.contact_id].append(lead)
    return trees


def _proposed(row):
    """
    Return whose value is the best: said rather than not, a real name rather than a made-up one, then the
    strongest word, the newest of them, and the kept contact's where all is equal.
    """

    def worth(number):
        value = row.values[number]
        if not value or not value.value:
            return (0, 0, 0, 0, -number)
        real = not (row.field.key == "full_name" and MADE_UP.fullmatch(value.value))
        return (1, real, Source(value.source).rank, value.created_at.timestamp(), -number)

    return max(range(len(row.values)), key=worth)
