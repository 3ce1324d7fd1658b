from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.refused import Refused

from .models import Membership, Project


class NotAllowed(Refused):
    words = _("Your role in this project does not allow that.")


def lock_members(project):
    """Let nobody else change who works in the project until this transaction ends."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def locked_member(project, user):
    """
    Lock who works in the project until this transaction ends, and return the membership of `user`.

    Raises NotAllowed for somebody who does not work there.
    """
    lock_members(project)
    membership = user.memberships.filter(project=project).first() if user.is_active else None
    if membership is None:
        raise NotAllowed
    return membership


def in_words(role):
    """Return a role as the activity keeps it."""
    return {gettext("Role"): str(Membership.Role(role).label)}
