"""The plans of the coming days, one for each way a morning can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.week import Morning, Pick, Week, picks_of, week_of
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.results import PlanState
from loosen.journal import MemoryJournal, new_event_id
from tests.six_weeks import PERSON, Clock, fill
from tests.unit.coach.ann import ANN, check

MORNING = datetime(2026, 11, 21, 8, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture
def clock() -> Clock:
    return Clock(MORNING)


@pytest.fixture
def coach(library: Library, journal: MemoryJournal, clock: Clock) -> Coach:
    return Coach(library, journal, clock=clock, new_id=new_event_id)


@pytest.fixture(scope="module")
def after_six_weeks(library: Library) -> Week:
    """The week of somebody who has done the plan for six weeks."""
    journal = MemoryJournal()
    fill(journal, library)
    coach = Coach(library, journal, clock=Clock(MORNING), new_id=new_event_id)
    return week_of(coach, coach.state(PERSON))


def rules_of(week: Week, ahead: int, morning: Morning, *, kept: bool = True) -> set[str]:
    day = week.days[ahead]
    return {note.rule for note in (day.kept if kept else day.missed)[morning].plan.adapted}


def seconds_of(week: Week, ahead: int, morning: Morning) -> int:
    return week.days[ahead].kept[morning].plan.bouts[0].seconds


def test_a_week_holds_today_and_the_seven_days_after_it(after_six_weeks: Week) -> None:
    days = [ahead.day for ahead in after_six_weeks.days]

    assert days == [TODAY + timedelta(days=ahead) for ahead in range(8)]


def test_every_day_has_a_plan_for_every_morning(after_six_weeks: Week) -> None:
    for ahead in after_six_weeks.days:
        for plans in (ahead.kept, ahead.missed):
            assert set(plans) == set(Morning)
            assert all(made.plan.bouts for made in plans.values())
            assert {made.plan.today for made in plans.values()} == {ahead.day}


def test_a_morning_that_is_a_little_more_sore_holds_the_dose(after_six_weeks: Week) -> None:
    assert {"DAY-UP-1", "DAY-UP-1-TWICE"} & rules_of(after_six_weeks, 1, Morning.HOLD)


def test_a_morning_that_is_clearly_more_sore_steps_back(after_six_weeks: Week) -> None:
    assert "DAY-UP-2" in rules_of(after_six_weeks, 1, Morning.STEP_BACK)
    assert seconds_of(after_six_weeks, 1, Morning.STEP_BACK) < seconds_of(after_six_weeks, 1, Morning.USUAL)


def test_a_sore_morning_is_for_relief(after_six_weeks: Week) -> None:
    for ahead in range(8):
        assert "START-SORE" in rules_of(after_six_weeks, ahead, Morning.RELIEF)


def test_days_on_which_nothing_was_done_count_as_missed(after_six_weeks: Week) -> None:
    assert "MISSED-SHORT" in rules_of(after_six_weeks, 2, Morning.USUAL, kept=False)
    assert "MISSED-WEEK" in rules_of(after_six_weeks, 6, Morning.USUAL, kept=False)
    assert not rules_of(after_six_weeks, 6, Morning.USUAL) & {"MISSED-SHORT", "MISSED-WEEK"}


def test_no_step_up_is_taken_on_days_of_which_nothing_is_known(after_six_weeks: Week) -> None:
    said = {
        rule for ahead in range(1, 8) for morning in Morning for rule in rules_of(after_six_weeks, ahead, morning)
    }

    assert "DAY-PROGRESS" not in said


def test_the_days_since_the_pain_began_go_on(coach: Coach) -> None:
    check(coach)

    week = week_of(coach, coach.state(ANN))

    assert [ahead.facts["days-since-start"] for ahead in week.days] == [5, 6, 7, 8, 9, 10, 11, 12]


def test_the_week_of_today_is_the_plan_of_today(coach: Coach) -> None:
    check(coach)
    coach_state = coach.state(ANN)
    Daily(coach).log_day(ANN, {"pain_now": 3})

    week = week_of(coach, coach.state(ANN))

    expected = Daily(coach).plan(coach.state(ANN)).plan
    assert week.days[0].kept[Morning.USUAL].plan == expected
    assert coach_state is not coach.state(ANN)


def test_a_check_that_withholds_the_plan_leaves_no_days(coach: Coach) -> None:
    check(coach, **{"saddle-numbness": True})

    week = week_of(coach, coach.state(ANN))

    assert week.allowed is PlanState.WITHHELD
    assert week.days == ()


def test_a_check_holds_for_14_days(coach: Coach, clock: Clock) -> None:
    check(coach)
    clock.now += timedelta(days=10)

    week = week_of(coach, coach.state(ANN))

    assert week.holds_until == MORNING.replace(hour=23, minute=59, second=59) + timedelta(days=14)
    withheld = [bool(ahead.kept[Morning.USUAL].plan.withheld) for ahead in week.days]
    assert withheld == [False, False, False, False, False, True, True, True]  # days 10 to 14 hold


def test_what_a_day_may_bring_never_reaches_the_journal(coach: Coach, journal: MemoryJournal) -> None:
    check(coach)
    before = journal.events(ANN)

    week_of(coach, coach.state(ANN))

    assert journal.events(ANN) == before


def test_a_flare_that_was_told_shapes_the_days(coach: Coach) -> None:
    check(coach)
    Daily(coach).log_day(ANN, {"pain_now": 4, "flare": True})

    week = week_of(coach, coach.state(ANN))

    assert "FLARE-RELIEF" in rules_of(week, 0, Morning.USUAL)
    assert "FLARE-RESTART" in rules_of(week, 3, Morning.USUAL)


def test_a_second_clearly_worse_morning_is_for_relief_already_today(coach: Coach, clock: Clock) -> None:
    check(coach)
    daily = Daily(coach)
    for pain in (2, 4):  # the second morning is worse by 2
        daily.log_day(ANN, {"pain_now": pain})
        items = [item.id for item in daily.plan(coach.state(ANN)).plan.bouts[0].items]
        started = {"day": daily.today().isoformat(), "items": items, "pain": pain}
        coach.record(ANN, (EventKind.BOUT_STARTED, started), event_id=f"bout-{pain}")
        done = {"bout": f"bout-{pain}", "done": items, "stopped": [], "seconds": 60, "pain": pain}
        coach.record(ANN, (EventKind.BOUT_FINISHED, {**done, "day": daily.today().isoformat()}))
        clock.now += timedelta(days=1)

    week = week_of(coach, coach.state(ANN))

    assert "DAY-UP-2-TWICE" in rules_of(week, 0, Morning.STEP_BACK)


@pytest.mark.parametrize(
    ("before", "pain", "pick"),
    [
        (3, 3, Pick.USUAL),
        (3, 1, Pick.USUAL),
        (3, 4, Pick.HOLD),
        (2, 4, Pick.STEP_BACK),
        (3, 5, Pick.RELIEF),  # 5 or more is for relief, however little it rose
        (5, 5, Pick.RELIEF),
        (2, 5, Pick.CHECK),  # a rise by 3 asks for the check
        (0, 10, Pick.CHECK),
    ],
)
def test_a_morning_answer_picks_a_plan(library: Library, before: int, pain: int, pick: Pick) -> None:
    assert picks_of(library).by_rise[0][before][pain] is pick


@pytest.mark.parametrize(
    ("before", "pain", "pick"), [(2, 4, Pick.RELIEF_DAYS), (2, 3, Pick.HOLD), (2, 2, Pick.USUAL)]
)
def test_a_second_clear_rise_in_a_row_picks_relief(library: Library, before: int, pain: int, pick: Pick) -> None:
    assert picks_of(library).by_rise[1][before][pain] is pick


def test_without_a_bout_before_only_the_pain_itself_counts(library: Library) -> None:
    assert picks_of(library).first == (*[Pick.USUAL] * 5, *[Pick.RELIEF] * 6)


def test_the_days_that_picks_count_for_come_from_the_rules(library: Library) -> None:
    picks = picks_of(library)

    assert (picks.worse_days, picks.relief_days, picks.flare_days) == (4, 2, 2)
    assert picks.kept_days == 4  # 1 to 3 days missed go on as before: the fourth day after a bout is the last
