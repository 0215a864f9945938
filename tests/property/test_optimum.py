"""The best bout is really the best: compared with an independent solver, and with plain enumeration.

The solver (CP-SAT of OR-tools) is given another formulation: a yes or no for each candidate and for each position,
what a way costs as a table over sets of positions, and the worth of benefit as a table over units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise, permutations
from random import Random

import pytest
from ortools.sat.python import cp_model

from loosen.core.optimum import Candidate, Curves, Problem, best_bout, closed
from loosen.core.options import POSITIONS
from loosen.domain.library import Library
from loosen.domain.planning import PositionChange

Table = tuple[tuple[int, ...], ...]
Way = tuple[int, int, tuple[int, ...]]
"""Seconds, price and order of a way through positions."""

CHUNKS, CASES_IN_A_CHUNK = 24, 16  # 24 * 16 = 384 cases for the solver
FITTING, NOTHING_FITS = 13, 3  # of the 16 of a chunk; 24 * 3 = 72 in which nothing fits
SMALL_CHUNKS, SMALL_CASES = 8, 25
FEWEST, MOST = 5, 22  # candidates of a case


@cache
def shortest_way(start: int, positions: frozenset[int], seconds: Table, price: Table) -> Way:
    """Return the way of least time, then least price, written again from the manual."""
    ways = []
    for rest in permutations(sorted(positions - {start})):
        steps = list(pairwise((start, *rest)))
        ways.append((sum(seconds[a][b] for a, b in steps), sum(price[a][b] for a, b in steps), (start, *rest)))
    return min(ways)


def position_sets(problem: Problem) -> Iterator[frozenset[int]]:
    """Yield every set of positions that a bout may use, the start among them."""
    others = sorted({candidate.position for candidate in problem.candidates} - {problem.start})
    for size in range(min(problem.most_positions, len(others) + 1)):
        for chosen in combinations(others, size):
            yield frozenset({problem.start, *chosen})


def worth_of(problem: Problem, chosen: tuple[int, ...]) -> int | None:
    """Return the worth of a choice by the formula of the manual, or None if it is not allowed."""
    picked = [problem.candidates[index] for index in chosen]
    positions = frozenset({problem.start, *(candidate.position for candidate in picked)})
    groups = [candidate.group for candidate in picked]
    if len(set(groups)) < len(groups) or len(picked) > problem.most_items or len(positions) > problem.most_positions:
        return None
    seconds, price, _ = shortest_way(problem.start, positions, problem.change_s, problem.change_price)
    if picked and sum(candidate.seconds for candidate in picked) + seconds > problem.budget_s:
        return None
    totals = [have + sum(c.units[p] for c in picked) for p, have in enumerate(problem.units)]
    tables = problem.curves.points
    benefit = sum(table[min(total, len(table) - 1)] for table, total in zip(tables, totals, strict=True))
    return benefit + sum(candidate.bonus for candidate in picked) - price


def solved(problem: Problem) -> int:
    """Return the greatest worth, found by CP-SAT on one thread."""
    model = cp_model.CpModel()
    x = [model.new_bool_var(f"x{i}") for i in range(len(problem.candidates))]
    for group in {candidate.group for candidate in problem.candidates}:
        model.add_at_most_one(x[i] for i, c in enumerate(problem.candidates) if c.group == group)
    model.add(sum(x) <= problem.most_items)

    others = sorted({candidate.position for candidate in problem.candidates} - {problem.start})
    used = {position: model.new_bool_var(f"used{position}") for position in others}
    for position in others:
        model.add_max_equality(
            used[position], [x[i] for i, c in enumerate(problem.candidates) if c.position == position]
        )
    rows = []
    for positions in position_sets(problem):
        seconds, price, _ = shortest_way(problem.start, positions, problem.change_s, problem.change_price)
        rows.append((*(int(position in positions) for position in others), seconds, price))
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
        start=random.randrange(positions),
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


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_bout_is_worth_more_by_an_independent_solver(chunk: int) -> None:
    cases = list(each_case(chunk))

    found = [best_bout(problem).worth for problem in cases]

    assert len(cases) == CASES_IN_A_CHUNK
    assert found == [solved(problem) for problem in cases]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_bout_keeps_every_limit_and_is_worth_what_it_says(chunk: int) -> None:
    for problem in each_case(chunk):
        bout = best_bout(problem)

        work_s = sum(problem.candidates[index].seconds for index in bout.chosen)
        way_s = sum(problem.change_s[a][b] for a, b in pairwise(bout.path))
        assert worth_of(problem, bout.chosen) == bout.worth
        assert bout.seconds == work_s + way_s
        assert bout.seconds <= problem.budget_s or not bout.chosen
        assert bout.path[0] == problem.start


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_where_nothing_fits_the_bout_is_empty_and_worth_what_the_start_is_worth(chunk: int) -> None:
    for problem in list(each_case(chunk))[-NOTHING_FITS:]:
        bout = best_bout(problem)

        assert bout.chosen == ()
        assert bout.path == (problem.start,)
        assert bout.worth == worth_of(problem, ())


@pytest.mark.parametrize("chunk", range(SMALL_CHUNKS))
def test_no_bout_is_worth_more_by_trying_every_choice(chunk: int) -> None:
    for problem in small_cases(chunk):
        everything = range(len(problem.candidates))
        choices = (choice for size in range(len(everything) + 1) for choice in combinations(everything, size))

        bout = best_bout(problem)

        assert bout.worth == max(worth for choice in choices if (worth := worth_of(problem, choice)) is not None)


@pytest.mark.parametrize("chunk", range(SMALL_CHUNKS))
def test_the_same_case_gives_the_same_bout(chunk: int) -> None:
    for problem in small_cases(chunk):
        assert best_bout(problem) == best_bout(problem)


def test_a_case_solved_by_hand() -> None:
    """Start standing. Standing A: 60 s, 3 units. Lying B: 60 s, 3 units, C: 60 s, 1 unit and 5 points.

    Units are worth 4 each up to 3, then 1 each up to 6. Going to lie down takes 25 s and 5 points. Of 200 s,
    A + B + C take 60 + 60 + 25 + 60 = 205: too long. A + B: 12 + 3 - 5 = 10. A + C: 12 + 1 + 5 - 5 = 13.
    B + C: 12 + 1 + 5 - 5 = 13 as well. A alone: 12. So 13 is the most.
    """
    curves = Curves(((0, 4, 8, 12, 13, 14, 15),))
    a, b, c = Candidate(0, 0, 60, (3,), 0), Candidate(1, 1, 60, (3,), 0), Candidate(2, 1, 60, (1,), 5)
    problem = Problem((a, b, c), curves, 200, 0, (0,), ((0, 25), (25, 0)), ((0, 5), (5, 0)), 9, 4)

    bout = best_bout(problem)

    assert bout.worth == 13
    assert bout.path == (0, 1)


def test_one_more_position_never_makes_the_way_cheaper_in_the_real_table(library: Library) -> None:
    """Where this holds, the best bout over sets of positions is the best bout as the manual defines it."""
    planning = library.planning["default"]
    everywhere = range(len(POSITIONS))
    both: dict[tuple[int, int], PositionChange] = {}
    for change in planning.change:
        a, b = (POSITIONS.index(place) for place in change.between)
        both[a, b] = both[b, a] = change
    seconds = closed([[both[a, b].seconds if a != b else 0 for b in everywhere] for a in everywhere])
    price = closed([[both[a, b].price if a != b else 0 for b in everywhere] for a in everywhere])

    never_cheaper = never_cheaper_by_a_detour(seconds, price, planning.most_positions)

    assert never_cheaper
