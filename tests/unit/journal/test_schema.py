"""The version of the tables: made, recognised, brought up to date, or refused and left as it was."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from loosen.errors import JournalError
from loosen.journal import SqlJournal, migrate, schema
from loosen.journal.tables import METADATA, locked, make_engine
from tests.contract.making import at_once, event

UNMARKED = """
CREATE TABLE events (
    sequence INTEGER NOT NULL,
    person VARCHAR(64) NOT NULL,
    id VARCHAR(36) NOT NULL,
    at VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (sequence),
    UNIQUE (person, id)
);
INSERT INTO events (person, id, at, kind, body)
VALUES ('ann', '1', '2026-11-21T12:00:00+00:00', 'answered', '{"word": "kept"}');
"""
MARKED = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('0001');
"""
OF_ANOTHER_PROGRAM = {
    "other tables": "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');",
    "other events": "CREATE TABLE events (name TEXT); INSERT INTO events VALUES ('mine');",
    "other migrations": MARKED + "CREATE TABLE notes (text TEXT);",
}
SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

def upgrade():
    op.add_column("events", sa.Column("device", sa.String(64)))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


def make(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def make_newer(path: Path) -> None:
    SqlJournal(path).close()
    make(path, "UPDATE alembic_version SET version_num = '0099'; ALTER TABLE events ADD COLUMN mood TEXT;")


def columns(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info('events')")]


def version(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [mark for (mark,) in connection.execute("SELECT version_num FROM alembic_version")]


def ids(path: Path) -> list[str]:
    journal = SqlJournal(path)
    found = [one.id for one in journal.events("ann")]
    journal.close()
    return found


@pytest.fixture
def with_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Pretend that there is a second version, which a given step leads to."""

    def pretend(step: str) -> None:
        folder = tmp_path / "100% migrations"
        shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "v0002_device.py").write_text(step)
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "VERSIONS", ("0001", "0002"))

    return pretend


def test_a_new_journal_is_of_the_last_version(path: Path) -> None:
    SqlJournal(path).close()

    assert version(path) == ["0001"]


def test_the_known_versions_are_those_of_the_migrations() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("path_separator", "os")

    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]

    assert tuple(reversed(steps)) == schema.VERSIONS


def test_the_migrations_lead_to_the_tables_that_a_new_journal_has(path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    engine = make_engine(path, 1)

    with locked(engine) as connection:
        schema.upgrade(connection)

    with engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), METADATA)
        keys = sa.inspect(connection).get_unique_constraints("events")
    engine.dispose()
    assert difference == []
    assert [key["column_names"] for key in keys] == [["person", "id"]]
    assert version(path) == ["0001"]


def test_the_question_for_a_persons_events_is_answered_from_an_index_that_leads_with_the_person(path: Path) -> None:
    SqlJournal(path).close()

    with closing(sqlite3.connect(path)) as connection:
        steps = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM events WHERE person = ? ORDER BY sequence", "a")
        plan = " ".join(str(step) for step in steps)

    assert "USING INDEX" in plan
    assert "(person=?)" in plan


def test_a_journal_from_before_versions_is_recognised_and_keeps_its_events(path: Path) -> None:
    make(path, UNMARKED)

    found = ids(path)

    assert found == ["1"]
    assert version(path) == ["0001"]


def test_migrating_tells_the_version_before_and_after(path: Path) -> None:
    make(path, UNMARKED)

    first, second = migrate(path), migrate(path)

    assert first == ("unmarked", "0001")
    assert second == ("0001", "0001")


def test_migrating_where_nothing_is_makes_nothing(path: Path) -> None:
    with pytest.raises(JournalError, match="no journal"):
        migrate(path)

    assert not path.exists()


@pytest.mark.parametrize("open_it", [SqlJournal, migrate], ids=["open", "migrate"])
def test_a_newer_journal_is_refused_in_words_and_left_untouched(
    path: Path, open_it: Callable[[Path], object]
) -> None:
    make_newer(path)
    before = path.read_bytes()

    with pytest.raises(JournalError) as caught:
        open_it(path)

    assert "newer Loosen" in caught.value.title
    assert "0099" in caught.value.title
    assert "Install the newer Loosen" in caught.value.detail
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_newer_journal_in_use_is_refused_and_its_log_left_untouched(path: Path) -> None:
    make_newer(path)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(
            "INSERT INTO events (person, id, at, kind, body) VALUES ('ann', '1', '2026-11-21', 'felt', '{}')"
        )
        newer.commit()
        log = path.with_name("journal.db-wal")
        before = path.read_bytes(), log.read_bytes()

        with pytest.raises(JournalError, match="newer Loosen"):
            SqlJournal(path)

        assert (path.read_bytes(), log.read_bytes()) == before


@pytest.mark.parametrize("script", OF_ANOTHER_PROGRAM.values(), ids=OF_ANOTHER_PROGRAM)
def test_a_database_of_another_program_is_refused_in_words_and_left_untouched(path: Path, script: str) -> None:
    make(path, script)
    before = path.read_bytes()

    with pytest.raises(JournalError) as caught:
        SqlJournal(path)

    assert "another program" in caught.value.title
    assert "not a journal" in caught.value.detail
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("old", ["0001", "unmarked"])
def test_an_older_journal_is_brought_up_to_date_and_keeps_its_events(
    path: Path, old: str, with_second: Callable[[str], None]
) -> None:
    make(path, UNMARKED if old == "unmarked" else UNMARKED + MARKED)
    with_second(SECOND)

    before_and_after = migrate(path)

    assert before_and_after == (old, "0002")
    assert version(path) == ["0002"]
    assert columns(path)[-1] == "device"
    assert ids(path) == ["1"]


def test_a_step_that_breaks_leaves_the_journal_as_it_was(path: Path, with_second: Callable[[str], None]) -> None:
    make(path, UNMARKED)
    with_second(SECOND + '    op.rename_table("nowhere", "elsewhere")\n')

    with pytest.raises(JournalError) as caught:
        SqlJournal(path)

    assert "nowhere" in caught.value.title
    assert "device" not in columns(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id FROM events").fetchall() == [("1",)]
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall() == []


@pytest.mark.parametrize("script", ["", UNMARKED], ids=["new", "unmarked"])
def test_a_journal_may_be_opened_by_many_at_once_for_the_first_time(path: Path, script: str) -> None:
    make(path, script)

    def open_and_add(n: int) -> None:
        journal = SqlJournal(path)
        journal.append([event(f"mine-{n}")])
        journal.close()

    outcomes = at_once([partial(open_and_add, n) for n in range(8)])

    assert outcomes == [None] * 8
    assert sorted(name for name in ids(path) if name != "1") == [f"mine-{n}" for n in range(8)]
    assert version(path) == ["0001"]


def test_starting_never_waits_for_the_import_of_the_migrations(path: Path) -> None:
    old = path.with_name("old.db")
    make(old, UNMARKED)
    code = (
        "import sys; from pathlib import Path; from loosen.journal import SqlJournal\n"
        "for name in sys.argv[1:]: SqlJournal(Path(name)).close()\n"
        "print('alembic' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(path), str(old)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
