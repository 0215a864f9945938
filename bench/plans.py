"""What a plan costs: for sixty invented people, and as candidates grow, beside an independent solver.

Alone: `.venv/bin/python bench/plans.py`; a number after it compares so many random bouts with the solver as well.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from random import Random
from statistics import fmean

from processes import ROOT
from table import Row

from loosen.core.adaptation import adapt
from loosen.core.bout_problem import Candidate, Problem
from loosen.core.facts import Facts, read_facts
from loosen.core.optimum import best_bout
from loosen.core.options import POSITIONS, PURPOSES, Menu
from loosen.core.planner import MadePlan, plan_for
from loosen.core.situation import situation_of
from loosen.core.suitability import chosen_set, room_of, suitability_of
from loosen.core.worth import curves_of, table_of
from loosen.domain.care import Kit, MovementPurpose, Position, Stage
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay, Person
from loosen.domain.results import PlanState
from loosen.domain.safety import FactType
from loosen.knowledge import load_library

sys.path.insert(0, str(ROOT))  # for the invented bouts and the other solver of the tests
from tests.property.bouts import each_case, solved

PLAN_MS = 20.0
PEOPLE, SIZES, SAMPLES = 60, (20, 30, 40, 50, 60), 7
_TODAY = date(2026, 11, 21)
_BUDGET_S = 20 * 60
_CPU = "CPU in one process"


@dataclass(frozen=True, slots=True)
class Asker:
    """Someone who asks for a plan."""

    facts: Facts
    person: Person
    history: tuple[HistoryDay, ...]

    def plan(self, library: Library) -> MadePlan:
        """Return their plan."""
        return plan_for(self.facts, library, person=self.person, history=self.history, today=_TODAY)


def plan_rows(library: Library) -> Iterator[Row]:
    """Yield the rows about plans."""
    yield from _people_rows(library)
    yield from _growth_rows(library)


def _people_rows(library: Library) -> Iterator[Row]:
    random = Random("people who ask for a plan")  # noqa: S311 - invented people, not secrets
    people = [_asker(random, library) for _ in range(PEOPLE)]
    gc.collect()
    gc.freeze()  # as the server does once the knowledge is read
    people[0].plan(library)
    times = sorted(_ms(lambda asker=asker: asker.plan(library)) for asker in people)  # type: ignore[misc]  # a lambda's default is not typed
    what, how = f"one plan, {PEOPLE} people", f"{_CPU}, `plan_for` from checked answers to script, every stage"
    yield Row(what, f"{how}; each once", "ms", times, under=PLAN_MS)
    yield Row(f"{what}: mean", how, "ms", [fmean(times)])
    yield Row(f"{what}: 9 of 10 take less", how, "ms", [times[PEOPLE * 9 // 10]], under=PLAN_MS)
    yield Row(f"{what}: the longest", how, "ms", [times[-1]], under=PLAN_MS)


def _asker(random: Random, library: Library) -> Asker:
    """Return someone calm, with some room and kit, goals, and days behind them."""
    raw: dict[str, object] = {q.id: False for q in library.questions.values() if q.type is FactType.ANSWER}
    raw |= {"age": random.choice([18, 35, 64]), "sex": "male", "pain-now": random.randint(0, 5)}
    raw |= {"days-since-start": random.choice([1, 5, 10, 20, 40, 60, 100, 400])}
    raw |= {"site": random.choice(["low-back", "low-back", "upper-back"])}
    kit = list(Kit)
    person = Person.model_validate(
        {
            "minutes": random.choice([None, 5, 8, 10, 12, 15, 20, 25, 30, 40]),
            "place": random.choice(["home", "home", "work", "in-bed"]),
            "floor_ok": random.choice([True, True, False]),
            "equipment": tuple(random.sample(kit, random.randint(3, len(kit)))),
            "goals": tuple(random.sample(list(MovementPurpose), random.randint(0, 2))),
        }
    )
    return Asker(read_facts(raw, library), person, _days(random, library))


def _days(random: Random, library: Library) -> tuple[HistoryDay, ...]:
    done = random.sample(sorted(library.variants), 8)
    return tuple(
        HistoryDay(
            date=_TODAY - timedelta(days=back), pain_now=random.randint(1, 4), done=tuple(random.sample(done, 4))
        )
        for back in range(random.choice([0, 3, 30, 60]), 0, -1)
        if random.random() < 0.8
    )


def _growth_rows(library: Library) -> Iterator[Row]:
    """Yield the rows about more and more candidates, drawn from every variant of every movement."""
    random = Random("candidates of bouts")  # noqa: S311 - invented bouts, not secrets
    every = _every_candidate(library)
    how = (
        f"{_CPU}, {SAMPLES} draws from the {len(every)} ways of all movements, {_BUDGET_S // 60} minutes, week 13 on"
    )
    for size in SIZES:
        draws = [_problem(tuple(random.sample(every, size)), library) for _ in range(SAMPLES)]
        ours = [best_bout(problem).worth for problem in draws]
        if ours != [solved(problem) for problem in draws]:
            raise RuntimeError(f"another worth than the other solver's, {size} candidates")
        yield Row(f"the best bout of {size} candidates", how, "ms", [_ms(lambda p=p: best_bout(p)) for p in draws])  # type: ignore[misc]  # a lambda's default is not typed
        other = [_ms(lambda p=p: solved(p)) for p in draws]  # type: ignore[misc]  # a lambda's default is not typed
        yield Row(
            "the same by CP-SAT on one thread, equal in worth", "the same draws, model and solving", "ms", other
        )


def _every_candidate(library: Library) -> list[Candidate]:
    """Return every variant of every movement for someone whom nothing keeps from it."""
    situation = situation_of(read_facts({"days-since-start": 100}, library), library)
    steps = chosen_set(situation, library, PlanState.FULL)
    suits = suitability_of(situation, library, room_of(situation))
    planning = library.planning["default"]
    aim = planning.aim_of(situation.stage)
    menu = Menu(library, suits, steps, adapt((), library, _TODAY, None), Person(), planning, aim, False)
    return [
        menu.option(group, movement, variant, is_usual=rank == 0).candidate
        for group, movement in enumerate(library.movements.values())
        for rank, variant in enumerate(movement.variant)
    ]


def _problem(candidates: tuple[Candidate, ...], library: Library) -> Problem:
    planning = library.planning["default"]
    return Problem(
        candidates=candidates,
        curves=curves_of(planning, next(aim for aim in planning.stage if aim.stage is Stage.T3)),
        budget_s=_BUDGET_S,
        starts=(POSITIONS.index(Position.STANDING),),
        units=(0,) * len(PURPOSES),
        change_s=table_of(planning.change, "seconds"),
        change_price=table_of(planning.change, "price"),
        most_items=planning.most_items,
        most_positions=planning.most_positions,
    )


def _differing(cases: int) -> int:
    """Return in how many random cases the worth is another than the other solver's."""
    problems = islice((problem for chunk in count() for problem in each_case(chunk)), cases)
    return sum(best_bout(problem).worth != solved(problem) for problem in problems)


def _ms(call: Callable[[], object]) -> float:
    start = time.process_time_ns()
    call()
    return (time.process_time_ns() - start) / 1e6


def main() -> None:
    """Print the rows about plans, and compare as many random cases as the argument says."""
    for row in plan_rows(load_library()):
        print(f"{row.what}: {row.measured}{' MISSED ' + row.limit if row.is_missed else ''}", flush=True)
    if sys.argv[1:]:
        cases = int(sys.argv[1])
        print(f"random bouts worth something else than CP-SAT finds: {_differing(cases)} of {cases}")


if __name__ == "__main__":
    main()
