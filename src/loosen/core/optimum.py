"""The exact optimum of one bout: a set of movements and a path through their positions.

For a set S of candidates, at most one of each group, the worth is

    sum over purposes p of curve_p(sum over i in S of units_ip)  +  sum over i in S of bonus_i  -  price(path of S)

subject to the seconds of the movements and of the changes of position staying within the budget, and to limits on
movements and positions. Each curve is concave, so a movement is worth less the more of the same is chosen already.
Within a position the order is free, so a bout is a set and a path through its positions. The path is the one
that takes least time from the start; among equally short ones the cheaper one.

Each path has an upper bound (`bounds`). The path of the highest bound is looked at: first its bound is lowered, a
few steps at a time; then its choices are searched for one that is worth as much as the bound allows, and if there is
none, the bound is lowered to what has been ruled out. So the first choice worth as much as the highest bound is the
best. Worths are integers, so bounds are rounded down. Among equal worths the first found in this fixed order stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from loosen.core.bounds import ONE, Descent, Outline, Prices, Units, descended
from loosen.core.bout_problem import Path, Problem, paths_between

_ROOT_STEPS, _PATH_STEPS, _STEPS_AT_ONCE, _STRIDE = 45, 8, 4, 2
_CLEARLY = 0.001
_FEW = 4
_EVERYTHING = 1 << 62


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


def best_bout(problem: Problem) -> Bout:
    """Return the bout of greatest worth; an empty one, worth what the start is worth, if nothing fits."""
    best = _Optimum(problem).found()
    path = _final_path(problem, best.chosen)
    place = {position: index for index, position in enumerate(path.order)}
    ordered = sorted(best.chosen, key=lambda i: (place[problem.candidates[i].position], i))
    seconds = problem.seconds_of(best.chosen) + path.seconds
    return Bout(tuple(ordered), path.order, best.worth, seconds, best.nodes)


def _final_path(problem: Problem, chosen: tuple[int, ...]) -> Path:
    """Return the cheapest path that a choice has time for."""
    used = frozenset(problem.candidates[i].position for i in chosen)
    known = paths_between(problem.change_s, problem.change_price)
    paths = [
        known.shortest(start, used - {start})
        for start in problem.starts
        if len(used | {start}) <= problem.most_positions
    ]
    room = problem.budget_s - problem.seconds_of(chosen)
    fitting = [path for path in paths if path.seconds <= room or not chosen]
    return min(fitting, key=lambda path: (path.price, path))


@dataclass(slots=True)
class _Best:
    """The best choice so far."""

    worth: int
    chosen: tuple[int, ...] = ()
    nodes: int = 0


@dataclass(slots=True)
class _Lead:
    """A path that may hold the best bout.

    Attributes:
        bound: In parts of a point; nothing on the path is worth more.
        prices: Those that give the bound.
        ahead: How much lower a bound the next descent looks for.
        steps: Steps of descent that it has had.
        stride: How many points below its bound the next search goes.
        groups: Candidates on the path by group, once they are needed.
    """

    path: Path
    room: int
    bound: int
    prices: Prices
    ahead: float
    steps: int = 0
    stride: int = _STRIDE
    groups: list[list[int]] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The most that anything on the path can be worth."""
        return self.bound // ONE

    @property
    def is_lowered(self) -> bool:
        """Whether its bound has had its steps."""
        return self.steps >= _PATH_STEPS

    def tighten(self, prices: Prices) -> None:
        """Take over the bound under other prices if it is lower."""
        bound = prices.bound(self.path, self.room)
        if bound < self.bound:
            self.bound, self.prices = bound, prices


