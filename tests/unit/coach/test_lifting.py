"""The lifting check says what it cannot answer, for whom it holds, and what would help."""

from __future__ import annotations

from typing import Any

import pytest

import loosen
from loosen.coach.lifting import answer_lift, lift_request
from loosen.coach.requests import read_request
from loosen.domain.lifting import BodyAnswer, LiftAnswer, LiftRequest
from loosen.errors import CallError, FactsError
from loosen.knowledge.lifting import load_lifting
from tests.house.readability import grade, sentences, words

METHOD = load_lifting()
BOX: dict[str, Any] = {
    "load": 10,
    "origin": {"horizontal": 40, "vertical": 20},
    "destination": {"horizontal": 35, "vertical": 80},
    "frequency": 1,
    "coupling": "fair",
}
CIRCUMSTANCES = [item.id for item in METHOD.refusals.circumstance]


def look(task: dict[str, Any] | None = None, **over: Any) -> LiftAnswer:
    """Return the answer for a box that is lifted from near the floor to a table, with changes."""
    raw: dict[str, Any] = {"tasks": [{**BOX, **(task or {})}], "duration": "short", "back_pain": False, **over}
    return lift_request(read_request({k: v for k, v in raw.items() if v is not None}, LiftRequest), METHOD)


def problems_of(task: dict[str, Any] | None = None, **over: Any) -> set[str]:
    """Return where the call is wrong."""
    with pytest.raises(FactsError) as caught:
        look(task, **over)
    return {problem.where for problem in caught.value.problems}


def test_a_lift_has_a_limit_an_index_and_their_factors() -> None:
    answer = look()

    assert answer.rwl == pytest.approx(9.59, abs=0.01)  # 23 * .625 * .835 * .895 * 1 * .94 * .95
    assert answer.rwl_lb == pytest.approx(9.59 / 0.4536, abs=0.03)
    assert answer.li == pytest.approx(10 / 9.59, abs=0.002)
    assert answer.multipliers is not None
    assert answer.multipliers.hm == 0.625
    assert answer.band == "raised"
    assert answer.needle is not None
    assert answer.needle.startswith("Hold it close: hands 25 cm")


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_what_the_method_does_not_cover_gets_a_reason_and_no_limit(circumstance: str) -> None:
    answer = look(circumstances=[circumstance])

    assert [item.id for item in answer.refused] == [circumstance]
    assert answer.refused[0].reason in answer.words
    assert (answer.rwl, answer.li, answer.multipliers, answer.band) == (None, None, None, "refused")


def test_every_refusal_of_the_manual_is_there() -> None:
    assert set(CIRCUMSTANCES) == {
        "one-hand",
        "over-8-hours",
        "seated",
        "kneeling",
        "cramped",
        "unstable-load",
        "person",
        "carrying",
        "pushing-pulling",
        "wheelbarrow",
        "shovel",
        "fast",
        "slippery-floor",
        "heat-cold-damp",
    }


@pytest.mark.parametrize(
    ("units", "surroundings", "refused"),
    [
        ("metric", {"temperature": 27}, ["temperature"]),
        ("metric", {"temperature": 18}, ["temperature"]),
        ("us", {"temperature": 70}, []),
        ("us", {"temperature": 80}, ["temperature"]),
        ("metric", {"humidity": 34}, ["humidity"]),
        ("metric", {"humidity": 51}, ["humidity"]),
        ("metric", {"floor_friction": 0.39}, ["floor_friction"]),
        ("metric", {"speed": 76}, ["speed"]),
        ("us", {"speed": 31}, ["speed"]),
        ("metric", {"temperature": 19, "humidity": 50, "floor_friction": 0.4, "speed": 75}, []),
    ],
)
def test_measures_around_the_lift_refuse_it_where_they_are_out_of_range(
    units: str, surroundings: dict[str, float], refused: list[str]
) -> None:
    answer = look(units=units, surroundings=surroundings)

    assert [item.id for item in answer.refused] == refused


def test_more_than_8_hours_of_work_is_refused() -> None:
    answer = look(duration=None, work=[{"lifting_min": 481}])

    assert [item.id for item in answer.refused] == ["over-8-hours"]


def test_several_reasons_are_all_named() -> None:
    answer = look(circumstances=["one-hand", "seated"], surroundings={"temperature": 40})

    assert [item.id for item in answer.refused] == ["one-hand", "seated", "temperature"]


def test_a_limit_of_0_is_outside_of_the_method_and_no_index() -> None:
    answer = look({"origin": {"horizontal": 64, "vertical": 20}})

    assert (answer.rwl, answer.li, answer.outside, answer.band) == (0, None, True, "outside")
    assert answer.title == "It is outside what can be lifted by this method."
    assert "The hands are more than 63 cm from the ankles." in answer.words


