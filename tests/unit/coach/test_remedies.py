"""Remedies by the clock: for whom, how often, pain before and after, and what helps."""

from __future__ import annotations

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.remedies import Remedies
from loosen.domain.events import EventKind
from loosen.errors import CallError, NotAllowedError, NotFoundError
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, Clock, begun, ended, kinds


@pytest.fixture
def remedies(coach: Coach, daily: Daily) -> Remedies:
    return Remedies(daily)


def use(remedies: Remedies, coach: Coach, clock: Clock, name: str = "heat", before: int = 6, after: int = 3) -> None:
    remedies.start(ANN, name, before)
    clock.turn(minutes=15)
    remedies.finish(ANN, coach.state(ANN).diary.uses[-1].id, pain=after, seconds=900)


def why_not(remedies: Remedies, coach: Coach, name: str) -> str | None:
    return remedies.offer(coach.state(ANN), name).why_not


def test_pain_before_and_after_are_kept(remedies: Remedies, coach: Coach, clock: Clock) -> None:
    use(remedies, coach, clock)

    (one,) = coach.state(ANN).diary.uses
    assert (one.remedy, one.pain_before, one.pain_after, one.seconds, one.is_over) == ("heat", 6, 3, 900, True)


def test_a_number_may_be_left_out(remedies: Remedies, coach: Coach) -> None:
    remedies.start(ANN, "heat", None)
    remedies.finish(ANN, coach.state(ANN).diary.uses[-1].id, pain=None, seconds=None)

    (one,) = coach.state(ANN).diary.uses
    assert (one.pain_before, one.pain_after, one.seconds, one.is_over) == (None, None, None, True)


def test_a_second_tap_starts_nothing_more(remedies: Remedies, coach: Coach) -> None:
    remedies.start(ANN, "heat", 6)
    remedies.start(ANN, "heat", 6)

    assert len(coach.state(ANN).diary.uses) == 1


def test_a_second_end_changes_nothing(remedies: Remedies, coach: Coach, clock: Clock, journal: MemoryJournal) -> None:
    use(remedies, coach, clock)

    again = remedies.finish(ANN, coach.state(ANN).diary.uses[-1].id, pain=9, seconds=1)

    assert again.pain_after == 3
    assert kinds(journal).count(EventKind.REMEDY_FINISHED) == 1


def test_heat_waits_an_hour_for_the_skin(remedies: Remedies, coach: Coach, clock: Clock) -> None:
    use(remedies, coach, clock)

    with pytest.raises(NotAllowedError):
        remedies.start(ANN, "heat", 5)
    clock.turn(minutes=59)
    assert not remedies.offer(coach.state(ANN), "heat").may_start
    clock.turn(minutes=1)
    assert remedies.offer(coach.state(ANN), "heat").may_start


def test_a_heat_that_was_left_running_counts_for_the_gap(remedies: Remedies, coach: Coach, clock: Clock) -> None:
    clock.turn(hours=12.5)  # half past midnight
    remedies.start(ANN, "heat", 5)
    offer = remedies.offer(coach.state(ANN), "heat")

    assert offer.running is not None
    assert offer.free_at is not None
    assert (offer.free_at - clock.now).total_seconds() == (15 + 60) * 60


def test_heat_is_used_4_times_a_day_at_most(remedies: Remedies, coach: Coach, clock: Clock) -> None:
    clock.turn(hours=19)  # 7 in the morning
    for _ in range(4):
        use(remedies, coach, clock)
        clock.turn(hours=2)

    assert remedies.offer(coach.state(ANN), "heat").is_used_up
    with pytest.raises(NotAllowedError):
        remedies.start(ANN, "heat", 5)
    clock.turn(days=1)
    assert remedies.offer(coach.state(ANN), "heat").may_start


def test_breathing_is_never_refused_for_being_used_often(remedies: Remedies, coach: Coach, clock: Clock) -> None:
    clock.turn(hours=19)  # 7 in the morning
    for _ in range(5):
        use(remedies, coach, clock, "diaphragm-breathing")

    offer = remedies.offer(coach.state(ANN), "diaphragm-breathing")
    assert offer.is_used_up
    assert offer.may_start


def test_numb_skin_gets_no_heat_and_no_cold(remedies: Remedies, coach: Coach) -> None:
    coach.correct(ANN, {"poor-skin-feeling": True})

    assert "cannot warn you" in str(why_not(remedies, coach, "heat"))
    assert "cannot warn you" in str(why_not(remedies, coach, "cold"))
    with pytest.raises(NotAllowedError):
        remedies.start(ANN, "heat", 5)


def test_what_nobody_ruled_out_counts_as_there(remedies: Remedies, coach: Coach) -> None:
    coach.correct(ANN, {"poor-skin-feeling": "unknown"})

    assert why_not(remedies, coach, "heat") is not None


def test_a_clinicians_limit_takes_it_out(remedies: Remedies, coach: Coach, daily: Daily) -> None:
    daily.set_person(ANN, {"limits": ["heat"]})

    assert why_not(remedies, coach, "heat") == "Your clinician or clinic has taken it out."


def test_before_a_clinician_has_seen_them_only_the_comfort_set_is_there(remedies: Remedies, coach: Coach) -> None:
    coach.correct(ANN, {"cannot-cope": True})

    assert why_not(remedies, coach, "heat") is None
    assert "comfort set" in str(why_not(remedies, coach, "cold"))
    assert "comfort set" in str(why_not(remedies, coach, "self-massage"))
    walking = remedies.offer(coach.state(ANN), "walking")
    assert [variant.id for variant in walking.variants] == ["walking-micro"]
    assert walking.minutes == (5,)


def test_strong_pain_takes_pressure_out(remedies: Remedies, coach: Coach) -> None:
    assert remedies.offer(coach.state(ANN), "self-massage").may_start

    with pytest.raises(NotAllowedError):
        remedies.start(ANN, "self-massage", 8)

    assert coach.state(ANN).diary.uses == ()
    assert coach.state(ANN).facts["pain-now"] == 8


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_goes_from_0_to_10(remedies: Remedies, coach: Coach, pain: int) -> None:
    with pytest.raises(CallError):
        remedies.start(ANN, "heat", pain)

    assert coach.state(ANN).diary.uses == ()


def test_unknown_timers_and_uses_are_told(remedies: Remedies) -> None:
    with pytest.raises(NotFoundError):
        remedies.start(ANN, "ice-cream", 5)
    with pytest.raises(NotFoundError):
        remedies.finish(ANN, "no-such-use", pain=1, seconds=None)


def test_what_helps_is_counted_from_uses_and_bouts(
    remedies: Remedies, coach: Coach, daily: Daily, clock: Clock
) -> None:
    for _ in range(5):
        use(remedies, coach, clock, before=6, after=3)
        bout = begun(daily, 4)
        ended(daily, bout, pain=4)
        clock.turn(days=1)

    by_remedy, by_movement = remedies.helps(coach.state(ANN))

    assert [(one.name, one.better, one.uses) for one in by_remedy.ranked] == [("heat", 5, 5)]
    assert {one.better for one in by_movement.ranked} == {0}
    assert {one.name for one in by_movement.ranked} <= set(coach.library.movements)


def test_the_day_after_a_timer_runs_no_more(remedies: Remedies, coach: Coach, clock: Clock) -> None:
    remedies.start(ANN, "heat", 6)
    clock.turn(days=1)

    assert remedies.offer(coach.state(ANN), "heat").running is None
