"""How many streams there may be, and how often one may be asked for: a flood costs whoever sends it."""

import time
from ipaddress import ip_address

STREAMS = 4000  # of one process
STREAMS_OF_ONE = 20  # tabs of one browser share a stream, so this is many
KNOCKS = {"cookie": 30, "address": 600}  # a minute


class Knocks:
    """
    Counts the requests of each cookie and address in a minute, before the database is asked anything. No
    cookie is kept: it is a secret, and as long as its sender likes.
    """

    def __init__(self):
        self._minute, self._numbers = 0, {}

    def too_many(self, cookie, address):
        """
        Count a request, and say whether its sender has made too many. Private addresses are proxies that do
        not say whom they stand for.
        """
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._numbers = minute, {}
        senders = [("cookie", hash(cookie))] if cookie else []
        if _is_global(address):
            senders.append(("address", address))
        for sender in senders:
            self._numbers[sender] = self._numbers.get(sender, 0) + 1
        return any(self._numbers[kind, name] > KNOCKS[kind] for kind, name in senders)


def _is_global(address):
    try:
        return ip_address(address).is_global
    except ValueError:
        return False
