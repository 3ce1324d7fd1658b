"""
What a mailed reply carries: a link and a reply address that open exactly one conversation and nothing else.

Both are the conversation's public id, signed. Neither says who the visitor is, and neither outlives the
conversation.
"""

import base64
import binascii
from datetime import timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "conversations.signed"
LINK_LASTS = timedelta(days=30)
SIGNATURE = 16  # characters: 80 bits


def link_token(conversation) -> str:
    return signing.dumps(conversation.public_id.hex, salt=SALT)


def conversation_of_link(token):
    """Return the public id that a link was made for, or None for one that is forged, cut off or too old."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=LINK_LASTS))
    except (signing.BadSignature, ValueError, AttributeError):
        return None


def reply_address(conversation) -> str:
    """Return where an answer by e-mail goes, or "" where REPLY_ADDRESS is not set."""
    if not settings.REPLY_ADDRESS:
        return ""
    name, _at, domain = settings.REPLY_ADDRESS.rpartition("@")
    code = _base32(conversation.public_id.bytes)
    return f"{name}+{code}{_signature(code)}@{domain}"


def conversation_of_address(address):
    """Return the public id that a reply address was made for, or None for any other address."""
    name, _at, domain = parseaddr(address)[1].lower().rpartition("@")
    ours, _at, our_domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    if not ours or domain != our_domain or not name.startswith(f"{ours}+"):
        return None
    code, signature = name[len(ours) + 1 : -SIGNATURE], name[-SIGNATURE:]
    if not constant_time_compare(signature.encode(), _signature(code).encode()):
        return None
    try:
        return UUID(bytes=base64.b32decode(code.upper() + "=" * (-len(code) % 8)))
    except (binascii.Error, ValueError):
        return None


def _signature(code):
    return _base32(salted_hmac(SALT, code, algorithm="sha256").digest())[:SIGNATURE]


def _base32(data):
    """Letters and digits in one case: some mail servers do not keep the case of an address."""
    return base64.b32encode(data).decode().rstrip("=").lower()
