"""The app in this process, spoken to as a browser speaks to it, without a socket."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

import httpx
from starlette.types import ASGIApp

CHUNK_BYTES = 16 * 1024


class Loop:
    """An event loop in a thread of its own, so that it does not meet the one of a browser driver."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


class Wire(httpx.BaseTransport):
    """Hands each request to an ASGI app, the body in chunks as a network would bring it."""

    def __init__(self, app: ASGIApp, loop: Loop, *, raise_errors: bool = True) -> None:
        self._asgi = httpx.ASGITransport(app, raise_app_exceptions=raise_errors)
        self._loop = loop.loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the app's whole response."""
        return asyncio.run_coroutine_threadsafe(self._hand_on(request), self._loop).result()

    async def _hand_on(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        carried = httpx.Request(request.method, request.url, headers=request.headers, stream=_Chunks(body))
        response = await self._asgi.handle_async_request(carried)
        content = b"".join([chunk async for chunk in response.aiter_raw()])  # still compressed, if it is
        return httpx.Response(response.status_code, headers=response.headers, content=content, request=request)


class _Chunks(httpx.AsyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._body), CHUNK_BYTES):
            yield self._body[start : start + CHUNK_BYTES]
