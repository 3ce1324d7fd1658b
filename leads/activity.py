"""
Who did what: rows that say so as sentences.

Each app teaches the words of its own actions when it is ready, so that whoever shows the activity needs to
know none of them.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Activity, Lead

# The action → its sentence, with %(actor)s and %(subject)s.
WORDS = {}


def teach(words):
    """Add the sentences (lazy translations) of an app's actions."""
    WORDS.update(words)


def record(action, *, project, lead=None, actor=None, subject="", changes=None, at=None) -> Activity:
    """
    Write down that `actor` (None: the visitor, or the program by itself) did `action`. To be called inside
    the transaction of what was done.

    `subject` is what it was done to: its name is kept, and of another lead, which one it was. `changes` is
    what `changes_between` returns. An action that nobody taught the words of is a programming error
    (KeyError).
    """
    if action not in WORDS:
        raise KeyError(action)
    return Activity.objects.create(
        project=project,
        lead=lead,
        subject_lead=subject if isinstance(subject, Lead) and subject != lead else None,
        actor=actor,
        action=action,
        subject=str(subject)[:200],
        changes=changes or {},
        created_at=at or timezone.now(),
    )


def changes_between(before: dict, after: dict) -> dict:
    """Return what differs: the name of each value → [before, after]. Both as people read them."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def sentence(row) -> str:
    """Return what a row tells, in the active language."""
    words = WORDS.get(row.action, "%(actor)s: " + row.action + " %(subject)s")
    return str(words) % {"actor": row.actor or _("Nobody in person"), "subject": row.subject}
