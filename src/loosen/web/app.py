"""The web application."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

import loosen
from loosen.coach import Coach, Daily
from loosen.coach.lookback import LookBack
from loosen.coach.sync import Sync
from loosen.errors import KnowledgeError
from loosen.web import api, api_me, problems
from loosen.web.pages import (
    bout,
    breaks,
    calendar,
    care,
    check,
    checkin,
    days,
    figures,
    home,
    importing,
    learn,
    life,
    lift,
    muscle,
    offline,
    person,
    progress,
    remedies,
    review,
    rules,
    spells,
)
from loosen.web.reveal import reveal_css
from loosen.web.security import Guard
from loosen.web.session import current_person

_FIRST_ERROR = "400"
_PAGES = (
    home,
    check,
    care,
    person,
    rules,
    learn,
    days,
    checkin,
    remedies,
    review,
    bout,
    lift,
    life,
    figures,
    importing,
    calendar,
    breaks,
    progress,
    muscle,
    offline,
    spells,
)
_COMPRESSED_FROM_BYTES = 600
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
    app = _Described(
        title="Loosen",
        version=loosen.__version__,
        description="Facts, triage and knowledge of Loosen. Nothing leaves the machine.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.coach = coach
    app.state.daily = Daily(coach)
    app.state.sync = Sync(coach)
    app.state.lookback = LookBack(app.state.daily)
    app.state.overlay_error = str(overlay_error) if overlay_error else None
    app.state.owner_key = owner_key
    app.state.reveal = reveal_css(coach.library)
    app.state.static_version = _digest(STATIC)
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM_BYTES, compresslevel=5)
    app.add_middleware(Guard, hosts=hosts)
    app.include_router(figures.files)
    app.include_router(offline.files)
    for module in _PAGES:
        app.include_router(module.router, dependencies=[Depends(_with_person)])
    app.include_router(api.router)
    app.include_router(api_me.router)
    app.include_router(progress.api)
    app.mount("/static", _KeptFiles(directory=STATIC), name="static")
    problems.install(app)
    return app


class _Described(FastAPI):
    """Says in its OpenAPI document that errors are problem+json, which the framework cannot be told."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        if self.openapi_schema is None:
            ways = [way for path in super().openapi()["paths"].values() for way in path.values()]
            errors = [answer for way in ways for code, answer in way["responses"].items() if code >= _FIRST_ERROR]
            for answer in errors:
                (content,) = answer["content"].values()
                answer["content"] = {api.PROBLEM_TYPE: content}
        return super().openapi()


class _KeptFiles(StaticFiles):
    """Files that a browser may keep where their address carries a digest that changes with them."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as in the class above
        """Return a file, to be kept for a day; a module that another one imports is asked for anew."""
        response = super().file_response(*args, **kwargs)
        (scope,) = (value for value in (*args, *kwargs.values()) if isinstance(value, dict))
        response.headers["Cache-Control"] = "max-age=86400" if scope["query_string"] else "no-cache"
        return response


async def _with_person(request: Request) -> None:
    """Note who asks. Where they stand is read when a page first needs it, in the page's own thread."""
    request.state.person = current_person(request)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
