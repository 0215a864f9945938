"""What every response carries and every request must pass. Plain ASGI, so that nothing is buffered."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loosen.web.session import COOKIE

MOST_BODY_BYTES = 64 * 1024
LARGER_BODIES = {"/import": 2 * 1024**3}
"""Paths that take in more: a file of many years goes to disk in parts as it comes, never into memory as a whole.

That is only for a browser that was here before; anybody else is turned away before anything is kept.
"""
_MOST_DIGITS = 20
_IN_EMERGENCY = "If your pain is an emergency, do not wait: call your emergency number now."
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; media-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Refuses foreign hosts, cross-site writes and oversized bodies, and adds the security headers.

    Args:
        app: The application behind it.
        hosts: Host names that may be asked for, besides the local ones. A page of another site that
            resolves its own name to this machine is turned away by this check.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = {*LOCAL_HOSTS, *hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, then hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most = LARGER_BODIES.get(scope["path"], MOST_BODY_BYTES) if _is_known(headers) else MOST_BODY_BYTES
        refusal = self._refusal(scope["method"], headers, most, is_file=scope["path"] in LARGER_BODIES)
        if refusal is not None:
            await _words(*refusal, scope["path"])(scope, receive, _with_headers(send))
            return
        await self._app(scope, _limited(receive, most), _with_headers(send))

    def _refusal(self, method: str, headers: Headers, most: int, *, is_file: bool) -> tuple[int, str] | None:
        host = _host_of(headers)
        if host not in self._hosts and f"[{host}]" not in self._hosts:
            return 421, "This address is not served here. Add its name to LOOSEN_ALLOWED_HOSTS if it should be."
        length = headers.get("content-length") or "0"
        if not length.isdecimal():
            return 400, "The length of this request is not a number."
        if len(length) > _MOST_DIGITS or int(length) > most:
            cookie = (
                " This browser keeps no cookie: allow cookies, then try again."
                if is_file and most == MOST_BODY_BYTES
                else ""
            )
            return 413, f"That is too much at once. {most // 1024} kB are allowed.{cookie}"
        if method in _UNSAFE and not _same_origin(headers):
            return 403, "This form came from another site, so nothing was changed. Open Loosen itself and try again."
        return None


def _words(status: int, words: str, path: str) -> Response:
    """Return a refusal: in the one shape of errors for programs, with what to do in an emergency for people."""
    if path.startswith("/api/"):
        error = {"type": "refused", "title": words, "detail": "", "where": "request", "allowed": []}
        body = {"error": error, "status": status, **error}
        return JSONResponse(body, status, media_type="application/problem+json")
    return PlainTextResponse(f"{words}\n{_IN_EMERGENCY}\n", status)


class BodyTooLargeError(Exception):
    """More came in than is allowed, without saying so beforehand."""


def _host_of(headers: Headers) -> str:
    """Return the name that was asked for; nothing where it is no name at all."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_known(headers: Headers) -> bool:
    """Return whether the browser was here before."""
    return any(part.strip().startswith(f"{COOKIE}=") for part in headers.get("cookie", "").split(";"))


def _same_origin(headers: Headers) -> bool:
    fetch_site = headers.get("sec-fetch-site")
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _limited(receive: Receive, most: int) -> Receive:
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise BodyTooLargeError
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return with_headers
