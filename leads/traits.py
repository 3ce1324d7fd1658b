"""What a lead may have in common with another one that is the same person."""

from .fold import digits_of, fold
from .models.suggestion import LONGEST_TRAIT, Kind

# Whoever reads these, it is seldom one person.
ROLES = {
    *("abuse", "accounts", "admin", "billing", "contact", "enquiries", "hello", "help", "hi", "hr", "info"),
    *(
        "jobs",
        "kontakt",
        "mail",
        "marketing",
        "no-reply",
        "noreply",
        "office",
        "orders",
        "postmaster",
        "press",
    ),
    *("privacy", "reception", "sales", "security", "service", "shop", "support", "team", "webmaster"),
}
# Typed to get past a form.
THROW_AWAY = {
    *("10minutemail.com", "dispostable.com", "getnada.com", "guerrillamail.com", "mailinator.com"),
    *("sharklasers.com", "temp-mail.org", "tempmail.com", "test.com", "throwawaymail.com", "trashmail.com"),
    "yopmail.com",
}
# Where everybody may have an address: to share the domain says nothing.
FREE = {
    *("aol.com", "fastmail.com", "free.fr", "gmail.com", "gmx.at", "gmx.de", "gmx.net", "googlemail.com"),
    *("hotmail.com", "icloud.com", "laposte.net", "libero.it", "live.com", "mail.com", "mail.ru", "me.com"),
    *("msn.com", "orange.fr", "outlook.com", "pm.me", "proton.me", "protonmail.com", "qq.com", "t-online.de"),
    *("web.de", "yahoo.com", "yandex.ru", "163.com"),
}
DOTLESS = {"gmail.com", "googlemail.com"}  # where a dot in the name is no part of the address
SHORTEST_PHONE, PHONE = 7, 9  # digits: what comes before the last nine is written or not
NOT_SAID = {"", "-", "none", "null", "test", "undefined", "n/a", "x"}


def traits_of(lead) -> dict:
    """Return kind → key of what is known of `lead`; what many people have in common is left out."""
    email, name, company = lead.email, fold(lead.name), fold(lead.company)
    local, _at, domain = email.rpartition("@")
    phone = digits_of(lead.phone)
    found = {}
    if local and local.partition("+")[0] not in ROLES and domain not in THROW_AWAY:
        found[Kind.EMAIL] = email
        found[Kind.ADDRESS] = _address(local, domain)
    if len(phone) >= SHORTEST_PHONE and len(set(phone)) > 2:
        found[Kind.PHONE] = phone[-PHONE:]
    if name not in NOT_SAID and " " in name:
        if company not in NOT_SAID:
            found[Kind.COMPANY] = f"{name} · {company}"
        if domain and domain not in FREE | THROW_AWAY:
            found[Kind.DOMAIN] = f"{name} · {domain}"
    return {kind: key[:LONGEST_TRAIT] for kind, key in found.items()}


def _address(local, domain):
    local = local.partition("+")[0]
    return f"{local.replace('.', '') if domain in DOTLESS else local}@{domain.replace('googlemail', 'gmail')}"
