"""What bouts and days add up to, event by event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any

from loosen.coach.diary import Diary
from loosen.domain.events import Event, EventKind
from loosen.domain.plan import Person

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def event(kind: EventKind, body: dict[str, Any], name: str = "e1", minutes: int = 0) -> Event:
    return Event(id=name, person="ann", at=NOON + timedelta(minutes=minutes), kind=kind, body=body)


def started(name: str = "bout-1", items: tuple[str, ...] = ("bridge-lying", "brace-standing")) -> Event:
    return event(EventKind.BOUT_STARTED, {"day": "2026-11-21", "items": list(items), "pain": 3}, name)


def finished(bout: str = "bout-1", **body: object) -> Event:
    rest = {"done": [], "stopped": [], "seconds": 600, "pain": 2}
    return event(EventKind.BOUT_FINISHED, {"bout": bout, "day": "2026-11-21", **rest, **body}, f"end-{bout}", 10)


def logged(**log: object) -> Event:
    return event(EventKind.DAY_LOGGED, {"day": "2026-11-21", "log": log})


def corrected(**changes: object) -> Event:
    return event(EventKind.DAY_CORRECTED, {"day": "2026-11-21", "changes": changes}, minutes=5)


def after(*events: Event) -> Diary:
    return reduce(Diary.after, events, Diary())


def test_a_bout_runs_until_it_is_finished() -> None:
    running, ended = after(started()), after(started(), finished())

    assert running.running is not None
    assert running.running.id == "bout-1"
    assert ended.running is None


def test_a_finished_bout_keeps_what_was_done_stopped_felt_and_how_long_it_took() -> None:
    diary = after(started(), finished(done=["bridge-lying"], stopped=["brace-standing"], signs=["sharp"]))

    (bout,) = diary.bouts
    assert (bout.done, bout.stopped, bout.signs) == (("bridge-lying",), ("brace-standing",), ("sharp",))
    assert (bout.pain_before, bout.pain_after, bout.seconds) == (3, 2, 600)
    assert bout.finished_at == NOON + timedelta(minutes=10)


def test_pain_after_a_bout_is_the_last_that_was_told() -> None:
    diary = after(logged(pain_now=2), started(), finished(done=["bridge-lying"], pain=6))

    assert diary.last_pain(TODAY) == (TODAY, 6)
    today = diary.told_last[0]
    assert (today.pain_now, today.pain_latest) == (2, 6)


def test_a_day_keeps_how_many_bouts_there_were_and_how_the_worst_of_them_ended() -> None:
    diary = after(
        started("a"),
        finished("a", done=["bridge-lying"], pain=5, signs=["sharp"]),
        started("b"),
        finished("b", done=["brace-standing"], pain=2, signs=[]),
        started("c"),
        finished("c", pain=None),
    )

    day = diary.days[TODAY]
    assert (day.bouts, day.pain_after, day.ended_by) == (2, 5, ("sharp",))


def test_two_bouts_of_a_day_add_up_and_nothing_stands_twice() -> None:
    diary = after(
        started("a"),
        finished("a", done=["bridge-lying"]),
        started("b"),
        finished("b", done=["bridge-lying", "brace-standing"], stopped=["cat-cow-chair"]),
    )

    assert diary.days[TODAY].done == ("bridge-lying", "brace-standing")
    assert diary.days[TODAY].stopped == ("cat-cow-chair",)


def test_a_bout_that_ends_keeps_what_was_logged_before() -> None:
    diary = after(logged(pain_now=3, flare=True), started(), finished(done=["bridge-lying"]))

    assert (diary.days[TODAY].pain_now, diary.days[TODAY].flare) == (3, True)


def test_a_log_in_two_goes_is_one_day() -> None:
    diary = after(logged(pain_now=3), logged(pain_worst=6, minutes_walked=20))

    day = diary.days[TODAY]
    assert (day.pain_now, day.pain_worst, day.minutes_walked) == (3, 6, 20)


def test_a_correction_changes_the_day_and_is_remembered() -> None:
    diary = after(logged(pain_now=3), corrected(pain_now=5))

    assert diary.days[TODAY].pain_now == 5
    assert [(change.day, dict(change.changes)) for change in diary.corrections] == [(TODAY, {"pain_now": 5})]


def test_a_correction_may_take_a_flare_back() -> None:
    diary = after(logged(flare=True), corrected(flare=False))

    assert diary.days[TODAY].flare is False


def test_days_stand_in_order_whatever_the_order_of_the_events() -> None:
    earlier = event(EventKind.DAY_LOGGED, {"day": "2026-11-19", "log": {"pain_now": 4}})

    diary = after(logged(pain_now=3), earlier)

    assert [day.date for day in diary.history] == [date(2026, 11, 19), TODAY]


def test_a_yes_before_a_bout_takes_an_earlier_no_back() -> None:
    no, yes = (event(EventKind.MINI_SCREENED, {"yes": answer}) for answer in ([], ["legs"]))

    assert after(no).screened_at == NOON
    assert after(no, yes).screened_at is None


def test_a_bout_that_ends_uses_the_answers_before_it_up() -> None:
    diary = after(event(EventKind.MINI_SCREENED, {"yes": []}), started(), finished())

    assert diary.screened_at is None


def test_the_last_word_on_a_person_counts() -> None:
    first, second = (event(EventKind.PERSON_SET, {"person": {"minutes": minutes}}) for minutes in (5, 15))

    assert after(first, second).person == Person(minutes=15)


def test_events_of_the_check_leave_the_diary_as_it_is() -> None:
    diary = after(logged(pain_now=3))

    assert diary.after(event(EventKind.ANSWERED, {"facts": {"age": 35}})) == diary
