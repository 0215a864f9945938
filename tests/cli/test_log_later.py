"""``loosen log`` for the second time on a day: a later pain is the pain now, the morning's stays."""

from __future__ import annotations

from datetime import date

import pytest

from loosen.coach import Daily
from loosen.domain.events import EventKind
from tests.cli.conftest import Clock, Home, Run, unwrapped

SECOND = date(2026, 11, 22)


def do_bout(home: Home, pain: int) -> None:
    """Answer the questions before a bout, and do all of it."""
    with home.opened() as (coach, person):
        daily = Daily(coach)
        daily.screen(person, dict.fromkeys(daily.library.mini_screen, False))
        bout = daily.start_bout(person, pain)
        daily.finish_bout(person, done=bout.items, stopped=(), seconds=300, pain=pain)


@pytest.fixture
def evening(calm: Home, clock: Clock) -> Home:
    """The evening of the second day with a bout; pain was 2 each morning."""
    do_bout(calm, 2)
    clock.go_on(hours=20)
    do_bout(calm, 2)
    clock.go_on(hours=9)
    return calm


def test_pain_of_the_evening_leaves_the_pain_of_the_morning(run: Run, evening: Home) -> None:
    result = run("log", "--pain", "4")

    day = evening.state().diary.days[SECOND]
    assert (day.pain_now, day.morning_change) == (2, 0)
    assert evening.events()[-1].kind is not EventKind.DAY_CORRECTED
    assert "DAY-UP-2" not in result.stdout


def test_pain_of_the_morning_can_be_corrected_by_naming_the_day(run: Run, evening: Home) -> None:
    run("log", "--pain", "4", "--day", SECOND.isoformat())

    assert evening.state().diary.days[SECOND].pain_now == 4


def test_question_shows_the_pain_that_was_told_last(run: Run, evening: Home) -> None:
    run("log", "--pain", "4")

    result = run("log", given="q\n")

    assert "Pain now, 0 to 10 [4]" in unwrapped(result.stdout)


@pytest.mark.parametrize("score", ["²", "٣", "9" * 5000, "-1", "1e9", "NaN", ""])
def test_score_that_is_no_number_is_told(run: Run, calm: Home, score: str) -> None:
    result = run("log", "--activity", f"walk={score}")

    assert result.exit_code == 2
    assert "is no score" in unwrapped(result.stderr)


@pytest.mark.parametrize("option", ["--pain", "--worst", "--walked", "--sleep", "--change"])
@pytest.mark.parametrize("value", ["²", "9" * 5000, "NaN", "1e9", "\x00"])
def test_number_that_is_none_is_told(run: Run, calm: Home, option: str, value: str) -> None:
    result = run("log", option, value)

    assert result.exit_code == 2
    assert calm.state().diary.days == {}
