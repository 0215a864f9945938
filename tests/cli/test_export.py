"""``loosen export``: everything that was entered, to take away."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Home, Run


def test_json_holds_every_event_and_no_key(run: Run, calm: Home) -> None:
    run("log", "--pain", "3")

    plain, as_json = run("export"), run("export", "--json")

    answer = json.loads(plain.stdout)
    assert answer == json.loads(as_json.stdout)
    assert [event["id"] for event in answer["events"]] == [event.id for event in calm.events()]
    assert all("person" not in event for event in answer["events"])


def test_csv_has_one_line_for_each_day(run: Run, calm: Home) -> None:
    run("log", "--pain", "3", "--worst", "5", "--day", "2026-11-19")
    run("log", "--walked", "20", "--flare", "--day", "2026-11-20")

    result = run("export", "--csv")

    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["date"], row["pain_worst"], row["minutes_walked"], row["flare"]) for row in rows] == [
        ("2026-11-19", "5", "", "False"),
        ("2026-11-20", "", "20", "True"),
    ]


def test_file_is_readable_by_its_owner_only(run: Run, calm: Home, tmp_path: Path) -> None:
    out = tmp_path / "mine.json"

    result = run("export", "--out", str(out))

    assert result.exit_code == 0
    assert result.stdout == ""
    assert out.stat().st_mode & 0o777 == 0o600
    assert json.loads(out.read_text(encoding="utf-8"))["events"]


def test_file_that_is_there_is_left_alone(run: Run, calm: Home, tmp_path: Path) -> None:
    out = tmp_path / "mine.json"
    out.write_text("precious")

    result = run("export", "--out", str(out))

    assert result.exit_code == 2
    assert "there already" in result.stderr
    assert out.read_text() == "precious"


@pytest.mark.parametrize("name", ["nowhere/mine.json", "a\0b", ""])
def test_file_that_cannot_be_written_is_told(run: Run, calm: Home, tmp_path: Path, name: str) -> None:
    result = run("export", "--json", "--out", str(tmp_path / name) if name and "\0" not in name else name)

    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["type"] == "bad-input"


def test_two_forms_at_once_are_refused(run: Run, calm: Home) -> None:
    result = run("export", "--json", "--csv")

    assert result.exit_code == 2
    assert "--csv" in json.loads(result.stdout)["error"]["where"]


def test_journal_that_cannot_be_opened_exits_with_4(run: Run, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "loosen.db").write_bytes(b"no database at all, only words" * 50)

    result = run("export")

    assert result.exit_code == 4
    assert result.stdout == ""
