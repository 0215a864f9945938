"""A terminal for tests: commands run in process, and a person who answers what they are asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from loosen.cli.app import app
from loosen.cli.dialogue import Dialogue
from loosen.coach import Coach, PersonState
from loosen.coach.opening import open_coach
from loosen.coach.people import owner
from loosen.domain.events import Event
from loosen.domain.library import Library
from loosen.domain.safety import FactType
from loosen.settings import Settings

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

        with monkeypatch.context() as patched:
            patched.setattr(click, "echo", spy)
            patched.setattr(Dialogue, "hear", lambda _self: person.reply())
            return run("check", *words), person

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


NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINI_CLEAR = "n\n" * 4
"""No to each of the questions before a bout."""


@dataclass
class Clock:
    """The present moment; it stands still until it is turned."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Whatever the commands open has this clock."""
    turned = Clock()
    monkeypatch.setattr("loosen.coach.opening._now", turned)
    return turned


@dataclass(frozen=True)
class Home:
    """The data folder from inside, for what a test has to prepare or to look at."""

    folder: Path

    @contextmanager
    def opened(self) -> Iterator[tuple[Coach, str]]:
        made = open_coach(Settings.from_environment())
        try:
            yield made.coach, owner(self.folder)
        finally:
            made.close()

    def check(self, answers: Mapping[str, object]) -> None:
        """Go through the check with these answers, and confirm the notice."""
        with self.opened() as (coach, person):
            coach.begin_check(person)
            coach.answer(person, answers)
            coach.confirm_notice(person)

    def state(self) -> PersonState:
        with self.opened() as (coach, person):
            return coach.state(person)

    def events(self) -> list[Event]:
        with self.opened() as (coach, person):
            return list(coach.events(person))


@pytest.fixture
def home(data_dir: Path, clock: Clock) -> Home:
    return Home(data_dir)


AT_HOME: dict[str, object] = {
    "age": 41,
    "sex": "male",
    "days-since-start": 1,
    "pain-now": 3,
    "site": "low-back",
    "place": "home",
    "floor-ok": "yes",
    "has-bed": True,
    "has-chair": True,
}


@pytest.fixture
def calm(home: Home, library: Library) -> Home:
    """Someone whose check is finished, and to whom nothing applies."""
    home.check(calm_answers(library))
    return home


def calm_answers(library: Library, **over: object) -> dict[str, object]:
    """Return the answers of a man on the second day of a spasm, to whom nothing applies."""
    nothing = {q.id: False for q in library.facts.values() if q.type is FactType.ANSWER}
    return {**nothing, **AT_HOME, **{name.replace("_", "-"): value for name, value in over.items()}}


@dataclass
class ScriptedPace:
    """A clock that runs as fast as it is asked to, and keys at given seconds.

    Attributes:
        keys: Which key is pressed when, in seconds since the bout began; what is an exception is raised.
        lag: How much later than asked a wait ends, once, at a given second.
    """

    keys: list[tuple[float, str]] = field(default_factory=list)
    has_keys: bool = True
    seconds: float = 0.0
    sleeps_at: float | None = None
    asleep_s: float = 0.0

    def now(self) -> float:
        return self.seconds

    def listening(self) -> AbstractContextManager[None]:
        return nullcontext()

    def wait(self, seconds: float) -> str | None:
        if self.keys and self.keys[0][0] <= self.seconds + seconds:
            at, key = self.keys.pop(0)
            self.seconds = max(self.seconds, at)
            if key == "Ctrl-C":
                raise KeyboardInterrupt
            return key
        self.seconds += seconds
        if self.sleeps_at is not None and self.seconds >= self.sleeps_at:
            self.sleeps_at = None
            self.seconds += self.asleep_s
        return None


Paced = Callable[..., ScriptedPace]


@pytest.fixture
def paced(monkeypatch: pytest.MonkeyPatch) -> Paced:
    """Put a scripted pace in the place of the terminal's."""

    def put(*keys: tuple[float, str], **more: Any) -> ScriptedPace:
        pace = ScriptedPace(list(keys), **more)
        monkeypatch.setattr("loosen.cli.pace.open_pace", lambda: pace)
        return pace

    return put
