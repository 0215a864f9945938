"""The tables of the journal, and the engine that reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData()
EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("id", sa.String(36), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.UniqueConstraint("person", "id"),  # its index leads with the person, so it serves every query too
)
VERSION = sa.Table(  # as Alembic makes it
    "alembic_version",
    METADATA,
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")


def make_engine(path: Path, wait_s: float) -> sa.Engine:
    """Return an engine for a SQLite file: write-ahead log, full synchronisation, deleted content overwritten.

    Args:
        path: The file.
        wait_s: How long to wait for another program that holds the file.
    """
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"check_same_thread": False, "timeout": wait_s},
        hide_parameters=True,  # they are answers, and a traceback may end up in a log
        max_overflow=-1,  # as many readers as there are threads; a reader never waits for another
    )
    sa.event.listen(engine, "connect", _prepare)
    return engine


@contextmanager
def locked(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection inside a transaction that has the write lock from the beginning.

    One that reads first and asks for the lock later may be refused it without any waiting.
    """
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    connection.isolation_level = None  # the driver's own idea of transactions knows neither savepoints nor this lock
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
