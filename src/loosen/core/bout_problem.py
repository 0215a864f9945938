"""One bout to choose: what may be in it, what it is worth, and the paths through its positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

Table = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A movement that may be in the bout.

    Attributes:
        group: Candidates of one group exclude each other (variants of one movement).
        position: Index of its position.
        seconds: How long it takes, at least 1.
        units: Benefit for each purpose, at least 0.
        bonus: Points of its own; may be negative.
    """

    group: int
    position: int
    seconds: int
    units: tuple[int, ...]
    bonus: int


@dataclass(frozen=True, slots=True)
class Curves:
    """Concave curves, tabulated: ``points[p][v]`` is the worth of v units of purpose p; flat past the end."""

    points: Table

    def worth(self, purpose: int, units: int) -> int:
        """Return the worth of so many units of a purpose."""
        table = self.points[purpose]
        return table[units] if units < len(table) else table[-1]


@dataclass(frozen=True, slots=True)
class Problem:
    """One bout to choose.

    Attributes:
        candidates: What may be in it.
        curves: Worth of benefit by purpose.
        budget_s: Seconds for everything, changes of position included.
        starts: Indexes of the positions in which the bout may begin.
        units: Benefit that is there already (of the warm-up).
        change_s: Seconds from position to position; obeys the triangle inequality.
        change_price: Points from position to position; obeys the triangle inequality, and one position more never
            makes the path cheaper.
        most_items: Movements at most.
        most_positions: Positions at most, the start included.
    """

    candidates: tuple[Candidate, ...]
    curves: Curves
    budget_s: int
    starts: tuple[int, ...]
    units: tuple[int, ...]
    change_s: Table
    change_price: Table
    most_items: int
    most_positions: int

    def worth_of_start(self) -> int:
        """Return what the benefit is worth that is there already."""
        return sum(self.curves.worth(purpose, units) for purpose, units in enumerate(self.units))

    def seconds_of(self, chosen: Iterable[int]) -> int:
        """Return the seconds of some candidates, without changes of position."""
        return sum(self.candidates[index].seconds for index in chosen)


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """An order of positions and what its changes take; sorts by time, then price, then order."""

    seconds: int
    price: int
    order: tuple[int, ...]


class Paths:
    """The shortest paths through sets of positions, each worked out once."""

    def __init__(self, change_s: Table, change_price: Table) -> None:
        self._change_s, self._change_price = change_s, change_price
        self._shortest: dict[tuple[int, frozenset[int]], Path] = {}
        self._through: dict[tuple[tuple[int, ...], frozenset[int], int], tuple[Path, ...]] = {}

    def shortest(self, start: int, others: frozenset[int]) -> Path:
        """Return the path from a start through others that takes least time, then least price, then sorts first."""
        if not others:
            return Path(0, 0, (start,))
        known = self._shortest.get((start, others))
        if known is None:
            rests = (self.shortest(first, others - {first}) for first in others)
            known = self._shortest[start, others] = min(self._led_by(start, rest) for rest in rests)
        return known

    def through(self, starts: tuple[int, ...], positions: frozenset[int], most: int) -> tuple[Path, ...]:
        """Return the paths worth trying: for each set of at most so many positions, those no other start outdoes."""
        known = self._through.get((starts, positions, most))
        if known is None:
            found: dict[frozenset[int], list[Path]] = {}
            for start in starts:
                for others in _sets_of(sorted(positions - {start}), most - 1):
                    found.setdefault(others | {start}, []).append(self.shortest(start, others))
            known = tuple(path for paths in found.values() for path in _falling(sorted(paths)))
            self._through[starts, positions, most] = known
        return known

    def _led_by(self, start: int, rest: Path) -> Path:
        first = rest.order[0]
        seconds = self._change_s[start][first] + rest.seconds
        return Path(seconds, self._change_price[start][first] + rest.price, (start, *rest.order))


@cache
def paths_between(change_s: Table, change_price: Table) -> Paths:
    """Return the paths for a table of changes; they stay known for the next bout."""
    return Paths(change_s, change_price)


def closed(table: Sequence[Sequence[int]]) -> Table:
    """Return a table of costs in which no detour is cheaper than the direct way (Floyd and Warshall)."""
    size = len(table)
    cost = [list(row) for row in table]
    for via in range(size):
        for a in range(size):
            for b in range(size):
                cost[a][b] = min(cost[a][b], cost[a][via] + cost[via][b])
    return tuple(tuple(row) for row in cost)


def _sets_of(positions: Sequence[int], most: int) -> Iterator[frozenset[int]]:
    for size in range(min(most, len(positions)) + 1):
        yield from map(frozenset, combinations(positions, size))


def _falling(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield those of some sorted paths that cost less than every shorter one."""
    least: int | None = None
    for path in paths:
        if least is None or path.price < least:
            least = path.price
            yield path
