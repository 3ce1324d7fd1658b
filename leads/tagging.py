"""Tags: put on contacts and taken off, and the set of a project's tags renamed, coloured and merged."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .activity import record
from .models import LeadTag, Tag
from .models.tag import key_of
from .refused import Refused

MOST = 200  # tags of a project


class NoName(Refused):
    words = _("A tag needs a name with a letter or a digit in it.")


class Taken(Refused):
    words = _("There is a tag of this name already. Merge the two instead.")


class TooMany(Refused):
    words = _("200 tags are the most. Merge some of them first.")


@transaction.atomic
def put_on(contact, name, *, by) -> Tag:
    """
    Put the tag `name` on a contact, and make it when the project has none of that name. Putting it on again
    changes nothing. Raises NoName and TooMany.
    """
    tag = _named(contact.project, name)
    if not LeadTag.objects.filter(lead__contact=contact, tag=tag).exists():
        LeadTag.objects.get_or_create(lead=contact, tag=tag, defaults={"actor": by})
        record("tag.put_on", project=contact.project, lead=contact, actor=by, subject=tag)
    return tag


@transaction.atomic
def take_off(contact, tag, *, by):
    """Take a tag off a contact, off whichever of its leads has it."""
    if LeadTag.objects.filter(lead__contact=contact, tag=tag).delete()[0]:
        record("tag.taken_off", project=contact.project, lead=contact, actor=by, subject=tag)


@transaction.atomic
def change(tag, *, name, hue, by):
    """Rename and colour a tag, for all contacts that have it. Raises NoName and Taken."""
    if not key_of(name):
        raise NoName
    changes = {"name": [tag.name, name]} if name != tag.name else {}
    tag.name, tag.hue = name, hue
    try:
        with transaction.atomic():
            tag.save(update_fields=["name", "hue"])
    except IntegrityError:
        tag.refresh_from_db()
        raise Taken from None
    record("tag.changed", project=tag.project, actor=by, subject=tag, changes=changes)


@transaction.atomic
def merge_tags(tag, into, *, by):
    """Let `into` stand wherever `tag` does, and remove `tag`."""
    has_both = LeadTag.objects.filter(tag=into).values("lead")
    tag.lead_tags.exclude(lead__in=has_both).update(tag=into)
    record("tag.merged", project=tag.project, actor=by, subject=into, changes={"name": [tag.name, into.name]})
    tag.delete()


def tags_of(contact):
    """Return the tags of all the leads that are the contact, each once, in the order of their names."""
    return Tag.objects.filter(lead_tags__lead__contact=contact).distinct()


def give_tags(contacts):
    """Give each of some contacts its `tags`."""
    found = {contact.pk: {} for contact in contacts}
    rows = LeadTag.objects.filter(lead__contact__in=found).select_related("tag").order_by("tag__key")
    for row in rows.annotate(head=F("lead__contact")):
        found[row.head][row.tag_id] = row.tag
    for contact in contacts:
        contact.tags = list(found[contact.pk].values())


def _named(project, name):
    key = key_of(name)
    if not key:
        raise NoName
    known = Tag.objects.filter(project=project)
    if tag := known.filter(key=key).first():
        return tag
    if known.count() >= MOST:
        raise TooMany
    hue = known.count() % len(Tag.Hue) + 1
    return Tag.objects.get_or_create(project=project, key=key, defaults={"name": name, "hue": hue})[0]
