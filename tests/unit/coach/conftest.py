"""Ann's coach, with a hand-turned clock and the reference journal."""

from __future__ import annotations

from itertools import count

import pytest

from loosen.coach import Coach, Daily
from loosen.domain.library import Library
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import Clock, check


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def coach(library: Library, journal: MemoryJournal, clock: Clock) -> Coach:
    numbers = count(1)
    return Coach(library, journal, clock=clock, new_id=lambda at: f"id-{next(numbers)}")


@pytest.fixture
def daily(coach: Coach) -> Daily:
    """The use cases of somebody whom the check has just let go on."""
    check(coach)
    return Daily(coach)
