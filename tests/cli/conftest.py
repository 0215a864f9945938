"""A terminal for tests: commands run in process, and a person who answers what they are asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from loosen.cli.app import app
from loosen.cli.dialogue import Dialogue

Run = Callable[..., Result]
LOOSEN = (sys.executable, "-c", "from loosen.cli import main; main()")
"""The real command, as the installed one starts it."""


def real(*words: str, given: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [*LOOSEN, *words], input=given, capture_output=True, check=False, env={**os.environ, **variables}
    )


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and no setting from outside."""
    for name in ("LOOSEN_HOST", "LOOSEN_PORT", "LOOSEN_OVERLAY", "LOOSEN_ALLOWED_HOSTS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "data"
    monkeypatch.setenv("LOOSEN_DATA_DIR", str(folder))
    monkeypatch.setenv("COLUMNS", "100")
    return folder


@pytest.fixture
def run() -> Run:
    """Run a command line in process."""

    def call(*words: str, given: str | bytes | None = None, **more: Any) -> Result:
        return CliRunner().invoke(app, list(words), input=given, **more)

    return call


def unwrapped(text: str) -> str:
    """Return a text without line ends and indents."""
    return " ".join(text.split())


@dataclass
class Person:
    """Answers by what was said since their last answer: the first fragment that was said wins.

    Attributes:
        replies: What they type, by a piece of what they were asked; a list is used up one by one.
        heard: Everything that was said since their last answer.
    """

    replies: Mapping[str, str | list[str | None]]
    heard: str = ""
    asked: list[str] = field(default_factory=list)

    def hear(self, text: object) -> None:
        self.heard = unwrapped(f"{self.heard} {text}")

    def reply(self) -> str | None:
        heard, self.heard = self.heard, ""
        self.asked.append(heard)
        assert len(self.asked) < MOST_REPLIES, f"the talk goes round in circles: {heard}"
        for fragment, answer in self.replies.items():
            if fragment in heard:
                if isinstance(answer, str):
                    return answer
                if answer:
                    return answer.pop(0)
        return ""


MOST_REPLIES = 120
Talk = Callable[..., tuple[Result, Person]]


@pytest.fixture
def talk(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    """Run ``loosen check`` with a person at the keyboard, who presses Enter where they have no other answer."""
    echo = click.echo

    def call(replies: Mapping[str, Any], *words: str) -> tuple[Result, Person]:
        person = Person(replies)

        def spy(message: object = None, *args: Any, **more: Any) -> None:
            person.hear(message or "")
            echo(message, *args, **more)

        monkeypatch.setattr(click, "echo", spy)
        monkeypatch.setattr(Dialogue, "hear", lambda _self: person.reply())
        try:
            return run("check", *words), person
        finally:
            monkeypatch.setattr(click, "echo", echo)

    yield call


ADULT = {
    "How old are you": "41",
    "What sex were you": "2",
    "How many days ago": "1",
    "How strong is the pain now": "4",
    "Where does it hurt most": "1",
    "Type yes to confirm": "yes",
    "get down to the floor": "1",
    "Where are you now": "1",
    "What is at hand": "11 12 13 14 15",
}
"""An adult of 41, the second day of a spasm, at home, to whom nothing else applies."""
