"""The dose of today: one small step at a time, and what a cut takes off."""

from __future__ import annotations

from itertools import pairwise

import pytest

from loosen.core.dosing import dose_now, sets_within, share_of, steps_of
from loosen.core.script import DoseNow
from loosen.domain.care import Dose, Range
from loosen.domain.library import Library
from loosen.domain.planning import Planning

DAILY = Range(start=1, most=1)
BRIDGE = Dose(
    sets=Range(start=1, most=3, step=1),
    repetitions=Range(start=8, most=12, step=1),
    hold_s=Range(start=2, most=5, step=1),
    move_s=4,
    rest_s=45,
    times_per_day=DAILY,
    days_per_week=Range(start=3, most=3),
)
BREATHING = Dose(duration_s=Range(start=180, most=300, step=60), times_per_day=DAILY, days_per_week=DAILY)
CARRY = Dose(
    sets=Range(start=2, most=3, step=1),
    distance_m=Range(start=10, most=20, step=5),
    per_side=True,
    times_per_day=DAILY,
    days_per_week=DAILY,
)
MASSAGE = Dose(
    duration_s=Range(start=30, most=60, step=15),
    spots=Range(start=2, most=4, step=1),
    times_per_day=DAILY,
    days_per_week=DAILY,
)


@pytest.fixture
def planning(library: Library) -> Planning:
    return library.planning["default"]


def counts(dose: DoseNow) -> tuple[int, int, int]:
    return dose.sets, dose.repetitions, dose.hold_s


def test_a_dose_has_the_steps_of_repetitions_hold_and_sets() -> None:
    assert steps_of(BRIDGE) == 9  # 12 - 8, 5 - 2 and 3 - 1


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (-1, (1, 8, 2)),
        (0, (1, 8, 2)),
        (1, (1, 9, 2)),
        (4, (1, 12, 2)),
        (5, (1, 12, 3)),
        (7, (1, 12, 5)),
        (8, (2, 12, 5)),
        (9, (3, 12, 5)),
        (50, (3, 12, 5)),
    ],
)
def test_repetitions_rise_first_then_hold_then_sets_and_never_past_the_most(
    level: int, expected: tuple[int, int, int], planning: Planning
) -> None:
    dose = dose_now(BRIDGE, level, planning)

    assert counts(dose) == expected


def test_one_step_changes_one_thing_only(planning: Planning) -> None:
    doses = [counts(dose_now(BRIDGE, level, planning)) for level in range(10)]

    for before, after in pairwise(doses):
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
        assert sum(after) == sum(before) + 1


@pytest.mark.parametrize(
    ("total", "percent", "share"),
    [
        (12, 80, 10),  # 9.6
        (12, 75, 9),
        (12, 60, 7),  # 7.2
        (12, 50, 6),
        (11, 50, 5),  # 5.5: half way goes down
        (3, 60, 2),  # 1.8
        (1, 50, 1),  # 0.5: never nothing
        (7, 100, 7),
    ],
)
def test_a_share_is_the_nearest_whole_number_and_never_nothing(total: int, percent: int, share: int) -> None:
    assert share_of(total, percent) == share


@pytest.mark.parametrize(
    ("sets", "most", "left"),
    [
        ((1, 3, 2), 6, (1, 3, 2)),
        ((1, 3, 2), 5, (1, 2, 2)),
        ((1, 3, 2), 4, (1, 2, 1)),
        ((3, 3), 5, (3, 2)),
        ((1, 3, 2), 1, (1, 1, 1)),
    ],
)
def test_sets_go_from_what_has_most_and_each_keeps_one(
    sets: tuple[int, ...], most: int, left: tuple[int, ...]
) -> None:
    assert sets_within(sets, most) == left


def test_quiet_breathing_keeps_its_time(planning: Planning) -> None:
    dose = dose_now(BREATHING, 3, planning)

    assert (dose.duration_s, dose.sets) == (180, 1)


def test_a_carry_is_timed_by_its_metres(planning: Planning) -> None:
    dose = dose_now(CARRY, 0, planning)

    assert (dose.sets, dose.repetitions, dose.move_s) == (2, 1, 10 * planning.metre_s)


def test_each_spot_of_a_massage_is_a_round_of_its_own(planning: Planning) -> None:
    dose = dose_now(MASSAGE, 0, planning)

    assert (dose.sets, dose.duration_s) == (2, 30)