@pytest.mark.parametrize(
    ("task", "over", "reason"),
    [
        ({"destination": {"horizontal": 35, "vertical": 176}}, {}, "above the floor"),
        ({"origin": {"horizontal": 40, "vertical": 20, "asymmetry": 136}}, {}, "degrees"),
        ({"frequency": 13}, {}, "too many"),
        ({"frequency": 9}, {"duration": "long"}, "too many"),
    ],
)
def test_each_way_out_of_the_method_is_named(task: dict[str, Any], over: dict[str, Any], reason: str) -> None:
    answer = look(task, **over)

    assert answer.outside
    assert any(reason in line for line in answer.words)


@pytest.mark.parametrize("back_pain", [True, "unknown"])
def test_with_back_pain_or_no_word_of_it_the_limit_does_not_apply(back_pain: object) -> None:
    answer = look(back_pain=back_pain)

    assert not answer.applies
    assert "this limit does not apply to you" in answer.cautions[0]
    assert len(answer.cautions) > 1


def test_nobody_said_whether_the_back_hurts_counts_as_not_known() -> None:
    assert look(back_pain=None).cautions == look(back_pain="unknown").cautions


def test_for_someone_without_pain_the_limit_is_still_for_healthy_workers_only() -> None:
    answer = look()

    assert answer.applies
    assert "healthy workers" in answer.cautions[0]


def test_the_end_counts_unless_it_needs_no_care() -> None:
    far_end = {"destination": {"horizontal": 60, "vertical": 80}}

    with_care = look({**far_end, "control_at_destination": True})
    not_known = look(far_end)
    without = look({**far_end, "control_at_destination": False})

    assert with_care.rwl == not_known.rwl
    assert with_care.tasks[0].limiting == "destination"
    assert [point.place for point in without.tasks[0].points] == ["origin"]
    assert without.tasks[0].travel == 60


def test_the_distance_is_estimated_from_the_box_at_both_ends() -> None:
    answer = look({"origin": {"box_depth": 40, "vertical": 20}, "destination": {"vertical": 80}})

    start, end = answer.tasks[0].points
    assert (start.horizontal, end.horizontal) == (45, 40)  # 25 + 20 below 25 cm, 20 + 20 above
    assert start.horizontal_estimated
    assert end.horizontal_estimated


def test_several_tasks_have_a_composite_index_and_no_limit_of_their_own() -> None:
    other = {**BOX, "name": "Crate", "load": 5, "frequency": 2}

    answer = look(tasks=[BOX, other])

    assert answer.composite
    assert answer.rwl is None
    assert answer.li is not None
    assert answer.li > max(task.li or 0 for task in answer.tasks)
    assert answer.li == pytest.approx(sum(task.adds or 0 for task in answer.tasks))
    assert [task.order for task in answer.tasks] == [1, 2]
    assert answer.needle is not None
    assert "index" in answer.needle


def test_metric_and_us_inputs_agree_but_for_the_rounding_of_the_two_forms() -> None:
    us_box = {
        "load": 22.05,
        "origin": {"horizontal": 40 / 2.54, "vertical": 20 / 2.54},
        "destination": {"horizontal": 35 / 2.54, "vertical": 80 / 2.54},
    }

    metric, us = look(), look(us_box, units="us")

    assert us.rwl_kg == pytest.approx(
        metric.rwl_kg, rel=0.03
    )  # 10 in is 1.6 % more than 25 cm; 51 lb 0.6 % over 23 kg
    assert us.li == pytest.approx(metric.li, rel=0.03)
    assert us.rwl == pytest.approx((us.rwl_kg or 0) / 0.45359237)


def test_the_wear_of_a_day_needs_lever_arm_and_lifts() -> None:
    without = look()
    with_both = look({"load": 13, "lever_arm": 40, "lifts_per_day": 400})

    assert without.lifft is None
    assert "two more numbers" in without.lifft_note
    assert with_both.lifft is not None
    assert with_both.lifft.probability == pytest.approx(0.33, abs=0.005)
    assert "does not cover lowering" in with_both.lifft_note


def test_the_lifts_of_a_day_follow_from_pace_and_work() -> None:
    answer = look({"frequency": 2, "lever_arm": 40}, duration=None, work=[{"lifting_min": 50}])

    assert answer.lifft is not None
    assert answer.lifft.tasks[0].lifts_per_day == 100


def test_there_is_no_sum_of_wear_where_one_task_lacks_its_numbers() -> None:
    answer = look(tasks=[{**BOX, "lever_arm": 40, "lifts_per_day": 10}, BOX])

    assert answer.lifft is None


