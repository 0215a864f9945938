"""What changed, in words that a person in pain can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from statistics import mean

import pytest

from loosen.core.outcome_words import (
    activities_words,
    number_words,
    pain_headline,
    pain_notes,
    said_words,
    span_words,
    streak_words,
    weeks_words,
)
from loosen.domain.outcomes import Change, Direction, Streak, Typical, WeekReport
from tests.house.readability import grade, sentences
from tests.house.readability import words as words_in

TODAY = date(2026, 11, 21)
BETTER = Change(before=6, after=3, percent=-50, direction=Direction.BETTER)
WORSE = Change(before=3, after=5.5, percent=83, direction=Direction.WORSE)
SAME = Change(before=4, after=3.5, percent=-12, direction=Direction.SAME)
LEVEL = Change(before=4, after=4, percent=0, direction=Direction.SAME)
FEW = Change(before=4)
TYPICAL = Typical(low=2.1, mean=2.6, high=3.1)
BLAME = re.compile(
    r"\b(?:fail|failed|failing|bad|missed|only|should|must|lazy|behind|too little|cure|promise you)\b", re.I
)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("change", "days", "told", "headline"),
    [
        (BETTER, 21, 18, "Pain went from 6 to 3 in 3 weeks."),
        (WORSE, 13, 11, "Pain went from 3 to 5½ in 13 days."),
        (SAME, 21, 18, "Pain was 4 in your first week and is 3½ now. That is about the same."),
        (LEVEL, 21, 18, "Pain is the same as in your first week: 4 of 10."),
        (FEW, 3, 1, "1 day with a pain score so far. It is too early to see a change."),
        (FEW, 3, 4, "4 days with a pain score so far. It is too early to see a change."),
    ],
)
def test_one_sentence_says_what_happened_to_pain(change: Change, days: int, told: int, headline: str) -> None:
    assert pain_headline(change, ago(days), TODAY, told) == headline


def test_without_a_report_nothing_is_said_of_pain() -> None:
    assert pain_headline(Change(), None, TODAY, 0) == "Nothing is logged yet."


@pytest.mark.parametrize(
    ("value", "said"), [(4, "4"), (3.5, "3½"), (0.5, "½"), (0, "0"), (2.3333, "2.3"), (10, "10"), (5.67, "5.7")]
)
def test_numbers_are_written_as_people_write_them(value: float, said: str) -> None:
    assert number_words(value) == said


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day"), (9, "9 days"), (14, "2 weeks"), (18, "3 weeks"), (84, "12 weeks")]
)
def test_a_span_is_told_in_days_then_in_weeks(days: int, said: str) -> None:
    assert span_words(ago(days), TODAY) == said


def test_the_typical_range_is_no_promise() -> None:
    assert "Typical at this point: 2 to 3 of 10. That is typical, not a promise." in list(
        pain_notes(BETTER, TYPICAL, 3)
    )


def test_a_rise_comes_with_what_to_do_and_no_blame() -> None:
    (first, *_) = pain_notes(WORSE, None, 3)

    assert "safety check" in first
    assert "common" in first


def test_few_reports_are_said_to_be_few() -> None:
    (note,) = pain_notes(FEW, None, 3)

    assert "3 days in your first week" in note


def test_a_small_change_is_not_praised() -> None:
    assert list(pain_notes(SAME, None, 3)) == []


def week(number: int, *, met: bool, over: bool = True, bouts: int = 3) -> WeekReport:
    return WeekReport(
        number=number,
        first=ago(50 - 7 * number),
        last=ago(44 - 7 * number),
        is_over=over,
        bouts=bouts,
        bout_days=min(bouts, 7),
        bout_minutes=30,
        walked=None,
        aim_days=3,
        aim_minutes=90,
        is_met=met,
        has_flare=False,
        sets={},
    )


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (
            [week(1, met=True), week(2, met=False), week(3, met=False, over=False)],
            "Aim met in 1 of 2 weeks.",
        ),
        ([week(1, met=True), week(2, met=True, over=False)], "Aim met in 2 of 2 weeks."),
        ([week(1, met=True, over=False)], "Aim met in 1 week."),
        ([week(1, met=False, bouts=2), week(2, met=False, bouts=1)], "You did 3 sessions. Each one counts."),
        ([week(1, met=False, bouts=1)], "You did 1 session. It counts."),
        ([week(1, met=False, bouts=0)], None),
        ([week(1, met=False, over=False)], None),
        ([], None),
    ],
)
def test_weeks_are_told_by_what_was_done(weeks: list[WeekReport], said: str | None) -> None:
    assert weeks_words(weeks) == said


def test_a_streak_is_told_and_its_end_is_not() -> None:
    running = streak_words(Streak(weeks=2, weeks_most=3, days=7, since=ago(9)))

    assert running == "7 active days running."
    assert streak_words(Streak(weeks=0, weeks_most=3, days=0, since=None)) is None


@pytest.mark.parametrize(
    ("days_off", "said"),
    [(1, "4 active days, with 1 rest day between."), (3, "4 active days, with 3 rest days between.")],
)
def test_active_days_with_rest_days_between_are_not_called_running(days_off: int, said: str) -> None:
    assert streak_words(Streak(weeks=1, weeks_most=1, days=4, since=ago(6), days_off=days_off)) == said


def test_activities_are_told_from_where_to_where() -> None:
    assert (
        activities_words(Change(before=2, after=6, direction=Direction.BETTER))
        == "What you can do: from 2 to 6 of 10."
    )
    assert (
        activities_words(Change(before=5, after=6, direction=Direction.SAME))
        == "What you can do: about the same, 6 of 10."
    )
    assert activities_words(FEW) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [(-3, "very much worse"), (-1, "a little worse"), (0, "no change"), (2, "much better"), (3, "very much better")],
)
def test_a_judged_change_is_told_in_the_words_it_was_asked_in(change: int, said: str) -> None:
    assert said_words(change) == f"You said: {said} since the start"


def everything_said() -> Iterator[str]:
    """Yield every sentence that can be said."""
    for change, typical in product((BETTER, WORSE, SAME, LEVEL, FEW), (TYPICAL, None)):
        yield pain_headline(change, ago(21), TODAY, 9)
        yield from pain_notes(change, typical, 3)
        yield activities_words(change) or ""
    yield weeks_words([week(1, met=True), week(2, met=False)]) or ""
    yield weeks_words([week(1, met=False)]) or ""
    yield streak_words(Streak(weeks=1, weeks_most=1, days=5, since=TODAY)) or ""
    yield streak_words(Streak(weeks=1, weeks_most=1, days=5, since=TODAY, days_off=4)) or ""


def test_every_sentence_can_be_read_in_pain() -> None:
    said = [text for text in everything_said() if text]

    assert mean(grade(text) for text in said) <= 6
    assert [one for text in said for one in sentences(text) if len(words_in(one)) > 25] == []
    assert [text for text in said if BLAME.search(text.replace("not a promise", ""))] == []
