"""What a new project still needs. It is read from what is there: nothing is ticked off, and nothing kept."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leads.models import Lead, ProfileField
from leads.models.profile_field import BUILT_IN

from .models import Invitation, Membership, Project, Sighting

FIRST_DAYS = timedelta(days=14)
LOOKS = ["accent", "greeting", "privacy_note"]


@dataclass
class Step:
    title: str
    why: str
    url: str
    is_done: bool
    opens_a_window: bool = False


def first_steps(project, user):
    """Return the steps from a new project to one that answers visitors, for `user`, in one query."""
    there, slug = _what_is_there(project, user), [project.slug]
    return [
        Step(
            _("Say who you are"),
            _("Visitors and colleagues read your name beside what you write."),
            reverse("profile"),
            bool(user.name.strip()),
        ),
        Step(
            _("Make the chat yours"),
            _("Its colour, how it greets, and what you say about privacy."),
            reverse("settings-project", args=slug),
            any(getattr(project, name) != Project._meta.get_field(name).get_default() for name in LOOKS),
        ),
        Step(
            _("Ask what helps you to answer"),
            _("Beside a name and an e-mail: an order number, a topic, a date."),
            reverse("settings-fields", args=slug),
            there["asks"],
        ),
        Step(
            _("Write as your first visitor"),
            _("The chat opens in a window of its own. What you write there arrives here."),
            project.chat_path,
            there["knows_somebody"],
            opens_a_window=True,
        ),
        Step(
            _("Put the chat on your site"),
            _("Paste the snippet, and see here when the chat was opened there first."),
            reverse("settings-install", args=slug),
            there["was_seen"],
        ),
        Step(
            _("Invite who answers with you"),
            _("By e-mail, or with a link that you pass on."),
            reverse("settings-members", args=slug),
            there["has_others"] or there["awaits_others"],
        ),
    ]


def is_new(project):
    return timezone.now() - project.created_at < FIRST_DAYS


def _what_is_there(project, user):
    def some(rows):
        return Exists(rows.filter(project=OuterRef("pk")))

    return (
        Project.objects.filter(pk=project.pk)
        .values(
            asks=some(ProfileField.objects.exclude(key__in=BUILT_IN)),
            knows_somebody=some(Lead.objects.all()),
            was_seen=some(Sighting.objects.all()),
            has_others=some(Membership.objects.exclude(user=user)),
            awaits_others=some(Invitation.objects.open()),
        )
        .get()
    )
