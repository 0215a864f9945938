"""The plan of the next day: by what was done and told, by wishes, and by how old the check is."""

from __future__ import annotations

import pytest

from loosen.coach import Coach, Daily
from loosen.errors import FactsError
from tests.unit.coach.ann import ANN, NO_TO_ALL, Clock, begun, check, day_of, ended, plan_of, rules


def test_tomorrow_takes_a_good_day_into_account(daily: Daily, coach: Coach, clock: Clock) -> None:
    told = []
    for _ in range(2):
        ended(daily, begun(daily, pain=3))
        clock.turn(days=1)
        daily.log_day(ANN, {"pain_now": 2})
        told.append(rules(plan_of(daily, coach)))

    assert day_of(daily, coach).morning_change == -1  # 2 today, 3 before the bout
    assert "DAY-GOOD" in told[0]
    assert "DAY-PROGRESS" in told[1]


def test_tomorrow_takes_a_sore_morning_into_account(daily: Daily, coach: Coach, clock: Clock) -> None:
    ended(daily, begun(daily, pain=2))

    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": 4})

    assert "DAY-UP-2" in rules(plan_of(daily, coach))


def test_what_was_stopped_comes_back_easier_and_the_rule_is_told(daily: Daily, coach: Coach, clock: Clock) -> None:
    bout = begun(daily)
    ended(daily, bout, done=(), stopped=bout.items[1:2])

    clock.turn(days=1)

    assert "STOPPED" in rules(plan_of(daily, coach))


@pytest.mark.parametrize(
    "raw", [{"minutes": 0}, {"minutes": 121}, {"place": "moon"}, {"goals": ["six-pack"]}, {"x": 1}]
)
def test_wishes_that_cannot_be_used_are_refused(raw: dict[str, object], daily: Daily, coach: Coach) -> None:
    before = coach.state(ANN).diary.person

    with pytest.raises(FactsError):
        daily.set_person(ANN, raw)

    assert coach.state(ANN).diary.person == before


def test_the_plan_follows_the_wishes(daily: Daily, coach: Coach) -> None:
    daily.set_person(ANN, {"minutes": 5, "dislikes": ["cat-cow"]})

    plan = plan_of(daily, coach)

    assert plan.bouts[0].seconds <= 5 * 60
    assert "cat-cow" not in {item.movement for item in plan.bouts[0].items}


def test_days_go_on_since_the_check(daily: Daily, coach: Coach, clock: Clock) -> None:
    clock.turn(days=3)

    facts = daily.facts_today(coach.state(ANN))

    assert facts["days-since-start"] == 8  # 5 at the check, and 3 more
    assert plan_of(daily, coach).stage == "T1-late"


def test_a_check_of_14_days_still_holds_and_then_no_more(daily: Daily, coach: Coach, clock: Clock) -> None:
    clock.turn(days=14, hours=11)
    still = plan_of(daily, coach)
    clock.turn(hours=1)
    old = plan_of(daily, coach)

    assert still.withheld is None
    assert (old.rescreen, rules(old)) == (True, {"RESCREEN-DUE"})


def test_after_a_long_time_off_a_new_check_brings_the_plan_back_at_half(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    ended(daily, begun(daily))
    clock.turn(days=16)
    before = plan_of(daily, coach)

    check(coach)

    after = plan_of(daily, coach)
    assert before.withheld is not None
    assert after.bouts
    assert "MISSED-LONG" in rules(after)


def test_what_got_worse_asks_for_a_check_and_the_check_brings_the_plan_back(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    daily.log_day(ANN, {"pain_worst": 3})
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_worst": 6})
    worse = plan_of(daily, coach)

    check(coach)

    assert (worse.rescreen, rules(worse)) == (True, {"RESCREEN-WORSE"})
    assert plan_of(daily, coach).withheld is None


def test_check_and_questions_of_a_clock_that_was_ahead_hold_no_longer(
    coach: Coach, daily: Daily, clock: Clock
) -> None:
    clock.turn(days=365)
    check(coach)
    daily.screen(ANN, NO_TO_ALL)
    clock.turn(days=-165)

    state = coach.state(ANN)

    assert coach.is_stale(state)
    assert not daily.is_screened(state)


def test_day_that_was_told_further_east_does_not_stop_the_plan(coach: Coach, daily: Daily, clock: Clock) -> None:
    check(coach)
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": 3})
    clock.turn(days=-1)

    plan = daily.plan(coach.state(ANN)).plan

    assert plan.withheld is None
    assert plan.bouts
