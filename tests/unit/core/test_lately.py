"""What was done and told lately, and what it means for a second bout of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loosen.core.lately import bouts_on, days_done, hard_lately, with_pain_of
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

TODAY = date(2026, 11, 21)


def day(ago: int, **over: object) -> HistoryDay:
    return HistoryDay.model_validate({"date": TODAY - timedelta(days=ago), **over})


def test_strength_of_yesterday_and_of_today_rests_each_by_its_own_rule(library: Library) -> None:
    days = [day(2, done=("wall-sit-shallow",)), day(1, done=("bridge-lying",)), day(0, done=("dead-bug-heel-tap",))]

    assert hard_lately(days, TODAY, library) == {"bridge": "NO-HARD-TWICE", "dead-bug": "CAP-DAY"}


def test_the_days_of_a_movement_are_those_of_the_last_6_before_today(library: Library) -> None:
    days = [day(ago, done=("bridge-lying", "bridge-small")) for ago in (7, 6, 3, 1, 0)]

    assert days_done(days, TODAY, library) == {"bridge": 3}  # 6, 3 and 1 days ago


@pytest.mark.parametrize(
    ("told", "bouts"),
    [({}, 0), ({"bouts": 2}, 0), ({"done": ("bridge-lying",)}, 1), ({"stopped": ("bridge-lying",), "bouts": 2}, 2)],
)
def test_a_day_has_as_many_bouts_as_were_counted_and_one_where_nobody_counted(
    told: dict[str, object], bouts: int
) -> None:
    assert bouts_on(day(0, **told)) == bouts


@pytest.mark.parametrize(
    ("answered", "told", "counts"),
    [
        (2, {"pain_now": 8}, 8),
        (8, {"pain_now": 2}, 8),
        (2, {"pain_now": 3, "pain_last": 6}, 6),
        (2, {}, 2),
    ],
)
def test_the_higher_of_the_answer_and_the_report_of_today_counts(
    answered: int, told: dict[str, object], counts: int
) -> None:
    assert with_pain_of(TODAY, {"pain-now": answered}, [day(1, pain_now=10), day(0, **told)])["pain-now"] == counts
