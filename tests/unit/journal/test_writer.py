"""One thread writes for all: in groups, bad jobs apart, and never a caller left waiting."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from loosen.errors import JournalError
from loosen.journal import SqlJournal
from loosen.journal.tables import make_engine
from loosen.journal.writer import MOST_JOBS, Writer
from tests.contract.making import PATIENCE_S, at_once

ADD = "INSERT INTO words VALUES (?)"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = make_engine(tmp_path / "words.db", 0.05)
    with made.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
    yield made
    made.dispose()


@pytest.fixture
def writer(engine: sa.Engine) -> Iterator[Writer]:
    made = Writer(engine, lambda: None, "words.db")
    yield made
    made.close()


def add(word: str, connection: sa.Connection) -> str:
    connection.exec_driver_sql(ADD, (word,))
    return word


def add_and_break(connection: sa.Connection) -> str:
    add("broken", connection)
    raise LookupError("broken")


def add_and_lose_all(connection: sa.Connection) -> str:
    add("lost", connection)
    connection.exec_driver_sql("ROLLBACK")  # as the database itself does when the disk is full
    raise LookupError("lost")


def words(engine: sa.Engine) -> list[str]:
    with engine.connect() as connection:
        return [word for (word,) in connection.exec_driver_sql("SELECT word FROM words ORDER BY rowid")]


def together(writer: Writer, works: list[Callable[[sa.Connection], str]]) -> list[str | Exception]:
    """Run jobs that have all been waiting while the thread was busy, so that they share a transaction."""
    is_busy = threading.Event()
    deadline = time.monotonic() + PATIENCE_S

    def wait_for_all(_: sa.Connection) -> None:
        is_busy.set()
        while len(writer._waiting) < len(works) and time.monotonic() < deadline:
            pass

    blocker = threading.Thread(target=partial(writer.run, wait_for_all, alone=True))
    blocker.start()
    is_busy.wait(PATIENCE_S)
    outcomes = at_once([partial(writer.run, work) for work in works])
    blocker.join(PATIENCE_S)
    return outcomes


def commits(engine: sa.Engine) -> list[Any]:
    seen: list[Any] = []
    sa.event.listen(engine, "commit", seen.append)
    return seen


def test_a_job_returns_what_its_work_returns_once_it_is_committed(writer: Writer, engine: sa.Engine) -> None:
    returned = writer.run(partial(add, "one"))

    assert returned == "one"
    assert words(engine) == ["one"]


def test_waiting_jobs_share_one_transaction(writer: Writer, engine: sa.Engine) -> None:
    seen = commits(engine)

    outcomes = together(writer, [partial(add, f"{n}") for n in range(40)])

    assert outcomes == [f"{n}" for n in range(40)]
    assert sorted(words(engine), key=int) == [f"{n}" for n in range(40)]
    assert len(seen) == 1


def test_no_transaction_takes_more_jobs_than_the_limit(writer: Writer, engine: sa.Engine) -> None:
    seen = commits(engine)

    together(writer, [partial(add, f"{n}") for n in range(MOST_JOBS + 10)])

    assert len(words(engine)) == MOST_JOBS + 10
    assert len(seen) == 2


def test_a_job_that_breaks_does_not_sink_its_neighbours(writer: Writer, engine: sa.Engine) -> None:
    outcomes = together(writer, [partial(add, "before"), add_and_break, partial(add, "after")])

    assert [outcomes[0], outcomes[2]] == ["before", "after"]
    assert isinstance(outcomes[1], LookupError)
    assert sorted(words(engine)) == ["after", "before"]


def test_a_job_that_loses_the_whole_transaction_does_not_sink_its_neighbours(
    writer: Writer, engine: sa.Engine
) -> None:
    outcomes = together(writer, [partial(add, "before"), add_and_lose_all, partial(add, "after")])

    assert [outcomes[0], outcomes[2]] == ["before", "after"]
    assert isinstance(outcomes[1], sa.exc.OperationalError | LookupError)
    assert sorted(words(engine)) == ["after", "before"]


def test_a_job_alone_runs_outside_any_transaction_and_in_its_turn(writer: Writer, engine: sa.Engine) -> None:
    writer.run(partial(add, "before"))

    writer.run(lambda connection: connection.exec_driver_sql("VACUUM").close(), alone=True)

    writer.run(partial(add, "after"))
    assert words(engine) == ["before", "after"]


def test_a_job_alone_that_breaks_tells_its_caller(writer: Writer, engine: sa.Engine) -> None:
    with pytest.raises(LookupError):
        writer.run(add_and_break, alone=True)

    assert writer.run(partial(add, "next")) == "next"


def test_a_locked_file_refuses_all_that_wait_and_then_goes_on(writer: Writer, engine: sa.Engine) -> None:
    with engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")

        outcomes = together(writer, [partial(add, f"{n}") for n in range(64)])

    assert all(isinstance(one, sa.exc.OperationalError) and "locked" in str(one) for one in outcomes)
    assert words(engine) == []
    assert writer.run(partial(add, "next")) == "next"


def test_where_writing_must_not_begin_every_job_is_told_why(engine: sa.Engine) -> None:
    def refuse() -> None:
        raise JournalError("not here")

    writer = Writer(engine, refuse, "words.db")

    with pytest.raises(JournalError, match="not here"):
        writer.run(partial(add, "one"))

    writer.close()
    assert words(engine) == []


def test_no_thread_is_started_before_the_first_job(engine: sa.Engine) -> None:
    before = threading.active_count()

    writer = Writer(engine, lambda: None, "words.db")
    writer.close()

    assert threading.active_count() == before


def test_closing_finishes_what_is_waiting_and_refuses_what_comes_later(writer: Writer, engine: sa.Engine) -> None:
    def add_some(thread: int) -> list[str]:
        safe: list[str] = []
        while True:
            try:
                safe.append(writer.run(partial(add, f"{thread}.{len(safe)}")))
            except JournalError as error:
                assert "closed" in error.title
                return safe

    def close_soon() -> list[str]:
        while not words(engine):
            pass
        writer.close()
        return []

    tasks: list[Callable[[], list[str]]] = [*[partial(add_some, thread) for thread in range(8)], close_soon]

    outcomes = at_once(tasks)

    safe = [word for one in outcomes if not isinstance(one, Exception) for word in one]
    assert not any(isinstance(one, Exception) for one in outcomes)
    assert sorted(words(engine)) == sorted(safe)


def test_closing_twice_is_closing_once(writer: Writer) -> None:
    writer.run(lambda _: None)
    writer.close()

    writer.close()

    with pytest.raises(JournalError, match="closed"):
        writer.run(lambda _: None)


_OPENING = """
import atexit, os, sys, threading
from datetime import UTC, datetime
from pathlib import Path
from loosen.errors import JournalError
from loosen.journal import SqlJournal
from loosen.domain.events import Event, EventKind
from loosen.journal import SqlJournal

