"""The best bout is really the best: compared with an independent solver, and with plain enumeration."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from loosen.core.bout_problem import Candidate, Curves, Problem, closed
from loosen.core.optimum import best_bout
from loosen.core.options import POSITIONS
from loosen.domain.library import Library
from loosen.domain.planning import PositionChange
from tests.property.bouts import NOTHING_FITS, each_case, never_cheaper_by_a_detour, small_cases, solved, worth_of

CHUNKS, CASES_IN_A_CHUNK = 32, 16  # 32 * 16 = 512 cases for the solver, 32 * 3 = 96 in which nothing fits
SMALL_CHUNKS = 8


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
        assert bout.path[0] in problem.starts


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_where_nothing_fits_the_bout_is_empty_and_worth_what_the_start_is_worth(chunk: int) -> None:
    for problem in list(each_case(chunk))[-NOTHING_FITS:]:
        bout = best_bout(problem)

        assert bout.chosen == ()
        assert bout.path == problem.starts[:1]
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
    problem = Problem((a, b, c), curves, 200, (0,), (0,), ((0, 25), (25, 0)), ((0, 5), (5, 0)), 9, 4)

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
