"""LiFFT gives the answers of its authors' workbook."""

from __future__ import annotations

import math

import pytest

from loosen.body.lifft import band_of, damage_per_lift, moment_ft_lb, moment_nm, probability
from loosen.knowledge.lifting import load_lifting
from loosen.units import in_from_cm, lb_from_kg

METHOD = load_lifting().lifft


def test_the_worked_example_of_13_kg_at_40_cm_400_times_a_day() -> None:
    moment = moment_ft_lb(lb_from_kg(13), in_from_cm(40))
    damage = damage_per_lift(METHOD, moment) * 400

    assert moment_nm(moment) == pytest.approx(51.0, rel=0.001)  # 13 * 9.80665 * 0.40
    assert moment == pytest.approx(37.6, rel=0.001)
    assert damage_per_lift(METHOD, moment) == pytest.approx(1.05e-5, rel=0.005)
    assert damage == pytest.approx(0.0042, rel=0.005)
    assert probability(METHOD, damage) == pytest.approx(0.33, abs=0.005)
    assert band_of(METHOD, probability(METHOD, damage)).id == "moderate"


@pytest.mark.parametrize("moment", [10.0, 51.0, 120.0])
def test_the_damage_is_that_of_the_metric_form_with_902416_and_not_1902416(moment: float) -> None:
    metric = math.exp(0.038 * moment + 0.32) / 902_416  # the rounded form in N m

    found = damage_per_lift(METHOD, moment / moment_nm(1))

    assert found == pytest.approx(metric, rel=0.03)
    assert found > 1.5 * math.exp(0.038 * moment + 0.32) / 1_902_416


def test_no_lift_at_all_has_no_risk() -> None:
    assert probability(METHOD, 0) == 0


@pytest.mark.parametrize(
    ("chance", "band"), [(0, "low"), (0.2499, "low"), (0.25, "moderate"), (0.4999, "moderate"), (0.5, "high")]
)
def test_the_bands_begin_at_25_and_50_per_cent(chance: float, band: str) -> None:
    assert band_of(METHOD, chance).id == band
