"""Whatever the person, the room and the days before: a plan suits, fits into its minutes, and says why."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loosen.core import planner
from loosen.core.adaptation import Adaptation, adapt
from loosen.core.facts import read_facts
from loosen.core.logic import Reading
from loosen.core.planner import MadePlan, plan_for
from loosen.core.situation import situation_of
from loosen.core.suitability import room_of
from loosen.core.triage import triage
from loosen.domain.basics import Truth
from loosen.domain.care import Kit, MovementPurpose, Surface, Variant
from loosen.domain.plan import Person, Place
from loosen.domain.results import ItemKind, PlanState
from tests.property.people import CALM, TODAY, Asker, askers, calm_facts, written_people
from tests.property.strategies import LIBRARY

EVERYTHING = tuple(Kit)
STRENGTH = {MovementPurpose.STRENGTH, MovementPurpose.ENDURANCE}
WRITTEN = written_people()


def variants_of(made: MadePlan) -> list[Variant]:
    return [LIBRARY.variants[item.id][1] for bout in made.plan.bouts for item in bout.items]


def movements_of(made: MadePlan) -> list[str]:
    return [item.movement for bout in made.plan.bouts for item in bout.items]


@settings(max_examples=120)
@given(asker=askers())
def test_nothing_is_planned_that_a_present_or_unruled_state_blocks(asker: Asker) -> None:
    reading = Reading(read_facts(asker.facts, LIBRARY), LIBRARY)
    present = {tag.id for tag in LIBRARY.tags.values() if reading.truth(tag.when) is not Truth.FALSE}

    made = asker.plan()

    for variant in variants_of(made):
        assert present.isdisjoint(limit.tag for limit in variant.block), variant.id
    assert set(movements_of(made)).isdisjoint(LIBRARY.not_now)


@settings(max_examples=120)
@given(asker=askers())
def test_a_bout_keeps_to_its_minutes_by_the_clock_and_its_cues_leave_no_gap(asker: Asker) -> None:
    made = asker.plan()

    for bout in made.plan.bouts:
        cues = made.scripts[bout.id].cues
        assert bout.seconds == made.scripts[bout.id].seconds == sum(cue.seconds for cue in cues)
        assert bout.seconds <= 60 * bout.minutes_most
        assert bout.minutes_most <= (asker.person.minutes or bout.minutes_most)
        assert cues[0].at_s == 0
        assert all(first.at_s + first.seconds == second.at_s for first, second in pairwise(cues))
        assert all(cue.seconds > 0 for cue in cues)


@settings(max_examples=100)
@given(asker=askers())
def test_every_movement_takes_the_seconds_that_its_cues_take(asker: Asker) -> None:
    made = asker.plan()

    for bout in made.plan.bouts:
        for index, item in enumerate(bout.items):
            cues = [cue for cue in made.scripts[bout.id].cues if cue.item == index and cue.kind != "change-position"]
            assert sum(cue.seconds for cue in cues) == item.seconds, item.id


@settings(max_examples=120)
@given(asker=askers())
def test_no_bout_is_longer_or_fuller_than_its_stage_allows(asker: Asker) -> None:
    planning = LIBRARY.planning["default"]
    aims = {aim.stage.value: aim for aim in planning.stage}

    plan = asker.plan().plan

    for bout in plan.bouts:
        warm_ups = sum(item.movement == "warm-up-march" for item in bout.items)
        assert bout.minutes_most <= aims[plan.stage].minutes.most
        assert len(bout.items) - warm_ups <= planning.most_items_of(aims[plan.stage], bout.minutes_most)
        assert len(bout.changes) <= planning.most_positions
        assert len({item.movement for item in bout.items}) == len(bout.items)


@settings(max_examples=100)
@given(asker=askers())
def test_there_is_no_plan_while_triage_withholds_it(asker: Asker) -> None:
    outcome = triage(read_facts(asker.facts, LIBRARY), LIBRARY).plan

    made = asker.plan()

    if outcome is PlanState.WITHHELD:
        assert made.plan.withheld
    if made.plan.withheld is not None:
        assert (made.plan.bouts, made.plan.now, made.plan.day, made.scripts) == ((), None, None, {})


@settings(max_examples=60)
@given(asker=askers())
def test_the_same_person_gets_the_same_plan_whatever_the_order_of_answers_and_days(asker: Asker) -> None:
    turned = replace(asker, facts=dict(reversed(asker.facts.items())), history=tuple(reversed(asker.history)))

    first, second = asker.plan(), turned.plan()

    assert first == second


@settings(max_examples=100)
@given(asker=askers(), place=st.sampled_from([None, *Place]))
def test_where_the_floor_is_out_of_reach_nothing_needs_it(asker: Asker, place: Place | None) -> None:
    asker = replace(asker, person=asker.person.model_copy(update={"floor_ok": False, "place": place}))

    made = asker.plan()

    assert all(set(variant.surfaces) != {Surface.FLOOR} for variant in variants_of(made))


@settings(max_examples=100)
@given(asker=askers())
def test_every_movement_can_be_done_where_the_person_is_with_what_is_there(asker: Asker) -> None:
    person = asker.person
    situation = situation_of(read_facts(asker.facts, LIBRARY), LIBRARY)
    room = room_of(situation, place=person.place, kit=person.equipment, floor_ok=person.floor_ok)

    made = asker.plan()

    for variant in variants_of(made):
        assert room.surfaces & set(variant.surfaces), variant.id
        assert set(variant.kit) - {Kit.CUSHION} <= room.kit, variant.id
        if Kit.CUSHION in variant.kit:
            assert room.kit & {Kit.CUSHION, Kit.PILLOW}, variant.id


@settings(max_examples=100)
@given(
    facts=calm_facts(),
    equipment=st.lists(st.sampled_from(Kit), max_size=6, unique=True).map(tuple),
    room=st.sampled_from([(Place.WORK, None), (Place.IN_BED, None), (Place.HOME, False)]),
)
def test_at_work_in_bed_and_without_the_floor_there_is_a_bout_whenever_a_movement_suits(
    facts: dict[str, object], equipment: tuple[Kit, ...], room: tuple[Place, bool | None]
) -> None:
    person = Person(minutes=15, place=room[0], floor_ok=room[1], equipment=equipment)
    asker = Asker(facts, person)

    plan = asker.plan().plan

    if plan.withheld is None:
        assert plan.bouts, plan.nothing_fits


@settings(max_examples=120)
@given(asker=askers())
def test_what_a_person_does_not_want_or_a_clinician_rules_out_is_never_planned(asker: Asker) -> None:
    made = asker.plan()

    out = {*asker.person.dislikes, *asker.person.limits}
    for bout in made.plan.bouts:
        for item in bout.items:
            assert out.isdisjoint({item.id, item.movement})


@settings(max_examples=120)
@given(asker=askers())
def test_nothing_comes_before_its_stage(asker: Asker) -> None:
    stage = situation_of(read_facts(asker.facts, LIBRARY), LIBRARY).stage

    made = asker.plan()

    assert all(variant.stage_from.rank <= stage.rank for variant in variants_of(made))


@settings(max_examples=60)
@given(asker=askers())
def test_a_comfort_plan_holds_only_breathing(asker: Asker) -> None:
    made = plan_for(
        read_facts(asker.facts, LIBRARY),
        LIBRARY,
        person=asker.person,
        history=(),
        today=TODAY,
        allowed=PlanState.COMFORT,
    )

    assert {item.kind for bout in made.plan.bouts for item in bout.items} <= {ItemKind.BREATHING}


@settings(max_examples=120)
@given(asker=askers())
def test_a_day_for_relief_holds_no_strength(asker: Asker) -> None:
    pain = asker.facts.get("pain-now")
    today = adapt(asker.history, LIBRARY, TODAY, pain if isinstance(pain, int) else None)

    made = asker.plan()

    if today.relief_only:
        purposes = {purpose for name in movements_of(made) for purpose in LIBRARY.movements[name].purposes}
        assert purposes.isdisjoint(STRENGTH)


@settings(max_examples=120)
@given(asker=askers())
def test_what_rests_today_is_not_planned_and_its_rule_is_told(asker: Asker) -> None:
    pain = asker.facts.get("pain-now")
    today = adapt(asker.history, LIBRARY, TODAY, pain if isinstance(pain, int) else None)

    made = asker.plan()

    assert set(today.resting).isdisjoint(set(movements_of(made)) - {"warm-up-march"})
    if made.plan.withheld is None and not today.relief_only:
        assert set(today.resting.values()) <= {note.rule for note in made.plan.adapted}


def with_share(asker: Asker, percent: int) -> MadePlan:
    """Return the plan of somebody with a share of the sets, whatever the days before say."""

    def adapted(*given: Any, **more: Any) -> Adaptation:
        return replace(adapt(*given, **more), percent=percent, relief_only=False, bouts_today=0)

    with patch.object(planner, "adapt", adapted):
        return asker.plan()


def amounts(made: MadePlan) -> tuple[int, int]:
    """Return the sets of the bouts in all, and their repetitions in all."""
    items = [item for bout in made.plan.bouts for item in bout.items]
    return sum(item.sets for item in items), sum(item.sets * (item.repetitions or 1) for item in items)


@settings(max_examples=100)
@given(asker=askers(), percent=st.sampled_from([50, 60, 75, 80]))
def test_a_cut_leaves_its_share_of_the_sets_of_the_same_bout_uncut(asker: Asker, percent: int) -> None:
    comfort = triage(read_facts(asker.facts, LIBRARY), LIBRARY).plan is PlanState.COMFORT

    cut, whole = with_share(asker, percent), with_share(asker, 100)

    (sets, repetitions), (whole_sets, whole_repetitions) = amounts(cut), amounts(whole)
    fewest = sum(1 + (bout.items[0].movement == "warm-up-march") for bout in whole.plan.bouts)
    if comfort or not whole.plan.bouts:
        assert cut.plan.bouts == whole.plan.bouts
    elif sets < whole_sets:
        assert sets == fewest or abs(100 * sets - percent * whole_sets) <= 50
        assert sum(bout.seconds for bout in cut.plan.bouts) <= 60 * whole.plan.bouts[0].minutes_most
    else:
        assert whole_sets == fewest or abs(100 - percent) * whole_sets <= 50
        assert repetitions <= whole_repetitions


@settings(max_examples=100)
@given(asker=askers(), percent=st.sampled_from([50, 60, 75, 80]))
def test_a_cut_brings_nothing_new_where_the_last_bouts_are_enough(asker: Asker, percent: int) -> None:
    pain = asker.facts.get("pain-now")
    today = adapt(asker.history, LIBRARY, TODAY, pain if isinstance(pain, int) else None)
    lately = {name for bout in today.usual[:3] for name in bout} | {"warm-up-march"}

    cut, whole = with_share(asker, percent), with_share(asker, 100)

    if set(movements_of(whole)) <= lately:
        assert set(movements_of(cut)) <= lately


@settings(max_examples=60)
@given(facts=calm_facts(), minutes=st.integers(1, 4))
def test_somebody_with_a_few_minutes_has_a_bout_where_one_movement_fits(
    facts: dict[str, object], minutes: int
) -> None:
    person = Person(minutes=minutes, place=Place.HOME, floor_ok=True, equipment=EVERYTHING)

    plan = Asker(facts, person).plan().plan

    if plan.nothing_fits is not None and plan.nothing_fits.startswith("Nothing fits"):
        nearest = int(plan.nothing_fits.split(" takes ")[1].split()[0])
        longer = Asker(facts, person.model_copy(update={"minutes": nearest})).plan().plan
        assert nearest > minutes
        assert longer.bouts


@settings(max_examples=80)
@given(asker=askers())
def test_a_full_bout_is_given_as_the_reason_only_where_it_is_full(asker: Asker) -> None:
    aims = {aim.stage.value: aim for aim in LIBRARY.planning["default"].stage}

    plan = asker.plan().plan

    for bout in plan.bouts:
        planned = sum(item.movement != "warm-up-march" for item in bout.items)
        said = {entry.because for entry in plan.left_out}
        full = {because for because in said if because.startswith("A bout has ")}
        most = LIBRARY.planning["default"].most_items_of(aims[plan.stage], bout.minutes_most)
        assert not full or planned >= min(most, LIBRARY.planning["default"].most_items)


@settings(max_examples=60)
@given(asker=askers())
def test_every_movement_is_in_the_bout_or_left_out_with_a_reason(asker: Asker) -> None:
    made = asker.plan()

    if made.plan.withheld is None:
        named = {entry.id for entry in made.plan.left_out}
        assert named.isdisjoint(movements_of(made))
        assert named | set(movements_of(made)) >= set(LIBRARY.movements) - {
            "easy-positions",
            "walking",
            "warm-up-march",
        }
        assert all(entry.because for entry in made.plan.left_out)
        assert all(item.because and item.grade_words for bout in made.plan.bouts for item in bout.items)


@pytest.mark.parametrize("who", sorted(WRITTEN))
def test_everybody_written_down_has_a_bout(who: str) -> None:
    made = WRITTEN[who].plan()

    assert made.plan.withheld is None
    assert made.plan.bouts, made.plan.nothing_fits


def test_every_movement_is_in_the_plan_of_somebody() -> None:
    plans = [asker.plan() for asker in WRITTEN.values()]

    offered = {name for made in plans for name in movements_of(made)}
    now = {item.entry.removeprefix("movements/") for made in plans if made.plan.now for item in made.plan.now.items}
    walked = {"walking" for made in plans if made.plan.day and made.plan.day.walking}
    assert len(LIBRARY.movements) == 38
    assert sorted(set(LIBRARY.movements) - offered - (now & {"walking", "easy-positions"}) - walked) == []


def test_sixty_different_people_do_not_all_get_the_same_five_items() -> None:
    days, sites = (1, 5, 10, 20, 40, 100), ("low-back", "upper-back")
    rooms = [
        {"place": "home", "floor_ok": True, "equipment": EVERYTHING, "minutes": 20},
        {"place": "home", "floor_ok": False, "equipment": ("chair", "bed"), "minutes": 10},
        {"place": "work", "equipment": ("chair", "table"), "minutes": 10},
        {"place": "in-bed", "equipment": ("pillow", "towel"), "minutes": 15},
        {"place": "home", "floor_ok": True, "equipment": (), "minutes": 25},
    ]
    people = [
        Asker({**CALM, "days-since-start": day, "site": site, "pain-now": 3}, Person.model_validate(room))
        for day, site, room in product(days, sites, rooms)
    ]

    bouts = [frozenset(movements_of(asker.plan())) for asker in people]

    assert len(people) == 60
    assert len(frozenset.intersection(*bouts)) < 5
    assert len(set(bouts)) >= 40
