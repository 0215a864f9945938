"""The exact optimum of one bout: a set of movements and a path through their positions.

For a set S of candidates, at most one of each group, the worth is

    sum over purposes p of curve_p(sum over i in S of units_ip)  +  sum over i in S of bonus_i  -  price(path of S)

subject to the seconds of the movements and of the changes of position staying within the budget, and to limits on
movements and positions. Each curve is concave, so a movement is worth less the more of the same is chosen already.
Within a position the order is free, so a bout is a set and a path through its positions. The path is the one
that takes least time from the first position; among equally short ones the cheaper one.

The search rests on one bound. For any slopes m_p, price of a second y and price of a place z, all at least 0,

    worth(S) <= sum_p conjugate_p(m_p) + y * (budget - seconds of the path) + z * most_items - price of the path
                + sum over groups of the greatest r_i in it, or 0,
    with r_i = bonus_i + sum_p m_p units_ip - y * seconds_i - z,

because a concave curve lies below each of its lines (conjugate_p(m) is the greatest curve_p(v) - m v) and because a
limit that is kept has something left over. The multipliers come from a fixed number of subgradient steps; they decide
how tight the bound is, never what is right. Each set of positions is searched depth first over its groups. Every
choice other than a group's best r lowers the bound by the difference, so a branch is left as soon as the bound falls
to the best worth found. Worths are integers, so bounds are rounded down. Among equal worths the first found in a
fixed order stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, permutations

_ROOT_STEPS, _PATH_STEPS = 60, 12
_ROUNDING = 1e-6


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

    points: tuple[tuple[int, ...], ...]

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
        start: Index of the position in which the bout begins.
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
    start: int
    units: tuple[int, ...]
    change_s: tuple[tuple[int, ...], ...]
    change_price: tuple[tuple[int, ...], ...]
    most_items: int
    most_positions: int


@dataclass(frozen=True, slots=True)
class Bout:
    """The best bout.

    Attributes:
        chosen: Indexes of the candidates, by position in the order of the path.
        path: Positions in order, the start first.
        worth: Points.
        seconds: Of movements and changes.
        nodes: Nodes that the search looked at.
    """

    chosen: tuple[int, ...]
    path: tuple[int, ...]
    worth: int
    seconds: int
    nodes: int


@dataclass(frozen=True, slots=True)
class Path:
    """An order of positions and what its changes take."""

    order: tuple[int, ...]
    seconds: int
    price: int


def best_bout(problem: Problem) -> Bout:
    """Return the bout of greatest worth; an empty one, worth what the start is worth, if nothing fits."""
    best = _Best(sum(problem.curves.worth(p, units) for p, units in enumerate(problem.units)))
    everything = range(len(problem.candidates))
    root = _fitted(problem, everything, problem.budget_s, _zero(problem), _ROOT_STEPS)
    paths = [(_path_bound(problem, root, path), path) for path in _paths(problem)]
    paths.sort(key=lambda pair: (-pair[0], len(pair[1].order), pair[1].order))
    for bound, path in paths:
        if int(bound + _ROUNDING) <= best.worth:
            break
        _search(problem, path, root, best)
    used = frozenset(problem.candidates[i].position for i in best.chosen) | {problem.start}
    path = shortest_path(problem.start, used, problem.change_s, problem.change_price)
    place = {position: index for index, position in enumerate(path.order)}
    ordered = sorted(best.chosen, key=lambda i: (place[problem.candidates[i].position], i))
    seconds = sum(problem.candidates[i].seconds for i in best.chosen) + path.seconds
    return Bout(tuple(ordered), path.order, best.worth, seconds, best.nodes)


def closed(table: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Return a table of costs in which no detour is cheaper than the direct way (Floyd and Warshall)."""
    size = len(table)
    cost = [list(row) for row in table]
    for via in range(size):
        for a in range(size):
            for b in range(size):
                cost[a][b] = min(cost[a][b], cost[a][via] + cost[via][b])
    return tuple(tuple(row) for row in cost)


@lru_cache(maxsize=4096)
def shortest_path(
    start: int,
    positions: frozenset[int],
    change_s: tuple[tuple[int, ...], ...],
    change_price: tuple[tuple[int, ...], ...],
) -> Path:
    """Return the order of positions from a start that takes least time, then least price, then sorts first."""
    found = []
    for rest in permutations(sorted(positions - {start})):
        order = (start, *rest)
        seconds = sum(change_s[a][b] for a, b in pairwise(order))
        found.append(Path(order, seconds, sum(change_price[a][b] for a, b in pairwise(order))))
    return min(found, key=lambda path: (path.seconds, path.price, path.order))


