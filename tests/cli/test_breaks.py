"""`loosen breaks`: reminders on a real session bus, and a loop whose clock is turned by hand."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from loosen.cli.breaks import LOOK_EVERY_S, Runner
from loosen.cli.desktop import OwnDesktop
from loosen.cli.output import Voice
from loosen.cli.owner import Owner, open_owner
from loosen.core.breaks import break_wishes
from loosen.settings import Settings
from tests.cli.conftest import Home, Run, real
from tests.cli.session_bus import FakeDesktop, desktop

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
needs_a_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDesktop]:
    with desktop() as found:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", found.address)
        yield found


@pytest.fixture
def owner(calm: Home, data_dir: Path) -> Iterator[Owner]:
    with open_owner(Settings.from_environment({"data_dir": str(data_dir)})) as found:
        yield found


class HandClock:
    """A clock that goes on while one sleeps."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class HandDesktop:
    """A desktop whose person is away, or not to be disturbed, as it is told; it keeps what it was asked to show."""

    away: timedelta = timedelta(0)
    quiet: bool = False
    sent: list[str] = field(default_factory=list)
    is_left: bool = False

    async def notify(self, title: str, words: str) -> None:
        self.sent.append(f"{title}. {words}")

    async def leave(self) -> None:
        self.is_left = True

    async def idle(self) -> timedelta | None:
        return self.away

    async def is_quiet(self) -> bool:
        return self.quiet


def sit(owner: Owner, desk: HandDesktop, until: time, quiet: tuple[tuple[time, time], ...] = ()) -> Runner:
    runner = Runner(desk, owner, break_wishes(owner.library), quiet, Voice())
    clock = HandClock()
    asyncio.run(runner.run(clock, clock.sleep, until))
    return runner


@needs_a_bus
def test_real_reminder_holds_a_move_of_the_plan(bus: FakeDesktop, calm: Home, data_dir: Path) -> None:
    result = real("breaks", "--try", "--data-dir", str(data_dir), DBUS_SESSION_BUS_ADDRESS=bus.address)

    assert result.returncode == 0, result.stderr
    ((title, words),) = bus.notifications.sent
    assert title == "Time to move: 2 minutes"
    assert "Then: Stand up. Walk a few steps" in words


def test_without_a_desktop_it_says_so_in_words(data_dir: Path, calm: Home) -> None:
    result = real("breaks", "--try", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere", DISPLAY="")

    assert result.returncode == 1
    assert b"shows no notifications" in result.stderr
    assert b"Traceback" not in result.stderr


@needs_a_bus
def test_idle_time_and_do_not_disturb_are_read_from_the_session_bus(bus: FakeDesktop) -> None:
    bus.idle.milliseconds, bus.notifications.quiet = 90_000, True

    async def ask() -> tuple[timedelta | None, bool]:
        own = OwnDesktop()
        found = await own.idle(), await own.is_quiet()
        await own.leave()
        return found

    assert asyncio.run(ask()) == (timedelta(seconds=90), True)


def test_break_is_called_after_half_an_hour_and_at_the_end_the_desktop_is_left(owner: Owner) -> None:
    desk = HandDesktop()

    sit(owner, desk, time(9, 35))

    assert len(desk.sent) == 1
    assert desk.is_left


def test_person_who_is_away_is_not_called(owner: Owner) -> None:
    desk = HandDesktop(away=timedelta(minutes=5))

    sit(owner, desk, time(10, 30))

    assert desk.sent == []


def test_desktop_that_is_not_to_be_disturbed_is_left_alone(owner: Owner) -> None:
    desk = HandDesktop(quiet=True)

    sit(owner, desk, time(10, 30))

    assert desk.sent == []


def test_quiet_time_is_kept(owner: Owner) -> None:
    desk = HandDesktop()

    sit(owner, desk, time(10, 5), quiet=((time(9, 10), time(10, 0)),))

    assert len(desk.sent) == 1


def test_moves_take_turns(owner: Owner) -> None:
    desk = HandDesktop()

    sit(owner, desk, time(10, 45))

    assert len(desk.sent) == 4
    assert len(set(desk.sent)) > 1


@pytest.mark.parametrize(
    ("options", "where"),
    [(("--every", "5"), "every"), (("--quiet", "noon"), "--quiet"), (("--until", "25:00"), "--until")],
)
def test_wrong_wish_is_refused_in_words(run: Run, calm: Home, options: tuple[str, str], where: str) -> None:
    result = run("breaks", *options)

    assert result.exit_code == 2
    assert where in result.stderr


def test_it_looks_often_enough_to_see_a_short_break(owner: Owner) -> None:
    assert timedelta(seconds=LOOK_EVERY_S) * 2 < break_wishes(owner.library).natural
