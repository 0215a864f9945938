"""Pain and signs that are told after something, late, or by a wrong clock reach the check and the plan."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.checkin import CheckIn
from loosen.coach.remedies import Remedies
from loosen.coach.spells import Spells
from loosen.domain.basics import Disposition
from loosen.domain.events import Event, EventKind
from loosen.domain.library import Library
from loosen.errors import FactsError, NotAllowedError
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, Clock, begun, check, day_of, ended, plan_of, rules

AREA = "calf-left"


def outcome(coach: Coach) -> Disposition:
    return coach.outcome(coach.state(ANN)).disposition


@pytest.fixture
def bleeds(coach: Coach) -> Daily:
    """The days of Ann, who takes a blood thinner; pain of 7 or more is then for a doctor today."""
    check(coach, **{"blood-thinner": True})
    assert outcome(coach) is not Disposition.SAME_DAY
    return Daily(coach)


def test_pain_after_a_bout_reaches_the_check(bleeds: Daily, coach: Coach) -> None:
    ended(bleeds, begun(bleeds), pain=8)

    assert outcome(coach) is Disposition.SAME_DAY
    assert plan_of(bleeds, coach).withheld is not None


def test_pain_after_a_remedy_reaches_the_check(bleeds: Daily, coach: Coach) -> None:
    remedies = Remedies(bleeds)
    remedies.start(ANN, "heat", 3)

    remedies.finish(ANN, coach.state(ANN).diary.uses[-1].id, pain=9, seconds=600)

    assert outcome(coach) is Disposition.SAME_DAY


def test_pain_of_yesterday_that_was_told_last_reaches_the_check(bleeds: Daily, coach: Coach, clock: Clock) -> None:
    clock.turn(days=1)

    bleeds.log_day(ANN, {"pain_now": 8}, day=bleeds.today() - timedelta(days=1))

    assert outcome(coach) is Disposition.SAME_DAY


def test_pain_of_a_day_before_the_check_leaves_it_as_it_is(bleeds: Daily, coach: Coach) -> None:
    bleeds.log_day(ANN, {"pain_now": 8}, day=bleeds.today() - timedelta(days=1))

    assert outcome(coach) is not Disposition.SAME_DAY


def test_pain_that_a_remedy_eased_for_a_while_asks_nothing_when_it_is_back(daily: Daily, coach: Coach) -> None:
    check(coach, **{"pain-now": 6})
    remedies = Remedies(daily)
    for _ in range(2):
        remedies.start(ANN, "diaphragm-breathing", 6)
        remedies.finish(ANN, coach.state(ANN).diary.uses[-1].id, pain=2, seconds=300)

        assert coach.next_screen(coach.state(ANN)) is None
        assert coach.state(ANN).facts["pain-now"] == 6


def test_an_emergency_is_not_forgotten_when_pain_is_told(daily: Daily, coach: Coach) -> None:
    Spells(daily).begin_prevention(ANN)
    coach.answer(ANN, {"saddle-numbness": True, "saddle-numbness-since": "new-or-worse"})
    assert outcome(coach) is Disposition.EMERGENCY

    daily.log_day(ANN, {"pain_now": 4})

    assert outcome(coach) is Disposition.EMERGENCY


def test_no_remedy_begins_while_the_plan_is_withheld(bleeds: Daily, coach: Coach) -> None:
    bleeds.log_day(ANN, {"pain_now": 8})

    with pytest.raises(NotAllowedError):
        Remedies(bleeds).start(ANN, "heat", 8)

    assert coach.state(ANN).diary.uses == ()


def test_after_a_sign_that_ends_exercise_the_plan_has_no_bout(daily: Daily, coach: Coach) -> None:
    ended(daily, begun(daily), signs=("lasts-15-minutes",), pain=4)

    plan = plan_of(daily, coach)

    assert plan.bouts == ()
    assert plan.nothing_fits is not None
    assert plan.nothing_fits.startswith("No more exercise today.")


def test_a_sign_after_midnight_ends_exercise_for_the_new_day(daily: Daily, coach: Coach, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=23, minute=50)
    bout = begun(daily)
    clock.turn(minutes=18)

    ended(daily, bout, signs=("lasts-15-minutes",), pain=4)

    assert [sign.id for sign in daily.ended_today(coach.state(ANN))] == ["lasts-15-minutes"]
    clock.turn(days=1)
    assert daily.ended_today(coach.state(ANN)) == ()


def test_a_sign_that_was_told_after_a_bout_means_that_it_ended_badly(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    for _ in range(2):
        ended(daily, begun(daily, 2), pain=2)
        clock.turn(days=1)
    daily.tell_signs(ANN, ["sharp"])
    assert day_of(daily, coach).ended_by == ("sharp",)


def test_a_rise_between_two_bouts_of_a_day_is_not_lost(daily: Daily, coach: Coach, clock: Clock) -> None:
    ended(daily, begun(daily, 1), pain=3)
    ended(daily, begun(daily, 3), pain=3)
    clock.turn(days=1)

    daily.log_day(ANN, {"pain_now": 3})

    assert day_of(daily, coach).morning_change == 2
    assert "DAY-UP-2" in rules(plan_of(daily, coach))


def test_pain_that_was_told_by_a_clock_ahead_does_not_hide_later_pain(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": 2})
    clock.turn(days=-1)

    begun(daily, 7)

    assert daily.facts_today(coach.state(ANN))["pain-now"] == 7


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31)])
def test_a_day_that_nobody_lives_is_refused_and_nothing_is_recorded(
    daily: Daily, journal: MemoryJournal, day: date
) -> None:
    before = journal.events(ANN)

    with pytest.raises(FactsError):
        daily.log_day(ANN, {"pain_now": 3}, day=day)

    assert journal.events(ANN) == before


def test_an_entry_that_cannot_be_used_never_hides_the_check(
    daily: Daily, coach: Coach, journal: MemoryJournal, clock: Clock
) -> None:
    before = coach.state(ANN)
    bodies = ({"day": "0001-01-01", "log": {"pain_now": 3}}, {"day": "today", "log": {}}, {}, {"day": 3, "log": None})
    odd = [
        Event(id=f"odd-{number}", person=ANN, at=clock.now.astimezone(UTC), kind=EventKind.DAY_LOGGED, body=body)
        for number, body in enumerate(bodies)
    ]

    journal.append(odd)

    after = coach.state(ANN)
    assert after.unread == len(bodies)
    assert (after.facts, after.diary.days) == (before.facts, before.diary.days)
    assert plan_of(daily, coach).bouts


def test_more_bouts_than_a_day_can_hold_break_nothing(daily: Daily, coach: Coach, journal: MemoryJournal) -> None:
    for _ in range(3):
        ended(daily, begun(daily))
    last = journal.events(ANN)[-1]
    journal.append([last.model_copy(update={"id": f"again-{number}"}) for number in range(60)])

    assert day_of(daily, coach).bouts == 48
    assert coach.state(ANN).unread == 0


def test_marks_of_long_ago_do_not_make_a_new_place_an_old_one(
    daily: Daily, coach: Coach, clock: Clock, library: Library
) -> None:
    checkin = CheckIn(daily)
    checkin.save(ANN, {"pain_now": 2, "areas": (AREA,)})
    check(coach)
    clock.turn(days=10)
    assert checkin.save(ANN, {"pain_now": 2, "areas": (AREA,)}).asks == ()
    check(coach)
    clock.turn(days=int(library.thresholds["rescreen-after"].value) + 1)
    check(coach)

    found = checkin.save(ANN, {"pain_now": 2, "areas": (AREA,)})

    assert found.areas == (AREA,)
    assert found.asks


def test_a_day_can_be_told_again_after_activities_were_changed(daily: Daily, coach: Coach) -> None:
    checkin = CheckIn(daily)
    old = checkin.choose_activities(ANN, [("", f"Old thing {number}") for number in range(5)])
    checkin.save(ANN, {"activities": {one.id: 3 for one in old}})
    new = checkin.choose_activities(ANN, [("", f"New thing {number}") for number in range(5)])

    checkin.save(ANN, {"activities": {one.id: 7 for one in new}})

    assert day_of(daily, coach).activities == {one.id: 7 for one in new}


def test_a_sign_that_is_named_again_with_the_end_of_its_bout_begins_no_second_check(
    daily: Daily, coach: Coach
) -> None:
    bout = begun(daily)
    daily.tell_signs(ANN, ["leg-spreads"])
    check(coach)
    known = coach.state(ANN).check

    ended(daily, bout, signs=("leg-spreads",))

    assert coach.state(ANN).check == known
    assert day_of(daily, coach).ended_by == ("leg-spreads",)
