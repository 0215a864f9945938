"""The journal on disk: durable settings, private files, and words instead of tracebacks."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loosen.domain.events import Event, EventKind
from loosen.errors import JournalError
from loosen.journal import SqlJournal

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def event(name: str, person: str = "ann", **body: object) -> Event:
    return Event(id=name, person=person, at=NOON, kind=EventKind.ANSWERED, body=dict(body))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[SqlJournal]:
    opened = SqlJournal(path)
    yield opened
    opened.close()


def test_the_folder_is_made_and_everything_in_it_is_for_its_owner_only(journal: SqlJournal, path: Path) -> None:
    journal.append([event("1")])

    made = sorted(path.parent.iterdir())
    assert path in made
    assert {stat.S_IMODE(file.stat().st_mode) for file in made} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_events_survive_reopening(path: Path) -> None:
    first = SqlJournal(path)
    first.append([event("1", word="älter"), event("2")])
    first.close()

    second = SqlJournal(path)
    found = second.events("ann")
    second.close()

    assert [(one.id, one.body, one.at) for one in found] == [("1", {"word": "älter"}, NOON), ("2", {}, NOON)]


def test_what_was_written_is_on_disk_at_once(journal: SqlJournal, path: Path) -> None:
    journal.append([event("1")])

    with closing(sqlite3.connect(path)) as other:
        rows = other.execute("SELECT id FROM events").fetchall()

    assert rows == [("1",)]


def test_two_processes_may_hold_the_same_file(journal: SqlJournal, path: Path) -> None:
    other = SqlJournal(path)

    journal.append([event("1")])
    other.append([event("2")])

    assert [one.id for one in journal.events("ann")] == ["1", "2"]
    other.close()


def test_writing_goes_to_a_write_ahead_log(journal: SqlJournal, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        (mode,) = other.execute("PRAGMA journal_mode").fetchone()

    assert mode == "wal"


def test_a_forgotten_answer_is_in_none_of_the_files(journal: SqlJournal, path: Path) -> None:
    secret = b"zebra-crossing-4711"
    journal.append([event(f"{n}", word=secret.decode(), filler="x" * 500) for n in range(200)])
    journal.append([event("other", person="ben", word="kept")])
    assert any(secret in file.read_bytes() for file in path.parent.iterdir())

    removed = journal.forget("ann")

    assert removed == 200
    assert [file.name for file in path.parent.iterdir() if secret in file.read_bytes()] == []
    assert b"kept" in path.read_bytes()


def test_a_forgotten_answer_is_gone_even_while_another_process_holds_the_file(
    journal: SqlJournal, path: Path
) -> None:
    secret = b"zebra-crossing-4711"
    other = SqlJournal(path)
    journal.append([event("1", word=secret.decode())])
    other.events("ann")

    journal.forget("ann")

    assert [file.name for file in path.parent.iterdir() if secret in file.read_bytes()] == []
    other.close()


def test_a_batch_that_the_disk_refuses_half_way_adds_nothing(journal: SqlJournal, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON events WHEN NEW.id = 'bad' "
            "BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END"
        )
        other.commit()

    with pytest.raises(JournalError) as caught:
        journal.append([event("good"), event("bad"), event("later")])

    assert journal.events("ann") == ()
    assert "writable" in caught.value.detail


def test_a_folder_in_place_of_the_file_is_told_in_words(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(JournalError) as caught:
        SqlJournal(path)

    assert caught.value.where == str(path)
    assert caught.value.detail


def test_a_file_in_place_of_the_folder_is_told_in_words(path: Path) -> None:
    path.parent.write_text("not a folder")

    with pytest.raises(JournalError) as caught:
        SqlJournal(path)

    assert caught.value.where == str(path)


def test_a_file_that_is_no_journal_is_told_in_words_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"my diary " * 1000)

    with pytest.raises(JournalError) as caught:
        SqlJournal(path)

    assert "not a journal" in caught.value.detail
    assert path.read_bytes() == b"my diary " * 1000


def test_a_damaged_file_is_told_in_words(path: Path) -> None:
    first = SqlJournal(path)
    first.append([event(f"{n}", filler="x" * 500) for n in range(200)])
    first.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)  # all but the first page
    path.write_bytes(content)

    with pytest.raises(JournalError) as caught:
        SqlJournal(path).events("ann")

    assert "damaged" in caught.value.detail


def test_a_disk_that_only_reads_is_told_in_words() -> None:
    with pytest.raises(JournalError) as caught:
        SqlJournal(Path("/proc/loosen/journal.db"))

    assert caught.value.detail


def test_an_event_that_this_version_does_not_know_is_told_in_words(journal: SqlJournal, path: Path) -> None:
    journal.append([event("1")])
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE events SET kind = 'from-the-future'")
        other.commit()

    with pytest.raises(JournalError) as caught:
        journal.events("ann")

    assert caught.value.where == str(path)


def test_the_text_of_an_error_never_shows_an_answer(journal: SqlJournal, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE events")
        other.commit()

    with pytest.raises(JournalError) as caught:
        journal.append([event("1", word="zebra")])

    assert "zebra" not in str(caught.value)
