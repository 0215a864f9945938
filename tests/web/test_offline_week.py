"""What the days that a browser keeps say of the safety notice and of the last bout."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from loosen.coach import Journal
from loosen.coach.people import person_of
from loosen.domain.events import Event, EventKind
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

WEEK = "/offline/week.json"
ITEMS = ["pelvic-tilt-lying", "bridge-lying"]


def week_of(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = visitor.http.get(WEEK).json()
    return found


def test_no_plan_is_handed_out_before_the_safety_notice_is_ticked(visitor: Visitor) -> None:
    visitor.check()

    before = week_of(visitor)
    visitor.send("/notice", {"read": "yes"})
    after = week_of(visitor)

    assert (before["days"], before["plans"], before["figures"]) == ([], [], [])
    assert "safety notice" in before["withheld"]
    assert before["facts"] == after["facts"]
    assert (len(after["days"]), after["withheld"]) == (8, None)


def test_a_new_check_asks_for_the_safety_notice_again(visitor: Visitor) -> None:
    visitor.check()
    visitor.send("/notice", {"read": "yes"})
    visitor.send("/check-again")
    visitor.check()

    week = week_of(visitor)

    assert week["days"] == []
    assert "safety notice" in week["withheld"]


def test_what_withholds_the_plan_is_said_before_the_notice(visitor: Visitor) -> None:
    visitor.check({"pain-now": "8", "days-since-start": "2", "pain-out-of-control": "yes"})

    week = week_of(visitor)

    assert week["withheld"]
    assert "safety notice" not in week["withheld"]


@pytest.mark.parametrize(("days", "before"), [(("2026-11-19", "2026-11-17"), 1), (("2026-11-17", "2026-11-19"), 4)])
def test_a_bout_that_came_in_late_is_not_the_last_one(
    visitor: Visitor, journal: Journal, clock: Clock, days: tuple[str, str], before: int
) -> None:
    visitor.check()
    person = person_of(visitor.http.cookies["loosen"])
    for pain, day in zip((1, 4), days, strict=True):
        told = {"day": day, "items": ITEMS, "pain": pain}
        journal.append([Event(id=f"bout-{day}", person=person, at=clock.now, kind=EventKind.BOUT_STARTED, body=told)])

    week = week_of(visitor)

    assert (week["before"], week["last_bout_on"]) == (before, date(2026, 11, 19).isoformat())


def test_a_browser_compares_with_the_same_pain_as_the_server(
    visitor: Visitor, journal: Journal, clock: Clock
) -> None:
    visitor.check()
    person = person_of(visitor.http.cookies["loosen"])
    for number, pain in enumerate((2, 5, None)):
        told = {"day": "2026-11-20", "items": ITEMS, "pain": pain}
        journal.append([Event(id=f"{number}", person=person, at=clock.now, kind=EventKind.BOUT_STARTED, body=told)])

    week = week_of(visitor)

    assert week["before"] == 2


def test_without_a_bout_there_is_nothing_to_compare_with(visitor: Visitor) -> None:
    visitor.check()

    week = week_of(visitor)

    assert (week["before"], week["last_bout_on"]) == (None, None)
