"""How the activity tells what is done to a project, its fields and its people."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "project.changed": _("%(actor)s changed the project's settings"),
    "hours.changed": _("%(actor)s changed the office hours"),
    "site.allowed": _("%(actor)s let %(subject)s embed the chat"),
    "site.refused": _("%(actor)s no longer lets %(subject)s embed the chat"),
    "field.added": _("%(actor)s added the field “%(subject)s”"),
    "field.changed": _("%(actor)s changed the field “%(subject)s”"),
    "fields.arranged": _("%(actor)s changed the order of the fields"),
    "field.retired": _("%(actor)s retired the field “%(subject)s”"),
    "field.returned": _("%(actor)s brought the field “%(subject)s” back"),
    "member.invited": _("%(actor)s invited %(subject)s"),
    "member.joined": _("%(subject)s joined the project"),
    "invitation.revoked": _("%(actor)s revoked the invitation of %(subject)s"),
    "member.role": _("%(actor)s changed the role of %(subject)s"),
    "member.removed": _("%(actor)s removed %(subject)s from the project"),
    "member.deactivated": _("%(actor)s deactivated %(subject)s"),
    "member.left": _("%(actor)s left the project"),
}
