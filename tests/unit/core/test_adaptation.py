"""Reported days that cannot be used are refused as a whole; the worked histories show what the others change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loosen.core.adaptation import Adaptation, adapt
from loosen.core.dosing import steps_of
from loosen.domain.care import VariantKind
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from loosen.errors import FactsError

TODAY = date(2026, 11, 21)


def day(ago: int, **over: object) -> HistoryDay:
    return HistoryDay.model_validate({"date": TODAY - timedelta(days=ago), **over})


def test_without_a_history_nothing_changes(library: Library) -> None:
    assert adapt((), library, TODAY, 3) == Adaptation()


def test_the_order_of_the_days_does_not_matter(library: Library) -> None:
    days = (day(2, done=("cat-cow-chair",)), day(1, pain_now=3, morning_change=0), day(0, pain_now=4))

    assert adapt(days, library, TODAY, 3) == adapt(days[::-1], library, TODAY, 3)


def test_replaying_the_same_days_gives_the_same(library: Library) -> None:
    days = (day(2, done=("cat-cow-chair",)), day(1, pain_now=3, morning_change=2))

    assert adapt(days, library, TODAY, 3) == adapt(days, library, TODAY, 3)


def test_every_mistake_in_a_history_is_named_at_once(library: Library) -> None:
    days = (day(-1), day(2), day(2), day(1, done=("cartwheel",), stopped=("handstand",)))

    with pytest.raises(FactsError) as caught:
        adapt(days, library, TODAY, 3)

    said = [problem.what for problem in caught.value.problems]
    assert said == [
        "2026-11-22 is after today (2026-11-21).",
        "2026-11-19 stands twice.",
        "There is no movement 'cartwheel'.",
        "There is no movement 'handstand'.",
    ]


def test_a_movement_may_be_named_instead_of_its_way(library: Library) -> None:
    by_way, by_name = (
        adapt(
            (
                day(2, done=(name,)),
                day(1, pain_now=2, morning_change=0, done=(name,)),
                day(0, pain_now=2, morning_change=0),
            ),
            library,
            TODAY,
            3,
        ).levels
        for name in ("cat-cow-all-fours", "cat-cow")
    )

    assert by_way == by_name == {"cat-cow": 1}


def test_no_movement_rises_past_its_most(library: Library) -> None:
    days = [
        one
        for ago in range(400, 0, -2)
        for one in (day(ago, pain_now=2, done=("cat-cow-all-fours",)), day(ago - 1, pain_now=2, morning_change=0))
    ]

    levels = adapt(days, library, TODAY, 2).levels

    cat_cow = library.movements["cat-cow"]
    harder = [steps_of(variant.dose) for variant in cat_cow.variant if variant.kind is VariantKind.PROGRESSION]
    assert levels["cat-cow"] == steps_of(cat_cow.base.dose) + 1 + max(harder)


def test_a_clear_rise_after_a_long_good_time_still_takes_a_step_back(library: Library) -> None:
    good = [
        one
        for ago in range(402, 2, -2)
        for one in (day(ago, pain_now=2, done=("cat-cow-all-fours",)), day(ago - 1, pain_now=2, morning_change=0))
    ]
    sore = [day(2, pain_now=2, done=("cat-cow-all-fours",)), day(1, pain_now=4, morning_change=2)]

    before, after = (adapt(days, library, TODAY, 2).levels["cat-cow"] for days in (good, [*good, *sore]))

    assert after == before - 1
