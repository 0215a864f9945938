"""A flare, one tap away and one tap back; and the way in for somebody without pain."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from loosen.coach.spells import Spells
from loosen.web.asked import coach_of, daily_of
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)


@router.post("/flare")
def flare(request: Request) -> Response:
    """Note that today is a flare; today's page then has the plan for it."""
    response = RedirectResponse("/today", 303)
    _spells(request).tell_flare(ensure_person(request, response))
    return response


@router.post("/flare/over")
def flare_over(request: Request) -> Response:
    """Note that the flare is over, or was a slip of the thumb."""
    response = RedirectResponse("/today", 303)
    _spells(request).end_flare(ensure_person(request, response))
    return response


@router.post("/prevent")
def prevent(request: Request) -> Response:
    """Begin the safety check of somebody who has no pain and wants to keep it away."""
    response = RedirectResponse("/check", 303)
    _spells(request).begin_prevention(ensure_person(request, response))
    return response


def _spells(request: Request) -> Spells:
    return Spells(coach_of(request), daily_of(request))
