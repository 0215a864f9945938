"""Wiring: settings in, a coach with knowledge and journal out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loosen.coach.coach import Coach
from loosen.coach.standing import Journal
from loosen.coach.steady import SteadyJournal
from loosen.domain.library import Library
from loosen.errors import JournalError, KnowledgeError
from loosen.journal import SqlJournal, new_event_id
from loosen.knowledge import load_library
from loosen.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """A coach, and what went wrong on the way that did not stop it.

    Attributes:
        coach: The use cases.
        overlay_error: Why the site's own knowledge folder was left out.
        journal: Its journal, for whoever has to close it.
    """

    coach: Coach
    overlay_error: KnowledgeError | None
    journal: SqlJournal | SteadyJournal

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()


def open_coach(settings: Settings) -> Opened:
    """Return a coach over the journal of the data folder.

    Knowledge of the site that holds mistakes is left out as a whole; the error comes with the coach.

    Raises:
        JournalError: The journal cannot be opened.
        KnowledgeError: The built-in knowledge holds mistakes.
    """
    library, overlay_error = open_library(settings.overlay)
    journal = SqlJournal(settings.journal_file)
    return Opened(_coach(library, journal), overlay_error, journal)


def open_steady_coach(settings: Settings) -> tuple[Opened, SteadyJournal]:
    """Return a coach that never stops for want of a journal, and its journal, which tells of trouble.

    Raises:
        KnowledgeError: The built-in knowledge holds mistakes.
    """
    library, overlay_error = open_library(settings.overlay)
    try:
        journal = SteadyJournal(SqlJournal(settings.journal_file))
    except JournalError as error:
        journal = SteadyJournal(None, error)
    return Opened(_coach(library, journal), overlay_error, journal), journal


def open_library(overlay: Path | None) -> tuple[Library, KnowledgeError | None]:
    """Return the knowledge with the site's own; where that holds mistakes, the built-in one and the error.

    Raises:
        KnowledgeError: The built-in knowledge holds mistakes.
    """
    try:
        return load_library(overlay), None
    except KnowledgeError as error:
        if overlay is None:
            raise
        return load_library(), error


def _coach(library: Library, journal: Journal) -> Coach:
    return Coach(library, journal, clock=_now, new_id=new_event_id)


def _now() -> datetime:
    return datetime.now(UTC)
