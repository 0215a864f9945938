"""What counts as a change: 2 points or 30 percent of pain, and nothing where too little was told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loosen.core.outcomes import (
    activities_change,
    activity_reports,
    change,
    pain_change,
    pain_days,
    pains_of,
    questionnaire_change,
)
from loosen.domain.library import Library
from loosen.domain.outcomes import Direction, Scored
from loosen.domain.plan import HistoryDay

FIRST = date(2026, 10, 1)
BETTER, SAME, WORSE, TOO_FEW = Direction.BETTER, Direction.SAME, Direction.WORSE, Direction.TOO_FEW


def day(number: int, pain: int | None = None, **more: object) -> HistoryDay:
    return HistoryDay(date=FIRST + timedelta(days=number), pain_now=pain, **more)


def days(pains: dict[int, int]) -> list[HistoryDay]:
    return [day(number, pain) for number, pain in sorted(pains.items())]


def moved(first_week: tuple[int, ...], last_week: tuple[int, ...], library: Library) -> Direction:
    """Return the direction from a first week to the last 7 days, 3 weeks later."""
    told = pains_of(days({**dict(enumerate(first_week)), **{21 + n: pain for n, pain in enumerate(last_week)}}))
    return pain_change(told, FIRST, FIRST + timedelta(days=27), library).direction


@pytest.mark.parametrize(
    ("first_week", "last_week", "direction"),
    [
        ((6, 6, 6), (4, 4, 4), BETTER),  # 2 points
        ((7, 7, 7), (6, 6, 6), SAME),  # 1 point, 14 percent
        ((3, 3, 3), (2, 2, 2), BETTER),  # 1 point, 33 percent
        ((4, 4, 4), (3, 3, 3), SAME),  # 1 point, 25 percent
        ((4, 4, 4), (6, 6, 6), WORSE),
        ((3, 3, 3), (4, 4, 4), WORSE),  # 33 percent
        ((1, 1, 1, 1), (1, 1, 2, 2), SAME),  # half a point is 50 percent, and too small to tell
        ((0, 0, 0), (1, 1, 1), SAME),  # no percent of nothing
        ((0, 0, 0), (2, 2, 2), WORSE),
        ((6, 6, 9), (6, 6, 1), SAME),  # one bad and one good day move no median
        ((6, 6), (2, 2, 2), TOO_FEW),
        ((6, 6, 6), (2, 2), TOO_FEW),
    ],
)
def test_pain_has_changed_only_at_2_points_or_30_percent(
    library: Library, first_week: tuple[int, ...], last_week: tuple[int, ...], direction: Direction
) -> None:
    assert moved(first_week, last_week, library) is direction


def test_a_change_says_from_where_to_where(library: Library) -> None:
    told = pains_of(days({0: 7, 1: 6, 2: 6, 21: 4, 22: 2, 23: 3}))

    found = pain_change(told, FIRST, FIRST + timedelta(days=24), library)

    assert (found.before, found.after, found.percent) == (6, 3, -50)
    assert found.points == -3


def test_the_first_week_is_never_compared_with_itself(library: Library) -> None:
    told = pains_of(days({number: 6 if number < 4 else 2 for number in range(7)}))

    found = pain_change(told, FIRST, FIRST + timedelta(days=6), library)

    assert found.direction is TOO_FEW


def test_from_3_days_after_the_first_week_there_is_an_answer(library: Library) -> None:
    told = pains_of(days({number: 6 if number < 7 else 3 for number in range(10)}))

    found = pain_change(told, FIRST, FIRST + timedelta(days=9), library)

    assert (found.before, found.after, found.direction) == (6, 3, BETTER)


def test_nobody_is_compared_before_the_first_report(library: Library) -> None:
    assert pain_change([], None, FIRST, library).direction is TOO_FEW


def test_usual_pain_is_the_median_of_the_7_days_around(library: Library) -> None:
    history = days({0: 5, 1: 9, 2: 5, 3: 4, 4: 4, 6: 1})

    found = pain_days(history, FIRST, FIRST + timedelta(days=6), None, library)

    assert [one.pain for one in found] == [5, 9, 5, 4, 4, None, 1]
    assert found[0].usual == 5  # 4 5 5 9
    assert found[3].usual == 4.5  # 1 4 4 5 5 9
    assert found[6].usual == 4  # 1 4 4


def test_every_day_has_its_place_told_or_not(library: Library) -> None:
    found = pain_days(days({0: 5, 9: 4}), FIRST, FIRST + timedelta(days=9), None, library)

    assert len(found) == 10
    assert [one.usual for one in found] == [None] * 10
    assert all(one.typical is None for one in found)


def test_one_activity_counts_from_3_points_and_the_mean_from_2(library: Library) -> None:
    history = [
        day(0, activities={"lift": 2, "drive": 4}),
        day(20, activities={"lift": 5, "drive": 5}),
    ]
    names = [("lift", "Lift my child"), ("drive", "Drive"), ("swim", "Swim")]

    found = activity_reports(history, names, FIRST + timedelta(days=20), library)

    assert [(one.name, one.change.before, one.change.after) for one in found] == [
        ("Lift my child", 2, 5),
        ("Drive", 4, 5),
    ]
    assert [one.change.direction for one in found] == [BETTER, SAME]
    mean = activities_change(found, library)
    assert (mean.before, mean.after, mean.direction) == (3, 5, BETTER)  # (2 + 4) / 2, (5 + 5) / 2


def test_a_fall_of_an_activity_is_for_the_worse(library: Library) -> None:
    history = [day(0, activities={"lift": 7}), day(20, activities={"lift": 4})]

    found = activity_reports(history, [("lift", "Lift")], FIRST + timedelta(days=20), library)

    assert found[0].change.direction is WORSE


def test_an_activity_scored_once_has_not_changed_yet(library: Library) -> None:
    found = activity_reports([day(0, activities={"lift": 7})], [("lift", "Lift")], FIRST, library)

    assert found[0].change.direction is TOO_FEW
    assert activities_change(found, library).direction is TOO_FEW


@pytest.mark.parametrize(
    ("scores", "direction"),
    [
        ((), TOO_FEW),
        ((12,), TOO_FEW),
        ((20, 18, 15), BETTER),  # 5 statements
        ((20, 16), SAME),  # 4 statements, 20 percent
        ((10, 7), BETTER),  # 30 percent
        ((7, 12), WORSE),
    ],
)
def test_the_questionnaire_has_changed_at_5_statements_or_30_percent(
    library: Library, scores: tuple[int, ...], direction: Direction
) -> None:
    filled = [Scored(date=FIRST + timedelta(days=14 * n), score=score) for n, score in enumerate(scores)]

    assert questionnaire_change(filled, library).direction is direction


def test_a_change_is_named_in_percent_of_the_beginning() -> None:
    assert change(8, 6, points=2, percent=30).percent == -25
    assert change(0, 6, points=2, percent=30).percent is None
