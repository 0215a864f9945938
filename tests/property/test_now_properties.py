"""Whatever the person and the room, the steps on offer suit them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loosen.core.facts import read_facts
from loosen.core.logic import Reading
from loosen.core.now import first_steps
from loosen.core.situation import Situation, situation_of
from loosen.domain.basics import Truth
from loosen.domain.care import Limit, Stage
from loosen.domain.results import ItemKind, NowItem, PlanState
from loosen.errors import NotAllowedError
from tests.property.strategies import LIBRARY, Raw, full_answers, some_answers

ALLOWED = st.sampled_from([PlanState.FULL, PlanState.COMFORT])


PEOPLE = st.one_of(full_answers(), some_answers(most=25))
"""People who answered everything, and people who answered only some of it."""


def situation(answers: Raw) -> Situation:
    return situation_of(read_facts(answers, LIBRARY), LIBRARY)


def blocks_of(item: NowItem) -> tuple[Limit, ...]:
    folder, _, name = item.entry.partition("/")
    if folder == "movements":
        movement, variant = LIBRARY.variants[item.id]
        assert movement.id == name
        return variant.block
    return LIBRARY.remedies[name].block


@settings(max_examples=100)
@given(answers=PEOPLE, plan=ALLOWED)
def test_nothing_that_a_present_or_unruled_state_forbids_is_offered(answers: Raw, plan: PlanState) -> None:
    reading = Reading(read_facts(answers, LIBRARY), LIBRARY)
    present = {tag.id for tag in LIBRARY.tags.values() if reading.truth(tag.when) is not Truth.FALSE}

    now = first_steps(situation(answers), LIBRARY, plan)

    for item in now.items:
        assert present.isdisjoint(limit.tag for limit in blocks_of(item)), item.id


@settings(max_examples=120)
@given(answers=PEOPLE)
def test_every_caution_of_a_present_or_unruled_state_is_told(answers: Raw) -> None:
    person = situation(answers)

    now = first_steps(person, LIBRARY, PlanState.FULL)

    for item in now.items:
        folder, _, name = item.entry.partition("/")
        cautions = LIBRARY.variants[item.id][1].caution if folder == "movements" else LIBRARY.remedies[name].caution
        assert {limit.words.en for limit in cautions if limit.tag in person.tags} == set(item.cautions)


@settings(max_examples=120)
@given(answers=PEOPLE, plan=ALLOWED, place=st.sampled_from(["home", "work"]))
def test_the_first_step_needs_no_lying_down_where_sitting_or_standing_is_possible(
    answers: Raw, plan: PlanState, place: str
) -> None:
    answers = answers | {"place": place}

    now = first_steps(situation(answers), LIBRARY, plan)

    assert now.items[0].kind is ItemKind.BREATHING
    assert now.items[0].position in {"chair", "standing"}


@settings(max_examples=120)
@given(answers=PEOPLE)
def test_a_comfort_plan_holds_only_breathing_rest_heat_and_short_walks(answers: Raw) -> None:
    now = first_steps(situation(answers), LIBRARY, PlanState.COMFORT)

    assert {item.kind for item in now.items} <= {ItemKind.BREATHING, ItemKind.REST, ItemKind.REMEDY, ItemKind.WALK}
    for item in now.items:
        if item.kind is ItemKind.REMEDY:
            assert item.entry == "remedies/heat"
        if item.kind is ItemKind.WALK:
            assert item.id == "walking-micro"


@settings(max_examples=50)
@given(answers=PEOPLE)
def test_a_withheld_plan_never_exists(answers: Raw) -> None:
    with pytest.raises(NotAllowedError):
        first_steps(situation(answers), LIBRARY, PlanState.WITHHELD)


@settings(max_examples=120)
@given(answers=PEOPLE, plan=ALLOWED)
def test_a_floor_out_of_reach_is_never_used(answers: Raw, plan: PlanState) -> None:
    answers = answers | {"floor-ok": "no"}

    now = first_steps(situation(answers), LIBRARY, plan)

    for item in now.items:
        if item.entry.startswith("movements/"):
            assert {surface.value for surface in LIBRARY.variants[item.id][1].surfaces} != {"floor"}, item.id


@settings(max_examples=120)
@given(answers=PEOPLE, plan=ALLOWED)
def test_nothing_comes_before_its_stage_and_nothing_twice(answers: Raw, plan: PlanState) -> None:
    person = situation(answers)

    now = first_steps(person, LIBRARY, plan)

    assert isinstance(person.stage, Stage)
    for item in now.items:
        if item.entry.startswith("movements/"):
            assert LIBRARY.variants[item.id][1].stage_from.rank <= person.stage.rank
    assert len({item.entry for item in now.items}) == len(now.items)


@settings(max_examples=100)
@given(answers=PEOPLE)
def test_nothing_for_now_is_among_the_movements_that_are_never_scheduled(answers: Raw) -> None:
    now = first_steps(situation(answers), LIBRARY, PlanState.FULL)

    assert {item.entry.partition("/")[2] for item in now.items}.isdisjoint(LIBRARY.not_now)


@settings(max_examples=100)
@given(answers=PEOPLE)
def test_the_same_person_gets_the_same_steps(answers: Raw) -> None:
    turned = dict(reversed(answers.items()))

    first, second = (first_steps(situation(raw), LIBRARY, PlanState.FULL) for raw in (answers, turned))

    assert first == second