journal = SqlJournal(Path(sys.argv[1]))

def add(name):
    try:
        journal.append([Event(id=name, person="ann", at=datetime.now(UTC), kind=EventKind.ANSWERED, body={})])
    except JournalError as error:
        os.write(1, f"{name}: {error.title}\\n".encode())
        return False
    return True
"""

_NEVER_CLOSED = """
def add_for_ever():
    number = 0
    while add(f"daemon-{number}"):
        number += 1

atexit.register(add, "while-ending")
add("first")
child = os.fork()
if child == 0:
    add("in-a-fork")
    os._exit(0)
os.waitpid(child, 0)
threading.Thread(target=lambda: [add(f"late-{n}") for n in range(200)]).start()
threading.Thread(target=add_for_ever, daemon=True).start()
"""

_TOO_LATE = """
class Last:
    def __del__(self):
        add("first")

_last = Last()  # taken away when the interpreter is past starting threads
"""


def end_a_process(code: str, path: Path) -> tuple[set[str], list[str]]:
    """Run code to its end; return the ids then in the journal, and the lines it wrote."""
    command = [sys.executable, "-W", "ignore", "-c", _OPENING + code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    assert done.stderr == ""
    journal = SqlJournal(path)
    kept = {one.id for one in journal.events("ann")}
    journal.close()
    return kept, done.stdout.splitlines()


def test_a_process_that_never_closed_its_journal_ends_in_good_order(tmp_path: Path) -> None:
    """Threads still adding, exit handlers that add, a fork: nothing hangs, and who is refused is told so."""
    kept, said = end_a_process(_NEVER_CLOSED, tmp_path / "journal.db")

    assert {"first", *(f"late-{n}" for n in range(200))} <= kept
    assert "in-a-fork: The journal was opened by another process." in said
    assert ("while-ending" in kept) != ("while-ending: The journal is closed; nothing was saved." in said)


def test_adding_when_the_interpreter_is_being_taken_down_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    kept, said = end_a_process(_TOO_LATE, tmp_path / "journal.db")

    assert kept == set()
    assert said == ["first: The journal is closed; nothing was saved."]
