"""What a device of Ann sends, and when."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from loosen.coach import Coach
from loosen.coach.sync import Entry, EntryAnswer, Sync
from loosen.domain.library import Library
from loosen.domain.safety import FactType
from tests.unit.coach.ann import ANN, CALM, Clock

MORNING = datetime(2026, 11, 21, 9, tzinfo=UTC)
"""When the device was last heard of, and everything was well."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NUMB = {"saddle-numbness": True, "saddle-numbness-since": "new-or-worse"}
_numbers = itertools.count(1)


def at(hour: int, minute: int = 0) -> datetime:
    """Return a moment of the day."""
    return MORNING.replace(hour=hour, minute=minute)


def answers(library: Library, **said: object) -> dict[str, Any]:
    """Return the answers of somebody to whom nothing applies, but for what is said."""
    denied = {q.id: False for q in library.questions.values() if q.type is FactType.ANSWER}
    return {**denied, **CALM, **said}


def entry(kind: str, body: dict[str, Any], made: datetime, **over: str) -> Entry:
    """Return an entry that was made at a moment by the clock of the device."""
    said = {"kind": kind, "day": made.date().isoformat(), "at": made.isoformat(), "after": MORNING.isoformat()}
    name = f"01939000-0000-7000-8000-{next(_numbers):012x}"
    return Entry.model_validate({"id": name, **said, "body": body, **over})


def send(coach: Coach, clock: Clock, sent: datetime, *entries: Entry) -> tuple[EntryAnswer, ...]:
    """Take in a letter at the moment at which it is sent."""
    clock.now = sent
    return Sync(coach).take_in(ANN, sent.isoformat(), entries)
