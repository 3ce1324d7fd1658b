"""How the settings of a project change: what was before is written down, and its old addresses lead on."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from leads.activity import changes_between, record

from .models import Project
from .slugs import TAKEN

COLUMNS = [
    "name",
    "slug",
    "language",
    "time_zone",
    "accent",
    "side",
    "greeting",
    "privacy_note",
    "trash_days",
]


def locked(project):
    """Return the project as it is now, locked until this transaction ends."""
    return Project.objects.select_for_update(no_key=True).get(pk=project.pk)


@transaction.atomic
def change_project(changed, by):
    """
    Save the settings of `changed`, which is locked and valid.

    Raises ValidationError where another project took its new address in this moment.
    """
    held = Project.objects.get(pk=changed.pk)
    if changes := changes_between(_describe(held), _describe(changed)):
        if changed.slug != held.slug:
            _leave(held, changed.slug)
        _save(changed)
        record("project.changed", project=changed, actor=by, subject=changed, changes=changes)


@transaction.atomic
def allow_site(project, site, by):
    """Let the pages of `site`, an origin, embed the chat."""
    _change_sites(project, [*project.allowed_sites, site])
    record("site.allowed", project=project, actor=by, subject=site)


@transaction.atomic
def refuse_site(project, site, by):
    """Let the pages of `site` no longer embed the chat. Return whether they could."""
    if site not in project.allowed_sites:
        return False
    _change_sites(project, [other for other in project.allowed_sites if other != site])
    record("site.refused", project=project, actor=by, subject=site)
    return True


def _leave(held, slug):
    held.former_slugs.filter(slug=slug).delete()
    held.former_slugs.create(slug=held.slug)


def _save(changed):
    try:
        with transaction.atomic():
            changed.save(update_fields=COLUMNS)
    except IntegrityError:
        raise ValidationError({"slug": TAKEN}) from None


def _change_sites(project, sites):
    project.allowed_sites = sites
    project.save(update_fields=["allowed_sites"])


def _describe(project):
    """Return the settings as people read them: the name of each → its value."""
    columns = [Project._meta.get_field(name) for name in COLUMNS]
    return {str(column.verbose_name).capitalize(): str(_read(project, column)) for column in columns}


def _read(project, column):
    value = getattr(project, column.name)
    return dict(column.flatchoices).get(value, value)
