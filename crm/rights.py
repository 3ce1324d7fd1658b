from django.utils.translation import gettext_lazy as _

from leads.refused import Refused

from .models import Project


class NotAllowed(Refused):
    words = _("Your role in this project does not allow that.")


def locked_member(project, user):
    """
    Lock who works in the project until this transaction ends, and return the membership of `user`.

    Raises NotAllowed for somebody who does not work there.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    membership = user.memberships.filter(project=project).first() if user.is_active else None
    if membership is None:
        raise NotAllowed
    return membership