def test_the_damage_of_several_tasks_adds_up() -> None:
    task = {**BOX, "load": 13, "lever_arm": 40, "lifts_per_day": 200}

    answer = look(tasks=[task, task])

    assert answer.lifft is not None
    assert answer.lifft.damage == pytest.approx(0.0042, rel=0.005)


def test_a_single_heavy_lift_calls_for_caution() -> None:
    answer = look({"load": 25, "lever_arm": 45, "lifts_per_day": 1})  # 25 * 9.81 * .45 = 110 N m

    assert answer.lifft is not None
    assert any("100 N m" in line for line in answer.lifft.words)


def test_without_a_body_model_its_keys_are_null() -> None:
    answer = look()

    assert answer.body_model is None
    assert answer.figure is None


def test_the_body_model_answers_for_itself_also_where_the_equation_may_not() -> None:
    request = read_request(
        {"tasks": [BOX], "duration": "short", "circumstances": ["one-hand"]},
        LiftRequest,
    )

    answer = lift_request(
        request, METHOD, body_model=lambda _: BodyAnswer(load={"compression_n": 2000.0}, figure="<svg/>")
    )

    assert answer.body_model == {"compression_n": 2000.0}
    assert answer.figure == "<svg/>"
    assert METHOD.refusals.instead_body.en in answer.words


@pytest.mark.parametrize(
    ("task", "over", "where"),
    [
        ({"origin": {"vertical": 20}}, {}, "tasks.0.origin.horizontal"),
        ({"destination": {"vertical": 80}}, {}, "tasks.0.destination.horizontal"),
        ({"destination": None}, {}, "tasks.0.travel"),
        ({"destination": None, "travel": 9, "control_at_destination": True}, {}, "tasks.0.destination"),
        ({"travel": 100}, {}, "tasks.0.travel"),
        ({"frequency": None}, {}, "tasks.0.frequency"),
        ({"counted": {"lifts": 15}}, {}, "tasks.0.frequency"),
        ({"frequency": None, "counted": {"lifts": 15, "lifting_min": 16}}, {}, "tasks.0.counted.lifting_min"),
        ({"load": 0}, {}, "tasks.0.load"),
        ({"load": -5}, {}, "tasks.0.load"),
        ({"load": float("nan")}, {}, "tasks.0.load"),
        ({"load": True}, {}, "tasks.0.load"),
        ({"load": "10"}, {}, "tasks.0.load"),
        ({"load": 501}, {}, "tasks.0.load"),
        ({"load_most": 9}, {}, "tasks.0.load_most"),
        ({"origin": {"horizontal": 4000, "vertical": 20}}, {}, "tasks.0.origin.horizontal"),
        ({"origin": {"horizontal": 40, "vertical": -1}}, {}, "tasks.0.origin.vertical"),
        ({"coupling": "fiar"}, {}, "tasks.0.coupling"),
        ({"weight": 5}, {}, "tasks.0.weight"),
        ({}, {"units": "stone"}, "units"),
        ({}, {"duration": None}, "duration"),
        ({}, {"work": [{"lifting_min": 5}]}, "work"),
        ({}, {"duration": None, "work": [{"lifting_min": 5}, {"lifting_min": 5}]}, "work.0.recovery_min"),
        ({}, {"circumstances": ["one-hnd"]}, "circumstances.0"),
        ({}, {"back_pain": "no"}, "back_pain"),
        ({}, {"back_pain": 0}, "back_pain"),
        ({}, {"tasks": []}, "tasks"),
    ],
)
def test_what_cannot_be_used_is_named(task: dict[str, Any], over: dict[str, Any], where: str) -> None:
    assert problems_of(task, **over) == {where}


def test_every_mistake_is_named_at_once() -> None:
    found = problems_of({"frequency": None, "load": 900}, circumstances=["flying"])

    assert found == {"tasks.0.frequency", "tasks.0.load", "circumstances.0"}


def test_the_python_function_says_the_same_as_the_contract() -> None:
    job = {"tasks": [BOX], "duration": "short", "back_pain": False}

    assert loosen.lift(job) == answer_lift(read_request(job, LiftRequest))


def test_a_call_that_is_no_object_is_refused() -> None:
    with pytest.raises(CallError):
        read_request([], LiftRequest)


def test_the_words_are_plain_and_short() -> None:
    texts = [
        *(item.reason.en for item in METHOD.refusals.circumstance),
        *(item.words.en for item in METHOD.changes.change),
        *METHOD.reading.careful.en,
        METHOD.reading.back_pain.en,
        METHOD.reading.healthy.en,
        METHOD.reading.unknown.en,
        *(band.words.en for band in METHOD.reading.band),
        METHOD.lifft.not_covered.en,
        METHOD.lifft.caution.en,
    ]

    assert sum(map(grade, texts)) / len(texts) <= 6
    assert [one for text in texts for one in sentences(text) if len(words(one)) > 25] == []
