"""Who is asking: a random token in a cookie, known to one browser only."""

from __future__ import annotations

import hashlib
import secrets

from fastapi import Request, Response

from loosen.coach.people import person_of

COOKIE = "loosen"
_YEAR_S = 365 * 24 * 3600
NOBODY = "nobody"
_WHO_LENGTH = 16


def current_person(request: Request) -> str:
    """Return the person of the request's cookie, or `NOBODY`, who has no events."""
    token = request.cookies.get(COOKIE, "")
    return person_of(token) if token else NOBODY


def who_of(person: str) -> str:
    """Return what a page may know of a person: enough to tell one from another, not enough to be one."""
    return "" if person == NOBODY else hashlib.sha256(f"page of {person}".encode()).hexdigest()[:_WHO_LENGTH]


def ensure_person(request: Request, response: Response) -> str:
    """Return the person of the request; a first-time visitor gets a fresh token with the response."""
    token = request.cookies.get(COOKIE, "")
    if not token:
        token = secrets.token_urlsafe(32)
        remember(request, response, token)
    return person_of(token)


def remember(request: Request, response: Response, token: str) -> None:
    """Put a token into the browser: not readable by scripts, not sent from other sites."""
    response.set_cookie(
        COOKIE, token, max_age=_YEAR_S, httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )


def leave(response: Response) -> None:
    """Take the token out of the browser."""
    response.delete_cookie(COOKIE)
