"""A browser's end of a live stream, as far as the tests need one."""

import json
import time
from http.client import HTTPConnection


class Stream:
    """An open stream. `first` is what it begins with; `next()` waits for a doorbell or, None, its end."""

    PATIENCE = 20  # seconds

    def __init__(self, server, path, client=None, **headers):
        cookies = "; ".join(f"{c.key}={c.value}" for c in client.cookies.values()) if client else ""
        headers = {"Host": "crm.example", "Cookie": cookies} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=self.PATIENCE)
        self.connection.request("GET", path, headers=headers)
        self.response = self.connection.getresponse()
        self.status, self.id = self.response.status, None
        self.first = self.event() if self.status == 200 else None

    def event(self):
        """Return the next event as it came, or None where the stream has ended."""
        for line in iter(self.response.readline, b""):
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "id":
                self.id = value
            if name == "data":
                return json.loads(value)
        return None

    def next(self):
        deadline = time.monotonic() + self.PATIENCE
        while (event := self.event()) and event["kind"] in ("alive", "reset"):
            assert time.monotonic() < deadline, "Nothing rings."
        return event

    def close(self):
        self.connection.sock.close()
        self.response.close()
