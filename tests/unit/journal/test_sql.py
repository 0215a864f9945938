"""The journal on disk: durable settings, private files, and words instead of tracebacks."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from loosen.errors import JournalError
from loosen.journal import SqlJournal
from tests.contract.making import NOON, PATIENCE_S, at_once, event


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


def test_not_even_a_traceback_shows_an_answer(journal: SqlJournal, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE events")
        other.commit()

    with pytest.raises(JournalError) as caught:
        journal.append([event("1", word="ze" + "bra")])  # in two, for the traceback shows this line

    assert "zebra" not in "".join(traceback.format_exception(caught.value))


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_by_another_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder


def test_a_file_held_by_another_program_is_told_in_words_after_a_bounded_time(path: Path) -> None:
    journal = SqlJournal(path, wait_s=0.1)
    journal.append([event("before")])

    with held_by_another_program(path):
        outcomes = at_once([partial(journal.append, [event(f"{n}")]) for n in range(64)])
        with pytest.raises(JournalError, match="nothing was removed"):
            journal.forget("ann")
        found = journal.events("ann")

    journal.append([event("after")])
    assert all(isinstance(one, JournalError) and "Another program holds" in one.detail for one in outcomes)
    assert [one.id for one in found] == ["before"]  # reading went on
    assert [one.id for one in journal.events("ann")] == ["before", "after"]
    journal.close()


def test_a_file_that_another_program_lets_go_in_time_is_written(path: Path) -> None:
    journal = SqlJournal(path, wait_s=PATIENCE_S)
    journal.append([event("before")])
    with held_by_another_program(path) as holder:
        assert holder.stdin is not None

        tasks: list[Callable[[], None]] = [partial(journal.append, [event("waits")]), holder.stdin.close]

        outcomes = at_once(tasks)

    assert outcomes == [None, None]
    assert [one.id for one in journal.events("ann")] == ["before", "waits"]
    journal.close()


def test_a_new_file_held_by_another_program_is_told_in_words(path: Path) -> None:
    path.parent.mkdir()

    with held_by_another_program(path), pytest.raises(JournalError) as caught:
        SqlJournal(path, wait_s=0.1)

    assert "Another program holds" in caught.value.detail


def test_traces_that_another_program_keeps_from_being_removed_are_told(path: Path) -> None:
    secret = b"zebra-crossing-4711"
    journal = SqlJournal(path, wait_s=0.1)
    journal.append([event("1", word=secret.decode())])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM events").fetchall()

        with pytest.raises(JournalError) as caught:
            journal.forget("ann")

        assert journal.events("ann") == ()
    assert "entries are removed, but traces" in caught.value.title
    assert "forget once more" in caught.value.detail
    assert journal.forget("ann") == 0
    assert [file.name for file in path.parent.iterdir() if secret in file.read_bytes()] == []
    journal.close()


def test_adding_to_a_damaged_file_is_told_in_words_and_acknowledges_nothing(path: Path) -> None:
    first = SqlJournal(path)
    first.append([event(f"{n}", filler="x" * 500) for n in range(200)])
    first.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + content[4096 : len(content) // 2])  # the second half is gone

    with pytest.raises(JournalError) as caught:
        SqlJournal(path).append([event("new")])

    assert "damaged" in caught.value.detail


@pytest.mark.parametrize("fate", ["removed", "replaced"])
def test_a_file_that_is_gone_from_under_the_journal_acknowledges_nothing(path: Path, fate: str) -> None:
    journal = SqlJournal(path)
    journal.append([event("1")])
    path.rename(path.with_name("aside.db"))
    if fate == "replaced":
        SqlJournal(path).close()

    with pytest.raises(JournalError) as caught:
        journal.append([event("2")])

    assert caught.value.detail
    assert ("replaced" in caught.value.title) == (fate == "replaced")
    journal.close()


_WITHOUT_RIGHTS = """
import json, os, sys
from pathlib import Path
from loosen.errors import JournalError
from loosen.journal import SqlJournal

path = Path(sys.argv[1])
SqlJournal(path.with_name("rehearsal.db")).close()  # all is imported before the rights are gone
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    SqlJournal(path)
except JournalError as error:
    print(json.dumps(error.as_dict()))
"""


@pytest.mark.parametrize(("of_folder", "of_file"), [(0o755, 0o444), (0o555, 0o666)], ids=["file", "folder"])
def test_a_file_or_folder_that_may_only_be_read_is_told_in_words(of_folder: int, of_file: int) -> None:
    with tempfile.TemporaryDirectory() as outside:  # the folders of other tests are closed to other users
        Path(outside).chmod(0o755)
        path = Path(outside) / "data" / "journal.db"
        journal = SqlJournal(path)
        journal.append([event("1")])
        journal.close()
        before = path.read_bytes()
        command = [sys.executable, "-c", _WITHOUT_RIGHTS, str(path)]
        SqlJournal(path.with_name("rehearsal.db")).close()
        path.chmod(of_file)
        path.parent.chmod(of_folder)

        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE_S)

        path.parent.chmod(0o700)
        assert path.read_bytes() == before
    told = json.loads(done.stdout)
    assert "permission" in told["title"]
    assert "writable" in told["detail"]
