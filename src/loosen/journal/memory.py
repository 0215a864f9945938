"""The reference journal: events in a dictionary, gone when the process ends."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from itertools import takewhile

from loosen.domain.events import Event


class MemoryJournal:
    """Keeps events in memory. Tests and try-outs use it; the others must behave the same."""

    def __init__(self) -> None:
        self._events: dict[str, dict[str, Event]] = {}
        self._changing = threading.Lock()

    def append(self, events: Sequence[Event]) -> None:
        """Add events, all or none; an id that the person already has is left as it is."""
        kept = [_copy(event) for event in events]  # a sequence that fails half way adds nothing
        with self._changing:  # a batch stays together
            for event in kept:
                self._events.setdefault(event.person, {}).setdefault(event.id, event)

    def events(self, person: str) -> tuple[Event, ...]:
        """Return a person's events in the order in which they were added."""
        with self._changing:
            return tuple(_copy(event) for event in self._events.get(person, {}).values())

    def since(self, person: str, known: str) -> tuple[Event, ...] | None:
        """Return what was added after an event of a person; None where that event is not there."""
        with self._changing:
            kept = self._events.get(person, {})
            if known not in kept:
                return None
            fresh = list(takewhile(lambda event: event.id != known, reversed(kept.values())))
            return tuple(_copy(event) for event in reversed(fresh))

    def forget(self, person: str) -> int:
        """Remove everything of a person for good; return how many events that were."""
        with self._changing:
            return len(self._events.pop(person, {}))

    def close(self) -> None:
        """Do nothing; there is nothing to close."""


def _copy(event: Event) -> Event:
    """Return an event that does not change with the original, as if it had been on disk."""
    return event.model_copy(update={"body": json.loads(json.dumps(event.body))})
