"""The journal in a database: SQLite, through SQLAlchemy Core, synchronous, with one thread that writes."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect, insert

from loosen.domain.events import Event, EventKind
from loosen.errors import JournalError
from loosen.journal.schema import WAIT_S, prepare
from loosen.journal.tables import EVENTS, make_engine
from loosen.journal.words import in_words
from loosen.journal.writer import Writer

_OWNER_ONLY = 0o600
_OWNER_ONLY_FOLDER = 0o700
_COLUMNS = ["person", "id", "at", "kind", "body"]
_ADD = insert(EVENTS).on_conflict_do_nothing(index_elements=["person", "id"])
_ADD_SQL = str(_ADD.compile(dialect=dialect(), column_keys=_COLUMNS))  # once: compiling costs as much as inserting
_WHO: sa.BindParameter[str] = sa.bindparam("who")
_KNOWN: sa.BindParameter[str] = sa.bindparam("known")
_EVENTS = sa.select(EVENTS).where(EVENTS.c.person == _WHO).order_by(EVENTS.c.sequence)
_SINCE = _EVENTS.where(  # the known one comes first, as a proof that it is still there
    EVENTS.c.sequence
    >= sa.select(EVENTS.c.sequence).where(EVENTS.c.person == _WHO, EVENTS.c.id == _KNOWN).scalar_subquery()
)


class SqlJournal:
    """Keeps events in one SQLite file: write-ahead log, full synchronisation, readable by its owner only.

    Any number of threads may use it, and other processes may hold the same file.

    Args:
        path: The file; it is made where there is none.
        wait_s: How long to wait for another program that holds the file.

    Raises:
        JournalError: The file cannot be used. One that is no journal, or one of a newer version, is left as it was.
    """

    def __init__(self, path: Path, *, wait_s: float = WAIT_S) -> None:
        self._path = path
        with in_words(path):
            _make_file(path)
            self._engine = make_engine(path, wait_s)
            try:
                prepare(path, self._engine, wait_s)
            except BaseException:
                self._engine.dispose()
                raise
            self._identity = _identity(path)
        self._writer = Writer(self._engine, self._check_place, where=str(path))

    def append(self, events: Sequence[Event]) -> None:
        """Add events, all or none; an id that the person already has is left as it is. Return once they are on disk.

        Raises:
            JournalError: The file cannot be written; nothing was added.
        """
        rows = [(e.person, e.id, e.at.isoformat(), e.kind.value, json.dumps(e.body)) for e in events]
        if not rows:
            return
        with in_words(self._path):
            self._writer.run(lambda connection: connection.exec_driver_sql(_ADD_SQL, rows))

    def events(self, person: str) -> tuple[Event, ...]:
        """Return a person's events in the order in which they were added.

        Raises:
            JournalError: The file cannot be read.
        """
        with in_words(self._path), self._engine.connect() as connection:
            return tuple(_as_event(row) for row in connection.execute(_EVENTS, {"who": person}))

    def since(self, person: str, known: str) -> tuple[Event, ...] | None:
        """Return what was added after an event of a person; None where that event is not there (any more).

        Raises:
            JournalError: The file cannot be read.
        """
        with in_words(self._path), self._engine.connect() as connection:
            rows = connection.execute(_SINCE, {"who": person, "known": known}).all()
        return tuple(_as_event(row) for row in rows[1:]) if rows else None

    def forget(self, person: str) -> int:
        """Remove everything of a person for good; return how many events that were.

        Raises:
            JournalError: The file cannot be written. The message tells whether the events are still there.
        """
        return self._writer.run(partial(self._remove, person), alone=True)

    def close(self) -> None:
        """Finish what is being written, then close every connection. Nothing can be added afterwards."""
        self._writer.close()
        self._engine.dispose()

    def _remove(self, person: str, connection: sa.Connection) -> int:
        """Delete the rows, then make file and log anew from what is left, so that nothing can be found in them."""
        self._check_place()
        with in_words(self._path, "The journal cannot be used, and nothing was removed"):
            removed = connection.execute(sa.delete(EVENTS).where(EVENTS.c.person == person)).rowcount
        traces = "The entries are removed, but traces of them are still in the file"
        with in_words(self._path, traces):
            connection.exec_driver_sql("VACUUM")
            is_busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if is_busy:
            detail = "Close the other program, then forget once more."
            raise JournalError(f"{traces}: another program is reading it.", where=str(self._path), detail=detail)
        return removed

    def _check_place(self) -> None:
        """See that writing still reaches the file of that name: a file put in its place would get nothing."""
        if _identity(self._path) != self._identity:
            raise JournalError(
                "The file of the journal was replaced while Loosen was running; nothing was changed.",
                where=str(self._path),
                detail="Stop Loosen, see that the right file is in its place, and start it again.",
            )


def _make_file(path: Path) -> None:
    """Make the file, for its owner only, or see that the one there can be written.

    Raises:
        OSError: Neither can be done.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY_FOLDER)
    if not path.exists():
        path.touch(mode=_OWNER_ONLY)
    for place in (path, path.parent):  # SQLite keeps its log beside the file
        if not os.access(place, os.W_OK):
            raise PermissionError(f"no permission to write {place.name}")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _as_event(row: sa.Row[Any]) -> Event:
    return Event(
        id=row.id,
        person=row.person,
        at=datetime.fromisoformat(row.at),
        kind=EventKind(row.kind),
        body=json.loads(row.body),
    )
