"""Whether the measures of a lift can be used: what is missing, too much, or contradicts itself; all named at once."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from loosen.coach.requests import RequestError
from loosen.domain.lifting import Hands, LiftRequest, LiftTask
from loosen.domain.lifting_method import Duration, Equation, LiftingMethod
from loosen.errors import FactProblem

_TOO_LONG = "over-8-hours"


def check_request(request: LiftRequest, method: LiftingMethod) -> None:
    """Return if every measure can be used.

    Raises:
        RequestError: Some cannot; all are listed.
    """
    equation = method.equations[request.units]
    problems = [*_time(request), *_circumstances(request, method)]
    for number, task in enumerate(request.tasks):
        where = f"tasks.{number}"
        problems += [*_hands(task, where), *_way(task, where, equation), *_pace(task, where, method)]
        problems += _sizes(task, where, equation)
    if problems:
        raise RequestError(problems)


def with_same_box(hands: Hands, start: Hands) -> Hands:
    """Return the hands at the end with the depth of the box from the start, where nothing else says how far."""
    if hands.horizontal is not None or hands.box_depth is not None:
        return hands
    return hands.model_copy(update={"box_depth": start.box_depth})


def _time(request: LiftRequest) -> Iterator[FactProblem]:
    classes = tuple(Duration)
    if request.duration is not None and request.work:
        yield FactProblem("work", "Both duration and work are given.", "Give one of them.")
    elif request.duration is None and not request.work and _TOO_LONG not in request.circumstances:
        remedy = f"Say duration ({', '.join(classes)}), or list the stretches of work."
        yield FactProblem("duration", "How long is lifted is missing.", remedy, classes)
    for number, stretch in enumerate(request.work[:-1]):
        if stretch.recovery_min is None:
            where = f"work.{number}.recovery_min"
            yield FactProblem(where, "The recovery before the next stretch is missing.", "Give it in minutes, or 0.")


def _circumstances(request: LiftRequest, method: LiftingMethod) -> Iterator[FactProblem]:
    known = tuple(item.id for item in method.refusals.circumstance)
    for number, name in enumerate(request.circumstances):
        if name not in known:
            close = get_close_matches(name, known, n=1)
            guess = f"Did you mean {close[0]!r}? " if close else ""
            what = f"Unknown circumstance {name[:60]!r}."
            yield FactProblem(f"circumstances.{number}", what, f"{guess}Allowed: {', '.join(known)}.", known)


def _hands(task: LiftTask, where: str) -> Iterator[FactProblem]:
    remedy = "Measure from the ankles to the hands, or give box_depth."
    if task.origin.horizontal is None and task.origin.box_depth is None:
        yield FactProblem(f"{where}.origin.horizontal", "How far the hands are is missing.", remedy)
    end = task.destination
    if end is None:
        if task.control_at_destination is True:
            what = "The end counts, but nothing says where it is."
            yield FactProblem(f"{where}.destination", what, "Give the hands at the end.")
        return
    same = with_same_box(end, task.origin)
    if task.control_at_destination is not False and same.horizontal is None and same.box_depth is None:
        remedy = f"{remedy} If it needs no care at the end, say control_at_destination: false."
        yield FactProblem(f"{where}.destination.horizontal", "How far the hands are at the end is missing.", remedy)


def _way(task: LiftTask, where: str, equation: Equation) -> Iterator[FactProblem]:
    if task.destination is None:
        if task.travel is None:
            what = "How far up or down the load goes is missing."
            yield FactProblem(f"{where}.travel", what, "Give travel, or the hands at the destination.")
        return
    way = abs(task.destination.vertical - task.origin.vertical)
    if task.travel is not None and abs(way - task.travel) > equation.rounding:
        what = f"The heights differ by {way:g} {equation.length_unit}, travel says {task.travel:g}."
        yield FactProblem(f"{where}.travel", what, "Leave travel out, or mend a height.")


def _pace(task: LiftTask, where: str, method: LiftingMethod) -> Iterator[FactProblem]:
    if (task.frequency is None) == (task.counted is None):
        what = "How often is missing." if task.counted is None else "Both frequency and counted are given."
        remedy = "Give lifts a minute as frequency, or the lifts of 15 minutes as counted."
        yield FactProblem(f"{where}.frequency", what, remedy)
    window = method.frequency.window_min
    if task.counted and (task.counted.lifting_min or 0) > window:
        what = f"{task.counted.lifting_min:g} minutes are more than the {window:g} of the count."
        yield FactProblem(f"{where}.counted.lifting_min", what, "Give the minutes of lifting among them.")


def _sizes(task: LiftTask, where: str, equation: Equation) -> Iterator[FactProblem]:
    if task.load_most is not None and task.load_most < task.load:
        what = f"{task.load_most:g} is less than the usual load of {task.load:g}."
        yield FactProblem(f"{where}.load_most", what, "Give the heaviest load, or leave it out.")
    weights = {"load": task.load, "load_most": task.load_most}
    lengths = {"travel": task.travel, "lever_arm": task.lever_arm}
    for end in ("origin", "destination"):
        hands: Hands | None = getattr(task, end)
        if hands is not None:
            lengths |= {f"{end}.{name}": getattr(hands, name) for name in ("horizontal", "box_depth", "vertical")}
    for measures, most, unit in (
        (weights, equation.most_load, equation.weight_unit),
        (lengths, equation.most_length, equation.length_unit),
    ):
        for name, value in measures.items():
            if value is not None and value > most:
                what = f"{value:g} {unit} is more than anybody lifts or reaches."
                yield FactProblem(f"{where}.{name}", what, f"Give at most {most:g} {unit}, and look at the units.")
