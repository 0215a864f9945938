"""What holds a person down on the ladder is said as it is, and the weight rises as things are done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loosen.core.facts import read_facts
from loosen.core.lifting_steps import LiftingToday, lifting_today
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from tests.property.people import DENIED

TODAY = date(2026, 11, 21)
PERSON = {**DENIED, "age": 35, "sex": "male", "site": "low-back"}
CARRY = "suitcase-carry-walk"


def ladder_of(library: Library, history: list[HistoryDay], **facts: object) -> LiftingToday:
    found = lifting_today(read_facts({**PERSON, **facts}, library), library, history=history, today=TODAY)
    assert found is not None
    return found


def day(ago: int, pain: int, *done: str, flare: bool = False) -> HistoryDay:
    return HistoryDay(date=TODAY - timedelta(days=ago), pain_now=pain, done=done, flare=flare)


def test_day_for_relief_says_so_alone_and_names_no_pain_that_is_over(library: Library) -> None:
    calm = [day(ago, 2, "hip-hinge-weight") for ago in range(20, 1, -1)]

    found = ladder_of(library, [*calm, day(0, 2, flare=True)], **{"days-since-start": 60, "pain-now": 2})

    assert found.now is not None
    assert found.now.id == "light-hinge"
    assert [hold.words for hold in found.holds] == ["Today is for relief only, so keep to light things."]
    assert found.opens == "When the days for relief are over."


@pytest.mark.parametrize(("times", "most"), [(0, 2), (1, 2), (2, 3), (5, 4), (16, 10), (40, 10)])
def test_weight_rises_by_1_kg_after_2_days_with_the_move_up_to_the_most(
    library: Library, times: int, most: int
) -> None:
    history = [day(3 * ago, 0, CARRY) for ago in range(times, 0, -1)]

    found = ladder_of(library, history, **{"back-lately": "no-pain", "pain-now": 0})

    assert found.now is not None
    assert found.now.id == "carry-one-hand"
    assert found.kg is not None
    assert found.kg.most == most
