"""The lifting page: measures in, the limit and what changes it most out. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from loosen.coach.lifting import answer_lift
from loosen.coach.requests import read_request
from loosen.domain.basics import Level
from loosen.domain.lifting import LiftAnswer, LiftRequest
from loosen.domain.lifting_method import LiftingMethod, Units
from loosen.errors import FactProblem, FactsError
from loosen.knowledge.lifting import load_lifting
from loosen.units import cm_from_in, in_from_cm, kg_from_lb, lb_from_kg
from loosen.web.asked import SentForm, coach_of, state_of
from loosen.web.rendering import render
from loosen.web.sent import decimal_number

router = APIRouter(include_in_schema=False)
_TITLE = "Look at a lift"
_US_COUNTRIES = {"US"}
_TASK = "tasks.0."
_ASKED_ONCE = ("units", "duration", "back_pain")
_YES_NO = {"yes": True, "no": False}
_WEIGHTS = ("load",)
_LENGTHS = (
    "origin.horizontal",
    "origin.box_depth",
    "origin.vertical",
    "destination.horizontal",
    "destination.vertical",
    "lever_arm",
)
_OTHERS = ("origin.asymmetry", "destination.asymmetry", "frequency", "lifts_per_day")
FACTORS = (
    ("lc", "The most at best"),
    ("hm", "How far the hands are"),
    ("vm", "How high the hands are"),
    ("dm", "How far it goes up or down"),
    ("am", "Twist"),
    ("fm", "How often, and for how long"),
    ("cm", "Grip"),
)
NUMBERS = (*_WEIGHTS, *_LENGTHS, *_OTHERS)
_BY_ADDRESS = {*NUMBERS, *_ASKED_ONCE, "coupling"}


@dataclass(frozen=True)
class Filled:
    """What the form holds.

    Attributes:
        values: Text of each field by name.
        circumstances: What is ticked.
    """

    values: dict[str, str]
    circumstances: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """Return the text of a field, empty if it holds none."""
        return self.values.get(name, "")


@router.get("/lift")
def lift(request: Request) -> HTMLResponse:
    """Show the form with an everyday lift in it, or the one that the address names, and the answer for that."""
    method = load_lifting()
    is_us = coach_of(request).country(state_of(request)).id in _US_COUNTRIES
    equation = method.equations[Units.US if is_us else Units.METRIC]
    asked = {name: value.strip() for name, value in request.query_params.items() if name in _BY_ADDRESS}
    if asked.get("units") in set(Units):
        equation = method.equations[Units(asked["units"])]
    return _page(request, method, Filled({**equation.example, "units": equation.units, **asked}))


@router.post("/lift")
def look(request: Request, form: SentForm) -> HTMLResponse:
    """Show the answer for what was filled in; numbers are converted if other units were chosen."""
    return _page(request, load_lifting(), _converted(_filled(form), str(form.get("shown_in", ""))))


def _page(request: Request, method: LiftingMethod, filled: Filled) -> HTMLResponse:
    problems: dict[str, FactProblem] = {}
    answer: LiftAnswer | None = None
    try:
        answer = answer_lift(read_request(raw_request(filled), LiftRequest))
    except FactsError as error:
        problems = {problem.where.removeprefix(_TASK): problem for problem in error.problems}
    units = Units.US if filled.get("units") == Units.US else Units.METRIC
    coach, state = coach_of(request), state_of(request)
    return render(
        request,
        "lift.html",
        _TITLE,
        status=422 if problems else 200,
        method=method,
        equation=method.equations[units],
        filled=filled,
        problems=problems,
        answer=answer,
        factors=FACTORS,
        in_emergency=bool(state.facts) and coach.outcome(state).level == Level.EMERGENCY,
    )


def raw_request(filled: Filled) -> dict[str, object]:
    """Return what the form says as a call of the contract; a text that is no number stays one, and is named then."""
    task: dict[str, object] = {}
    for name in (*NUMBERS, "coupling", "control_at_destination"):
        text = filled.get(name)
        if text:
            outer, _, inner = name.partition(".")
            holder = task.setdefault(outer, {}) if inner else task
            assert isinstance(holder, dict)  # noqa: S101 - made above
            holder[inner or outer] = _value(name, text)
    raw: dict[str, object] = {"tasks": [task], "circumstances": list(filled.circumstances)}
    for name in _ASKED_ONCE:
        if filled.get(name):
            raw[name] = _YES_NO.get(filled.get(name), filled.get(name))
    return raw


def _value(name: str, text: str) -> object:
    if name not in NUMBERS:
        return _YES_NO.get(text, text)
    number = decimal_number(text)
    return text if number is None else number


def _filled(form: FormData) -> Filled:
    names = (*NUMBERS, *_ASKED_ONCE, "coupling", "control_at_destination")
    values = {name: str(form[name]).strip() for name in names if name in form}
    return Filled(values, tuple(str(value) for value in form.getlist("circumstances")))


def _converted(filled: Filled, shown_in: str) -> Filled:
    """Return the form with its numbers in the units that were chosen, if they were shown in the other ones."""
    units = filled.get("units")
    if shown_in == units or shown_in not in set(Units) or units not in set(Units):
        return filled
    to_us = units == Units.US
    values = dict(filled.values)
    for names, convert in (
        (_WEIGHTS, lb_from_kg if to_us else kg_from_lb),
        (_LENGTHS, in_from_cm if to_us else cm_from_in),
    ):
        for name in names:
            number = _value(name, values.get(name, ""))
            if isinstance(number, int | float):
                values[name] = f"{convert(number):.1f}".removesuffix(".0")
    return Filled(values, filled.circumstances)
