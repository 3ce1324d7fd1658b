"""Actions of the admin: a verb of the product for each row, and a plain message on what came of it."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHOWN = 5


def each(request, rows, verb, *, done):
    """
    Call `verb` with every row. Say `done`, with %(rows)s, for those it was done to, which their history
    keeps, and for each of the others why it refused.
    """
    changed, refusals = [], []
    for row in rows:
        try:
            verb(row)
        except (ValueError, ValidationError) as refused:
            why = " ".join(refused.messages) if isinstance(refused, ValidationError) else refused
            refusals.append(f"{row}: {why}")
        else:
            changed.append(row)
    for refusal in refusals:
        messages.error(request, refusal)
    if changed:
        said = done % {"rows": _listed(list(map(str, changed)))}
        LogEntry.objects.log_actions(request.user.pk, changed, CHANGE, change_message=said)
        messages.success(request, said)
    if not changed and not refusals:
        messages.info(request, _("Nothing to do."))


def _listed(names):
    rest = len(names) - SHOWN
    shown = ", ".join(names[:SHOWN])
    return _("%(names)s and %(rest)s more") % {"names": shown, "rest": rest} if rest > 0 else shown
