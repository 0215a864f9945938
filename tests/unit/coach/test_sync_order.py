"""What a device tells late never takes the place of something more urgent that was told meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from loosen.coach import Coach
from loosen.coach.sync import Entry, EntryStatus, Sync
from loosen.domain.basics import Answer, Disposition
from loosen.domain.library import Library
from loosen.domain.results import PlanState
from loosen.journal import MemoryJournal
from tests.unit.coach.ann import ANN, NO_TO_ALL, Clock, check
from tests.unit.coach.letters import LONG_AGO, MORNING, NUMB, answers, at, entry, send

OUT_OF_CONTROL = {"pain-now": 9, "pain-out-of-control": True}


@pytest.fixture
def coach(coach: Coach, clock: Clock) -> Coach:
    """The use cases; Ann was well this morning."""
    clock.now = MORNING - timedelta(hours=1)
    check(coach)
    return coach


def outcome(coach: Coach) -> Disposition:
    return coach.outcome(coach.state(ANN)).disposition


def plan_state(coach: Coach) -> PlanState:
    state = coach.state(ANN)
    return coach.plan_state(state, coach.outcome(state))


def tell(coach: Coach, clock: Clock, moment: datetime, **said: object) -> None:
    """Go through the check at another device."""
    clock.now = moment
    check(coach, **said)


def checked(library: Library, made: datetime, **said: object) -> Entry:
    return entry("checked", {"facts": answers(library, **said)}, made)


def yes_to(question: str, made: datetime) -> Entry:
    return entry("screened", {"answers": {**NO_TO_ALL, question: True}}, made)


@pytest.mark.parametrize("year", [2027, 1970])
def test_a_check_of_a_wrong_clock_never_lowers_an_emergency(
    coach: Coach, clock: Clock, library: Library, year: int
) -> None:
    tell(coach, clock, at(10), **NUMB)

    (answer,) = send(coach, clock, at(11), checked(library, MORNING.replace(year=year)))

    assert outcome(coach) is Disposition.EMERGENCY
    assert answer.status is EntryStatus.REFUSED
    assert "newer" in answer.why


@pytest.mark.parametrize("moment", ["", "yesterday", "+275760-09-13T00:00:00Z"])
def test_a_check_without_a_usable_time_never_lowers_an_emergency(
    coach: Coach, clock: Clock, library: Library, moment: str
) -> None:
    tell(coach, clock, at(10), **NUMB)
    one = checked(library, at(9)).model_copy(update={"at": moment})

    send(coach, clock, at(11), one)

    assert outcome(coach) is Disposition.EMERGENCY


def test_a_letter_without_a_usable_time_never_lowers_an_emergency(
    coach: Coach, clock: Clock, library: Library
) -> None:
    tell(coach, clock, at(10), **NUMB)
    clock.now = at(11)

    (answer,) = Sync(coach).take_in(ANN, "", [checked(library, at(10, 30))])

    assert outcome(coach) is Disposition.EMERGENCY
    assert answer.status is EntryStatus.REFUSED


def test_a_check_between_the_beginning_and_the_answers_of_another_one_never_lowers_an_emergency(
    coach: Coach, clock: Clock, library: Library
) -> None:
    clock.now = at(10)
    coach.begin_check(ANN)
    clock.now = at(12)
    coach.answer(ANN, answers(library, **NUMB))

    (answer,) = send(coach, clock, at(13), checked(library, at(11)))

    assert outcome(coach) is Disposition.EMERGENCY
    assert answer.status is EntryStatus.REFUSED


def test_a_check_before_a_correction_never_lowers_an_emergency(coach: Coach, clock: Clock, library: Library) -> None:
    clock.now = at(12)
    coach.correct(ANN, NUMB)

    send(coach, clock, at(13), checked(library, at(11)))

    assert outcome(coach) is Disposition.EMERGENCY


@pytest.mark.parametrize("made", [at(11), LONG_AGO])
def test_a_check_never_lowers_a_same_day_result_that_was_answered_later(
    coach: Coach, clock: Clock, library: Library, made: datetime
) -> None:
    clock.now = at(12)
    coach.correct(ANN, OUT_OF_CONTROL)
    before = outcome(coach)

    send(coach, clock, at(13), checked(library, made))

    assert (before, outcome(coach)) == (Disposition.SAME_DAY, Disposition.SAME_DAY)


def test_a_yes_and_a_check_after_it_never_lower_an_emergency_that_was_answered_later(
    coach: Coach, clock: Clock, library: Library
) -> None:
    tell(coach, clock, at(10))
    clock.now = at(12)
    coach.correct(ANN, NUMB)

    send(coach, clock, at(13), yes_to("legs", at(10, 50)), checked(library, at(11)))

    assert outcome(coach) is Disposition.EMERGENCY


def test_a_yes_and_a_check_that_come_in_two_letters_never_lower_an_emergency(
    coach: Coach, clock: Clock, library: Library
) -> None:
    tell(coach, clock, at(10))
    clock.now = at(12)
    coach.correct(ANN, NUMB)
    first = send(coach, clock, at(13), yes_to("legs", at(10, 50)))
    between = outcome(coach)

    second = send(coach, clock, at(13, 1), checked(library, at(11)))

    assert (first[0].status, second[0].status) == (EntryStatus.TAKEN, EntryStatus.REFUSED)
    assert (between, outcome(coach)) == (Disposition.EMERGENCY, Disposition.EMERGENCY)


def test_a_stop_sign_never_lowers_an_emergency(coach: Coach, clock: Clock) -> None:
    tell(coach, clock, at(12), **NUMB)

    send(coach, clock, at(13), entry("signs", {"signs": ["dizzy"]}, at(11)))

    assert outcome(coach) is Disposition.EMERGENCY


def test_a_check_that_is_surely_newer_counts(coach: Coach, clock: Clock, library: Library) -> None:
    tell(coach, clock, at(10), **NUMB)

    (answer,) = send(coach, clock, at(13), checked(library, at(12)))

    assert answer.status is EntryStatus.TAKEN
    assert outcome(coach) is Disposition.SELF_CARE
    assert coach.state(ANN).begun_at == at(12)


def test_a_device_that_has_heard_of_the_answers_before_its_check_is_newer_whatever_its_clock_says(
    coach: Coach, clock: Clock, library: Library
) -> None:
    tell(coach, clock, at(10), **NUMB)
    heard = at(10, 5)
    one = checked(library, LONG_AGO).model_copy(update={"after": heard.isoformat()})

    (answer,) = send(coach, clock, at(13), one)

    assert answer.status is EntryStatus.TAKEN
    assert outcome(coach) is Disposition.SELF_CARE
    assert coach.state(ANN).begun_at == heard  # the first moment at which it can have been


@pytest.mark.parametrize("made", [at(11), LONG_AGO, MORNING.replace(year=2027)])
def test_an_emergency_of_the_device_is_taken_where_it_may_be_newer(
    coach: Coach, clock: Clock, library: Library, made: datetime
) -> None:
    clock.now = at(12)
    coach.correct(ANN, {"floor-ok": "no"})

    (answer,) = send(coach, clock, at(13), checked(library, made, **NUMB))

    assert answer.status is EntryStatus.TAKEN
    assert outcome(coach) is Disposition.EMERGENCY


def test_an_emergency_of_an_unsure_time_is_not_too_old_to_count(coach: Coach, clock: Clock, library: Library) -> None:
    later = MORNING + timedelta(days=20)

    send(coach, clock, later, checked(library, LONG_AGO, **NUMB))

    assert outcome(coach) is Disposition.EMERGENCY
    assert not coach.is_stale(coach.state(ANN))


def test_an_all_clear_of_an_unsure_time_holds_from_the_first_moment_at_which_it_can_have_been(
    coach: Coach, clock: Clock, library: Library
) -> None:
    later = MORNING + timedelta(days=20)

    (answer,) = send(coach, clock, later, checked(library, LONG_AGO))

    assert "2026-11-21" in answer.note
    assert coach.state(ANN).begun_at == MORNING
    assert plan_state(coach) is PlanState.WITHHELD


def test_a_doubt_that_was_raised_elsewhere_is_not_closed_by_a_check_of_an_unsure_time(
    coach: Coach, clock: Clock, library: Library
) -> None:
    clock.now = at(10)
    coach.begin_check(ANN, ["saddle-numbness"])

    send(coach, clock, at(13), checked(library, LONG_AGO))

    assert plan_state(coach) is PlanState.WITHHELD


def test_a_yes_whose_check_waits_here_is_answered_by_the_check_after_it(
    coach: Coach, clock: Clock, library: Library
) -> None:
    wrong = [one.model_copy(update={"at": LONG_AGO.isoformat()}) for one in (yes_to("legs", at(10)),)]

    told = send(coach, clock, at(13), *wrong, checked(library, LONG_AGO))

    assert [answer.status for answer in told] == [EntryStatus.TAKEN] * 2
    assert plan_state(coach) is PlanState.FULL


def test_a_letter_that_is_sent_again_after_half_of_it_was_taken_in_is_taken_in_wholly(
    coach: Coach, clock: Clock, library: Library
) -> None:
    yes, done = yes_to("legs", at(10)), checked(library, at(10, 1))
    send(coach, clock, at(12), yes)

    told = send(coach, clock, at(13), yes, done)

    assert [answer.status for answer in told] == [EntryStatus.KNOWN, EntryStatus.TAKEN]
    assert plan_state(coach) is PlanState.FULL


@pytest.mark.parametrize("made", [LONG_AGO, MORNING.replace(year=2027)])
def test_a_yes_before_a_bout_counts_as_newest_where_its_time_is_not_sure(
    coach: Coach, clock: Clock, made: datetime
) -> None:
    tell(coach, clock, at(11))

    (answer,) = send(coach, clock, at(13), yes_to("bladder-saddle", made))

    assert plan_state(coach) is PlanState.WITHHELD
    assert coach.state(ANN).begun_at == at(13)
    assert "today" in answer.note


def test_a_stop_sign_counts_as_newest_where_its_time_is_not_sure(coach: Coach, clock: Clock) -> None:
    tomorrow = at(13) + timedelta(days=1)

    send(coach, clock, tomorrow, entry("signs", {"signs": ["lasts-15-minutes"]}, LONG_AGO))

    assert coach.state(ANN).diary.signs_on(tomorrow.date()) == {"lasts-15-minutes"}


def test_questions_before_a_bout_that_were_all_denied_count_as_oldest_where_their_time_is_not_sure(
    coach: Coach, clock: Clock
) -> None:
    send(coach, clock, at(13), entry("screened", {"answers": NO_TO_ALL}, MORNING.replace(year=2027)))

    assert coach.state(ANN).diary.screened_at == MORNING


def test_a_yes_that_is_surely_older_than_the_check_does_not_undo_it(coach: Coach, clock: Clock) -> None:
    tell(coach, clock, at(11))

    send(coach, clock, at(13), yes_to("legs", at(10)))

    assert plan_state(coach) is PlanState.FULL


def test_a_fall_that_was_told_before_a_bout_asks_the_whole_check_of_somebody_who_waits_for_help(
    coach: Coach, clock: Clock
) -> None:
    clock.now = at(10)
    coach.correct(ANN, OUT_OF_CONTROL)

    send(coach, clock, at(13), yes_to("injury", at(12)))

    assert outcome(coach) is Disposition.SAME_DAY
    assert Answer.NO not in set(coach.state(ANN).facts.values())


@pytest.mark.parametrize("made", [at(11), LONG_AGO])
def test_a_pain_that_was_told_earlier_does_not_take_the_place_of_a_higher_one(
    coach: Coach, clock: Clock, made: datetime
) -> None:
    clock.now = at(12)
    coach.correct(ANN, OUT_OF_CONTROL)

    send(coach, clock, at(13), entry("day", {"log": {"pain_now": 2}}, made))

    assert outcome(coach) is Disposition.SAME_DAY
    assert coach.state(ANN).facts["pain-now"] == 9


def test_a_pain_that_was_told_later_takes_the_place_of_a_higher_one(coach: Coach, clock: Clock) -> None:
    clock.now = at(10)
    coach.correct(ANN, {"pain-now": 6})

    send(coach, clock, at(13), entry("day", {"log": {"pain_now": 2}}, at(12)))

    assert coach.state(ANN).facts["pain-now"] == 2


def test_the_pain_of_a_bout_that_comes_in_late_does_not_take_the_place_of_a_later_one(
    coach: Coach, clock: Clock
) -> None:
    clock.now = at(12)
    coach.correct(ANN, OUT_OF_CONTROL)
    began = entry("bout-started", {"items": ["bridge-lying"], "pain": 2}, at(11))
    done = {"bout": began.id, "done": ["bridge-lying"], "stopped": [], "pain": 1, "signs": []}

    told = send(coach, clock, at(13), began, entry("bout-finished", done, at(11, 10)))

    assert [answer.status for answer in told] == [EntryStatus.TAKEN] * 2
    assert outcome(coach) is Disposition.SAME_DAY
    assert coach.state(ANN).facts["pain-now"] == 9


def test_a_bout_of_yesterday_that_comes_in_late_leaves_the_check_with_the_pain_of_today(
    coach: Coach, clock: Clock
) -> None:
    clock.now = MORNING + timedelta(days=1)
    coach.correct(ANN, {"pain-now": 2})
    began = entry("bout-started", {"items": ["bridge-lying"], "pain": 3}, at(11))
    done = {"bout": began.id, "done": ["bridge-lying"], "stopped": [], "pain": 6, "signs": []}

    send(coach, clock, at(13) + timedelta(days=1), began, entry("bout-finished", done, at(11, 10)))

    assert coach.state(ANN).facts["pain-now"] == 2


def test_a_check_takes_over_the_pain_that_was_told_after_it(coach: Coach, clock: Clock, library: Library) -> None:
    clock.now = at(12)
    coach.correct(ANN, {"pain-now": 6})

    (answer,) = send(coach, clock, at(13), checked(library, at(11), **{"pain-now": 2}))

    assert answer.status is EntryStatus.TAKEN
    assert coach.state(ANN).facts["pain-now"] == 6


def test_what_was_taken_in_late_stands_the_same_when_the_journal_is_read_again(
    coach: Coach, clock: Clock, library: Library, journal: MemoryJournal
) -> None:
    clock.now = at(12)
    coach.correct(ANN, NUMB)
    send(coach, clock, at(13), yes_to("legs", at(10)), checked(library, at(11)), yes_to("ill", LONG_AGO))

    again = Coach(library, journal, clock=clock, new_id=lambda _: "none")

    assert again.state(ANN) == coach.state(ANN)
    assert outcome(again) is Disposition.EMERGENCY
