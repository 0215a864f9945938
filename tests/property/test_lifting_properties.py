"""Whatever is lifted: a worse lift never has a higher limit, and the two systems of units say the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loosen.coach.lifting import lift_request
from loosen.coach.requests import read_request
from loosen.domain.lifting import LiftAnswer, LiftRequest
from loosen.knowledge.lifting import load_lifting

METHOD = load_lifting()
DURATIONS = ("short", "moderate", "long")
GRIPS = ("good", "fair", "poor")
PARTS_OF_ROUNDING = 0.05  # 10 in is 25.4 cm, 51 lb is 23.13 kg, .0075 an inch is .00295 a cm


def number(least: float, most: float) -> st.SearchStrategy[float]:
    return st.floats(least, most, allow_nan=False).map(lambda value: round(value, 1))


hands = st.fixed_dictionaries({"horizontal": number(5, 80), "vertical": number(0, 190), "asymmetry": number(0, 150)})
tasks = st.fixed_dictionaries(
    {
        "load": number(0.5, 60),
        "origin": hands,
        "destination": hands,
        "frequency": number(0, 16),
        "coupling": st.sampled_from(GRIPS),
    }
)
durations = st.sampled_from(DURATIONS)


def look(task: dict[str, Any], duration: str, **over: Any) -> LiftAnswer:
    raw = {"tasks": [task], "duration": duration, "back_pain": False, **over}
    return lift_request(read_request(raw, LiftRequest), METHOD)


def index(answer: LiftAnswer) -> float:
    return float("inf") if answer.li is None else answer.li


@given(tasks, durations, number(0, 40))
def test_a_heavier_load_never_has_a_lower_index_and_leaves_the_limit_alone(
    task: dict[str, Any], duration: str, more: float
) -> None:
    light, heavy = look(task, duration), look({**task, "load": task["load"] + more}, duration)

    assert index(heavy) >= index(light)
    assert heavy.rwl == light.rwl


@given(tasks, durations, st.sampled_from(["origin", "destination"]), number(0, 40))
def test_farther_hands_never_raise_the_limit(task: dict[str, Any], duration: str, end: str, more: float) -> None:
    farther = {**task, end: {**task[end], "horizontal": task[end]["horizontal"] + more}}

    assert index(look(farther, duration)) >= index(look(task, duration))


@given(tasks, durations, number(0, 30))
def test_more_twist_never_raises_the_limit(task: dict[str, Any], duration: str, more: float) -> None:
    twisted = {**task, "origin": {**task["origin"], "asymmetry": task["origin"]["asymmetry"] + more}}

    assert index(look(twisted, duration)) >= index(look(task, duration))


@given(tasks, durations, number(0, 10))
def test_more_lifts_never_raise_the_limit(task: dict[str, Any], duration: str, more: float) -> None:
    oftener = {**task, "frequency": task["frequency"] + more}

    assert index(look(oftener, duration)) >= index(look(task, duration))


@given(tasks)
def test_longer_work_and_a_worse_grip_never_raise_the_limit(task: dict[str, Any]) -> None:
    by_duration = [index(look(task, duration)) for duration in DURATIONS]
    by_grip = [index(look({**task, "coupling": grip}, "short")) for grip in GRIPS]

    assert by_duration == sorted(by_duration)
    assert by_grip == sorted(by_grip)


@given(tasks, durations)
def test_care_at_the_end_never_raises_the_limit(task: dict[str, Any], duration: str) -> None:
    with_care = look({**task, "control_at_destination": True}, duration)
    without = look({**task, "control_at_destination": False}, duration)

    assert index(with_care) >= index(without)


@given(tasks, durations)
def test_the_limit_lies_between_0_and_the_load_constant(task: dict[str, Any], duration: str) -> None:
    answer = look(task, duration)

    assert answer.rwl is not None
    assert 0 <= answer.rwl <= 23
    assert (answer.li is None) == (answer.rwl == 0) == answer.outside


@given(tasks, durations)
def test_metric_and_us_agree_within_the_rounding_of_the_manual(task: dict[str, Any], duration: str) -> None:
    def inches(place: dict[str, float]) -> dict[str, float]:
        return {**place, "horizontal": place["horizontal"] / 2.54, "vertical": place["vertical"] / 2.54}

    us_task = {
        **task,
        "load": task["load"] / 0.45359237,
        "origin": inches(task["origin"]),
        "destination": inches(task["destination"]),
    }
    metric, us = look(task, duration), look(us_task, duration, units="us")
    assume(metric.li is not None and us.li is not None)  # an edge may lie between 175 cm and 70 in
    heights = [task[end]["vertical"] for end in ("origin", "destination")]
    assume(all(not 74 < height < 77 for height in heights))  # nor between the columns at 75 cm and 30 in

    assert us.rwl_kg == pytest.approx(metric.rwl_kg, rel=PARTS_OF_ROUNDING)


@given(tasks, durations)
def test_the_change_that_helps_most_is_first_and_none_makes_it_worse(task: dict[str, Any], duration: str) -> None:
    answer = look(task, duration)

    after = [change.rwl for change in answer.changes]

    assert after == sorted(after, reverse=True)
    assert all(rwl > (answer.rwl or 0) for rwl in after)


@given(st.lists(tasks, min_size=2, max_size=4), durations)
def test_another_task_never_lowers_the_composite_index(several: list[dict[str, Any]], duration: str) -> None:
    fewer = look(several[0], duration, tasks=several[:-1])
    all_of_them = look(several[0], duration, tasks=several)

    assert index(all_of_them) >= index(fewer) - 1e-9
    assert (
        index(all_of_them) >= max(float("inf") if task.li is None else task.li for task in all_of_them.tasks) - 1e-9
    )


@given(number(0.5, 60), number(0, 100), st.integers(0, 5000), number(0, 30))
def test_the_wear_of_a_day_rises_with_load_distance_and_lifts(
    load: float, arm: float, lifts: int, more: float
) -> None:
    base = {"load": load, "lever_arm": arm, "lifts_per_day": lifts}

    def chance(**over: float) -> float:
        fixed = {"origin": {"horizontal": 30, "vertical": 75}, "travel": 10, "frequency": 1}
        found = look({**fixed, **base, **over}, "short").lifft
        assert found is not None
        return found.probability

    assert chance(load=load + more) >= chance()
    assert chance(lever_arm=arm + more) >= chance()
    assert chance(lifts_per_day=lifts + int(more)) >= chance()
    assert 0 <= chance() <= 1
