"""The check-in: how a day is, where it hurts, and what the person wants to do again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from loosen.coach.checkin import LONGEST_NAME, Asked, CheckIn, without_empty
from loosen.coach.reviews import Reviews
from loosen.domain.checkin import View
from loosen.errors import FactProblem, FactsError
from loosen.web.asked import SentForm, coach_of, daily_of, state_of
from loosen.web.pages.spells import BEGIN_FLARE
from loosen.web.rendering import render
from loosen.web.sent import no_number, whole_number
from loosen.web.session import ensure_person

router = APIRouter(include_in_schema=False)
_NUMBERS = ("pain_now", "pain_worst", "minutes_walked", "sleep", "mood", "morning_change", "global_change")
_YES_OR_NO = ("medicine", "muscle_soreness")
_SHOWN_AGAIN = ("pain_worst", "minutes_walked", "sleep", "mood", "global_change")
_ACTIVITY = "activity."
_FLARE: Mapping[str, Mapping[str, bool]] = {
    "yes": {"flare": True},
    "no": {"flare": False},
    "over": {"flare": False, "flare_over": True},
}
_MORNINGS = (
    ("-2", "Lower by 2 or more"),
    ("-1", "Lower by 1"),
    ("0", "The same"),
    ("1", "Higher by 1"),
    ("2", "Higher by 2 or more"),
)
_GLOBALS = (
    ("3", "Very much better"),
    ("2", "Much better"),
    ("1", "A little better"),
    ("0", "No change"),
    ("-1", "A little worse"),
    ("-2", "Much worse"),
    ("-3", "Very much worse"),
)


@router.get("/log")
def log(request: Request) -> HTMLResponse:
    """Ask how a day is; the quick part takes less than 20 seconds."""
    return _log_page(request, {}, 200)


@router.post("/log")
def save_log(request: Request, sent: SentForm) -> Response:
    """Record how a day is; a new place where a nerve may speak leads to the safety check."""
    checkin = _checkin(request)
    response = RedirectResponse("/today", 303)
    try:
        day, answers = _read(sent, checkin, request)
        if not answers:
            raise FactsError([FactProblem("log", "Nothing was filled in.", "Fill in what you know.")])
        found = checkin.save(ensure_person(request, response), answers, day=day)
    except FactsError as error:
        problems = {_field_of(problem): problem for problem in error.problems}
        return _log_page(request, problems, 422, sent)
    if found.asks:
        named = [*(("area", name) for name in found.areas), *(("spread", name) for name in found.spread)]
        response.headers["location"] = f"/log/new-place?{urlencode(named)}"
    elif answers.get("flare") and day in {None, daily_of(request).today()}:
        response.headers["location"] = BEGIN_FLARE
    elif day is not None and day != daily_of(request).today():
        response.headers["location"] = "/history"
    return response


@router.post("/log/soreness")
def save_soreness(request: Request) -> Response:
    """Record that what hurts more today is the dull soreness of muscles."""
    response = RedirectResponse("/today", 303)
    _checkin(request).save(ensure_person(request, response), {"muscle_soreness": True})
    return response


@router.get("/log/new-place")
def new_place(request: Request) -> Response:
    """Say why the safety check comes next."""
    areas = coach_of(request).library.body_areas
    named = [areas[name] for name in request.query_params.getlist("area") if name in areas]
    if not named:
        return RedirectResponse("/log", 303)
    spread = [areas[name] for name in request.query_params.getlist("spread") if name in areas]
    return render(request, "new_place.html", "A new place", areas=named, spread=spread)


@router.get("/activities")
def activities(request: Request) -> HTMLResponse:
    """Ask what the person wants to do again."""
    rows = [(one.id, one.name) for one in state_of(request).diary.activities]
    return _activities_page(request, rows, [])


@router.post("/activities")
def save_activities(request: Request, sent: SentForm) -> Response:
    """Record own activities."""
    names = [str(name) for name in sent.getlist("name")]
    ids = [str(name) for name in sent.getlist("id")]
    rows = list(zip([*ids, *[""] * len(names)], names, strict=False))
    response = RedirectResponse("/log", 303)
    try:
        _checkin(request).choose_activities(ensure_person(request, response), rows)
    except FactsError as error:
        return _activities_page(request, rows, list(error.problems))
    return response


def _field_of(problem: FactProblem) -> str:
    """Return the field of the form that a problem is about."""
    return problem.where.removeprefix("log.").replace("activities.", _ACTIVITY)


def _checkin(request: Request) -> CheckIn:
    return CheckIn(daily_of(request))


def _read(sent: FormData, checkin: CheckIn, request: Request) -> tuple[date | None, dict[str, object]]:
    """Return the day (None for today) and what was filled in."""
    form = {name: str(value).strip() for name, value in sent.items()}
    problems: list[FactProblem] = []
    answers: dict[str, object] = {}
    for name in _NUMBERS:
        _read_number(form, name, answers, problems)
    scores: dict[str, object] = {}
    for name in form:
        if name.startswith(_ACTIVITY):
            _read_number(form, name, scores, problems)
    if scores:
        answers["activities"] = {name.removeprefix(_ACTIVITY): value for name, value in scores.items()}
    for name in _YES_OR_NO:
        if form.get(name) in {"yes", "no"}:
            answers[name] = form[name] == "yes"
    day = _day(form.get("day", ""), problems)
    asked = checkin.asked(state_of(request), day)
    answers.update(_FLARE.get(form.get("flare", ""), {}))
    if answers.get("flare") and asked.known is not None and asked.known.flare_over:
        answers["flare_over"] = False
    marked = without_empty(asked, [str(name) for name in sent.getlist("area")], same=form.get("areas_same") == "yes")
    if marked is not None:
        answers["areas"] = marked
    if problems:
        raise FactsError(problems)
    return day, answers


def _read_number(form: Mapping[str, str], name: str, into: dict[str, object], problems: list[FactProblem]) -> None:
    text = form.get(name, "")
    number = whole_number(text)
    if number is not None:
        into[name] = number
    elif text:
        problems.append(no_number(f"log.{name}", text))


def _day(text: str, problems: list[FactProblem]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(FactProblem("log.day", f"{text[:40]!r} is not a day.", "Choose a day."))
        return None


def _log_page(
    request: Request, problems: dict[str, FactProblem], status: int, sent: FormData | None = None
) -> HTMLResponse:
    checkin, state = _checkin(request), state_of(request)
    form = {name: str(value) for name, value in (sent or {}).items()}
    chosen = form.get("day") or str(request.query_params.get("day", ""))
    asked = checkin.asked(state, _day(chosen, []))
    ticked = [str(name) for name in sent.getlist("area")] if sent is not None else _marked(asked)
    return render(
        request,
        "log.html",
        "How is it?",
        status=status,
        asked=asked,
        values=_values(asked, form, is_sent=sent is not None),
        is_same=form.get("areas_same") == "yes",
        before=[
            checkin.library.body_areas[name].name.en for name in asked.before if name in checkin.library.body_areas
        ],
        areas=ticked,
        back=checkin.areas_of(View.BACK),
        front=checkin.areas_of(View.FRONT),
        mornings=_MORNINGS,
        globals=_GLOBALS,
        problems=problems,
        review_due=asked.is_today and Reviews(daily_of(request)).due(state),
    )


def _marked(asked: Asked) -> list[str]:
    return list(asked.known.areas) if asked.known else []


def _values(asked: Asked, form: Mapping[str, str], *, is_sent: bool) -> dict[str, str]:
    """Return what each field shows: what was sent, or what is known."""
    names = [*_NUMBERS, *_YES_OR_NO, "flare", *(_ACTIVITY + one.id for one in asked.activities)]
    if is_sent:
        return {name: form.get(name, "") for name in names}
    known = asked.known
    shown = dict.fromkeys(names, "")
    if asked.pain is not None:
        shown["pain_now"] = str(asked.pain)
    if known is None:
        return shown
    for name in _SHOWN_AGAIN:
        value = getattr(known, name)
        shown[name] = "" if value is None else str(value)
    shown["flare"] = "yes" if known.flare and not known.flare_over else "over" if known.flare_over else "no"
    shown["medicine"] = "" if known.medicine is None else "yes" if known.medicine else "no"
    shown["muscle_soreness"] = "yes" if known.muscle_soreness else ""
    for name, score in known.activities.items():
        shown[_ACTIVITY + name] = str(score)
    return shown


def _activities_page(request: Request, rows: list[tuple[str, str]], problems: list[FactProblem]) -> HTMLResponse:
    least, most = _checkin(request).activity_limits()
    kept = [row for row in rows if row[0] or row[1].strip()]
    return render(
        request,
        "activities.html",
        "What you want to do again",
        status=422 if problems else 200,
        rows=[*kept, *[("", "")] * (most - len(kept))],
        least=least,
        most=most,
        longest=LONGEST_NAME,
        problems=problems,
    )
