"""How the activity tells what is done to contacts."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "contact.created": _("%(actor)s made this contact by hand"),
    "note.added": _("%(actor)s wrote a note on %(subject)s"),
    "note.edited": _("%(actor)s changed a note on %(subject)s"),
    "note.removed": _("%(actor)s removed a note on %(subject)s"),
    "note.restored": _("%(actor)s brought a note on %(subject)s back"),
    "tag.put_on": _("%(actor)s added the tag “%(subject)s”"),
    "tag.taken_off": _("%(actor)s took the tag “%(subject)s” off"),
    "tag.changed": _("%(actor)s changed the tag “%(subject)s”"),
    "tag.merged": _("%(actor)s merged a tag into “%(subject)s”"),
    "contact.merged": _("%(actor)s merged this contact into %(subject)s"),
    "contact.absorbed": _("%(actor)s merged %(subject)s into this contact"),
    "contact.unmerged": _("%(actor)s took this contact out of %(subject)s again"),
    "contact.released": _("%(actor)s took %(subject)s out of this contact again"),
    "contact.not_same": _("%(actor)s said that this contact and %(subject)s are not the same person"),
    "contact.trashed": _("%(actor)s moved this contact to the trash"),
    "contact.restored": _("%(actor)s brought this contact back from the trash"),
    "contact.came_back": _("The visitor wrote again, which brought this contact back from the trash"),
    "contact.erased": _("%(actor)s erased a contact"),
    "contact.exported": _("%(actor)s exported what is stored of this contact: %(subject)s"),
}
