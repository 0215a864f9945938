"""Breaks from sitting: due by the time one sat, not by the clock alone."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loosen.core.breaks import BreakWishes, Sitting, break_wishes, look
from loosen.domain.library import Library
from loosen.errors import CallError

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
WISHES = BreakWishes(
    every=timedelta(minutes=30),
    lasts=timedelta(minutes=2),
    natural=timedelta(minutes=2),
    again=timedelta(minutes=10),
)


CASES = tomllib.loads(Path(__file__).with_name("sitting.toml").read_text(encoding="utf-8"))["case"]
"""The page that counts in the browser is held to the same ones."""


def minute_by_minute(minutes: int, idle: dict[int, int], quiet: range) -> list[int]:
    """Return the minutes at which a break is called; `idle` holds minutes of stillness by minute."""
    sitting, called = Sitting(since=START, seen=START), []
    for minute in range(1, minutes + 1):
        still = timedelta(minutes=idle.get(minute, 0))
        now = START + timedelta(minutes=minute)
        sitting, is_called = look(sitting, now, still, WISHES, is_quiet=minute in quiet)
        if is_called:
            called.append(minute)
    return called


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_breaks_are_called_when_they_are_due(case: dict[str, Any]) -> None:
    begin, end = case.get("quiet", (0, -1))
    idle = {int(minute): still for minute, still in case.get("idle", {}).items()}

    called = minute_by_minute(case["minutes"], idle, range(begin, end + 1))

    assert called == case["called"]


def test_machine_that_slept_counts_as_a_break() -> None:
    sitting, now = Sitting(since=START, seen=START + timedelta(minutes=29)), START + timedelta(hours=2)

    after, is_called = look(sitting, now, timedelta(0), WISHES)

    assert not is_called
    assert after.since == now
    assert after.breaks == 1


def test_clock_that_is_set_back_calls_nothing() -> None:
    sitting = Sitting(since=START, seen=START + timedelta(minutes=29))

    after, is_called = look(sitting, START - timedelta(days=365), None, WISHES)

    assert not is_called
    assert after.since == START - timedelta(days=365)


@given(st.lists(st.tuples(st.integers(1, 119), st.integers(0, 119), st.booleans()), max_size=200))
def test_calls_never_come_closer_than_the_time_to_call_again(looks: list[tuple[int, int, bool]]) -> None:
    sitting, now, calls = Sitting(since=START, seen=START), START, []
    for passed, idle, is_quiet in looks:
        now += timedelta(seconds=passed)
        sitting, is_called = look(sitting, now, timedelta(seconds=idle), WISHES, is_quiet=is_quiet)
        calls += [now] if is_called else []

    assert all(later - earlier >= WISHES.again for earlier, later in pairwise(calls))
    assert not calls or calls[0] - START >= WISHES.every


@pytest.mark.parametrize(("every", "lasts"), [(19, 2), (61, 2), (30, 0.5), (30, 4)])
def test_minutes_outside_the_limits_are_refused_with_the_limits(library: Library, every: float, lasts: float) -> None:
    with pytest.raises(CallError, match="not possible") as caught:
        break_wishes(library, every, lasts)

    assert "Choose" in caught.value.detail


def test_usual_break_comes_every_30_minutes_and_lasts_2(library: Library) -> None:
    usual = break_wishes(library)

    assert (usual.every, usual.lasts) == (timedelta(minutes=30), timedelta(minutes=2))
