"""Upper bounds on the worth of a bout, from prices on everything that is limited.

For any slopes m_p, price of a second y and price of a place z, all at least 0,

    worth(S) <= sum_p conjugate_p(m_p) + y * (budget - seconds of the path) + z * most_items - price of the path
                + sum over groups of the greatest r_i in it, or 0,
    with r_i = bonus_i + sum_p m_p units_ip - y * seconds_i - z,

because a concave curve lies below each of its lines (conjugate_p(m) is the greatest curve_p(v) - m v) and because a
limit that is kept has something left over. `descended` looks for multipliers that make the bound low, in floating
point; they decide how tight the bound is, never what is right. `Prices` rounds them to whole parts of a point, which
are multipliers as good as any, so that every bound the search rests on is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from loosen.core.bout_problem import Path, Problem

ONE = 1 << 16
"""Parts of a point in which bounds are counted."""

_DAMPING, _PATIENCE, _ENOUGH = 0.6, 4, 0.1
_MINUTE_S = 60

Multipliers = list[float]
"""Slopes by purpose, then the price of a minute, then the price of a place."""

Units = tuple[tuple[int, int], ...]
"""Purpose and units, where there are any."""

Row = tuple[int, int, float]
"""Of a candidate: bonus, kind, minutes."""


class Outline:
    """A problem in the form in which it is looked at many times.

    Attributes:
        groups: Candidates by group.
        kinds: The different benefits that candidates have.
        kind_of: The kind of each candidate.
        segments: For each purpose, slope and width of the pieces of its curve that rise.
        tables: The curves, long enough for any choice.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        candidates, points = problem.candidates, problem.curves.points
        groups: dict[int, list[int]] = {}
        for index, candidate in enumerate(candidates):
            groups.setdefault(candidate.group, []).append(index)
        self.groups = list(groups.values())
        kinds = {units: kind for kind, units in enumerate(dict.fromkeys(c.units for c in candidates))}
        self.kind_of = [kinds[candidate.units] for candidate in candidates]
        self.kinds: list[Units] = [tuple((p, u) for p, u in enumerate(units) if u) for units in kinds]
        self.segments = [_segments(table) for table in points]
        self.tables = []
        for purpose, table in enumerate(points):
            greatest = sorted((c.units[purpose] for c in candidates), reverse=True)[: problem.most_items]
            most = problem.units[purpose] + sum(greatest)
            self.tables.append([*table, *[table[-1]] * (most + 1 - len(table))])

    def within(self, path: Path) -> list[list[int]]:
        """Return the candidates on a path that are not too long for it, by group."""
        room, candidates = self.problem.budget_s - path.seconds, self.problem.candidates
        places = set(path.order)
        fitting = (
            [i for i in group if candidates[i].position in places and candidates[i].seconds <= room]
            for group in self.groups
        )
        return [group for group in fitting if group]

    def rows(self, groups: list[list[int]]) -> list[list[Row]]:
        """Return what the bound needs to know of candidates."""
        known = [
            (c.bonus, kind, c.seconds / _MINUTE_S)
            for c, kind in zip(self.problem.candidates, self.kind_of, strict=True)
        ]
        return [[known[index] for index in group] for group in groups]

    def begin(self) -> Multipliers:
        """Return multipliers to begin with: the mean slope of each curve, and the mean worth of a minute."""
        slopes = [table[-1] / max(len(table) - 1, 1) for table in self.problem.curves.points]
        worth, seconds = 0.0, 1
        for candidate, kind in zip(self.problem.candidates, self.kind_of, strict=True):
            seconds += candidate.seconds
            worth += candidate.bonus
            for purpose, units in self.kinds[kind]:
                worth += slopes[purpose] * units
        return [*slopes, max(worth, 0.0) / seconds * _MINUTE_S, 0.0]


@dataclass(frozen=True, slots=True)
class Descent:
    """Where a descent ended.

    Attributes:
        bound: The least bound found, without the price of the path.
        multipliers: Those that give it.
        ahead: How much lower a bound it was looking for at the end.
    """

    bound: float
    multipliers: Multipliers
    ahead: float


def descended(
    outline: Outline, rows: list[list[Row]], room_s: int, start: Multipliers, steps: int, ahead: float, goal: float
) -> Descent:
    """Return multipliers that make the bound low, by so many steps along its damped subgradient.

    The length of a step is Polyak's: as if the bound could be lower by ``ahead``, which is halved when it is not.
    A bound below the goal ends the descent.
    """
    room = room_s / _MINUTE_S
    here, (bound, slope) = start, _relaxed(outline, rows, room, start)
    best, least, steepest, stalled = start, bound, slope, 0
    moving = [0.0] * len(start)
    for _ in range(steps):
        if stalled == _PATIENCE:
            ahead, stalled = ahead / 2, 0
            here, bound, slope = best, least, steepest
        moving = [_DAMPING * old + new for old, new in zip(moving, slope, strict=True)]
        moving = [0.0 if x <= 0 < change else change for x, change in zip(here, moving, strict=True)]
        square = 0.0
        for change in moving:
            square += change * change
        if least < goal or not square:
            break
        length = (bound - least + ahead) / square
        here = [max(0.0, x - length * change) for x, change in zip(here, moving, strict=True)]
        bound, slope = _relaxed(outline, rows, room, here)
        stalled = 0 if bound < least - _ENOUGH * ahead else stalled + 1
        if bound < least:
            best, least, steepest = here, bound, slope
    return Descent(least, best, ahead)


