import asyncio
import logging
from collections import Counter, defaultdict

from conversations.models import Doorbell

from . import ending
from .stream import Stream

log = logging.getLogger(__name__)


class Hub:
    """
    All streams of this process, and the one listener that they share.

    `listen` is a coroutine function that calls `ring(row)` of its hub for each doorbell, and `reset()` where
    some may have been missed. It runs until it fails, and is started again.
    """

    def __init__(self, listen):
        self.listen = listen
        self.number_of = Counter()
        self._streams = defaultdict(set)
        self._tasks = []
        self._listens = asyncio.Event()

    async def listening(self):
        """Return as soon as what rings is heard here."""
        if not self._tasks:
            work = [self._keep_listening(), self._end_in_time()]
            self._tasks = [asyncio.create_task(task) for task in work]
        await self._listens.wait()

    def open(self, audience):
        stream = Stream(audience)
        for key in audience.keys:
            self._streams[key].add(stream)
        self.number_of[audience.who] += 1
        return stream

    def close(self, stream):
        for key in stream.audience.keys:
            self._streams[key].discard(stream)
            if not self._streams[key]:
                del self._streams[key]
        self.number_of[stream.audience.who] -= 1
        if not self.number_of[stream.audience.who]:
            del self.number_of[stream.audience.who]

    def ring(self, bell):
        """Pass on a row of `Doorbell`."""
        if bell["kind"] == Doorbell.Kind.ACCESS:
            for stream in self._at("user", bell["user_id"]) | self._at("lead", bell["lead_id"]):
                stream.check()
        else:
            for stream in self._at("project", bell["project_id"]) | self._at("lead", bell["lead_id"]):
                stream.put(bell)

    def reset(self):
        """Begin to listen, or begin again: what rang before may have been missed."""
        self._listens.set()
        for stream in self._all():
            stream.reset()

    def _at(self, *key):
        return self._streams.get(key, frozenset())

    def _all(self):
        return {stream for streams in self._streams.values() for stream in streams}

    async def _keep_listening(self):
        while True:
            try:
                await self.listen(self)
            except Exception:  # whatever it was, deaf streams would be worse
                log.warning("Lost the doorbells; listening again in a second", exc_info=True)
            self._listens.clear()
            await asyncio.sleep(1)

    async def _end_in_time(self):
        while not ending.is_near():
            await asyncio.sleep(0.2)
        for stream in self._all():
            stream.end()
