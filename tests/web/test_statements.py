"""What a page asks of the database, with six weeks of data: a small number that does not grow with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from loosen.domain.library import Library
from loosen.journal import SqlJournal
from tests.six_weeks import JOURNAL_FILE, TODAY, TOKEN, Clock
from tests.web.conftest import make_app
from tests.web.visitor import Visitor, visit
from tests.web.wire import Loop

MOST = 1  # the person's events, or only those since the page before
READS = ("/", "/today", "/now", "/log", "/history", "/progress", "/fit-me", "/bout", "/outcome", "/answers", "/check")
MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)


@pytest.fixture
def signed_in(library: Library, six_weeks: Path, tmp_path: Path, loop: Loop) -> Iterator[Visitor]:
    """The person with the six weeks, in an app that has not seen anyone yet."""
    shutil.copytree(six_weeks, tmp_path / "data")
    journal = SqlJournal(tmp_path / "data" / JOURNAL_FILE)
    someone = visit(make_app(library, journal, Clock(MORNING)), loop)
    someone.http.cookies.set("loosen", TOKEN)
    someone.http.follow_redirects = False
    yield someone
    someone.http.close()
    journal.close()


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The statements that were sent to any database."""
    sent: list[str] = []

    def note(*given: object) -> None:
        sent.append(str(given[2]))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", READS)
def test_a_page_asks_the_database_once_the_first_time_and_every_time(
    signed_in: Visitor, statements: list[str], path: str
) -> None:
    signed_in.http.get(path)
    first = len(statements)

    signed_in.http.get(path)

    assert first == MOST
    assert len(statements) - first == MOST


def test_todays_page_shows_the_plan_with_one_statement(signed_in: Visitor, statements: list[str]) -> None:
    page = signed_in.open("/today")

    assert page.status == 200
    assert page.heading == "Today"
    assert len(statements) <= 5