class Prices:
    """Multipliers as whole parts of a point, and what each candidate is worth under them.

    Attributes:
        multipliers: The multipliers before rounding.
        second: Price of a second.
        place: Price of a place.
        reduced: r of each candidate.
        total: The bound of an empty path without time: curves and places.
    """

    def __init__(self, outline: Outline, multipliers: Multipliers) -> None:
        problem = outline.problem
        self.multipliers = multipliers
        self._tables = outline.tables
        self._slopes = [round(slope * ONE) for slope in multipliers[:-2]]
        self.second = round(multipliers[-2] / _MINUTE_S * ONE)
        self.place = round(multipliers[-1] * ONE)
        gains = [sum(self._slopes[purpose] * units for purpose, units in kind) for kind in outline.kinds]
        self.reduced = [
            c.bonus * ONE + gains[kind] - self.second * c.seconds - self.place
            for c, kind in zip(problem.candidates, outline.kind_of, strict=True)
        ]
        self.total = self.place * problem.most_items
        for slope, table, have in zip(self._slopes, problem.curves.points, problem.units, strict=True):
            self.total += max(worth * ONE - slope * units for units, worth in enumerate(table)) + slope * have
        self._sort(outline)

    def bound(self, path: Path, room_s: int) -> int:
        """Return the bound for a path, in parts of a point; candidates too long for the room count."""
        order = path.order
        bound = self.total + self.second * room_s - path.price * ONE
        for position in order:
            bound += self._of_position.get(position, 0)
        for members in self._of_many:
            for reduced, position in members:
                if position in order:
                    bound += reduced
                    break
        return bound

    @cached_property
    def excess(self) -> list[list[int]]:
        """For each purpose, what so many units lie below the bound for good: more units only make it worse."""
        tables = []
        for slope, table in zip(self._slopes, self._tables, strict=True):
            heights = [worth * ONE - slope * units for units, worth in enumerate(table)]
            greatest = max(heights)
            top = heights.index(greatest)
            tables.append([0] * top + [greatest - height for height in heights[top:]])
        return tables

    def _sort(self, outline: Outline) -> None:
        """Sort what counts into what one position brings, and groups that are in several positions."""
        candidates = outline.problem.candidates
        self._of_position: dict[int, int] = {}
        self._of_many: list[list[tuple[int, int]]] = []
        for group in outline.groups:
            members = [(self.reduced[i], candidates[i].position) for i in group if self.reduced[i] > 0]
            if len(members) == 1:
                reduced, position = members[0]
                self._of_position[position] = self._of_position.get(position, 0) + reduced
            elif members:
                self._of_many.append(sorted(members, reverse=True))


def _segments(table: tuple[int, ...]) -> list[tuple[int, int]]:
    widths: dict[int, int] = {}
    for before, after in pairwise(table):
        if after > before:
            widths[after - before] = widths.get(after - before, 0) + 1
    return list(widths.items())


def _relaxed(outline: Outline, rows: list[list[Row]], room: float, at: Multipliers) -> tuple[float, list[float]]:
    """Return the bound under some multipliers, and a subgradient of it there.

    No sum() over floats: from Python 3.12 on it rounds in another way, and the same plan must come out everywhere.
    """
    minute, place, places = at[-2], at[-1], outline.problem.most_items
    bound, slope = _curves(outline, at)
    bound += minute * room + place * places
    gains = []
    for kind in outline.kinds:
        gain = -place
        for purpose, units in kind:
            gain += at[purpose] * units
        gains.append(gain)
    for row in rows:
        greatest = 0.0
        for bonus, kind_, minutes in row:
            reduced = bonus + gains[kind_] - minute * minutes
            if reduced > greatest:
                greatest, best_kind, best_minutes = reduced, kind_, minutes
        if greatest > 0:
            bound += greatest
            room -= best_minutes
            places -= 1
            for purpose, units in outline.kinds[best_kind]:
                slope[purpose] += units
    return bound, [*slope, room, places]


def _curves(outline: Outline, at: Multipliers) -> tuple[float, list[float]]:
    """Return what the curves add to the bound, and how far what is there already lies from where each is touched."""
    total, apart = 0.0, []
    for slope, segments, have in zip(at, outline.segments, outline.problem.units, strict=False):
        touched = 0
        for rise, width in segments:
            if rise <= slope:
                break
            total += (rise - slope) * width
            touched += width
        total += slope * have
        apart.append(float(have - touched))
    return total, apart
