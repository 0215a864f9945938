"""A journal that does not stand between a person and the safety words when the disk fails."""

from __future__ import annotations

from collections.abc import Sequence

from loosen.domain.events import Event
from loosen.errors import JournalError
from loosen.journal import MemoryJournal, SqlJournal


class SteadyJournal:
    """A journal that goes on in memory when the disk fails, so that safety words are always reachable.

    Args:
        journal: The journal on disk, or None where it could not be opened.
        trouble: Why it could not be opened.

    Attributes:
        trouble: What went wrong with the journal on disk; None while all is well.
    """

    def __init__(self, journal: SqlJournal | None, trouble: JournalError | None = None) -> None:
        self._disk = journal
        self._memory = MemoryJournal()
        self.trouble = trouble

    def give_up(self, trouble: JournalError) -> None:
        """Go on in memory only, because whose the answers are cannot be told."""
        self.trouble = self.trouble or trouble

    def append(self, events: Sequence[Event]) -> None:
        """Add events on disk while that works, and in memory in any case."""
        self._memory.append(events)
        if self._disk is not None and self.trouble is None:
            try:
                self._disk.append(events)
            except JournalError as error:
                self.trouble = error

    def events(self, person: str) -> tuple[Event, ...]:
        """Return a person's events; those of the disk while it can be read."""
        if self._disk is not None and self.trouble is None:
            try:
                self._memory.append(self._disk.events(person))
            except JournalError as error:
                self.trouble = error
        return self._memory.events(person)

    def since(self, person: str, known: str) -> tuple[Event, ...] | None:
        """Return what was added after an event of a person; None where that event is not there."""
        self.events(person)
        return self._memory.since(person, known)

    def forget(self, person: str) -> int:
        """Remove everything of a person for good; return how many events that were.

        Raises:
            JournalError: What is on disk could not be removed.
        """
        self._memory.forget(person)
        if self.trouble is not None:
            raise self.trouble
        return self._disk.forget(person) if self._disk is not None else 0

    def close(self) -> None:
        """Close the journal on disk."""
        if self._disk is not None:
            self._disk.close()
