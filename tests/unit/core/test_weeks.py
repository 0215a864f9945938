"""Weeks against the aim of the stage, and streaks that forgive a rest day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loosen.core.course import Spell
from loosen.core.weeks import Aims, BoutDone, done_days, streak_of, week_reports
from loosen.domain.care import Stage
from loosen.domain.library import Library
from loosen.domain.outcomes import Streak, WeekReport
from loosen.domain.plan import HistoryDay

FIRST = date(2026, 10, 1)


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def bouts(*numbers: int, seconds: int | None = 600) -> list[BoutDone]:
    return [BoutDone(on(number), seconds, ("pelvic-tilt",), is_done=True) for number in numbers]


def walks(minutes: dict[int, int]) -> list[HistoryDay]:
    return [HistoryDay(date=on(number), pain_now=4, minutes_walked=each) for number, each in sorted(minutes.items())]


def reports(
    library: Library, done: list[BoutDone], history: list[HistoryDay], today: int, minutes: int | None = 10
) -> tuple[WeekReport, ...]:
    spell = Spell(began=FIRST, first_report=FIRST)
    return week_reports(history, done, Aims({}, minutes, spell, library), FIRST, on(today))


def test_a_week_adds_up_what_was_done(library: Library) -> None:
    done = [*bouts(0, 0, 2), *bouts(4, seconds=None)]
    history = walks({0: 20, 1: 30})

    (week,) = reports(library, done, history, 6)

    assert (week.bouts, week.bout_days, week.bout_minutes, week.walked) == (4, 3, 30, 50)
    assert week.sets == {"pelvic-tilt": 4}
    assert (week.number, week.first, week.last, week.is_over) == (1, on(0), on(6), False)


def test_a_week_is_over_on_the_day_after_it(library: Library) -> None:
    weeks = reports(library, bouts(0), [], 7)

    assert [week.is_over for week in weeks] == [True, False]
    assert [(week.first, week.last) for week in weeks] == [(on(0), on(6)), (on(7), on(7))]


def test_the_aim_follows_the_stage_at_the_end_of_the_week(library: Library) -> None:
    weeks = reports(library, bouts(0), walks({0: 10, 20: 10}), 20)

    assert [week.aim_days for week in weeks] == [5, 4, 3]  # T1 on day 6, T1-late on day 13, T2 on day 20
    assert weeks[0].aim_minutes == 5 * 10 + 5 * 5 * 2  # 5 bouts of 10 min; 2 walks of 5 min on 5 days
    assert weeks[2].aim_minutes == 3 * 10 + 5 * 20  # 3 bouts of 10 min; a walk of 20 min on 5 days


def test_every_stage_has_an_aim_and_a_length_of_bout(library: Library) -> None:
    assert set(library.aims) == set(Stage)
    assert all(aim.bout_days.most <= 7 and aim.walk_days.most <= 7 for aim in library.aims.values())


def test_the_minutes_that_a_person_wants_make_the_aim_smaller_never_larger(library: Library) -> None:
    usual, short, long = (reports(library, bouts(0), walks({0: 5}), 0, minutes)[0] for minutes in (None, 5, 40))

    assert short.aim_minutes == usual.aim_minutes - 5 * (10 - 5)
    assert long.aim_minutes == usual.aim_minutes


def test_weeks_before_this_spell_have_the_smallest_aim(library: Library) -> None:
    spell = Spell(began=on(20), first_report=on(20))

    weeks = week_reports([], bouts(0), Aims({}, None, spell, library), FIRST, on(8))

    assert weeks[0].aim_days == 2


def test_weeks_in_which_nothing_was_done_have_their_place(library: Library) -> None:
    weeks = reports(library, bouts(0, 15), [], 20)

    assert [week.bout_days for week in weeks] == [1, 0, 1]
    assert [week.is_met for week in weeks] == [False, False, False]


def test_what_was_done_before_the_first_week_is_not_counted(library: Library) -> None:
    weeks = reports(library, bouts(-3, 0), walks({-2: 40, 1: 10}), 6)

    assert [(week.bouts, week.walked) for week in weeks] == [(1, 10)]


@pytest.mark.parametrize(
    ("active", "today", "days"),
    [
        ((0, 1, 2), 2, 3),
        ((0, 2, 4), 4, 3),  # a rest day between
        ((0, 2, 4), 5, 3),  # today is not over
        ((0, 2, 4), 6, 3),  # yesterday was a rest day
        ((0, 2, 4), 7, 0),  # 2 days off
        ((0, 3, 4), 4, 2),  # 2 days off before
        ((), 4, 0),
    ],
)
def test_one_rest_day_breaks_no_streak_and_two_do(
    library: Library, active: tuple[int, ...], today: int, days: int
) -> None:
    found = streak_of((), [], bouts(*active), on(today), library)

    assert found.days == days


def test_a_flare_breaks_no_streak(library: Library) -> None:
    flares = [HistoryDay(date=on(number), pain_now=7, flare=True) for number in (2, 3)]

    found = streak_of((), flares, bouts(0, 1, 4), on(4), library)

    assert (found.days, found.since) == (3, on(0))


@pytest.mark.parametrize(("active", "days_off"), [((0, 2, 4, 6), 3), ((3, 4, 5, 6), 0), ((3, 4, 5), 0), ((5,), 0)])
def test_days_off_are_counted_between_the_active_days_only(
    library: Library, active: tuple[int, ...], days_off: int
) -> None:
    found = streak_of((), [], bouts(*active), on(6), library)

    assert (found.days, found.days_off) == (len(active), days_off)


def test_a_walk_counts_as_an_active_day(library: Library) -> None:
    found = streak_of((), walks({1: 20, 2: 0}), bouts(0), on(2), library)

    assert found.days == 2  # a walk of 0 minutes is none


def week(number: int, *, met: bool, flare: bool = False, over: bool = True) -> WeekReport:
    return WeekReport(
        number=number,
        first=on(7 * number),
        last=on(7 * number + 6),
        is_over=over,
        bouts=3,
        bout_days=3,
        bout_minutes=30,
        walked=None,
        aim_days=3,
        aim_minutes=30,
        is_met=met,
        has_flare=flare,
        sets={},
    )


@pytest.mark.parametrize(
    ("weeks", "running", "most"),
    [
        ((week(1, met=True), week(2, met=True), week(3, met=False, over=False)), 2, 2),
        ((week(1, met=True), week(2, met=False), week(3, met=True)), 1, 1),
        ((week(1, met=True), week(2, met=False, flare=True), week(3, met=True)), 2, 2),
        ((week(1, met=True), week(2, met=True), week(3, met=False)), 0, 2),
        ((), 0, 0),
    ],
)
def test_weeks_with_the_aim_met_run_on_over_a_flare_and_this_week(
    library: Library, weeks: tuple[WeekReport, ...], running: int, most: int
) -> None:
    found = streak_of(weeks, [], [], on(40), library)

    assert found == Streak(weeks=running, weeks_most=most, days=0, since=None)


def test_sets_are_those_that_were_planned_or_those_the_dose_begins_with(library: Library) -> None:
    bridge = library.movements["bridge"].base
    planned = BoutDone(on(0), 600, ("pelvic-tilt", bridge.id), is_done=True, sets={"pelvic-tilt": 3})

    (week,) = reports(library, [planned], [], 0)

    assert week.sets == {"pelvic-tilt": 3, "bridge": bridge.dose.sets.start}


def test_each_day_has_its_dose(library: Library) -> None:
    history = [HistoryDay(date=on(0), minutes_walked=20, medicine=True)]

    found = done_days(history, bouts(0, 0), [on(1)], (on(0), on(2)), library)

    assert [(one.sets, one.bouts, one.walked, one.remedies, one.medicine) for one in found] == [
        (2, 2, 20, 0, True),
        (0, 0, None, 1, None),
        (0, 0, None, 0, None),
    ]
