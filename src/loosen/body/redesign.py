"""Single changes of a lift, each alone, and what they would do to its limit: what moves the needle most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from loosen.body.niosh import (
    Lift,
    Tables,
    TaskLimit,
    composite_index,
    task_limit,
)
from loosen.domain.lifting_method import Coupling, Duration, Equation

_LEAST_GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Tried:
    """One change and what it does.

    Attributes:
        id: As in the knowledge file.
        task: Number of the task, from 0.
        to: The new measure; None where it is no measure.
        rwl: The new limit of the task.
        li: The new index: of the task, or of the job if it has several.
    """

    id: str
    task: int
    to: float | None
    rwl: float
    li: float | None


_Way = Callable[[Lift, Equation], Lift | None]


def single_changes(tables: Tables, lifts: Sequence[Lift], duration: Duration) -> tuple[Tried, ...]:
    """Return the single changes that help, the most helpful first.

    One measure is put to its best, everything else stays; where a height changes, the way up or down follows it. For
    one task the most helpful is what raises the limit most, for several what lowers the composite index most.
    """
    before = [task_limit(tables, lift, duration) for lift in lifts]
    tried = [*_one_by_one(tables, lifts, before, duration), *_shorter(tables, lifts, duration)]
    if len(lifts) == 1:
        helpful = [each for each in tried if each.rwl > before[0].rwl + _LEAST_GAIN]
        return tuple(sorted(helpful, key=lambda each: -each.rwl))
    now = _or_endless(composite_index(tables, before, duration).index)
    helpful = [each for each in tried if _or_endless(each.li) < now - _LEAST_GAIN]
    return tuple(sorted(helpful, key=lambda each: _or_endless(each.li)))


def _one_by_one(
    tables: Tables, lifts: Sequence[Lift], before: Sequence[TaskLimit], duration: Duration
) -> Iterator[Tried]:
    for number, lift in enumerate(lifts):
        for name, (way, measure) in _WAYS.items():
            changed = way(lift, tables.equation)
            if changed is None or changed == lift:
                continue
            limit = task_limit(tables, changed, duration)
            after = [*before[:number], limit, *before[number + 1 :]]
            yield Tried(name, number, measure(tables.equation), limit.rwl, _index(tables, after, duration))


def _shorter(tables: Tables, lifts: Sequence[Lift], duration: Duration) -> Iterator[Tried]:
    if duration is Duration.SHORT:
        return
    after = [task_limit(tables, lift, Duration.SHORT) for lift in lifts]
    yield Tried("shorter", 0, None, after[0].rwl, _index(tables, after, Duration.SHORT))


def _index(tables: Tables, limits: Sequence[TaskLimit], duration: Duration) -> float | None:
    return limits[0].li if len(limits) == 1 else composite_index(tables, limits, duration).index


def _or_endless(index: float | None) -> float:
    return float("inf") if index is None else index


def _closer(lift: Lift, equation: Equation) -> Lift:
    best = equation.horizontal.best
    nearer = tuple(
        replace(grasp, horizontal=min(grasp.horizontal, best), estimated=grasp.estimated and grasp.horizontal <= best)
        for grasp in lift.grasps
    )
    return replace(lift, grasps=nearer)


def _start_height(lift: Lift, equation: Equation) -> Lift:
    best = equation.vertical.best
    origin = replace(lift.origin, vertical=best)
    travel = lift.travel if lift.end_height is None else abs(lift.end_height - best)
    return replace(lift, grasps=(origin, *lift.grasps[1:]), travel=travel)


def _end_height(lift: Lift, equation: Equation) -> Lift | None:
    if lift.end_height is None:
        return None
    best = equation.vertical.best
    end = tuple(replace(grasp, vertical=best) for grasp in lift.grasps[1:])
    travel = abs(best - lift.origin.vertical)
    return replace(lift, grasps=(lift.origin, *end), end_height=best, travel=travel)


def _travel(lift: Lift, equation: Equation) -> Lift | None:
    if lift.end_height is not None:
        return None  # the two heights say how far it goes; they are tried one by one
    return replace(lift, travel=min(lift.travel, equation.travel.best))


def _no_twist(lift: Lift, _equation: Equation) -> Lift:
    return replace(lift, grasps=tuple(replace(grasp, asymmetry=0) for grasp in lift.grasps))


def _seldom(lift: Lift, _equation: Equation) -> Lift:
    return replace(lift, frequency=0)


def _grip(lift: Lift, _equation: Equation) -> Lift:
    return replace(lift, coupling=Coupling.GOOD)


def _no_care_at_end(lift: Lift, _equation: Equation) -> Lift:
    return replace(lift, grasps=lift.grasps[:1])


def _no_measure(_equation: Equation) -> None:
    return None


_WAYS: dict[str, tuple[_Way, Callable[[Equation], float | None]]] = {
    "closer": (_closer, lambda equation: equation.horizontal.best),
    "start-height": (_start_height, lambda equation: equation.vertical.best),
    "end-height": (_end_height, lambda equation: equation.vertical.best),
    "travel": (_travel, lambda equation: equation.travel.best),
    "no-twist": (_no_twist, _no_measure),
    "seldom": (_seldom, _no_measure),
    "grip": (_grip, _no_measure),
    "no-care-at-end": (_no_care_at_end, _no_measure),
}
