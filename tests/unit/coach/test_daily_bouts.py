"""Bouts of a day: what must be answered first, what is recorded, and what a stop sign ends."""

from __future__ import annotations

import pytest

from loosen.coach import Coach, Daily
from loosen.domain.basics import Answer
from loosen.domain.events import EventKind
from loosen.errors import CallError, FactsError, NotAllowedError, NotFoundError
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, NO_TO_ALL, RELIEF, Clock, begun, check_the_rest, day_of, ended, kinds, plan_of


def test_a_bout_needs_the_four_answers_first(daily: Daily, coach: Coach) -> None:
    with pytest.raises(NotAllowedError):
        daily.start_bout(ANN, 3)

    assert coach.state(ANN).diary.bouts == ()


def test_all_four_must_be_answered(daily: Daily, journal: MemoryJournal) -> None:
    with pytest.raises(CallError):
        daily.screen(ANN, {"legs": False})

    assert EventKind.MINI_SCREENED not in kinds(journal)


@pytest.mark.parametrize("sign", sorted(NO_TO_ALL))
def test_any_yes_before_a_bout_opens_the_full_check_and_withholds_the_plan(
    sign: str, daily: Daily, coach: Coach
) -> None:
    allowed = daily.screen(ANN, {**NO_TO_ALL, sign: True})

    assert not allowed
    assert set(coach.state(ANN).facts.values()) <= {Answer.UNKNOWN}
    assert plan_of(daily, coach).withheld


def test_the_answers_before_a_bout_do_not_hold_for_ever(daily: Daily, coach: Coach, clock: Clock) -> None:
    daily.screen(ANN, NO_TO_ALL)

    clock.turn(hours=2)

    assert not daily.is_screened(coach.state(ANN))


def test_a_bout_holds_what_the_plan_of_the_day_holds(daily: Daily, coach: Coach) -> None:
    plan = plan_of(daily, coach)

    bout = begun(daily)

    assert bout.items == tuple(item.id for item in plan.bouts[0].items)
    assert day_of(daily, coach).pain_now == 3


def test_starting_twice_with_the_same_id_is_one_bout(daily: Daily, coach: Coach) -> None:
    first = begun(daily, event_id="client-1")
    second = begun(daily, event_id="client-1")

    assert first == second
    assert len(coach.state(ANN).diary.bouts) == 1


def test_a_bout_that_ends_is_in_the_day(daily: Daily, coach: Coach) -> None:
    bout = begun(daily)

    ended(daily, bout, done=bout.items[:2], stopped=bout.items[2:3])

    assert day_of(daily, coach).done == bout.items[:2]
    assert day_of(daily, coach).stopped == bout.items[2:3]


def test_finishing_twice_with_the_same_id_counts_once(daily: Daily, coach: Coach, journal: MemoryJournal) -> None:
    bout = begun(daily)

    ended(daily, bout, event_id="end-1")
    ended(daily, bout, event_id="end-1")

    assert kinds(journal).count(EventKind.BOUT_FINISHED) == 1


def test_a_bout_that_nobody_began_cannot_be_finished(daily: Daily) -> None:
    with pytest.raises(NotFoundError):
        daily.finish_bout(ANN, done=(), stopped=(), seconds=1, pain=3)


def test_a_second_finish_of_its_own_is_told_that_nothing_runs(daily: Daily) -> None:
    bout = begun(daily)
    ended(daily, bout, event_id="end-1")

    with pytest.raises(NotFoundError):
        ended(daily, bout, event_id="end-2")


def test_a_movement_that_was_not_in_the_bout_is_refused_and_nothing_is_recorded(daily: Daily, coach: Coach) -> None:
    bout = begun(daily)

    with pytest.raises(FactsError, match="cartwheel"):
        ended(daily, bout, done=("cartwheel",))

    assert coach.state(ANN).diary.running == bout


@pytest.mark.parametrize("pain", [-1, 11])
def test_a_pain_off_the_scale_is_refused(pain: int, daily: Daily, coach: Coach) -> None:
    bout = begun(daily)

    with pytest.raises(CallError):
        ended(daily, bout, pain=pain)

    assert coach.state(ANN).diary.running == bout


