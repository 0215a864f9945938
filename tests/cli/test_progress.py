"""``loosen progress``: how it is going, in the terminal and as JSON."""

from __future__ import annotations

import json

from tests.cli.conftest import Home, Run, unwrapped


def test_nothing_told_leads_to_the_log(run: Run) -> None:
    result = run("progress")

    assert result.exit_code == 0
    assert "Nothing is logged yet." in result.output
    assert "loosen log" in result.output


def test_what_was_told_is_shown_with_its_typical_range(run: Run, calm: Home) -> None:
    run("log", "--pain", "4", "--worst", "6", "--walked", "20")

    result = run("progress")

    said = unwrapped(result.output)
    assert result.exit_code == 0
    assert "too early to see a change" in said
    assert "Typical at this point" in said
    assert "minutes: 20, aim" in said


def test_as_json_it_has_the_numbers_of_the_page(run: Run, calm: Home) -> None:
    run("log", "--pain", "4", "--worst", "6")

    result = run("progress", "--json")

    found = json.loads(result.stdout)
    assert found["pain"]["days"][-1]["pain"] == 4
    assert found["pain"]["change"]["direction"] == "too-few-reports"
    assert found["pain"]["course"] == "acute"


def test_everything_can_be_asked_for(run: Run, calm: Home) -> None:
    run("log", "--pain", "4", "--day", "2026-06-01")

    short, long = (json.loads(run("progress", "--json", *more).stdout) for more in ((), ("--all",)))

    assert len(short["pain"]["days"]) == 48
    assert long["first"] == "2026-06-01"
