"""Where people stand, remembered between calls: only what was added since is read and taken in."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from loosen.coach.state import PersonState, fold
from loosen.domain.events import Event
from loosen.domain.library import Library

MOST_PEOPLE = 256


class Journal(Protocol):
    """Where events are kept."""

    def append(self, events: Sequence[Event]) -> None:
        """Add events, all or none; an id that the person already has is left as it is."""

    def events(self, person: str) -> tuple[Event, ...]:
        """Return a person's events in the order in which they were added."""

    def since(self, person: str, known: str) -> tuple[Event, ...] | None:
        """Return what was added after an event of a person; None where that event is not there (any more)."""

    def forget(self, person: str) -> int:
        """Remove everything of a person for good; return how many events that were."""


class Standing:
    """Where people stand. States are never changed, so that one may be handed to many.

    The journal stays the only truth: it is asked each time what came after the last event that was taken in. Where
    that one is gone, because the person was forgotten by whatever process, everything is read anew.

    Args:
        journal: Where events are kept.
        library: The knowledge.
    """

    def __init__(self, journal: Journal, library: Library) -> None:
        self._journal = journal
        self._library = library
        self._known: OrderedDict[str, tuple[str, PersonState]] = OrderedDict()
        self._changing = threading.Lock()

    def of(self, person: str) -> PersonState:
        """Return where a person stands. Without a new event it is the very same record as before."""
        with self._changing:
            known = self._known.get(person)
        if known is not None:
            last, state = known
            fresh = self._journal.since(person, last)
            if fresh is not None:
                return self._keep(person, fresh, last, state)
        return self._keep(person, self._journal.events(person), None, PersonState())

    def forget(self, person: str) -> None:
        """Remember nothing of a person."""
        with self._changing:
            self._known.pop(person, None)

    def _keep(self, person: str, fresh: Sequence[Event], last: str | None, state: PersonState) -> PersonState:
        state = fold(fresh, self._library, state) if fresh else state
        last = fresh[-1].id if fresh else last
        with self._changing:
            if last is None:
                self._known.pop(person, None)
                return state
            self._known[person] = last, state
            self._known.move_to_end(person)
            if len(self._known) > MOST_PEOPLE:
                self._known.popitem(last=False)
        return state
