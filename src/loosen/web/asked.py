"""What a page takes from its request: the use cases, and where the person stands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from fastapi.exceptions import HTTPException
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData

from loosen.coach import Coach, Daily, PersonState
from loosen.coach.sync import Sync
from loosen.errors import JournalError

_UTF8 = b"utf-8"


def coach_of(request: Request) -> Coach:
    """Return the use cases of the check."""
    coach: Coach = request.app.state.coach
    return coach


def daily_of(request: Request) -> Daily:
    """Return the use cases of a day."""
    daily: Daily = request.app.state.daily
    return daily


def sync_of(request: Request) -> Sync:
    """Return what takes in the entries of devices; there is one, so that a person comes through one at a time."""
    sync: Sync = request.app.state.sync
    return sync


def state_of(request: Request) -> PersonState:
    """Return where the person of the request stands, read once for each request.

    A journal that cannot be read must not hide the safety words; the page then says so above them.
    """
    kept: PersonState | None = getattr(request.state, "person_state", None)
    if kept is not None:
        return kept
    try:
        state = coach_of(request).state(request.state.person)
    except JournalError as error:
        request.state.journal_error = error
        state = PersonState()
    request.state.person_state = state
    return state


async def _sent_form(request: Request) -> AsyncIterator[FormData]:
    _, options = parse_options_header(request.headers.get("content-type"))
    if options.get(b"charset", _UTF8).lower() != _UTF8:
        raise HTTPException(400, "A form is read as UTF-8 only.")
    async with request.form() as form:
        yield form


SentForm = Annotated[FormData, Depends(_sent_form)]
"""The form that came with a request. Read beforehand, so that handlers may wait for the journal in a thread."""
