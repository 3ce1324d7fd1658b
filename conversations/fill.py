"""
What stands in braces in a canned reply: `{first_name}`, or `{first_name|there}` with what to say instead
where it is not known.
"""

import re

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "first_name": _("the contact’s first name"),
    "full_name": _("the contact’s whole name"),
    "email": _("the contact’s e-mail"),
    "company": _("the contact’s company"),
    "agent_name": _("your own name"),
    "project": _("the project’s name"),
}
BRACES = re.compile(r"\{([^{}\n]*)\}")
BLANK = "\x00"  # no text that is kept has one


def unknown_fields(text):
    """Return what stands in braces and is no field, in order."""
    names = [_name_of(inside) for inside in BRACES.findall(text)]
    return [name for name in dict.fromkeys(names) if name not in FIELDS]


def fill(text, conversation, agent):
    """
    Return the text with what is known of the conversation's contact. What is not known, and has nothing said
    instead, is left out with the blank before it; a line that began with it begins with its next word.
    """
    values = _values(conversation, agent)

    def put(match):
        _field, _bar, instead = match[1].partition("|")
        return values.get(_name_of(match[1]), "") or instead.strip() or BLANK

    filled = BRACES.sub(put, text)
    filled = re.sub(rf"(?m)^{BLANK}[,;:]?[ \t]*(\w?)", lambda match: match[1].upper(), filled)
    return re.sub(rf"[ \t]*{BLANK}", "", filled)


def _name_of(inside):
    return inside.partition("|")[0].strip()


def _values(conversation, agent):
    contact = conversation.lead.contact
    return {
        "first_name": next(iter(contact.full_name.split()), ""),
        "full_name": contact.name,
        "email": contact.email,
        "company": contact.company,
        "agent_name": agent.name,
        "project": conversation.project.name,
    }
