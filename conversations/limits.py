"""
How much one browser, one address and one network may write.

Rows in the database are what is counted, so several processes and hosts share the limits. Addresses are
kept as keyed hashes, removed with later writes. A private address is a proxy that does not say whom it
stands for: it is never limited, or all visitors would be.
"""

import random
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Attempt

KEPT_FOR = timedelta(hours=1)


class TooMuch(Exception):
    """Too much was written from one place. `seconds` says when it may be tried again."""

    def __init__(self, seconds):
        super().__init__(f"Try again in {seconds} seconds.")
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """How many writes of one kind each browser, address and network may make in `period`."""

    name: str
    period: timedelta
    browser: int
    address: int
    network: int


def allow(limit: Limit, visitor_id, address: str):
    """Note one write, or raise TooMuch and write nothing. To be called inside the write's own transaction."""
    check(limit, visitor_id, address)
    note(limit, visitor_id, address)


def check(limit: Limit, who, address: str):
    """Raise TooMuch when `who`, their address or their network has used the limit up."""
    most = _keys(limit, who, address)
    since = timezone.now() - limit.period
    counts = (
        Attempt.objects.filter(key__in=most, created_at__gt=since)
        .values("key")
        .annotate(number=Count("pk"), oldest=Min("created_at"))
    )
    for row in counts:
        if row["number"] >= most[row["key"]]:
            raise TooMuch(max(1, round((row["oldest"] - since).total_seconds())))


def note(limit: Limit, who, address: str):
    """Count one write against `who`, their address and their network."""
    Attempt.objects.bulk_create(Attempt(key=key) for key in _keys(limit, who, address))
    if random.random() < 0.01:  # noqa: S311
        Attempt.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


def client_address(request) -> str:
    """
    Return the visitor's address: the peer's, or what the outermost of our TRUSTED_PROXIES was spoken to
    from.
    """
    if settings.TRUSTED_PROXIES:
        hops = [hop for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return hops[-settings.TRUSTED_PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")


def _keys(limit, who, address):
    keys = {_key(limit, f"browser {who}"): limit.browser}
    try:
        ip = ip_address(address)
    except ValueError:
        return keys
    ip = getattr(ip, "ipv4_mapped", None) or ip  # what a socket for both versions calls an IPv4 peer
    if ip.is_global:
        network = ip_network((ip, 24 if ip.version == 4 else 48), strict=False)
        host = ip if ip.version == 4 else ip_network((ip, 64), strict=False)
        keys[_key(limit, f"address {host}")] = limit.address
        keys[_key(limit, f"network {network}")] = limit.network
    return keys


def _key(limit, who):
    return salted_hmac("conversations.limits", f"{limit.name} {who}").hexdigest()[:32]


CONVERSATIONS = Limit("conversations", timedelta(minutes=10), **settings.LIMITS["conversations"])
MESSAGES = Limit("messages", timedelta(minutes=1), **settings.LIMITS["messages"])
TYPING = Limit("typing", timedelta(minutes=1), **settings.LIMITS["typing"])
TRANSCRIPTS = Limit("transcripts", timedelta(hours=1), **settings.LIMITS["transcripts"])
SIGN_INS = Limit("sign-ins", timedelta(minutes=10), **settings.LIMITS["sign_ins"])
RESETS = Limit("resets", timedelta(hours=1), **settings.LIMITS["resets"])
