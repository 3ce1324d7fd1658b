"""How the activity tells what is done to contacts."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "contact.created": _("%(actor)s made this contact by hand"),
    "contact.merged": _("%(actor)s merged this contact into %(subject)s"),
    "contact.absorbed": _("%(actor)s merged %(subject)s into this contact"),
    "contact.unmerged": _("%(actor)s took this contact out of %(subject)s again"),
    "contact.released": _("%(actor)s took %(subject)s out of this contact again"),
    "contact.not_same": _("%(actor)s said that this contact and %(subject)s are not the same person"),
}
