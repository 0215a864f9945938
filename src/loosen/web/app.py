"""The web application."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.staticfiles import StaticFiles

import loosen
from loosen.coach import Coach, PersonState
from loosen.errors import JournalError, KnowledgeError
from loosen.web import api, problems
from loosen.web.pages import care, check, home, learn, person, rules
from loosen.web.reveal import reveal_css
from loosen.web.security import Guard
from loosen.web.session import current_person

STATIC = Path(__file__).parent / "static"


def create_app(
    coach: Coach,
    *,
    overlay_error: KnowledgeError | None = None,
    owner_key: str | None = None,
    hosts: tuple[str, ...] = (),
) -> FastAPI:
    """Return the application.

    Args:
        coach: The use cases, with knowledge and journal.
        overlay_error: Why the site's own knowledge folder was left out, shown on every page.
        owner_key: The key that binds a browser to the data of whoever started the server.
        hosts: Host names to serve besides the local ones.
    """
    app = FastAPI(
        title="Loosen",
        version=loosen.__version__,
        description="Facts, triage and knowledge of Loosen. Nothing leaves the machine.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.coach = coach
    app.state.overlay_error = str(overlay_error) if overlay_error else None
    app.state.owner_key = owner_key
    app.state.reveal = reveal_css(coach.library)
    app.state.static_version = _digest(STATIC)
    app.add_middleware(Guard, hosts=hosts)
    for module in (home, check, care, person, rules, learn):
        app.include_router(module.router, dependencies=[Depends(_with_person)])
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.install(app)
    return app


def _with_person(request: Request) -> None:
    """Read the person's state once for each page; a journal that cannot be read must not hide the safety words."""
    request.state.person = current_person(request)
    try:
        request.state.person_state = request.app.state.coach.state(request.state.person)
    except JournalError as error:
        request.state.journal_error = error
        request.state.person_state = PersonState()


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
