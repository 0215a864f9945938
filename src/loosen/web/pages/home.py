"""Home, and the pages that hardly change: about, limits, safety notice, health of the server."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from loosen.coach.people import person_of
from loosen.domain.basics import Level
from loosen.errors import NotFoundError
from loosen.web.asked import coach_of, state_of
from loosen.web.rendering import render
from loosen.web.session import remember

router = APIRouter(include_in_schema=False)
_A_DAY_S = 86_400


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """Show the doors, and where the person was."""
    coach = coach_of(request)
    state = state_of(request)
    level = coach.outcome(state).level if state.facts else None
    return render(
        request,
        "home.html",
        "A calm start for a sore back",
        level=level,
        is_done=state.facts and coach.next_screen(state) is None,
        is_stale=coach.is_stale(state),
        in_emergency=level == Level.EMERGENCY,
    )


@router.get("/open/{key}")
def open_as_owner(request: Request, key: str) -> Response:
    """Bind this browser to the data of whoever started the server, who alone knows the key."""
    expected = request.app.state.owner_key
    if expected is None or person_of(key) != person_of(expected):
        raise NotFoundError("This link does not open anything.", detail="Start from the first page.")
    response = RedirectResponse("/", 303)
    remember(request, response, key)
    return response


@router.get("/safety")
def safety(request: Request) -> HTMLResponse:
    """Show the whole safety notice."""
    return render(request, "safety.html", "Safety notice")


@router.get("/about")
def about(request: Request) -> HTMLResponse:
    """Say what this is and whom it is not for."""
    return render(request, "about.html", "About Loosen")


@router.get("/limits")
def limits(request: Request) -> HTMLResponse:
    """Say what this cannot know."""
    return render(request, "limits.html", "What this cannot know")


@router.get("/reveal.css")
def reveal(request: Request) -> Response:
    """Return the style sheet that shows follow-up questions when they are needed."""
    headers = {"Cache-Control": f"max-age={_A_DAY_S}"}
    return Response(request.app.state.reveal, media_type="text/css", headers=headers)


@router.get("/healthz")
def healthz() -> PlainTextResponse:
    """Say that the server answers."""
    return PlainTextResponse("ok")
