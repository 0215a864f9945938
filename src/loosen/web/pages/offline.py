"""What the browser needs to go on alone: service worker, manifest, the page without the server, and its data."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from loosen.coach import PersonState
from loosen.domain.results import PlanState
from loosen.web.asked import coach_of, daily_of, state_of
from loosen.web.offline_data import FORMAT, nobody, packed, shared_data, week_data
from loosen.web.rendering import render
from loosen.web.session import NOBODY, who_of

router = APIRouter(include_in_schema=False)
files = APIRouter(include_in_schema=False)
_FOR_GOOD = "public, max-age=31536000, immutable"
_AGAIN = "no-cache"
NOW_HEADER = "Loosen-Now"
RULES, PAGE = "/offline/rules.json", "/offline"
_WEEKS_KEPT = 16
_STATIC = Path(__file__).parents[1] / "static"
_TAG_LENGTH = 20
SHELL = (
    "style.css",
    "bout.css",
    "offline.css",
    "icon.svg",
    "icon-192.png",
    "silence.wav",
    "offline.js",
)
"""Files of the shell besides all modules; the service worker fetches them when it is installed."""
_THEMES = {"light": "#fbfaf7", "dark": "#131a24"}
_MANIFEST = {
    "id": "/",
    "name": "Loosen",
    "short_name": "Loosen",
    "description": "A calm coach for a sore back. Safety first. Nothing leaves your machine.",
    "lang": "en",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "categories": ["health", "fitness"],
    "background_color": _THEMES["light"],
    "theme_color": _THEMES["light"],
}
_SHORTCUTS = (
    ("It hurts now", "Safety questions, then what to do now", "/check"),
    ("Today", "Your plan of today", "/today"),
    ("Log", "How is it? 20 seconds", "/log"),
)


@files.get("/manifest.webmanifest")
def manifest(request: Request) -> Response:
    """Describe the app to a browser that can install it."""
    version = request.app.state.static_version
    icons = [
        {"src": f"/static/icon.svg?{version}", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        *(
            {
                "src": f"/static/icon-{size}.png?{version}",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": use,
            }
            for size in (192, 512)
            for use in ("any", "maskable")
        ),
    ]
    shortcuts = [
        {"name": name, "description": says, "url": url, "icons": [icons[1]]} for name, says, url in _SHORTCUTS
    ]
    body = {**_MANIFEST, "icons": icons, "shortcuts": shortcuts}
    return _json(json.dumps(body).encode(), _AGAIN, "application/manifest+json")


@files.get("/sw.js")
def service_worker(request: Request) -> Response:
    """Hand out the service worker with the version of everything that it keeps.

    Its text changes with any file of the shell and with the knowledge, so that a browser installs it anew.
    """
    state = request.app.state
    code = (_STATIC / "sw.js").read_text(encoding="utf-8")
    version = f"{state.static_version}-{coach_of(request).library.version}"
    told = {"version": version, "shell": _shell(request), "page": PAGE, "static": state.static_version}
    body = f"self.LOOSEN = {json.dumps(told)};\n{code}"
    headers = {"Cache-Control": _AGAIN, "Service-Worker-Allowed": "/"}
    return Response(body, media_type="text/javascript", headers=headers)


@files.get(RULES)
def rules(request: Request) -> Response:
    """Hand out the rules, questions and lines; by the version of the knowledge they never change."""
    state, coach = request.app.state, coach_of(request)
    if not hasattr(state, "offline_rules"):
        state.offline_rules = packed(shared_data(coach))
    body, tag = state.offline_rules
    is_versioned = request.url.query == coach.library.version
    return _kept(request, body, tag, _FOR_GOOD if is_versioned else _AGAIN)


@router.get("/offline/week.json")
def week(request: Request) -> Response:
    """Hand out the coming days of the person of the cookie, for this browser to keep by itself.

    With ``?peek`` only their tag, and how much of a plan there may be: that costs next to nothing.
    """
    if request.state.person == NOBODY:
        raise nobody()
    state, coach = state_of(request), coach_of(request)
    allowed = coach.plan_state(state, coach.outcome(state))
    tag = _tag(request, state, allowed)
    now = {NOW_HEADER: coach.now().isoformat()}
    if "peek" in request.query_params:
        return JSONResponse({"tag": tag, "allowed": allowed.value}, headers={**now, "Cache-Control": "no-store"})
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={**now, "ETag": tag, "Cache-Control": "no-store"})
    return Response(
        _week(request, state, tag),
        media_type="application/json",
        headers={**now, "ETag": tag, "Cache-Control": "no-store"},
    )


@router.get(PAGE)
def page(request: Request) -> HTMLResponse:
    """Show the page that goes on when the server does not."""
    return render(
        request,
        "offline.html",
        "Without the server",
        rules=f"{RULES}?{coach_of(request).library.version}",
        mini_screen=daily_of(request).mini_questions(),
        format=FORMAT,
    )


def _tag(request: Request, state: PersonState, allowed: PlanState) -> str:
    """Return what changes with the week: where the person stands, the day, the outcome, knowledge and pictures."""
    coach = coach_of(request)
    who = request.state.person
    parts = (
        who,
        repr(state),
        daily_of(request).today(),
        allowed,
        coach.library.version,
        request.app.state.static_version,
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:_TAG_LENGTH]}"'


def _week(request: Request, state: PersonState, tag: str) -> bytes:
    """Return the week of a person, worked out once for each tag."""
    app = request.app.state
    if not hasattr(app, "offline_weeks"):
        app.offline_weeks = {}
    shelf: dict[str, bytes] = app.offline_weeks
    found = shelf.get(tag)
    if found is None:
        found, _ = packed(week_data(coach_of(request), state, who_of(request.state.person)))
        shelf[tag] = found
        while len(shelf) > _WEEKS_KEPT:
            shelf.pop(next(iter(shelf)), None)
    return found


def _shell(request: Request) -> list[str]:
    """Return the addresses of everything that makes the page without the server."""
    version = request.app.state.static_version
    modules = sorted(path.name for path in _STATIC.glob("*.js") if path.name != "sw.js")
    named = [f"/static/{name}?{version}" for name in SHELL if (_STATIC / name).exists()]
    knowledge = coach_of(request).library.version
    return [*named, *(f"/static/{name}" for name in modules), f"/reveal.css?{knowledge}", f"{RULES}?{knowledge}"]


def _kept(request: Request, body: bytes, tag: str, how: str) -> Response:
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": how})
    response = _json(body, how, "application/json")
    response.headers["ETag"] = tag
    return response


def _json(body: bytes, how: str, kind: str) -> Response:
    return Response(body, media_type=kind, headers={"Cache-Control": how})
