"""The version of the tables: new files get them, older ones are brought up to date, newer ones are refused.

The version is one row of the file. While it is the expected one, Alembic is not even imported: that would take a
third of a second at every start.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from loosen.errors import JournalError
from loosen.journal.tables import EVENTS, METADATA, VERSION, locked, make_engine
from loosen.journal.words import in_words

VERSIONS = ("0001",)  # oldest first; a test holds them against the migrations
MIGRATIONS = Path(__file__).parent / "migrations"
EMPTY = "none"
UNMARKED = "unmarked"
WAIT_S = 5.0
_Ask = Callable[[str], Iterable[Sequence[Any]]]


def migrate(path: Path, wait_s: float = WAIT_S) -> tuple[str, str]:
    """Bring the tables of a journal up to date; return the version before and after.

    Args:
        path: The file of the journal.
        wait_s: How long to wait for another program that holds the file.

    Returns:
        Two versions, equal where nothing was to be done. Before may also be ``unmarked``: a journal from the time
        before versions were kept.

    Raises:
        JournalError: No such file, not a journal, one of a newer version, or the file cannot be used. It is then
            as it was.
    """
    if not path.exists():
        detail = "It is made when Loosen starts for the first time."
        raise JournalError("There is no journal.", where=str(path), detail=detail)
    engine = make_engine(path, wait_s)
    try:
        return prepare(path, engine, wait_s)
    finally:
        engine.dispose()


def prepare(path: Path, engine: sa.Engine, wait_s: float) -> tuple[str, str]:
    """Make the tables, or bring them up to date; return the version before and after.

    Raises:
        JournalError: Not a journal, one of a newer version, or the file cannot be used. It is then as it was.
    """
    with in_words(path):
        with closing(_open_to_look(path, wait_s)) as looking:
            found = _version(looking.execute, path)
        if found != VERSIONS[-1]:
            with locked(engine) as connection:
                found = _version(connection.exec_driver_sql, path)  # again: another program may have been faster
                _bring_up_to_date(connection, found)
    return found, VERSIONS[-1]


def _open_to_look(path: Path, wait_s: float) -> sqlite3.Connection:
    """Return a connection that changes nothing: a file that is refused must stay as it is.

    Where nobody has left a log, SQLite would make an empty one even to read; so it is told that nobody is writing.
    """
    has_log = any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
    how = "mode=ro" if has_log else "immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=wait_s)


def _version(ask: _Ask, path: Path) -> str:
    """Return the version of the tables in a file.

    Raises:
        JournalError: The tables are those of a newer version, or of another program.
    """
    tables = {name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
    marks = [mark for (mark,) in ask("SELECT version_num FROM alembic_version")] if VERSION.name in tables else []
    if not tables:
        return EMPTY
    if not marks and _is_events(ask):
        return UNMARKED
    if EVENTS.name not in tables or len(marks) != 1:
        raise JournalError(
            "This is a database of another program.",
            where=str(path),
            detail="The file is not a journal. Move it aside, or set another data folder. Nothing in it was changed.",
        )
    if marks[0] not in VERSIONS:
        raise JournalError(
            f"This journal was written by a newer Loosen: its tables are version {marks[0]}, "
            f"this Loosen knows them up to {VERSIONS[-1]}.",
            where=str(path),
            detail="Install the newer Loosen again, or put back a backup from before. Nothing in it was changed.",
        )
    return str(marks[0])


def _is_events(ask: _Ask) -> bool:
    return [name for (name,) in ask("SELECT name FROM pragma_table_info('events')")] == EVENTS.columns.keys()


def _bring_up_to_date(connection: sa.Connection, found: str) -> None:
    """Change the tables inside the caller's transaction."""
    if found == EMPTY:  # made in one go; a test holds the result against the migrations
        METADATA.create_all(connection)
        connection.execute(sa.insert(VERSION).values(version_num=VERSIONS[-1]))
        return
    if found == UNMARKED:
        VERSION.create(connection, checkfirst=True)
        connection.execute(sa.insert(VERSION).values(version_num=VERSIONS[0]))
        found = VERSIONS[0]
    if found != VERSIONS[-1]:
        upgrade(connection)


def upgrade(connection: sa.Connection) -> None:
    """Run the migrations that are missing, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
