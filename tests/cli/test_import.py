"""`loosen import`: from a file into the journal of the owner."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Home, Run

TABLE = "date,steps,minutes_walked\n2026-11-19,4200,30\n2026-11-20,5100,\n"


def test_dry_run_says_what_would_be_new_and_changes_nothing(run: Run, calm: Home, tmp_path: Path) -> None:
    file = tmp_path / "walks.csv"
    file.write_text(TABLE)
    before = calm.events()

    result = run("import", str(file), "--dry-run")

    assert result.exit_code == 0
    assert "Would be new: 2 days, 2026-11-19 to 2026-11-20." in result.stdout
    assert calm.events() == before


def test_what_was_exported_comes_back_in_an_empty_folder(run: Run, calm: Home, tmp_path: Path) -> None:
    saved, elsewhere = tmp_path / "mine.json", str(tmp_path / "elsewhere")
    run("log", "--pain", "3")
    run("export", "--out", str(saved))

    result = run("import", str(saved), "--data-dir", elsewhere, "--json")

    assert json.loads(result.stdout)["left_out"] == 0
    again = run("export", "--data-dir", elsewhere)
    assert json.loads(again.stdout)["events"] == json.loads(saved.read_text())["events"]


def test_damaged_file_is_refused_in_words_and_leaves_everything(run: Run, calm: Home, tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text("<HealthData><Record")
    before = calm.events()

    result = run("import", str(file))

    assert result.exit_code == 2
    assert "damaged" in result.stderr
    assert "Traceback" not in result.stderr
    assert calm.events() == before


def test_missing_file_is_named(run: Run, calm: Home) -> None:
    result = run("import", "nowhere.csv", "--json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["where"] == "nowhere.csv"
