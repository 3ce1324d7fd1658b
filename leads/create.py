from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import profile
from .activity import record
from .models import Lead
from .models.profile_value import Source
from .refused import Refused


class NothingKnown(Refused):
    words = _("Fill in at least one field, to know whom this is about.")


@transaction.atomic
def create(project, values, *, by) -> Lead:
    """
    Make a contact by hand: a lead without a visitor, of whom `values` (field key → canonical text) are the
    word of the agent `by`. Raises NothingKnown when they are all empty.
    """
    if not any(values.values()):
        raise NothingKnown
    lead = Lead.objects.create(project=project)
    profile.write(lead, values, source=Source.AGENT, actor=by)
    lead = Lead.objects.select_related("project").get(pk=lead.pk)
    record("contact.created", project=project, lead=lead, actor=by, subject=lead)
    return lead
