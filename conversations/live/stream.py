import asyncio
import json
import random

from conversations.models.doorbell import now_in_ms

QUEUE_SIZE = 200
ALIVE_EVERY = 15  # seconds
LASTS = 600
CHECKED_EVERY = 60
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
# What stands in a queue beside doorbells.
RESET, CHECK, END, NOTHING = object(), object(), object(), object()


class Stream:
    """One open stream: whose it is, and what it has yet to send."""

    def __init__(self, audience):
        self.audience = audience
        self._queue = asyncio.Queue(QUEUE_SIZE)

    def put(self, item):
        """Have `item` sent. Who reads too slowly for that is told to read everything anew instead."""
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            self._queue.put_nowait(RESET)
        self._queue.put_nowait(item)

    def reset(self):
        self.put(RESET)

    def check(self):
        self.put(CHECK)

    def end(self):
        self.put(END)

    async def next(self):
        """Return what is to be sent next, or NOTHING after a while without."""
        try:
            async with asyncio.timeout(ALIVE_EVERY):
                return await self._queue.get()
        except TimeoutError:
            return NOTHING


async def serve(stream, send, missed, may_go_on):
    """
    Answer with the stream: what was `missed` (None: nobody can tell), then what rings. It ends after some ten
    minutes, so that nothing lasts that should not; browsers come back by themselves.
    """
    clock, words_for = asyncio.get_running_loop().time, stream.audience.words_for
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await _send(send, f"retry: {random.randint(1000, 4000)}\n".encode())  # noqa: S311
    await _send(send, _event("reset" if missed is None else "ready"))
    for bell in missed or []:
        await _send(send, _bell(bell, words_for(bell)))
    ends, due = clock() + LASTS * random.uniform(0.9, 1.1), clock() + CHECKED_EVERY  # noqa: S311
    while clock() < ends and (item := await stream.next()) is not END:
        if item is CHECK or (stream.audience.may_end and clock() > due):
            due = clock() + CHECKED_EVERY
            if not await may_go_on():
                break
        if item is RESET or item is NOTHING:
            await _send(send, _event("reset" if item is RESET else "alive"))
        elif item is not CHECK and (words := words_for(item)):
            await _send(send, _bell(item, words))
    await send({"type": "http.response.body", "body": b""})


def _event(kind):
    return _bell({"at": now_in_ms()}, {"kind": kind})


def _bell(bell, words):
    return f"id: {bell['at']}\ndata: {json.dumps(words, separators=(',', ':'))}\n\n".encode()


async def _send(send, data):
    await send({"type": "http.response.body", "body": data, "more_body": True})
