"""The plan in one's own calendar: a file to take in once, or an address to subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, QueryParams

from loosen.coach import PersonState
from loosen.web.asked import SentForm, coach_of, daily_of, state_of
from loosen.web.pages.care import turned_away
from loosen.web.rendering import render
from loosen.web.sent import whole_number

if TYPE_CHECKING:
    from loosen.coach.calendar import Wishes

router = APIRouter(include_in_schema=False)
HOURS = range(5, 19)
_KIND = "text/calendar; charset=utf-8"


@router.get("/calendar")
def ask(request: Request) -> Response:
    """Offer the file and the address."""
    return turned_away(request) or _page(request, None)


@router.post("/calendar")
def share(request: Request, form: SentForm) -> Response:
    """Make an address, shown this once; or close the one there is."""
    from loosen.coach.calendar import share as new_secret
    from loosen.coach.calendar import stop_sharing

    away = turned_away(request)
    if away is not None:
        return away
    coach, person = coach_of(request), request.state.person
    if form.get("do") == "stop":
        stop_sharing(coach, person)
        return RedirectResponse("/calendar", 303)
    query = urlencode(_query(form))
    address = f"{str(request.base_url).rstrip('/')}/calendar/{person}/{new_secret(coach, person)}.ics?{query}"
    return _page(request, address)


@router.get("/calendar.ics")
def file(request: Request) -> Response:
    """Hand over the coming days once."""
    response = _answer(request, state_of(request))
    response.headers["Content-Disposition"] = 'attachment; filename="loosen.ics"'
    return response


@router.get("/calendar/{person}/{secret}.ics")
def feed(request: Request, person: str, secret: str) -> Response:
    """Hand over the coming days to a calendar program that has the secret address."""
    from loosen.coach.calendar import opened_with

    return _answer(request, opened_with(coach_of(request), person, secret))


def _page(request: Request, address: str | None) -> HTMLResponse:
    is_shared = coach_of(request).state(request.state.person).calendar is not None
    return render(request, "calendar.html", "In your calendar", address=address, hours=HOURS, is_shared=is_shared)


def _answer(request: Request, state: PersonState) -> Response:
    from loosen.coach.calendar import calendar_of

    address = str(request.base_url).rstrip("/")
    body = calendar_of(
        daily_of(request), state, coach_of(request).now(), address=address, wishes=_wishes(request.query_params)
    )
    return Response(body, media_type=_KIND)


def _query(form: FormData) -> dict[str, str]:
    return {name: str(form[name]) for name in ("hour", "alarm", "open") if form.get(name)}


def _wishes(query: QueryParams) -> Wishes:
    """Return what the address asks for; what it spells wrong is left as usual."""
    from loosen.coach.calendar import Wishes

    hour = whole_number(query.get("hour", ""))
    first = hour if hour is not None and hour in HOURS else Wishes().first_hour
    return Wishes(first_hour=first, alarm=query.get("alarm") == "yes", discreet=query.get("open") != "yes")