class _Optimum:
    """Goes through the paths, the highest bound first."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.outline = problem, Outline(problem)
        self.best = _Best(problem.worth_of_start())
        self.leads = self._leads()

    def found(self) -> _Best:
        """Return the best choice."""
        order = [self._turn(index) for index in range(len(self.leads))]
        heapify(order)
        while order:
            turn = heappop(order)
            lead = self.leads[turn[-1]]
            if -turn[0] <= self.best.worth:
                break
            if turn == self._turn(turn[-1]):  # otherwise its bound has been lowered since
                if lead.is_lowered:
                    self._search(lead)
                else:
                    self._lower(lead)
            heappush(order, self._turn(turn[-1]))
        return self.best

    def _turn(self, index: int) -> tuple[int, bool, int]:
        lead = self.leads[index]
        return -lead.level, lead.is_lowered, index

    def _leads(self) -> list[_Lead]:
        problem, outline = self.problem, self.outline
        start, rows = outline.begin(), outline.rows(outline.groups)
        ahead = max(1.0, self.best.worth / 2, *(table[-1] / 2 for table in outline.tables))
        root = descended(outline, rows, problem.budget_s, start, _ROOT_STEPS, ahead, 0.0)
        prices = Prices(outline, root.multipliers)
        positions = frozenset(candidate.position for candidate in problem.candidates)
        known = paths_between(problem.change_s, problem.change_price)
        leads = []
        for path in known.through(problem.starts, positions, problem.most_positions):
            room = problem.budget_s - path.seconds
            leads.append(_Lead(path, room, prices.bound(path, room), prices, max(root.ahead, 1.0)))
        return leads

    def _lower(self, lead: _Lead) -> None:
        """Lower the bound of a path by a few steps; what is found may lower the bounds of others as well."""
        if not lead.groups:
            lead.groups = self.outline.within(lead.path)
        descent = self._descent(lead)
        lead.ahead, lead.steps = max(descent.ahead, 1.0), lead.steps + _STEPS_AT_ONCE
        prices = Prices(self.outline, descent.multipliers)
        if prices.bound(lead.path, lead.room) >= lead.bound:
            lead.steps = _PATH_STEPS
            return
        for other in self.leads:
            if other.level > self.best.worth:
                other.tighten(prices)

    def _descent(self, lead: _Lead) -> Descent:
        rows = self.outline.rows(lead.groups)
        goal = lead.level - _CLEARLY + lead.path.price
        start = lead.prices.multipliers
        return descended(self.outline, rows, lead.room, start, _STEPS_AT_ONCE, lead.ahead, goal)

    def _search(self, lead: _Lead) -> None:
        """Search a path for a choice worth about as much as its bound allows."""
        above = max(self.best.worth, lead.level - lead.stride)
        search = _Search(self.outline, lead, above)
        search.run()
        self.best.nodes += search.nodes
        if search.worth > self.best.worth and search.chosen:
            self.best.worth, self.best.chosen = search.worth, search.chosen
        lead.bound = min(lead.bound, search.worth * ONE)
        lead.stride *= 2


Option = tuple[int, int, int, Units]
"""A choice for a group: what it costs the bound, candidate or -1 for none, seconds, benefit."""


class _Search:
    """Depth first over the groups of a path, for a choice worth more than a given worth.

    `loss` is how much lower the bound may still become. Every choice other than a group's best r costs the bound the
    difference. So do benefit past the point where the curve is touched, places that no group is left to fill, and
    seconds that none is left to use.

    Attributes:
        worth: The worth to exceed, then the greatest found.
        chosen: The choice that has it; empty if there is none.
        nodes: Nodes looked at.
    """

    def __init__(self, outline: Outline, lead: _Lead, above: int) -> None:
        self.outline, self.prices, self.path = outline, lead.prices, lead.path
        self.candidates = outline.problem.candidates
        self.worth, self.most = above, lead.level
        self.chosen: tuple[int, ...] = ()
        self.nodes = 0
        self.seen: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        self.units, self.room, self.places = list(outline.problem.units), lead.room, outline.problem.most_items
        self.fixed: list[int] = []
        self.groups = lead.groups

    def run(self) -> None:
        """Search: groups with one choice left are settled, the rest is tried, the most decisive first."""
        prices = self.prices
        tops = [max(0, *(prices.reduced[i] for i in group)) for group in self.groups]
        bound = prices.total + prices.second * self.room - self.path.price * ONE + sum(tops)
        loss = bound - (self.worth + 1) * ONE
        left: list[list[Option]] = []
        for top, group in zip(tops, self.groups, strict=True):
            options = self._options(top, group, loss)
            if len(options) > 1:
                left.append(options)
            elif options:
                loss -= self._fix(*options[0])
        if self.room < 0 or self.places < 0:
            return
        loss -= sum(table[units] for table, units in zip(prices.excess, self.units, strict=True))
        if loss < 0:
            return
        left.sort(key=lambda options: -options[1][0])
        self.left, self.picked = left, [-1] * len(left)
        self.longest = [0]
        for options in reversed(left):
            self.longest.insert(0, self.longest[0] + max(seconds for _, _, seconds, _ in options))
        self._visit(0, self.units, self.room, self.places, loss)

    def _options(self, top: int, group: list[int], loss: int) -> list[Option]:
        """Return the choices of a group that the bound allows, the cheapest first; being left out is one."""
        outline, reduced = self.outline, self.prices.reduced
        options: list[Option] = [
            (top - reduced[i], i, self.candidates[i].seconds, outline.kinds[outline.kind_of[i]])
            for i in group
            if top - reduced[i] <= loss
        ]
        if top <= loss:
            options.append((top, -1, 0, ()))
        return sorted(options)

    def _fix(self, cost: int, index: int, seconds: int, units: Units) -> int:
        """Settle the only choice of a group and return what it costs the bound."""
        if index >= 0:
            self.fixed.append(index)
            self.room -= seconds
            self.places -= 1
            for purpose, more in units:
                self.units[purpose] += more
        return cost

    def _visit(self, depth: int, units: list[int], room: int, places: int, loss: int) -> int:
        """Try every completion from a group on; return by how much less the bound may become now."""
        self.nodes += 1
        groups = len(self.left) - depth
        if not groups:
            return self._finish(units)
        idle = room - self.longest[depth]
        if (places > groups and self.prices.place * (places - groups) > loss) or self.prices.second * idle > loss:
            return 0
        if groups >= _FEW and self._was_here(depth, units, room, places, loss):
            return 0
        raised, excess = 0, self.prices.excess
        for cost, index, seconds, benefit in self.left[depth]:
            rest = loss - cost - raised
            if rest < 0:
                break
            self.picked[depth] = index
            if index < 0:
                raised += self._visit(depth + 1, units, room, places, rest)
            elif seconds <= room and places:
                more = units.copy()
                for purpose, extra in benefit:
                    have = more[purpose]
                    more[purpose] = total = have + extra
                    rest -= excess[purpose][total] - excess[purpose][have]
                if rest >= 0:
                    raised += self._visit(depth + 1, more, room - seconds, places - 1, rest)
        return raised

    def _was_here(self, depth: int, units: list[int], room: int, places: int, loss: int) -> bool:
        """Return whether an earlier choice with the same benefit was worth as much and left as much time."""
        key = (depth, places, *units)
        worth = loss - self.prices.second * room + self.worth * ONE
        known = self.seen.get(key)
        if known is None:
            self.seen[key] = [(worth, room)]
            return False
        for earlier, left in known:
            if earlier >= worth and left >= room:
                return True
        known.append((worth, room))
        return False

    def _finish(self, units: list[int]) -> int:
        """Keep a choice if it is worth more; once it is worth as much as anything can be, nothing more is tried."""
        chosen = (*self.fixed, *(index for index in self.picked if index >= 0))
        worth = sum(self.candidates[index].bonus for index in chosen) - self.path.price
        worth += sum(table[have] for table, have in zip(self.outline.tables, units, strict=True))
        if worth <= self.worth:
            return 0
        raised, self.worth, self.chosen = (worth - self.worth) * ONE, worth, chosen
        return raised if worth < self.most else _EVERYTHING
