"""Templates and what they can call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

import loosen
from loosen.coach import PersonState
from loosen.core.dose import dose_words, lasting_words, minutes_of, planned_words
from loosen.core.facts import in_words
from loosen.core.prevention import is_well
from loosen.core.wording import condition_words
from loosen.domain.basics import Evidence
from loosen.domain.help import Country, HelpLine
from loosen.web.asked import coach_of, state_of
from loosen.web.figures import picture_for
from loosen.web.forms import is_ticked, options_of
from loosen.web.session import NOBODY, who_of

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Page:
    """What every page knows.

    Attributes:
        title: Of the page; the name of the product is added.
        path: Where the page is.
        country: Whose help lines are shown.
        overlay_error: What is wrong with the site's own knowledge folder, if anything.
        journal_error: Why nothing can be saved, if so.
        who: Tells one person from another, so that a browser never mixes up what it keeps; empty for nobody.
        static: Changes with the style sheets and scripts, so that browsers fetch the new ones.
        in_emergency: Whether the last outcome of this person is an emergency that still stands.
        version: Of the product.
        knowledge_version: Of the knowledge.
    """

    title: str
    path: str
    country: Country
    overlay_error: str | None
    journal_error: str
    who: str
    static: str
    in_emergency: bool
    version: str
    knowledge_version: str

    def lines(self, kind: str) -> tuple[HelpLine, ...]:
        """Return the country's lines of a kind."""
        return tuple(line for line in self.country.line if line.kind == kind)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the template environment; an unknown variable in a template is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        condition_words=condition_words,
        dose_words=dose_words,
        minutes_of=minutes_of,
        in_words=in_words,
        is_ticked=is_ticked,
        is_well=is_well,
        options_of=options_of,
        picture_for=picture_for,
        unconfirmed=unconfirmed,
    )
    made.filters["tel"] = lambda number: "".join(c for c in number if c.isdigit() or c == "+")
    made.filters["lasting"] = lasting_words
    made.filters["dose"] = planned_words
    made.filters["without"] = _without
    made.filters["short_day"] = lambda moment: f"{moment:%d %b}".lstrip("0")
    made.filters["day"] = lambda moment: f"{moment:%d %B %Y}".lstrip("0")
    return made


def _without(detail: str, name: str) -> str:
    """Return what a detail says beyond the name that stands before it already."""
    rest = detail.removeprefix(name).lstrip(", ")
    return rest if detail.startswith(f"{name}, ") else detail if detail != name else ""


def unconfirmed(evidence: Evidence) -> str:
    """Return the words for a statement that was not yet checked in its source."""
    return "" if evidence.confirmed else "not yet confirmed"


def render(request: Request, template: str, title: str, *, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401 - template variables
    """Return a page."""
    coach = coach_of(request)
    state = state_of(request) if hasattr(request.state, "person") else PersonState()
    page = Page(
        title=title,
        path=request.url.path,
        country=coach.country(state),
        overlay_error=request.app.state.overlay_error,
        journal_error=str(getattr(request.state, "journal_error", "")),
        who=who_of(getattr(request.state, "person", NOBODY)),
        static=request.app.state.static_version,
        in_emergency=bool(context.pop("in_emergency", False)),
        version=loosen.__version__,
        knowledge_version=coach.library.version,
    )
    html = environment().get_template(template).render(page=page, library=coach.library, state=state, **context)
    return HTMLResponse(html, status)
