"""The journal in a database: SQLite by default, through SQLAlchemy Core, synchronous."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from loosen.domain.events import Event, EventKind
from loosen.errors import JournalError

_METADATA = sa.MetaData()
EVENTS = sa.Table(
    "events",
    _METADATA,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("id", sa.String(36), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.UniqueConstraint("person", "id"),
)
_OWNER_ONLY = 0o600


class SqlJournal:
    """Keeps events in one SQLite file: write-ahead log, full synchronisation, readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = threading.Lock()
        with self._in_words():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=_OWNER_ONLY)
            self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})
            sa.event.listen(self._engine, "connect", _prepare)
            _METADATA.create_all(self._engine)

    def append(self, events: Sequence[Event]) -> None:
        """Add events, all or none; an id that the person already has is left as it is.

        Raises:
            JournalError: The file cannot be written; nothing was added.
        """
        if not events:
            return
        rows = [
            {
                "person": e.person,
                "id": e.id,
                "at": e.at.isoformat(),
                "kind": e.kind.value,
                "body": json.dumps(e.body),
            }
            for e in events
        ]
        with self._in_words(), self._writing, self._engine.begin() as connection:
            connection.execute(insert(EVENTS).on_conflict_do_nothing(index_elements=["person", "id"]), rows)

    def events(self, person: str) -> tuple[Event, ...]:
        """Return a person's events in the order in which they were added.

        Raises:
            JournalError: The file cannot be read.
        """
        query = sa.select(EVENTS).where(EVENTS.c.person == person).order_by(EVENTS.c.sequence)
        with self._in_words(), self._engine.connect() as connection:
            return tuple(_as_event(row) for row in connection.execute(query))

    def forget(self, person: str) -> int:
        """Remove everything of a person for good; return how many events that were.

        Raises:
            JournalError: The file cannot be written; nothing was removed.
        """
        with self._in_words(), self._writing:
            with self._engine.begin() as connection:
                removed = connection.execute(sa.delete(EVENTS).where(EVENTS.c.person == person)).rowcount
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("VACUUM")
            return int(removed)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turn what the database or the disk says into words that a person can act on."""
        try:
            yield
        except (sa.exc.DBAPIError, OSError, ValueError) as error:  # ValueError: a row of another version
            cause = str(getattr(error, "orig", None) or error)
            raise JournalError(
                f"The journal cannot be used: {cause}.",
                where=str(self._path),
                detail=_remedy(cause.casefold()),
            ) from error


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _as_event(row: sa.Row[Any]) -> Event:
    return Event(
        id=row.id,
        person=row.person,
        at=datetime.fromisoformat(row.at),
        kind=EventKind(row.kind),
        body=json.loads(row.body),
    )


def _remedy(cause: str) -> str:
    for sign, remedy in (
        ("readonly", "Make the file and its folder writable for the user who runs loosen."),
        ("permission", "Make the file and its folder writable for the user who runs loosen."),
        ("locked", "Another program holds the file. Close it, then try again."),
        ("full", "The disk is full. Free some space, then try again."),
        ("no space", "The disk is full. Free some space, then try again."),
        ("malformed", "The file is damaged. Put a backup in its place; keep the damaged one aside."),
        ("not a database", "The file is not a journal. Move it aside, or set another data folder."),
    ):
        if sign in cause:
            return remedy
    return "Check the disk and the data folder. Nothing that was saved before is lost."
