"""Day after day: today's plan, the log, history with corrections, what the plan should fit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from loosen.coach.checkin import CheckIn
from loosen.coach.records import BoutRecord
from loosen.coach.remedies import Remedies
from loosen.coach.spells import Spells
from loosen.domain.care import MovementPurpose
from loosen.errors import FactProblem, FactsError
from loosen.web.asked import SentForm, coach_of, daily_of, state_of
from loosen.web.pages.care import turned_away
from loosen.web.rendering import render
from loosen.web.sent import no_number, whole_number
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
_MINUTES = (5, 8, 10, 15, 20, 25, 30, 40)
_DAYS_SHOWN = 42
_HELPED_SHOWN = 3
_PURPOSE_WORDS = {
    MovementPurpose.RELIEF: "Less pain",
    MovementPurpose.MOBILITY: "Move more easily",
    MovementPurpose.CONTROL: "Steady and sure movement",
    MovementPurpose.STRENGTH: "Strength",
    MovementPurpose.ENDURANCE: "Last longer before I tire",
    MovementPurpose.AEROBIC: "Heart and lungs",
    MovementPurpose.PREVENTION: "Keep it from coming back",
}


@router.get("/today")
def today(request: Request) -> Response:
    """Show today's plan, and what changed it."""
    away = turned_away(request)
    if away is not None:
        return away
    daily, state = daily_of(request), state_of(request)
    made = daily.plan(state)
    result = coach_of(request).outcome(state)
    reported = state.diary.days.get(daily.today())
    flare_day = Spells(daily).flare_day(state)
    remedies = Remedies(daily)
    ranked = remedies.helps(state)[0].ranked if flare_day is not None else ()
    helped = [one for one in ranked if one.better * 2 > one.uses][:_HELPED_SHOWN]
    trained_today, done_today = daily.done_today(state, made.plan)
    return render(
        request,
        "today.html",
        "Today",
        plan=made.plan,
        result=result,
        reported=reported,
        day=daily.today(),
        ended=daily.ended_today(state),
        may_be_soreness=CheckIn(daily).may_be_soreness(state, made.plan.adapted),
        flare_day=flare_day,
        helped=[(remedies.name_of(one.name), one) for one in helped],
        trained_today=trained_today,
        done_today=done_today,
        running=state.diary.running is not None and state.diary.running.day == daily.today(),
        person=state.diary.person,
    )


@router.get("/history")
def history(request: Request) -> HTMLResponse:
    """Show the days that were reported, the last six weeks or all of them, with bouts and corrections."""
    state = state_of(request)
    days = sorted(state.diary.days.values(), key=lambda entry: entry.date, reverse=True)
    return render(
        request,
        "history.html",
        "History",
        days=days if request.query_params.get("all") else days[:_DAYS_SHOWN],
        earlier=0 if request.query_params.get("all") else max(0, len(days) - _DAYS_SHOWN),
        bouts=_by_day(state.diary.bouts),
        corrections=state.diary.corrections,
        variants=coach_of(request).library.variants,
        unread=state.unread,
    )


@router.get("/fit-me")
def fit_me(request: Request) -> HTMLResponse:
    """Ask what the plan should fit: minutes, goals, what to leave out."""
    return _fit_page(request, {}, 200)


@router.post("/fit-me")
def save_fit_me(request: Request, form: SentForm) -> Response:
    """Record what the plan should fit."""
    text = str(form.get("minutes", "")).strip()
    minutes = whole_number(text)
    if text and minutes is None:
        return _fit_page(request, {"minutes": no_number("minutes", text)}, 422)
    raw: dict[str, object] = {
        "minutes": minutes,
        "goals": [str(value) for value in form.getlist("goal")],
        "dislikes": [str(value) for value in form.getlist("dislike")],
        "limits": list(state_of(request).diary.person.limits),
    }
    response = RedirectResponse("/today", 303)
    try:
        daily_of(request).set_person(ensure_person(request, response), raw)
    except FactsError as error:
        return _fit_page(request, {problem.where: problem for problem in error.problems}, 422)
    return response


@router.get("/export.json")
def export_json(request: Request) -> Response:
    """Hand over everything of this person as JSON."""
    body = json.dumps(daily_of(request).export(request.state.person), indent=1, ensure_ascii=False)
    return _download(body, "application/json", "loosen.json")


@router.get("/export.csv")
def export_csv(request: Request) -> Response:
    """Hand over the days of this person as a table."""
    return _download(daily_of(request).export_csv(request.state.person), "text/csv; charset=utf-8", "loosen.csv")


def _by_day(bouts: tuple[BoutRecord, ...]) -> Mapping[date, list[BoutRecord]]:
    """Return the finished bouts by day."""
    found: dict[date, list[BoutRecord]] = defaultdict(list)
    for bout in bouts:
        if bout.finished_at is not None:
            found[bout.day].append(bout)
    return found


def _fit_page(request: Request, problems: dict[str, FactProblem], status: int) -> HTMLResponse:
    library = coach_of(request).library
    return render(
        request,
        "fit_me.html",
        "So the plan fits you",
        status=status,
        problems=problems,
        minutes=_MINUTES,
        purposes=[purpose for purpose in MovementPurpose if purpose is not MovementPurpose.WARM_UP],
        purpose_words={purpose.value: _PURPOSE_WORDS.get(purpose, purpose.value) for purpose in MovementPurpose},
        movements=sorted(library.movements.values(), key=lambda movement: movement.name.en),
        person=state_of(request).diary.person,
    )


def _download(body: str, kind: str, name: str) -> Response:
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
