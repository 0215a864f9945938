"""Every error in words: a page for people, problem+json for programs. Each page says what to do in an emergency."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from loosen.errors import (
    CallError,
    JournalError,
    KnowledgeError,
    LoosenError,
    NotAllowedError,
    NotFoundError,
    NotInstalledError,
)
from loosen.web.rendering import render
from loosen.web.security import HEADERS, BodyTooLargeError

_BAD_REQUEST = 400
_LOG = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[LoosenError], int], ...] = (
    (NotFoundError, 404),
    (CallError, 422),
    (NotAllowedError, 409),
    (JournalError, 503),
    (KnowledgeError, 500),
    (NotInstalledError, 501),
)


def install(app: FastAPI) -> None:
    """Make the application answer every error in words."""
    app.add_exception_handler(LoosenError, _known)
    app.add_exception_handler(RequestValidationError, _ill_formed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(BodyTooLargeError, _too_large)
    app.add_exception_handler(Exception, _unknown)


def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, LoosenError)  # noqa: S101 - registered for this class only
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    return answer(request, status, error.as_dict())


def _ill_formed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    items = error.errors()
    problems = [
        {
            "where": ".".join(str(part) for part in item["loc"] if part != "body") or "body",
            "title": "This is missing." if item["type"] == "missing" else f"{item['msg']}.",
            "detail": "See the schema at /api/v1/openapi.json.",
            "allowed": [],
        }
        for item in items
        if not (item["type"] == "too_short" and any(_is_inside(other["loc"], item["loc"]) for other in items))
    ]
    body = {**problems[0], "type": "bad-input", "problems": problems}
    return answer(request, 422, body)


def _is_inside(inner: tuple[object, ...], outer: tuple[object, ...]) -> bool:
    """Return whether a mistake lies inside of a list, which then only looks too short because of it."""
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    if error.status_code == _BAD_REQUEST and request.url.path.startswith("/api/"):
        detail = "Send one JSON object in UTF-8, not nested deeply, with numbers of ordinary length."
        body = {"type": "bad-input", "title": "The body cannot be read.", "detail": detail, "where": "body"}
        return answer(request, 422, {**body, "allowed": []})
    titles = {
        _BAD_REQUEST: "What was sent cannot be read.",
        404: "There is no such page.",
        405: "That cannot be done here.",
    }
    title = titles.get(error.status_code, str(error.detail))
    body = {"type": "http", "title": title, "detail": "Start from the first page.", "where": request.url.path}
    return answer(request, error.status_code, {**body, "allowed": []}, error.headers)


def _too_large(request: Request, _error: Exception) -> Response:
    body = {"type": "too-large", "title": "That is too much at once.", "detail": "Send less.", "where": "body"}
    return answer(request, 413, {**body, "allowed": []})


def _unknown(request: Request, error: Exception) -> Response:
    _LOG.error("Unexpected %s in %s %s", type(error).__name__, request.method, request.url.path, exc_info=error)
    body = {
        "type": "unexpected",
        "title": "Something went wrong on our side.",
        "detail": "Nothing you saved is lost. Go back and try again. If it stays, tell whoever runs this server.",
        "where": request.url.path,
        "allowed": [],
    }
    return answer(request, 500, body, {**HEADERS, "Cache-Control": "no-store"})  # the guard stands further in


def answer(request: Request, status: int, body: Mapping[str, object], headers: object = None) -> Response:
    """Return an error as a page, or as problem+json for the API."""
    extra = dict(headers) if isinstance(headers, dict) else None
    if request.url.path.startswith("/api/"):
        problem = {"error": body, "status": status, **body}
        return JSONResponse(problem, status, extra, media_type="application/problem+json")
    page = render(request, "error.html", str(body["title"]), status=status, problem=body)
    page.headers.update(extra or {})
    return page
