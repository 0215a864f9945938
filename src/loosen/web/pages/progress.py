"""How it is going: what changed, in charts that are read in 5 seconds, each with its table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from loosen.coach.lookback import LookBack
from loosen.coach.reviews import Reviews
from loosen.coach.same import Same
from loosen.domain.course import PAIN_MOST, Course, CourseKind
from loosen.domain.library import Library
from loosen.domain.outcomes import DoneDay, Progress, Typical
from loosen.web import charts
from loosen.web.api import PROBLEMS
from loosen.web.api_me import Person
from loosen.web.asked import coach_of, daily_of, state_of
from loosen.web.charts import messages
from loosen.web.charts.pain import MOST_DOTS
from loosen.web.rendering import environment, render

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1/me", tags=["me"], responses=PROBLEMS)
_KEPT = 64
_FIRST_DAYS = 14
_MOST_MOVEMENTS = 12
_WEEK = 7
_CHARTS = ("pain", "activities", "days", "minutes", "line")


def lookback_of(request: Request) -> LookBack:
    """Return the use case of looking back."""
    lookback: LookBack = request.app.state.lookback
    return lookback


@router.get("/progress")
def progress(request: Request) -> HTMLResponse:
    """Show how it is going: the last 6 weeks, or everything."""
    lookback = lookback_of(request)
    all_days = request.query_params.get("show") == "all"
    found = lookback.progress(state_of(request), all_days=all_days)
    return render(
        request,
        "progress.html",
        "How it is going",
        progress=found,
        body=_body(Same(found), Same(lookback.library)),
        form_due=Reviews(daily_of(request)).form_due(state_of(request)),
    )


@api.get("/progress")
def progress_numbers(request: Request, person: Person, all: bool = False) -> Progress:
    """How it is going: the numbers of the progress page; the last 6 weeks, or everything."""
    return lookback_of(request).progress(coach_of(request).state(person), all_days=all)


@lru_cache(maxsize=_KEPT)
def _body(report: Same[Progress], knowledge: Same[Library]) -> Markup:
    """Return the charts and tables of a report. They cost most of the page, and change only with the report."""
    found, library = report.record, knowledge.record
    course = library.courses.get(found.pain.course or "")
    html = (
        environment()
        .get_template("progress_body.html")
        .render(
            library=library,
            progress=found,
            drawn=_drawn(found),
            course=course,
            hopeful=_hopeful(course, library),
            first_days=_first_days(found, library),
            movements=_movements(found, library),
            rows=_pain_rows(found),
            by_week=len(found.pain.days) > MOST_DOTS,
            told_on={one.date for one in found.happenings},
            scale=PAIN_MOST,
            told_last=_told_last(found),
        )
    )
    short = re.sub(r"\n\s*", "\n", html)  # the indents of loops are a tenth of it, and are packed for each request
    return Markup(short)  # noqa: S704 - made by a template that escapes


def _drawn(found: Progress) -> dict[str, Markup]:
    """Return the charts by name; one that there is nothing for is empty."""
    drawn = dict.fromkeys(_CHARTS, "")
    if found.pain.told:
        drawn["pain"] = charts.pain_chart(found.pain, messages.pain_message(found))
    if found.activities:
        drawn["activities"] = charts.activities_chart(found.activities, messages.activities_message(found.activities))
    if any(week.bouts for week in found.weeks):
        drawn["days"] = charts.days_chart(found.weeks, messages.days_message(found.weeks))
    if any(week.bout_minutes or week.walked for week in found.weeks):
        drawn["minutes"] = charts.minutes_chart(found.weeks, messages.minutes_message(found.weeks))
    if found.happenings or any(_is_something(day) for day in found.done):
        drawn["line"] = charts.time_line(
            found.done, found.happenings, messages.line_message(found.done, found.happenings)
        )
    return {name: Markup(svg) for name, svg in drawn.items()}  # noqa: S704 - every text in a chart is escaped


def _is_something(day: DoneDay) -> bool:
    return bool(day.bouts or day.walked or day.remedies or day.medicine) or (day.sleep, day.mood) != (None, None)


def _told_last(found: Progress) -> date | None:
    """Return when activities were scored last, where that is no longer now."""
    last = max((one.told[-1][0] for one in found.activities), default=None)
    return last if last is not None and last <= found.today - timedelta(days=_WEEK) else None


def _hopeful(course: Course | None, library: Library) -> Course | None:
    if course is None:
        return None
    return next(
        (
            one
            for one in library.courses.values()
            if one.kind is CourseKind.HOPEFUL and one.from_day <= course.from_day < one.before_day
        ),
        None,
    )


def _first_days(found: Progress, library: Library) -> Course | None:
    """Return what is known of the first days, while they are near and the pain is new."""
    day, course = found.pain.course_day, library.courses.get(found.pain.course or "")
    if day is None or course is None or day > _FIRST_DAYS or course.from_day > 0:
        return None
    return next((one for one in library.courses.values() if one.kind is CourseKind.FIRST_DAYS), None)


@dataclass(frozen=True)
class PainRow:
    """One line of the table of pain: a day, or a week where there are very many days.

    Attributes:
        first: The day, or the first of the week.
        pain: What was told first on the day, or the lowest and highest of the week.
        worst: The worst pain.
        usual: The usual pain, in the middle of the week.
        typical: Where the averages of studies lie on that day.
        is_flare: Whether there was a flare.
    """

    first: date
    pain: str
    worst: int | None
    usual: float | None
    typical: Typical | None
    is_flare: bool


def _pain_rows(found: Progress) -> list[PainRow]:
    days = found.pain.days
    step = 1 if len(days) <= MOST_DOTS else _WEEK
    rows = []
    for begins in range(0, len(days), step):
        week = days[begins : begins + step]
        middle = week[len(week) // 2]
        told = [day.pain for day in week if day.pain is not None]
        worst = [day.worst for day in week if day.worst is not None]
        low, high = min(told, default=None), max(told, default=None)
        span = "–" if low is None else str(low) if low == high else f"{low} to {high}"
        is_flare = any(day.is_flare for day in week)
        rows.append(PainRow(week[0].date, span, max(worst, default=None), middle.usual, middle.typical, is_flare))
    return rows


def _movements(found: Progress, library: Library) -> list[tuple[str, list[int]]]:
    """Return the sets of each movement in each week, the most frequent movement first."""
    total: dict[str, int] = {}
    for week in found.weeks:
        for name, sets in week.sets.items():
            total[name] = total.get(name, 0) + sets
    names = sorted(total, key=lambda name: (-total[name], name))[:_MOST_MOVEMENTS]
    return [
        (
            library.movements[name].name.en if name in library.movements else name,
            [week.sets.get(name, 0) for week in found.weeks],
        )
        for name in names
    ]
