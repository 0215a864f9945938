"""The use cases of a day, with a hand-turned clock and the reference journal."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from loosen.coach import Coach, Daily
from loosen.coach.records import BoutRecord
from loosen.domain.basics import Answer
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay, Plan
from loosen.domain.safety import FactType
from loosen.errors import CallError, FactsError, NotAllowedError, NotFoundError
from loosen.journal import MemoryJournal

ANN = "ann"
NO_TO_ALL = {"bladder-saddle": False, "legs": False, "ill": False, "injury": False}
RELIEF = ("diaphragm-breathing", "pelvic-tilt", "knee-rolls", "brace", "single-knee-chest")
CALM = {
    "age": 35,
    "sex": "male",
    "days-since-start": 5,
    "pain-now": 3,
    "site": "low-back",
    "place": "home",
    "floor-ok": "yes",
    "has-bed": True,
    "has-chair": True,
}


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def coach(library: Library, journal: MemoryJournal, clock: Clock) -> Coach:
    numbers = count(1)
    return Coach(library, journal, clock=clock, new_id=lambda at: f"id-{next(numbers)}")


@pytest.fixture
def daily(coach: Coach) -> Daily:
    """The use cases of somebody whom the check has just let go on."""
    check(coach)
    return Daily(coach)


def check(coach: Coach) -> None:
    denied = {q.id: False for q in coach.library.questions.values() if q.type is FactType.ANSWER}
    coach.begin_check(ANN)
    coach.answer(ANN, {**denied, **CALM})


def check_the_rest(coach: Coach) -> None:
    """Answer everything that is still open, as somebody to whom nothing applies would."""
    known = coach.state(ANN).facts
    denied = {q.id: False for q in coach.library.questions.values() if q.type is FactType.ANSWER}
    coach.answer(ANN, {name: value for name, value in {**denied, **CALM}.items() if name not in known})


def plan_of(daily: Daily, coach: Coach) -> Plan:
    return daily.plan(coach.state(ANN)).plan


def day_of(daily: Daily, coach: Coach, back: int = 0) -> HistoryDay:
    return coach.state(ANN).diary.days[daily.today() - timedelta(days=back)]


def begun(daily: Daily, pain: int = 3, event_id: str | None = None) -> BoutRecord:
    daily.screen(ANN, NO_TO_ALL)
    return daily.start_bout(ANN, pain, event_id)


def ended(daily: Daily, bout: BoutRecord, **over: object) -> None:
    given: dict[str, object] = {"done": bout.items, "stopped": (), "seconds": 600, "pain": 3, **over}
    daily.finish_bout(ANN, **given)  # type: ignore[arg-type]  # the named arguments of a bout that ends


def rules(plan: Plan) -> set[str]:
    return {note.rule for note in plan.adapted}


def kinds(journal: MemoryJournal) -> list[EventKind]:
    return [event.kind for event in journal.events(ANN)]


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


def test_a_change_of_an_earlier_report_is_a_correction(daily: Daily, coach: Coach, journal: MemoryJournal) -> None:
    daily.log_day(ANN, {"pain_worst": 5})
    daily.log_day(ANN, {"pain_worst": 6, "minutes_walked": 20})

    assert day_of(daily, coach).pain_worst == 6
    assert kinds(journal)[-2:] == [EventKind.DAY_LOGGED, EventKind.DAY_CORRECTED]
    assert [dict(change.changes) for change in coach.state(ANN).diary.corrections] == [{"pain_worst": 6}]


def test_a_pain_of_0_can_be_corrected_too(daily: Daily, coach: Coach) -> None:
    daily.log_day(ANN, {"pain_worst": 0})
    daily.log_day(ANN, {"pain_worst": 4})

    assert [dict(change.changes) for change in coach.state(ANN).diary.corrections] == [{"pain_worst": 4}]


def test_a_mistyped_morning_pain_is_mended_with_the_change_that_followed_from_it(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    ended(daily, begun(daily, pain=3))
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": 7})

    daily.log_day(ANN, {"pain_now": 2}, day=daily.today())

    assert day_of(daily, coach).morning_change == -1  # 2 now, 3 before the bout
    assert "DAY-GOOD" in rules(plan_of(daily, coach))


def test_a_morning_change_that_was_told_stays_when_the_pain_is_mended(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    ended(daily, begun(daily, pain=3))
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": 7, "morning_change": 1})

    daily.log_day(ANN, {"pain_now": 2}, day=daily.today())

    assert day_of(daily, coach).morning_change == 1


@pytest.mark.parametrize(("morning", "evening", "rule"), [(4, 2, "DAY-UP-2"), (2, 6, "DAY-PROGRESS")])
def test_how_it_is_in_the_evening_does_not_rewrite_the_morning(
    morning: int, evening: int, rule: str, daily: Daily, coach: Coach, clock: Clock
) -> None:
    ended(daily, begun(daily, pain=2), pain=2)
    clock.turn(days=1)
    daily.log_day(ANN, {"pain_now": morning})
    clock.turn(hours=8)

    daily.log_day(ANN, {"pain_now": evening})

    state = coach.state(ANN)
    assert day_of(daily, coach).pain_now == morning
    assert daily.facts_today(state)["pain-now"] == evening
    assert state.diary.corrections == ()


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


def test_pain_answered_in_a_new_check_counts_over_what_was_logged_before_it(
    daily: Daily, coach: Coach, clock: Clock
) -> None:
    daily.log_day(ANN, {"pain_now": 6})
    clock.turn(hours=2)

    check(coach)  # pain 3

    assert daily.facts_today(coach.state(ANN))["pain-now"] == 3
    assert "START-SORE" not in rules(plan_of(daily, coach))


def test_saying_the_same_again_corrects_nothing(daily: Daily, coach: Coach) -> None:
    daily.log_day(ANN, {"pain_worst": 5})
    daily.log_day(ANN, {"pain_worst": 5})

    assert coach.state(ANN).diary.corrections == ()


def test_a_log_sent_twice_with_the_same_id_counts_once(daily: Daily, journal: MemoryJournal) -> None:
    daily.log_day(ANN, {"pain_worst": 5}, event_id="log-1")
    daily.log_day(ANN, {"pain_worst": 5}, event_id="log-1")

    assert kinds(journal).count(EventKind.DAY_LOGGED) == 1


def test_an_earlier_day_can_be_logged_later(daily: Daily, coach: Coach) -> None:
    daily.log_day(ANN, {"minutes_walked": 20}, day=daily.today() - timedelta(days=3))

    assert day_of(daily, coach, back=3).minutes_walked == 20


def test_a_day_that_has_not_come_is_refused(daily: Daily, coach: Coach) -> None:
    with pytest.raises(FactsError, match="has not come yet"):
        daily.log_day(ANN, {"pain_now": 3}, day=daily.today() + timedelta(days=1))

    assert coach.state(ANN).diary.days == {}


@pytest.mark.parametrize(
    "raw",
    [
        {"pain_now": 11},
        {"pain_now": "3"},
        {"pain_now": True},
        {"pian_now": 3},
        {"minutes_walked": -1},
        {"flare": "yes"},
    ],
)
def test_a_log_that_cannot_be_used_is_refused_and_nothing_is_recorded(
    raw: dict[str, object], daily: Daily, coach: Coach
) -> None:
    with pytest.raises(FactsError):
        daily.log_day(ANN, raw)

    assert coach.state(ANN).diary.days == {}


def test_an_empty_log_records_nothing(daily: Daily, journal: MemoryJournal) -> None:
    before = kinds(journal)

    daily.log_day(ANN, {})

    assert kinds(journal) == before


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
    clock.turn(days=14)
    still = plan_of(daily, coach)
    clock.turn(seconds=1)
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


def test_the_export_holds_every_event_and_names_nobody(daily: Daily, journal: MemoryJournal) -> None:
    ended(daily, begun(daily))

    export = daily.export(ANN)

    assert [event["id"] for event in export["events"]] == [event.id for event in journal.events(ANN)]
    assert all("person" not in event for event in export["events"])


def test_the_table_has_a_line_for_each_day(daily: Daily) -> None:
    daily.log_day(ANN, {"pain_now": 3}, day=date(2026, 11, 19))
    daily.log_day(ANN, {"pain_now": 2}, day=date(2026, 11, 20))

    rows = list(csv.DictReader(io.StringIO(daily.export_csv(ANN))))

    assert [(row["date"], row["pain_now"]) for row in rows] == [("2026-11-19", "3"), ("2026-11-20", "2")]


def test_nobody_else_is_touched(daily: Daily, coach: Coach) -> None:
    daily.log_day("ben", {"pain_now": 3})

    assert coach.state(ANN).diary.days == {}


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