def test_two_devices_finish_the_bout_that_each_began(daily: Daily, coach: Coach) -> None:
    first, second = begun(daily), begun(daily)

    for bout, done, signs in ((first, first.items[:1], ()), (second, second.items, ("lasts-15-minutes",))):
        daily.finish_bout(ANN, done=done, stopped=(), seconds=60, pain=3, signs=signs, bout=bout.id)

    one, other = coach.state(ANN).diary.bouts
    assert (one.done, one.signs) == (first.items[:1], ())
    assert other.signs == ("lasts-15-minutes",)


def test_a_stop_sign_counts_even_where_the_bout_was_saved_already(daily: Daily, coach: Coach) -> None:
    ended(daily, begun(daily))

    daily.finish_bout(ANN, done=(), stopped=(), seconds=None, pain=None, signs=("saddle-or-weak",))

    assert coach.state(ANN).triaged_at is None
    assert plan_of(daily, coach).withheld


def test_a_stop_sign_after_the_bout_ends_exercise_for_the_day(daily: Daily) -> None:
    ended(daily, begun(daily))

    daily.finish_bout(ANN, done=(), stopped=(), seconds=None, pain=None, signs=("lasts-15-minutes",))

    with pytest.raises(NotAllowedError):
        begun(daily)


def test_what_a_stop_sign_told_is_asked_again_and_none_of_these_does_not_undo_it(daily: Daily, coach: Coach) -> None:
    ended(daily, begun(daily), signs=("saddle-or-weak",))

    check_the_rest(coach)

    asked = coach.next_screen(coach.state(ANN))
    assert asked is not None
    assert plan_of(daily, coach).withheld


def test_pain_that_spreads_down_a_leg_counts_until_it_is_told_otherwise(daily: Daily, coach: Coach) -> None:
    ended(daily, begun(daily), signs=("leg-spreads",))

    check_the_rest(coach)

    assert {name: coach.state(ANN).facts[name] for name in ("leg-tingling", "leg-pain-below-knee")} == {
        "leg-tingling": Answer.UNKNOWN,
        "leg-pain-below-knee": Answer.UNKNOWN,
    }


def test_the_pain_before_a_second_bout_leaves_the_first_of_the_day_as_it_is(daily: Daily, coach: Coach) -> None:
    ended(daily, begun(daily, pain=2))

    second = begun(daily, pain=4)

    state = coach.state(ANN)
    assert (day_of(daily, coach).pain_now, second.pain_before) == (2, 4)
    assert state.diary.corrections == ()
    assert daily.facts_today(state)["pain-now"] == 4


def test_a_second_bout_that_begins_sore_is_for_relief(daily: Daily) -> None:
    first = begun(daily, pain=2)
    ended(daily, first)

    second = begun(daily, pain=6)

    assert set(second.items) != set(first.items)
    assert {daily.library.variants[name][0].id for name in second.items} <= set(RELIEF)


def test_a_sore_start_gives_relief(daily: Daily, coach: Coach) -> None:
    bout = begun(daily, pain=5)

    assert {coach.library.variants[name][0].id for name in bout.items} <= set(RELIEF)


def test_a_stop_sign_that_ends_the_day_allows_no_second_bout(daily: Daily) -> None:
    ended(daily, begun(daily), signs=("lasts-15-minutes",))

    with pytest.raises(NotAllowedError):
        begun(daily)


def test_a_stop_sign_that_calls_for_it_opens_the_full_check(daily: Daily, coach: Coach) -> None:
    ended(daily, begun(daily), signs=("saddle-or-weak",))

    assert set(coach.state(ANN).facts.values()) <= {Answer.UNKNOWN}
    assert plan_of(daily, coach).withheld


def test_an_unknown_stop_sign_is_refused(daily: Daily) -> None:
    bout = begun(daily)

    with pytest.raises(FactsError, match="stop sign"):
        ended(daily, bout, signs=("hiccups",))
