"""The load on the low back in the planner: what is too heavy is never in, what is heavy for its stage pays for it."""

from __future__ import annotations

from dataclasses import replace

from loosen.core.facts import read_facts
from loosen.core.planner import plan_for
from loosen.domain.library import Library
from loosen.domain.plan import Person, Plan
from tests.property.people import CALM, TODAY

FIRST_DAYS_N = 1500  # planning/default.toml, stage T1


def plan_with(library: Library, loads: dict[str, int]) -> Plan:
    facts = read_facts({**CALM, "days-since-start": 5}, library)
    return plan_for(facts, replace(library, loads=loads), person=Person(), history=(), today=TODAY).plan


def ids(plan: Plan) -> set[str]:
    return {item.id for bout in plan.bouts for item in bout.items}


def test_nothing_above_the_most_that_is_ever_planned_is_in_any_bout(library: Library) -> None:
    chosen = ids(plan_with(library, {}))

    plan = plan_with(library, dict.fromkeys(chosen, 3401))

    assert chosen
    assert chosen.isdisjoint(ids(plan))


def test_a_movement_that_is_too_heavy_in_every_way_is_left_out_with_that_reason(library: Library) -> None:
    tilts = dict.fromkeys((variant.id for variant in library.movements["pelvic-tilt"].variant), 3401)

    plan = plan_with(library, tilts)

    reasons = {left.id: left.because for left in plan.left_out}
    assert reasons["pelvic-tilt"] == "It loads the low back more than we ever plan."


def test_at_the_limit_a_movement_may_still_be_planned(library: Library) -> None:
    everything = dict.fromkeys(library.variants, 3400)

    assert ids(plan_with(library, everything))


def test_of_movements_that_are_worth_the_same_the_heavy_one_gives_way(library: Library) -> None:
    light = plan_with(library, {})
    heavy = dict.fromkeys(ids(light), FIRST_DAYS_N + 1)

    plan = plan_with(library, heavy)

    assert plan.bouts[0].worth < light.bouts[0].worth


def test_a_heavy_movement_that_is_in_says_so(library: Library) -> None:
    plan = plan_with(library, dict.fromkeys(library.variants, FIRST_DAYS_N + 1))

    reasons = {item.because for bout in plan.bouts for item in bout.items}
    assert reasons
    assert all("It is heavy for this stage" in reason for reason in reasons)


def test_every_shipped_load_belongs_to_something_that_exists(library: Library) -> None:
    planned = set(library.loads) & set(library.variants)

    assert planned
    assert all(0 < library.loads[name] < 6400 for name in planned)  # N; the older maximum permissible level