def _paths(problem: Problem) -> Iterator[Path]:
    """Yield the path through each set of positions that the bout may use."""
    others = sorted({c.position for c in problem.candidates} - {problem.start})
    for size in range(min(problem.most_positions - 1, len(others)) + 1):
        for chosen in combinations(others, size):
            positions = frozenset({problem.start, *chosen})
            yield shortest_path(problem.start, positions, problem.change_s, problem.change_price)


@dataclass(slots=True)
class _Best:
    """The best choice so far."""

    worth: int
    chosen: tuple[int, ...] = ()
    nodes: int = 0


@dataclass(frozen=True, slots=True)
class _Multipliers:
    """Slopes by purpose, price of a second, price of a place."""

    slopes: tuple[float, ...]
    second: float
    place: float


def _zero(problem: Problem) -> _Multipliers:
    """Return multipliers to begin with: the middle slope of each curve, and the mean worth of a second."""
    slopes = tuple(table[-1] / max(len(table) - 1, 1) for table in problem.curves.points)
    worth = sum(sum(m * u for m, u in zip(slopes, c.units, strict=True)) + c.bonus for c in problem.candidates)
    return _Multipliers(slopes, max(worth, 0) / max(sum(c.seconds for c in problem.candidates), 1), 0.0)


def _reduced(problem: Problem, which: Sequence[int], given: _Multipliers) -> dict[int, float]:
    """Return r of each candidate."""
    reduced = {}
    for index in which:
        candidate = problem.candidates[index]
        r = candidate.bonus - given.second * candidate.seconds - given.place
        for slope, units in zip(given.slopes, candidate.units, strict=True):
            if units:
                r += slope * units
        reduced[index] = r
    return reduced


def _conjugates(problem: Problem, slopes: Sequence[float]) -> tuple[float, list[int]]:
    """Return what the curves add to the bound, benefit there already included, and where each is touched."""
    total, touched = 0.0, []
    for slope, table, have in zip(slopes, problem.curves.points, problem.units, strict=True):
        greatest, at = float(table[0]), 0
        for units, worth in enumerate(table):
            if worth - slope * units > greatest:
                greatest, at = worth - slope * units, units
        total += greatest + slope * have
        touched.append(at)
    return total, touched


def _best_of_groups(problem: Problem, reduced: dict[int, float]) -> list[int]:
    """Return the candidate of greatest r, if that is above 0, of each group."""
    best: dict[int, int] = {}
    for index, r in reduced.items():
        group = problem.candidates[index].group
        if r > 0 and (group not in best or r > reduced[best[group]]):
            best[group] = index
    return list(best.values())


def _fitted(problem: Problem, which: Sequence[int], seconds: int, begin: _Multipliers, steps: int) -> _Multipliers:
    """Return multipliers that make the bound low, by so many steps along its subgradient."""
    slopes, second, place = list(begin.slopes), begin.second, begin.place
    best, least = begin, float("inf")
    for step in range(steps):
        given = _Multipliers(tuple(slopes), second, place)
        reduced = _reduced(problem, which, given)
        chosen = _best_of_groups(problem, reduced)
        conjugate, touched = _conjugates(problem, slopes)
        bound = conjugate + second * seconds + place * problem.most_items + sum(reduced[i] for i in chosen)
        if bound < least:
            best, least = given, bound
        units = list(problem.units)
        spent = 0
        for index in chosen:
            candidate = problem.candidates[index]
            spent += candidate.seconds
            units = [a + b for a, b in zip(units, candidate.units, strict=True)]
        slack_s, slack_n = seconds - spent, problem.most_items - len(chosen)
        excess = [have - at for have, at in zip(units, touched, strict=True)]
        scale = (slack_s / 60) ** 2 + slack_n**2 + sum(e * e for e in excess)
        if scale == 0:
            break
        length = 0.06 * max(abs(least), 1.0) / (scale * (1 + step / 6))
        second = max(0.0, second - length * slack_s / 3600)
        place = max(0.0, place - length * slack_n)
        slopes = [max(0.0, slope - length * e) for slope, e in zip(slopes, excess, strict=True)]
    return best


def _path_bound(problem: Problem, given: _Multipliers, path: Path) -> float:
    """Return the bound for one set of positions."""
    which = [i for i, c in enumerate(problem.candidates) if c.position in path.order]
    reduced = _reduced(problem, which, given)
    conjugate, _ = _conjugates(problem, given.slopes)
    room = problem.budget_s - path.seconds
    greatest = sum(reduced[i] for i in _best_of_groups(problem, reduced))
    return conjugate + given.second * room + given.place * problem.most_items - path.price + greatest


