"""Muscle and rest: the worked examples of the literature, and ranges that stay ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loosen.core.muscle import lean_share, regain_days
from loosen.domain.library import Library
from loosen.domain.muscle import LeanModel, Muscle
from loosen.knowledge import load_library


@pytest.fixture(scope="module")
def muscle(library: Library) -> Muscle:
    return library.muscle["default"]


MODEL: LeanModel = load_library().muscle["default"].lean


@pytest.mark.parametrize(
    ("fat_kg", "share"),
    [
        (10, 0.51),  # 10.4 / 20.4
        (15, 0.41),  # 10.4 / 25.4
        (20, 0.34),  # 10.4 / 30.4
        (25, 0.29),  # 10.4 / 35.4
        (30, 0.26),  # 10.4 / 40.4
        (40, 0.21),  # 10.4 / 50.4
    ],
)
def test_the_share_without_fat_is_that_of_forbes(muscle: Muscle, fat_kg: float, share: float) -> None:
    assert lean_share(muscle.lean, fat_kg).middle == pytest.approx(share, abs=0.005)


def test_two_kilograms_cost_0_6_kg_without_training_and_0_2_with_it(muscle: Muscle) -> None:
    without, trained = lean_share(muscle.lean, 25), lean_share(muscle.lean, 25, trains=True)

    assert 2 * without.middle == pytest.approx(0.6, abs=0.05)
    assert 2 * trained.middle == pytest.approx(0.2, abs=0.05)


def test_an_estimate_is_a_range_of_40_percent_either_way(muscle: Muscle) -> None:
    found = lean_share(muscle.lean, 25)

    assert found.low == pytest.approx(0.6 * found.middle)
    assert found.high == pytest.approx(1.4 * found.middle)


def test_more_protein_and_enough_sleep_keep_more(muscle: Muscle) -> None:
    usual = lean_share(muscle.lean, 25).middle

    assert lean_share(muscle.lean, 25, eats_protein=True).middle < usual
    assert lean_share(muscle.lean, 25, sleeps_short=True).middle > usual


@given(
    fat=st.floats(0, 300, allow_nan=False),
    trains=st.booleans(),
    protein=st.booleans(),
    short=st.booleans(),
)
def test_an_estimate_stays_within_its_bounds(fat: float, trains: bool, protein: bool, short: bool) -> None:
    found = lean_share(MODEL, fat, trains=trains, eats_protein=protein, sleeps_short=short)

    assert 0.05 <= found.middle <= 0.6
    assert found.low < found.middle < found.high


def test_muscle_takes_2_to_3_times_as_long_to_come_back(muscle: Muscle) -> None:
    assert regain_days(muscle, 14) == (28, 42)


def test_two_days_of_rest_cost_nothing_that_can_be_measured(muscle: Muscle) -> None:
    (two_days,) = (loss for loss in muscle.loss if loss.days == 2)

    assert two_days.percent.high == 0
