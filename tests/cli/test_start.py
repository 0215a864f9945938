"""The command as a whole: quick to help, kind to mistakes."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from loosen import __version__
from loosen.cli.app import app
from loosen.cli.exits import EXIT_CODES, exit_code_of
from loosen.errors import (
    CallError,
    DataProblem,
    FactProblem,
    FactsError,
    JournalError,
    KnowledgeError,
    LoosenError,
    NotAllowedError,
    NotFoundError,
)
from loosen.settings import Settings
from tests.cli.conftest import LOOSEN, Run, real

_AFTER_HELP = """
import sys
from loosen.cli import main
sys.argv = ["loosen", "--help"]
try:
    main()
except SystemExit:
    pass
heavy = {"numpy", "fastapi", "pydantic", "sqlalchemy", "uvicorn", "jinja2", "platformdirs"} & set(sys.modules)
print("LOADED", sorted(heavy))
"""


def test_help_loads_nothing_heavy() -> None:
    ended = subprocess.run([sys.executable, "-c", _AFTER_HELP], capture_output=True, text=True, check=True)

    assert "LOADED []" in ended.stdout
    assert "check" in ended.stdout


def test_version_is_told(run: Run) -> None:
    result = run("--version")

    assert result.output == f"loosen {__version__}\n"
    assert result.exit_code == 0


def test_help_tells_every_command_and_exit_code(run: Run) -> None:
    result = run("--help")

    assert all(name in result.output for name in ("serve", "check", "today", "go", "log", "plan", "export", "forget"))
    assert all(f"{code.number}  {code.meaning}" in result.output for code in EXIT_CODES)


def test_every_command_helps(run: Run) -> None:
    for name, command in app.commands.items():
        assert run(name, "--help").exit_code == 0, name
        if isinstance(command, click.Group):
            assert all(run(name, sub, "--help").exit_code == 0 for sub in command.commands)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CallError("x"), 2),
        (FactsError([FactProblem("facts.x", "x", "x")]), 2),
        (NotFoundError("x"), 2),
        (KnowledgeError([DataProblem("x.toml", 1, "", "x", "x")]), 3),
        (NotAllowedError("x"), 1),
        (JournalError("x"), 4),
        (LoosenError("x"), 1),
    ],
)
def test_each_branch_of_errors_has_its_exit_code(error: LoosenError, code: int) -> None:
    assert exit_code_of(error).number == code


def test_misspelt_command_is_guessed(run: Run) -> None:
    result = run("triag")

    assert result.exit_code == 2
    assert "Did you mean 'triage'?" in result.stderr
    assert result.stdout == ""


def test_misspelt_command_with_json_is_an_error_object(run: Run) -> None:
    result = run("knowledge", "stat", "--json")

    error = json.loads(result.stdout)["error"]
    assert result.exit_code == 2
    assert set(error) == {"type", "title", "detail", "where", "allowed"}
    assert "stats" in error["allowed"]
    assert result.stderr == ""


def test_misspelt_option_with_json_is_an_error_object(run: Run) -> None:
    result = run("triage", "--json", "--fiel", "x")

    error = json.loads(result.stdout)["error"]
    assert result.exit_code == 2
    assert error["type"] == "bad-input"
    assert "--fiel" in error["title"]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Settings, bool]]]:
    """Stand in for the app: remember how it was started."""
    calls: list[tuple[Settings, bool]] = []
    stand_in = types.ModuleType("loosen.web.serve")
    stand_in.serve = lambda settings, *, open_browser: calls.append((settings, open_browser))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "loosen.web.serve", stand_in)
    yield calls


def test_loosen_alone_starts_the_app_and_the_browser(
    run: Run, served: list[tuple[Settings, bool]], data_dir: Path
) -> None:
    result = run()

    settings, open_browser = served[0]
    assert result.exit_code == 0
    assert (settings.host, settings.port, open_browser) == ("127.0.0.1", 8712, True)
    assert settings.data_dir == data_dir


def test_options_without_a_command_are_those_of_serve(run: Run, served: list[tuple[Settings, bool]]) -> None:
    result = run("--port", "9000", "--no-browser")

    settings, open_browser = served[0]
    assert result.exit_code == 0
    assert (settings.port, open_browser) == (9000, False)


def test_option_wins_over_environment(
    run: Run, served: list[tuple[Settings, bool]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LOOSEN_PORT", "9001")

    run("serve", "--overlay", str(tmp_path))
    run("serve", "--port", "9002", "--host", "::1")

    assert [settings.port for settings, _ in served] == [9001, 9002]
    assert served[0][0].overlay == tmp_path
    assert served[1][0].host == "::1"


def test_port_that_is_none_is_named(run: Run, served: list[tuple[Settings, bool]]) -> None:
    result = run("serve", "--port", "http")

    assert result.exit_code == 2
    assert "port: 'http' is not a port." in result.stderr
    assert served == []


def test_port_in_use_is_told_in_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(settings: Settings, *, open_browser: bool) -> None:
        raise CallError("Port 8712 is in use.", where="port", detail="Choose another with --port.")

    stand_in = types.ModuleType("loosen.web.serve")
    stand_in.serve = taken  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "loosen.web.serve", stand_in)

    result = run("serve")

    assert result.exit_code == 2
    assert result.stderr == "port: Port 8712 is in use.\n  Choose another with --port.\n"


def test_a_mistake_of_loosen_itself_shows_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("loosen.coach.list_facts", broken)

    plain, as_json = run("facts"), run("facts", "--json")

    assert (plain.exit_code, as_json.exit_code) == (1, 1)
    assert "Traceback" not in plain.output
    assert "call your local emergency number" in plain.stderr
    assert json.loads(as_json.stdout)["error"]["type"] == "error"


def test_a_disk_that_fails_is_trouble_with_data(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere")

    monkeypatch.setattr("loosen.coach.list_facts", broken)

    result = run("facts")

    assert result.exit_code == 4
    assert "/somewhere: The disk says: No space left on device." in result.stderr


def test_stopping_with_the_keyboard_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("loosen.coach.list_facts", stopped)

    result = run("facts")

    assert result.exit_code == 1
    assert "Stopped." in result.stderr


def test_words_reach_a_terminal_that_has_only_plain_letters() -> None:
    ended = real("facts", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert ended.returncode == 0
    assert b"Traceback" not in ended.stderr


def test_json_stays_true_on_a_terminal_that_has_only_plain_letters() -> None:
    plain = real("knowledge", "show", "countries", "DE", "--json", PYTHONIOENCODING="ascii")
    usual = real("knowledge", "show", "countries", "DE", "--json")

    assert plain.stdout.isascii()
    assert json.loads(plain.stdout) == json.loads(usual.stdout)


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    process = subprocess.Popen([*LOOSEN, "facts", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait()

    assert b"Traceback" not in told


def test_no_colour_off_a_terminal(run: Run) -> None:
    assert "\x1b" not in run("facts").output


def test_no_colour_where_it_is_unwanted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with_colour = run("facts", color=True).output

    monkeypatch.setenv("NO_COLOR", "1")
    without = run("facts", color=True).output

    assert "\x1b[1m" in with_colour
    assert "\x1b" not in without
