"""Invented bouts to choose, and what they are worth by other ways than the planner's.

The solver (CP-SAT of OR-tools) is given another formulation: a yes or no for each candidate and for each position,
what a way costs as a table over sets of positions, and the worth of benefit as a table over units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise, permutations
from random import Random

from ortools.sat.python import cp_model

from loosen.core.bout_problem import Candidate, Curves, Problem, closed

Table = tuple[tuple[int, ...], ...]
Way = tuple[int, int, tuple[int, ...]]
"""Seconds, price and order of a way through positions."""

FITTING, NOTHING_FITS = 13, 3  # cases of a chunk
SMALL_CASES = 25
FEWEST, MOST = 5, 22  # candidates of a case


@cache
def shortest_way(start: int, positions: frozenset[int], seconds: Table, price: Table) -> Way:
    """Return the way of least time, then least price, written again from the manual."""
    ways = []
    for rest in permutations(sorted(positions - {start})):
        steps = list(pairwise((start, *rest)))
        ways.append((sum(seconds[a][b] for a, b in steps), sum(price[a][b] for a, b in steps), (start, *rest)))
    return min(ways)


def ways(problem: Problem) -> Iterator[tuple[frozenset[int], Way]]:
    """Yield every set of positions that a bout may use with the way through it, from each start there may be."""
    everywhere = {candidate.position for candidate in problem.candidates}
    for start in problem.starts:
        others = sorted(everywhere - {start})
        for size in range(min(problem.most_positions, len(others) + 1)):
            for chosen in combinations(others, size):
                positions = frozenset({start, *chosen})
                yield positions, shortest_way(start, positions, problem.change_s, problem.change_price)


def worth_of(problem: Problem, chosen: tuple[int, ...]) -> int | None:
    """Return the worth of a choice by the formula of the manual, or None if it is not allowed."""
    picked = [problem.candidates[index] for index in chosen]
    groups = [candidate.group for candidate in picked]
    if len(set(groups)) < len(groups) or len(picked) > problem.most_items:
        return None
    prices = []
    for start in problem.starts:
        positions = frozenset({start, *(candidate.position for candidate in picked)})
        if len(positions) <= problem.most_positions:
            seconds, price, _ = shortest_way(start, positions, problem.change_s, problem.change_price)
            if not picked or sum(candidate.seconds for candidate in picked) + seconds <= problem.budget_s:
                prices.append(price)
    if not prices:
        return None
    totals = [have + sum(c.units[p] for c in picked) for p, have in enumerate(problem.units)]
    tables = problem.curves.points
    benefit = sum(table[min(total, len(table) - 1)] for table, total in zip(tables, totals, strict=True))
    return benefit + sum(candidate.bonus for candidate in picked) - min(prices)


def solved(problem: Problem) -> int:
    """Return the greatest worth, found by CP-SAT on one thread."""
    model = cp_model.CpModel()
    x = [model.new_bool_var(f"x{i}") for i in range(len(problem.candidates))]
    for group in {candidate.group for candidate in problem.candidates}:
        model.add_at_most_one(x[i] for i, c in enumerate(problem.candidates) if c.group == group)
    model.add(sum(x) <= problem.most_items)

    everywhere = sorted({candidate.position for candidate in problem.candidates})
    used = {position: model.new_bool_var(f"used{position}") for position in everywhere}
    for position in everywhere:
        model.add_max_equality(
            used[position], [x[i] for i, c in enumerate(problem.candidates) if c.position == position]
        )
    rows = []
    for positions, (seconds, price, order) in ways(problem):
        for done in {positions, positions - {order[0]}}:  # nothing need be done where the bout begins
            rows.append((*(int(position in done) for position in everywhere), seconds, price))
    way_s = model.new_int_var(0, max(row[-2] for row in rows), "way seconds")
    way_price = model.new_int_var(0, max(row[-1] for row in rows), "way price")
    model.add_allowed_assignments([*used.values(), way_s, way_price], rows)
    work_s = sum(c.seconds * x[i] for i, c in enumerate(problem.candidates))
    model.add(work_s + way_s <= problem.budget_s).only_enforce_if(anything := model.new_bool_var("anything"))
    for chosen in x:
        model.add_implication(chosen, anything)

    benefits = []
    for purpose, table in enumerate(problem.curves.points):
        most = problem.units[purpose] + sum(candidate.units[purpose] for candidate in problem.candidates)
        flat = [table[min(units, len(table) - 1)] for units in range(most + 1)]
        total = model.new_int_var(0, most, f"units{purpose}")
        gained = sum(c.units[purpose] * x[i] for i, c in enumerate(problem.candidates))
        model.add(total == problem.units[purpose] + gained)
        benefit = model.new_int_var(min(flat), max(flat), f"benefit{purpose}")
        model.add_element(total, flat, benefit)
        benefits.append(benefit)
    bonus = sum(candidate.bonus * x[i] for i, candidate in enumerate(problem.candidates))
    model.maximize(sum(benefits) + bonus - way_price)

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.cp_model_presolve = False  # with it, OR-tools 9.15 misses the optimum of a rare case
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def made_curve(random: Random) -> tuple[int, ...]:
    """Return a concave table of worth by units."""
    table, slope = [0], random.choice([0, 3, 8, 12])
    for _ in range(random.randint(0, 4)):
        table += [table[-1] + slope * step for step in range(1, random.randint(1, 4) + 1)]
        slope = random.randint(0, slope)
    return tuple(table)


def made_candidate(random: Random, group: int, positions: int, purposes: int) -> Candidate:
    units = tuple(random.choice([0, 0, 0, 1, 1, 3]) for _ in range(purposes))
    seconds = random.choice([20, 45, 60, 90, random.randint(5, 240)])
    return Candidate(group, random.randrange(positions), seconds, units, random.randint(-4, 26))


def made_costs(random: Random, positions: int) -> tuple[Table, Table]:
    """Return seconds and price between positions such that one more position never makes a way cheaper."""
    seconds = [[0] * positions for _ in range(positions)]
    price = [[0] * positions for _ in range(positions)]
    for a, b in combinations(range(positions), 2):
        seconds[a][b] = seconds[b][a] = random.choice([5, 8, 10, 12, 18, 25])
        price[a][b] = price[b][a] = random.choice([0, 1, 2, 4, 5])
    tables = closed(seconds), closed(price)
    return tables if never_cheaper_by_a_detour(*tables, positions) else (tables[0], tables[0])


def never_cheaper_by_a_detour(seconds: Table, price: Table, most: int) -> bool:
    """Return whether leaving out a position never makes a way longer or dearer."""
    everywhere = range(len(seconds))
    for start in everywhere:
        for size in range(1, most):
            for others in combinations([position for position in everywhere if position != start], size):
                whole_s, whole_price, _ = shortest_way(start, frozenset({start, *others}), seconds, price)
                for left_out in others:
                    part = shortest_way(start, frozenset({start, *others}) - {left_out}, seconds, price)
                    if part[0] > whole_s or part[1] > whole_price:
                        return False
    return True


def fitting(random: Random, fewest: int = FEWEST, most: int = MOST) -> Problem:
    """Return a case of any kind: alike candidates, ties, groups, tight and wide budgets."""
    count, positions, purposes = random.randint(fewest, most), random.randint(1, 6), random.randint(1, 7)
    groups = random.randint(max(1, count // 2), count)
    candidates = [made_candidate(random, random.randrange(groups), positions, purposes) for _ in range(count)]
    for index in range(1, count):
        if random.random() < 0.2:  # nearly the same as another, so that much is tied or outdone
            twin = random.choice(candidates[:index])
            candidates[index] = replace(twin, group=candidates[index].group, position=random.randrange(positions))
    seconds, price = made_costs(random, positions)
    return Problem(
        candidates=tuple(candidates),
        curves=Curves(tuple(made_curve(random) for _ in range(purposes))),
        budget_s=random.choice([150, 285, 450, 585, 890, 1500]),
        starts=tuple(sorted(random.sample(range(positions), random.choice([1, 1, 1, min(2, positions), positions])))),
        units=tuple(random.choice([0, 0, 1, 3]) for _ in range(purposes)),
        change_s=seconds,
        change_price=price,
        most_items=random.choice([1, 2, 4, 6, 9]),
        most_positions=random.choice([1, 2, 3, 4, 4]),
    )


def without_candidates(random: Random) -> Problem:
    return replace(fitting(random), candidates=())


def without_time(random: Random) -> Problem:
    problem = fitting(random)
    return replace(problem, budget_s=min(candidate.seconds for candidate in problem.candidates) - 1)


def without_worth(random: Random) -> Problem:
    """Return a case in which every movement costs more points than it can bring."""
    problem = fitting(random)
    greatest = sum(table[-1] for table in problem.curves.points)
    return replace(
        problem,
        candidates=tuple(replace(c, bonus=-greatest - random.randint(1, 9)) for c in problem.candidates),
    )


def each_case(chunk: int) -> Iterator[Problem]:
    random = Random(f"bout {chunk}")  # noqa: S311 - invented bouts, not secrets
    makers: list[Callable[[Random], Problem]] = [without_candidates, without_time, without_worth]
    assert len(makers) == NOTHING_FITS
    for _ in range(FITTING):
        yield fitting(random)
    for make in makers:
        yield make(random)


def small_cases(chunk: int) -> Iterator[Problem]:
    random = Random(f"small bout {chunk}")  # noqa: S311 - invented bouts, not secrets
    for _ in range(SMALL_CASES):
        yield fitting(random, 1, 9)
