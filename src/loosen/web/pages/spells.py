"""A flare, one tap away and one tap back; and the way in for somebody without pain."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from loosen.coach.spells import Spells
from loosen.web.asked import SentForm, daily_of, state_of
from loosen.web.pages.care import turned_away
from loosen.web.pages.mini_screen import MiniScreen
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
BEGIN_FLARE = "/flare"
_SCREEN = MiniScreen("First, a few questions", "/flare/screen", "/today")


@router.post("/flare")
def flare(request: Request) -> Response:
    """Note that today is a flare; the questions come first, then today's page has the plan for it."""
    response = RedirectResponse(BEGIN_FLARE, 303)
    _spells(request).tell_flare(ensure_person(request, response))
    return response


@router.get(BEGIN_FLARE)
def begin_flare(request: Request) -> Response:
    """Ask the questions, unless they were answered a short while ago."""
    if turned_away(request) is not None or daily_of(request).is_screened(state_of(request)):
        return RedirectResponse("/today", 303)
    return _SCREEN.page(request)


@router.post(_SCREEN.action)
def screen_flare(request: Request, form: SentForm) -> Response:
    """Take in the questions; any yes leads to the full check."""
    return turned_away(request) or _SCREEN.take_in(request, form)


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
    return Spells(daily_of(request))
