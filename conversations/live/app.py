import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.db import DatabaseError, connections

from conversations.limits import client_address

from . import caps, ending
from .hub import Hub
from .listen import listen
from .stream import serve


class Refused(Exception):
    """There is no stream for this request. 204 tells a browser not to come back."""

    def __init__(self, status, retry_after=None):
        super().__init__(status)
        self.status, self.retry_after = status, retry_after


class LiveApp:
    """
    The streams of doorbells, as a plain ASGI application.

    `admit(request)` returns the `Audience` of a request or raises Refused. It is called in a thread, whose
    database connection is closed before anything is streamed, and again while an agent's stream lasts, and
    where a doorbell says that a right has ended.
    """

    def __init__(self, admit):
        self.admit = admit
        self.hub = Hub(listen)
        self.knocks = caps.Knocks()
        self.threads = ThreadPoolExecutor(4, thread_name_prefix="live")

    async def __call__(self, scope, receive, send):
        try:
            audience = await self._let_in(scope)
        except Refused as refusal:
            return await _refuse(send, refusal)
        stream = self.hub.open(audience)
        listener = asyncio.create_task(_end_when_gone(receive, stream))
        try:
            missed = await self._missed(scope, audience)
            await serve(stream, send, missed, partial(self._may_go_on, scope, audience))
        finally:
            listener.cancel()
            self.hub.close(stream)

    async def _let_in(self, scope):
        if scope["type"] != "http" or scope["method"] != "GET":
            raise Refused(405)
        if ending.is_near() or self.hub.number_of.total() >= caps.STREAMS:
            raise Refused(503, retry_after=30)
        audience = await self._in_thread(self._ask, scope)
        try:
            async with asyncio.timeout(5):
                await self.hub.listening()
        except TimeoutError:
            raise Refused(503, retry_after=10) from None
        if self.hub.number_of[audience.who] >= caps.STREAMS_OF_ONE:
            raise Refused(429, retry_after=60)
        return audience

    def _ask(self, scope):
        try:
            request = ASGIRequest(scope, None)
            request.get_host()
            if self.knocks.too_many(request.headers.get("Cookie", ""), client_address(request)):
                raise Refused(429, retry_after=60)
            return self.admit(request)
        except (SuspiciousOperation, UnicodeError):
            raise Refused(400) from None
        except DatabaseError:
            raise Refused(503, retry_after=10) from None

    async def _missed(self, scope, audience):
        last_id = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
        return await self._in_thread(audience.missed, last_id) if last_id else None

    async def _may_go_on(self, scope, audience):
        try:
            return await self._in_thread(lambda: self.admit(ASGIRequest(scope, None))) == audience
        except (Refused, DatabaseError):
            return False

    async def _in_thread(self, *call):
        return await asyncio.get_running_loop().run_in_executor(self.threads, _and_close, *call)


def _and_close(call, *arguments):
    try:
        return call(*arguments)
    finally:
        connections.close_all()


async def _end_when_gone(receive, stream):
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def _refuse(send, refusal):
    headers = [(b"cache-control", b"no-store")]
    if refusal.retry_after:
        headers.append((b"retry-after", str(refusal.retry_after).encode()))
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