def _search(problem: Problem, path: Path, root: _Multipliers, best: _Best) -> None:
    """Search one set of positions for a choice worth more than the best."""
    room = problem.budget_s - path.seconds
    which = [i for i, c in enumerate(problem.candidates) if c.position in path.order and c.seconds <= room]
    given = _fitted(problem, which, room, root, _PATH_STEPS)
    bound = _path_bound(problem, given, path)
    if int(bound + _ROUNDING) <= best.worth:
        return
    reduced = _reduced(problem, which, given)
    groups: dict[int, list[tuple[float, int]]] = {}
    for index in which:
        groups.setdefault(problem.candidates[index].group, []).append((reduced[index], index))
    # What a choice costs the bound: the difference to the best of its group, or to leaving the group out.
    options = []
    for members in groups.values():
        top = max(0.0, *(r for r, _ in members))
        kept = sorted((top - r, i) for r, i in members if int(bound - (top - r) + _ROUNDING) > best.worth)
        options.append((top, kept))
    options.sort(key=lambda option: (-option[0], option[1]))
    base = sum(problem.curves.worth(p, units) for p, units in enumerate(problem.units)) - path.price
    search = _Search(problem, options, best)
    units = [min(have, len(table) - 1) for have, table in zip(problem.units, problem.curves.points, strict=True)]
    search.visit(0, (), units, base, room, bound, 0)


class _Search:
    """Depth first over the groups, the most promising first."""

    def __init__(self, problem: Problem, options: list[tuple[float, list[tuple[float, int]]]], best: _Best) -> None:
        self.candidates, self.tables = problem.candidates, problem.curves.points
        self.most_items = problem.most_items
        self.options = options
        self.best = best
        self.outdone = self._outdone()
        self.seen: dict[tuple[int, int, tuple[int, ...]], list[tuple[int, int]]] = {}

    def _outdone(self) -> list[int]:
        """Return for each group, as a bit mask, the later candidates that one of its own outdoes in every way.

        When a group is left out, these need not be looked at: the better one could take their place.
        """
        masks = []
        for group, (_, kept) in enumerate(self.options):
            later = [j for _, members in self.options[group + 1 :] for _, j in members]
            masks.append(sum(1 << j for j in later if any(self._outdoes(i, j) for _, i in kept)))
        return masks

    def _outdoes(self, i: int, j: int) -> bool:
        a, b = self.candidates[i], self.candidates[j]
        if a.seconds > b.seconds or a.bonus < b.bonus:
            return False
        return all(x >= y for x, y in zip(a.units, b.units, strict=True))

    def _was_here(self, group: int, count: int, units: list[int], worth: int, room: int) -> bool:
        """Return whether an earlier choice with the same benefit was worth as much and left as much time."""
        key = (group, count, tuple(units))
        known = self.seen.setdefault(key, [])
        if any(w >= worth and r >= room for w, r in known):
            return True
        known.append((worth, room))
        return False

    def visit(
        self,
        group: int,
        chosen: tuple[int, ...],
        units: list[int],
        worth: int,
        room: int,
        bound: float,
        outdone: int,
    ) -> None:
        """Try every completion from a group on, given the choice, its worth, the seconds left and the bound."""
        best = self.best
        best.nodes += 1
        if worth > best.worth:
            best.worth, best.chosen = worth, chosen
        if group == len(self.options) or len(chosen) == self.most_items:
            return
        if self._was_here(group, len(chosen), units, worth, room):
            return
        top, kept = self.options[group]
        for loss, index in kept:
            candidate = self.candidates[index]
            if candidate.seconds > room or outdone >> index & 1:
                continue
            if int(bound - loss + _ROUNDING) <= best.worth:
                break
            gain, more = candidate.bonus, list(units)
            for purpose, extra in enumerate(candidate.units):
                if extra:
                    table = self.tables[purpose]
                    last, have = len(table) - 1, units[purpose]
                    more[purpose] = min(have + extra, last)
                    gain += table[more[purpose]] - table[have]
            if gain > 0:  # gains only fall, so a choice without gain is never worth it
                rest = room - candidate.seconds
                self.visit(group + 1, (*chosen, index), more, worth + gain, rest, bound - loss, outdone)
        if int(bound - top + _ROUNDING) > best.worth:
            masked = outdone | self.outdone[group]
            self.visit(group + 1, chosen, units, worth, room, bound - top, masked)
