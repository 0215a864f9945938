"""``loosen forget``: gone for good."""

from __future__ import annotations

import json
from pathlib import Path

from loosen.coach.people import owner
from loosen.journal import SqlJournal
from tests.cli.conftest import Run


def test_everything_of_the_owner_is_gone(run: Run, data_dir: Path) -> None:
    run("check", given="4\nq\n")

    result = run("forget", "--yes", "--json")

    journal = SqlJournal(data_dir / "loosen.db")
    left = journal.events(owner(data_dir))
    journal.close()
    assert json.loads(result.stdout)["removed"] > 0
    assert left == ()
    assert b"urine-leak" not in (data_dir / "loosen.db").read_bytes()


def test_nothing_is_removed_without_yes(run: Run, data_dir: Path) -> None:
    run("check", given="\nq\n")

    refused = run("forget")
    removed = run("forget", "--yes")

    assert refused.exit_code == 2
    assert "loosen forget --yes" in refused.stderr
    assert "Removed for good" in removed.stdout


def test_nothing_to_forget_leaves_nothing_behind(run: Run, data_dir: Path) -> None:
    result = run("forget", "--yes")

    assert result.exit_code == 0
    assert "nothing of yours" in result.stdout
    assert not data_dir.exists()


def test_journal_that_cannot_be_opened_exits_with_4(run: Run, data_dir: Path) -> None:
    owner(data_dir)
    (data_dir / "loosen.db").write_bytes(b"no database at all, only words" * 50)

    result = run("forget", "--yes", "--json")

    assert result.exit_code == 4
    assert json.loads(result.stdout)["error"]["type"] == "journal"
