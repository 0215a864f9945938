"""An app in this process, a clock that stands still, and visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from loosen.coach import Coach, Journal
from loosen.domain.library import Library
from loosen.journal import MemoryJournal, SqlJournal, new_event_id
from loosen.web.app import create_app
from tests.web.visitor import Visitor, visit
from tests.web.wire import Loop

OWNER_KEY = "0123456789abcdef" * 4


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        """Let days go by."""
        self.now += timedelta(days=days)


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    with Loop() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal() -> Journal:
    return MemoryJournal()


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[SqlJournal]:
    """A journal that outlives the app."""
    opened = SqlJournal(tmp_path / "journal.db")
    yield opened
    opened.close()


def make_app(
    library: Library, journal: Journal, clock: Callable[[], datetime], *, owner: str | None = None
) -> FastAPI:
    """Return an app over a journal."""
    return create_app(Coach(library, journal, clock=clock, new_id=new_event_id), owner_key=owner)


@pytest.fixture
def app(library: Library, journal: Journal, clock: Clock) -> FastAPI:
    return make_app(library, journal, clock, owner=OWNER_KEY)


@pytest.fixture
def visitor(app: FastAPI, loop: Loop) -> Iterator[Visitor]:
    someone = visit(app, loop)
    yield someone
    someone.http.close()


@pytest.fixture
def other_visitor(app: FastAPI, loop: Loop) -> Iterator[Visitor]:
    someone = visit(app, loop)
    yield someone
    someone.http.close()
