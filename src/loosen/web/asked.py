"""What a page takes from its request: the use cases, and where the person stands."""

from __future__ import annotations

from fastapi import Request

from loosen.coach import Coach, Daily, PersonState


def coach_of(request: Request) -> Coach:
    """Return the use cases of the check."""
    coach: Coach = request.app.state.coach
    return coach


def daily_of(request: Request) -> Daily:
    """Return the use cases of a day."""
    return Daily(coach_of(request))


def state_of(request: Request) -> PersonState:
    """Return where the person of the request stands, as it was read when the request came in."""
    state: PersonState = request.state.person_state
    return state
