"""The reference journal: events in a dictionary, gone when the process ends."""

from __future__ import annotations

from collections.abc import Sequence

from loosen.domain.events import Event


class MemoryJournal:
    """Keeps events in memory. Tests and try-outs use it; the others must behave the same."""

    def __init__(self) -> None:
        self._events: dict[str, dict[str, Event]] = {}

    def append(self, events: Sequence[Event]) -> None:
        """Add events, all or none; an id that the person already has is left as it is."""
        for event in tuple(events):  # a sequence that fails half way adds nothing
            self._events.setdefault(event.person, {}).setdefault(event.id, event)

    def events(self, person: str) -> tuple[Event, ...]:
        """Return a person's events in the order in which they were added."""
        return tuple(self._events.get(person, {}).values())

    def forget(self, person: str) -> int:
        """Remove everything of a person for good; return how many events that were."""
        return len(self._events.pop(person, {}))

    def close(self) -> None:
        """Do nothing; there is nothing to close."""
