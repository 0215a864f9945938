"""The revised lifting equation gives the answers that its manual prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loosen.body.niosh import (
    Grasp,
    Lift,
    Tables,
    TaskLimit,
    asymmetry_multiplier,
    composite_index,
    coupling_multiplier,
    duration_of,
    estimated_horizontal,
    frequency_multiplier,
    frequency_of_count,
    horizontal_multiplier,
    task_limit,
    travel_multiplier,
    vertical_multiplier,
)
from loosen.domain.lifting import Counted, Place, Stretch
from loosen.domain.lifting_method import Coupling, Duration, Units
from loosen.knowledge.lifting import load_lifting

METHOD = load_lifting()
METRIC, US = METHOD.equations[Units.METRIC], METHOD.equations[Units.US]
SHORT, MODERATE, LONG = Duration.SHORT, Duration.MODERATE, Duration.LONG
AS_PRINTED = 0.03  # the manual rounds each multiplier to two places


def tables(units: Units) -> Tables:
    return Tables(METHOD.equations[units], METHOD.frequency, METHOD.coupling)


def limits(
    load: float,
    *grasps: tuple[float, float, float],
    travel: float,
    per_minute: float,
    coupling: Coupling = Coupling.FAIR,
    units: Units = Units.US,
) -> TaskLimit:
    """Return the limits of a short task from distance, height and angle at each end."""
    places = tuple(Grasp(place, *grasp) for place, grasp in zip(Place, grasps, strict=False))
    lift = Lift(load, load, places, None, travel, coupling, per_minute)
    return task_limit(tables(units), lift, SHORT)


def test_loading_punch_press_stock() -> None:
    limit = limits(44, (23, 15, 0), (23, 64, 0), travel=49, per_minute=0.2)

    start, end = limit.at
    assert start.rwl == pytest.approx(16.3, rel=AS_PRINTED)  # 51 * .44 * .89 * .86 * 1 * 1 * .95
    assert end.rwl == pytest.approx(14.5, rel=AS_PRINTED)  # 51 * .44 * .75 * .86 * 1 * 1 * 1
    assert start.rwl == pytest.approx(16.017, abs=0.001)  # 51 * 10/23 * .8875 * (.82 + 1.8/49) * .95
    assert limit.limiting is end
    assert limit.li == pytest.approx(44 / 14.153, rel=1e-4)  # 51 * 10/23 * .745 * (.82 + 1.8/49)


def test_loading_bags_into_a_hopper() -> None:
    limit = limits(40, (18, 15, 45), travel=21, per_minute=0.2)

    assert limit.rwl == pytest.approx(18.9, rel=AS_PRINTED)  # 51 * .56 * .89 * .91 * .86 * 1 * .95
    assert limit.li == pytest.approx(2.1, rel=AS_PRINTED)


def test_package_inspection_counts_the_end_where_the_box_is_put_down() -> None:
    limit = limits(26, (10, 22, 0), (20, 59, 0), travel=37, per_minute=3)

    start, end = limit.at
    assert start.rwl == pytest.approx(34.9, rel=AS_PRINTED)  # 51 * 1 * .94 * .87 * 1 * .88 * .95
    assert end.rwl == pytest.approx(15.2, rel=AS_PRINTED)  # 51 * .50 * .78 * .87 * 1 * .88 * 1
    assert limit.li == pytest.approx(1.7, rel=AS_PRINTED)


def test_the_best_lift_has_the_load_constant_as_its_limit() -> None:
    metric = limits(10, (25, 75, 0), travel=25, per_minute=0.2, coupling=Coupling.GOOD, units=Units.METRIC)
    us = limits(10, (10, 30, 0), travel=10, per_minute=0.2, coupling=Coupling.GOOD)

    assert (metric.rwl, us.rwl) == (23, 51)


@pytest.mark.parametrize(
    ("distance", "factor"), [(0, 1), (20, 1), (25, 1), (50, 0.5), (63, 25 / 63), (63.1, 0), (400, 0)]
)
def test_the_horizontal_multiplier(distance: float, factor: float) -> None:
    assert horizontal_multiplier(METRIC, distance) == pytest.approx(factor)


@pytest.mark.parametrize(("height", "factor"), [(0, 0.775), (75, 1), (175, 0.7), (175.1, 0)])
def test_the_vertical_multiplier(height: float, factor: float) -> None:
    assert vertical_multiplier(METRIC, height) == pytest.approx(factor)


@pytest.mark.parametrize(("travel", "factor"), [(0, 1), (25, 1), (100, 0.865), (175, 0.82 + 4.5 / 175), (176, 0)])
def test_the_travel_multiplier(travel: float, factor: float) -> None:
    assert travel_multiplier(METRIC, travel) == pytest.approx(factor)


@pytest.mark.parametrize(("angle", "factor"), [(0, 1), (45, 0.856), (90, 0.712), (135, 0.568), (135.5, 0)])
def test_the_asymmetry_multiplier(angle: float, factor: float) -> None:
    assert asymmetry_multiplier(METRIC, angle) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("units", "distance", "height", "travel", "angle"),
    [(Units.US, 25, 70, 70, 135), (Units.METRIC, 63, 175, 175, 135)],
)
def test_the_edges_of_each_table_are_inside_in_its_own_units(
    units: Units, distance: float, height: float, travel: float, angle: float
) -> None:
    limit = limits(1, (distance, height, angle), travel=travel, per_minute=0.2, units=units)

    assert limit.rwl > 0


@pytest.mark.parametrize(
    ("per_minute", "duration", "is_low", "factor"),
    [
        (0, SHORT, True, 1.0),
        (0.1, LONG, True, 0.85),
        (0.5, SHORT, True, 0.97),
        (1, MODERATE, True, 0.88),
        (1.5, LONG, False, 0.70),  # half-way from .75 to .65
        (5.33, SHORT, True, 0.7835),  # .80 - .33 * .05
        (8, LONG, True, 0.18),
        (8.01, LONG, True, 0),
        (9, LONG, False, 0.15),
        (10, LONG, False, 0.13),
        (10.5, MODERATE, True, 0),
        (12, MODERATE, False, 0.21),
        (12, SHORT, True, 0.37),
        (13, SHORT, True, 0),
        (13, SHORT, False, 0.34),
        (15, SHORT, False, 0.28),
        (15.1, SHORT, False, 0),
    ],
)
def test_the_frequency_multiplier(per_minute: float, duration: Duration, is_low: bool, factor: float) -> None:
    found = frequency_multiplier(METHOD.frequency, per_minute, duration, is_low=is_low)

    assert found == pytest.approx(factor)


@pytest.mark.parametrize(
    ("coupling", "low", "high"),
    [
        (Coupling.GOOD, 1, 1),
        (Coupling.FAIR, 0.95, 1),
        (Coupling.POOR, 0.9, 0.9),
        (Coupling.UNKNOWN, 0.9, 0.9),
    ],
)
def test_the_coupling_multiplier_takes_the_worse_when_in_doubt(coupling: Coupling, low: float, high: float) -> None:
    found = [coupling_multiplier(METHOD.coupling, coupling, is_low=is_low) for is_low in (True, False)]

    assert found == [low, high]


def test_the_distance_is_estimated_from_the_depth_of_the_box() -> None:
    assert estimated_horizontal(METRIC, 40, 25) == 40  # 20 + 40 / 2
    assert estimated_horizontal(METRIC, 40, 24) == 45  # 25 + 40 / 2
    assert estimated_horizontal(US, 16, 10) == 16  # 8 + 16 / 2
    assert estimated_horizontal(US, 16, 9) == 18  # 10 + 16 / 2


@pytest.mark.parametrize(
    ("stretches", "duration"),
    [
        ([(60, None)], SHORT),
        ([(61, None)], MODERATE),
        ([(120, None)], MODERATE),
        ([(121, None)], LONG),
        ([(45, 45), (45, None)], SHORT),
        ([(45, 44), (45, None)], MODERATE),  # too short a rest: 45 + 45
        ([(30, 10), (45, None)], MODERATE),  # the manual's example: 30 + 45
        ([(30, 30), (45, None)], SHORT),
        ([(120, 36), (120, None)], MODERATE),
        ([(120, 35), (120, None)], LONG),  # too short a rest: 120 + 120
        ([(200, 100), (30, None)], LONG),
        ([(300, 60), (180, None)], LONG),
        ([(300, 60), (181, None)], None),
    ],
)
def test_the_duration_adds_up_stretches_without_enough_recovery(
    stretches: list[tuple[float, float | None]], duration: Duration | None
) -> None:
    work = [Stretch(lifting_min=lifting, recovery_min=recovery) for lifting, recovery in stretches]

    assert duration_of(METHOD.duration, work) is duration


def test_the_same_stretch_twice_is_added_up_twice() -> None:
    stretch = Stretch(lifting_min=45, recovery_min=0)

    assert duration_of(METHOD.duration, [stretch, stretch, stretch]) is LONG  # 135 minutes


def test_uneven_work_is_counted_over_a_quarter_of_an_hour() -> None:
    assert frequency_of_count(METHOD.frequency, Counted(lifts=80)) == pytest.approx(5.333, abs=0.001)  # 80 / 15
    assert frequency_of_count(METHOD.frequency, Counted(lifts=80, lifting_min=8)) == pytest.approx(80 / 15)
    assert frequency_of_count(METHOD.frequency, Counted(lifts=80, lifting_min=4)) == 20  # too fast while lifting


def of_firwl(load: float, firwl: float, per_minute: float) -> TaskLimit:
    """Return a short task at knuckle height whose limit without frequency is given."""
    distance = 51 * 10 / firwl  # everything else is at its best
    return limits(load, (distance, 30, 0), travel=0, per_minute=per_minute, coupling=Coupling.GOOD)


def test_the_composite_index_of_the_three_tasks_of_the_manual() -> None:
    """Loads 30, 20, 10 lb; FIRWL 20, 20, 15 lb; 1, 2, 4 lifts a minute; printed 1.6 + .07 + .20."""
    far = limits(10, (10, 30, 0), travel=0, per_minute=4, coupling=Coupling.GOOD)
    low = [of_firwl(load, 25.5, pace) for load, pace in ((38.25, 1), (25.5, 2))]  # FILI 1.5 and 1.0 as printed
    third = replace(far, lift=replace(far.lift, load=34, load_most=34))  # FILI 34 / 51 = .67 as printed

    job = composite_index(tables(Units.US), [*low, third], SHORT)

    # 1.5 / .94 = 1.596; 1.0 * (1/.88 - 1/.94) = .0725; .667 * (1/.70 - 1/.88) = .1948
    assert job.index == pytest.approx(1.6 + 0.07 + 0.20, rel=0.01)
    assert job.adds == pytest.approx((1.5957, 0.0725, 0.1948), abs=0.0001)


def test_the_composite_index_adds_each_task_by_its_frequency() -> None:
    tasks = [of_firwl(12, 25.5, 4), of_firwl(30, 25.5, 1), of_firwl(20, 25.5, 2)]

    job = composite_index(tables(Units.US), tasks, SHORT)

    # STLI: 30/(25.5*.94) = 1.2516, 20/(25.5*.91) = .8619, 12/(25.5*.84) = .5602
    # second: 20/25.5 * (1/.88 - 1/.94) = .0569; third: 12/25.5 * (1/.70 - 1/.88) = .1375
    assert job.order == (1, 2, 0)
    assert job.adds == pytest.approx((1.2516, 0.0569, 0.1375), abs=0.0001)
    assert job.index == pytest.approx(1.4460, abs=0.0002)


def test_one_task_has_its_own_index_as_composite_index() -> None:
    task = of_firwl(30, 25.5, 1)

    assert composite_index(tables(Units.US), [task], SHORT).index == task.li


def test_a_job_that_is_too_fast_as_a_whole_has_no_composite_index() -> None:
    tasks = [of_firwl(5, 25.5, 9), of_firwl(4, 25.5, 9)]  # 18 lifts a minute together

    job = composite_index(tables(Units.US), tasks, SHORT)

    assert job.index is None
    assert all(task.li is not None for task in tasks)


def test_a_lift_beyond_the_tables_has_a_limit_of_0_and_no_index() -> None:
    limit = limits(10, (64, 75, 0), travel=25, per_minute=1, units=Units.METRIC)

    assert (limit.rwl, limit.li, limit.fili) == (0, None, None)
