"""What devices send is taken in once, in order, with the clock put right; nothing is dropped."""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from loosen.coach import Coach, Daily, PersonState
from loosen.coach.sync import Entry, EntryAnswer, EntryStatus, Sync
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.results import PlanState
from loosen.domain.safety import FactType
from loosen.errors import JournalError
from loosen.journal import MemoryJournal, new_event_id
from tests.six_weeks import Clock
from tests.unit.coach.ann import ANN, NO_TO_ALL

BEGUN = datetime(2026, 11, 14, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = date(2026, 11, 21)
CALM = {"age": 35, "sex": "male", "days-since-start": 5, "pain-now": 3, "site": "low-back", "floor-ok": "yes"}
ITEMS = ["pelvic-tilt-lying", "bridge-lying"]
YEAR = timedelta(days=365)


@pytest.fixture
def clock() -> Clock:
    return Clock(BEGUN)


@pytest.fixture
def coach(library: Library, journal: MemoryJournal, clock: Clock) -> Coach:
    """The use cases; Ann did the check a week ago, and it is now the day on which her device comes back."""
    made = Coach(library, journal, clock=clock, new_id=new_event_id)
    made.begin_check(ANN)
    made.answer(ANN, calm(library))
    clock.now = NOW
    return made


@pytest.fixture
def sync(coach: Coach) -> Sync:
    return Sync(coach)


def calm(library: Library, **said: object) -> dict[str, Any]:
    denied = {q.id: False for q in library.questions.values() if q.type is FactType.ANSWER}
    return {**denied, **CALM, **said}


_numbers = itertools.count(1)


def entry(kind: str, body: dict[str, Any], at: datetime = NOW, *, day: date | None = None, **over: str) -> Entry:
    """Return an entry that was made at a moment by the clock of the device."""
    made = {
        "id": f"01939000-0000-7000-8000-{next(_numbers):012x}",
        "kind": kind,
        "day": (day or at.date()).isoformat(),
        "at": at.isoformat(),
        "after": BEGUN.isoformat(),
    }
    return Entry.model_validate({**made, "body": body, **over})


def take(sync: Sync, *entries: Entry, sent_at: datetime = NOW) -> tuple[EntryAnswer, ...]:
    return sync.take_in(ANN, sent_at.isoformat(), entries)


def statuses(answers: tuple[EntryAnswer, ...]) -> list[str]:
    return [answer.status.value for answer in answers]


def state_of(coach: Coach) -> PersonState:
    return coach.state(ANN)


def a_bout(at: datetime, pain: int = 3) -> list[Entry]:
    """Return what a device notes of one bout."""
    started = entry("bout-started", {"items": ITEMS, "pain": pain}, at)
    done = {"bout": started.id, "done": ITEMS, "stopped": [], "seconds": 300, "pain": pain, "signs": []}
    return [
        entry("screened", {"answers": NO_TO_ALL}, at),
        entry("day", {"log": {"pain_now": pain}}, at),
        started,
        entry("bout-finished", done, at + timedelta(minutes=10)),
    ]


def test_a_week_on_its_own_is_taken_in_day_by_day(sync: Sync, coach: Coach) -> None:
    moments = [NOW - timedelta(days=ahead) for ahead in range(6, -1, -1)]

    answers = take(sync, *(one for at in moments for one in a_bout(at)))

    assert statuses(answers) == ["taken"] * 28
    diary = state_of(coach).diary
    assert [day.date for day in diary.history] == [at.date() for at in moments]
    assert all(day.done == tuple(ITEMS) and day.bouts == 1 and day.pain_now == 3 for day in diary.history)
    assert [bout.day for bout in diary.bouts] == [at.date() for at in moments]


def test_sending_twice_counts_once(sync: Sync, coach: Coach, journal: MemoryJournal) -> None:
    entries = a_bout(NOW)
    take(sync, *entries)
    before, state = journal.events(ANN), state_of(coach)

    answers = take(sync, *entries)

    assert statuses(answers) == ["known"] * 4
    assert journal.events(ANN) == before
    assert state_of(coach) == state


def test_the_same_entry_twice_in_one_letter_counts_once(sync: Sync, coach: Coach) -> None:
    one = entry("day", {"log": {"minutes_walked": 20}})

    answers = take(sync, one, one)

    assert statuses(answers) == ["taken", "known"]


def test_two_tabs_that_send_at_the_same_time_count_once(sync: Sync, coach: Coach, journal: MemoryJournal) -> None:
    entries = [one for ahead in range(6, -1, -1) for one in a_bout(NOW - timedelta(days=ahead))]
    tabs = [threading.Thread(target=take, args=(sync, *entries)) for _ in range(4)]

    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    assert len(state_of(coach).diary.bouts) == 7
    ids = [event.id for event in journal.events(ANN)]
    assert len(ids) == len(set(ids))


def test_a_later_pain_of_a_past_day_leaves_the_first_one(sync: Sync, coach: Coach) -> None:
    yesterday = NOW - timedelta(days=1)

    take(sync, *(entry("day", {"log": {"pain_now": pain}}, yesterday) for pain in (2, 6)))

    told = state_of(coach).diary
    assert told.days[yesterday.date()].pain_now == 2
    assert told.last_pain(yesterday.date()) == (yesterday.date(), 6)
    assert told.corrections == ()


def test_a_day_of_a_device_is_logged_through_the_use_case_of_the_day(sync: Sync, coach: Coach) -> None:
    log = {"minutes_walked": 30, "medicine": True, "sleep": 7, "flare": True}

    take(sync, entry("day", {"log": log}, day=TODAY - timedelta(days=2)))

    day = state_of(coach).diary.days[TODAY - timedelta(days=2)]
    assert (day.minutes_walked, day.medicine, day.sleep, day.flare) == (30, True, 7, True)


def test_the_pain_of_today_reaches_the_check(sync: Sync, coach: Coach) -> None:
    take(sync, entry("day", {"log": {"pain_now": 6}}))

    assert state_of(coach).facts["pain-now"] == 6


@pytest.mark.parametrize("off", [YEAR, -YEAR, timedelta(hours=5), timedelta(days=-40)])
def test_a_clock_that_is_off_all_along_scrambles_no_day(sync: Sync, coach: Coach, off: timedelta) -> None:
    moments = [NOW - timedelta(days=ahead) for ahead in (3, 2, 1, 0)]
    entries = [entry("day", {"log": {"minutes_walked": 10 + n}}, at + off) for n, at in enumerate(moments)]

    answers = take(sync, *entries, sent_at=NOW + off)

    assert statuses(answers) == ["taken"] * 4
    told = {day.date: day.minutes_walked for day in state_of(coach).diary.history}
    assert told == {moment.date(): 10 + n for n, moment in enumerate(moments)}


def test_a_clock_that_was_ahead_and_was_set_right_puts_the_entry_on_today(sync: Sync, coach: Coach) -> None:
    (answer,) = take(sync, entry("day", {"log": {"minutes_walked": 15}}, NOW + YEAR))

    assert answer.status is EntryStatus.TAKEN
    assert "ahead" in answer.note
    assert [day.date for day in state_of(coach).diary.history] == [TODAY]


def test_a_clock_that_was_behind_and_was_set_right_puts_the_entry_where_the_device_was_last_heard_of(
    sync: Sync, coach: Coach
) -> None:
    heard = NOW - timedelta(days=3)

    (answer,) = take(sync, entry("day", {"log": {"minutes_walked": 15}}, NOW - 10 * YEAR, after=heard.isoformat()))

    assert answer.status is EntryStatus.TAKEN
    assert "behind" in answer.note
    assert [day.date for day in state_of(coach).diary.history] == [heard.date()]


@pytest.mark.parametrize(
    "at", ["", "yesterday", "2026-11-21T09:00:00", "+275760-09-13T00:00:00Z", "0001-01-01T00:00:00+14:00"]
)
def test_a_time_that_cannot_be_read_counts_as_today(sync: Sync, coach: Coach, at: str) -> None:
    (answer,) = take(sync, entry("day", {"log": {"minutes_walked": 15}}, at=NOW).model_copy(update={"at": at}))

    assert answer.status is EntryStatus.TAKEN
    assert "today" in answer.note
    assert [day.date for day in state_of(coach).diary.history] == [TODAY]


@pytest.mark.parametrize("sent_at", ["", "9999-12-31T23:59:59+00:00", "1900-01-01T00:00:00+00:00"])
def test_a_letter_without_a_usable_time_is_taken_in_all_the_same(sync: Sync, sent_at: str) -> None:
    answers = sync.take_in(ANN, sent_at, [entry("day", {"log": {"minutes_walked": 15}})])

    assert statuses(answers) == ["taken"]


def test_a_day_that_has_not_come_yet_counts_as_today(sync: Sync, coach: Coach) -> None:
    east = datetime(2026, 11, 22, 0, 30, tzinfo=UTC) - timedelta(hours=16)
    at = east.astimezone().replace(microsecond=0)

    (answer,) = take(sync, entry("day", {"log": {"minutes_walked": 5}}, at, day=date(2026, 11, 30)))

    assert answer.status is EntryStatus.TAKEN
    assert [day.date for day in state_of(coach).diary.history] == [TODAY]


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("day", {}, "Nothing was filled in."),
        ("day", {"log": {"pain_now": 99}}, "too high"),
        ("day", {"log": {"joy": 3}}, "Change the value."),
        ("day", {"log": "much"}, "Nothing was filled in."),
        ("screened", {"answers": {"ill": False}}, "has no answer"),
        ("bout-started", {"items": ["flying"]}, "not known here"),
        ("bout-started", {"items": ITEMS, "pain": "bad"}, "not a pain"),
        ("bout-finished", {"bout": "nothing"}, "No bout is running."),
        ("bout-finished", {"bout": "nothing", "done": "all"}, "A list of names"),
        ("signs", {}, "No stop sign"),
        ("signs", {"signs": ["hunger"]}, "no stop sign"),
        ("dance", {}, "does not know"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    sync: Sync, journal: MemoryJournal, kind: str, body: dict[str, Any], why: str
) -> None:
    before = journal.events(ANN)

    (answer,) = take(sync, entry(kind, body))

    assert answer.status is EntryStatus.REFUSED
    assert why.lower() in answer.why.lower()
    assert journal.events(ANN) == before


def test_a_refused_entry_does_not_hold_up_those_after_it(sync: Sync, coach: Coach) -> None:
    answers = take(sync, entry("dance", {}), entry("day", {"log": {"minutes_walked": 12}}))

    assert statuses(answers) == ["refused", "taken"]
    assert state_of(coach).diary.days[TODAY].minutes_walked == 12


def test_a_yes_before_a_bout_begins_the_check_again(sync: Sync, coach: Coach) -> None:
    take(sync, entry("screened", {"answers": {**NO_TO_ALL, "legs": True}}))

    state = state_of(coach)
    assert set(state.facts) == {"both-legs", "leg-gives-way"}
    assert coach.plan_state(state, coach.outcome(state)) is PlanState.WITHHELD


def test_an_old_yes_does_not_undo_a_newer_check(sync: Sync, coach: Coach) -> None:
    old = BEGUN - timedelta(hours=2)

    take(sync, entry("screened", {"answers": {**NO_TO_ALL, "legs": True}}, old, after=old.isoformat()))

    assert len(state_of(coach).facts) > 100


def test_a_check_that_was_done_on_the_device_counts_from_then(sync: Sync, coach: Coach, library: Library) -> None:
    then = NOW - timedelta(days=2)

    (answer,) = take(sync, entry("checked", {"facts": calm(library, **{"pain-now": 2})}, then))

    state = state_of(coach)
    assert answer.status is EntryStatus.TAKEN
    assert state.begun_at == then
    assert state.facts["pain-now"] == 2
    assert state.triaged_at is not None


def test_an_emergency_that_was_found_on_the_device_withholds_the_plan(
    sync: Sync, coach: Coach, library: Library
) -> None:
    take(sync, entry("checked", {"facts": calm(library, **{"saddle-numbness": True})}))

    assert coach.outcome(state_of(coach)).level == "E"


def test_answers_that_no_longer_fit_do_not_take_the_others_with_them(
    sync: Sync, coach: Coach, library: Library
) -> None:
    facts = {**calm(library, **{"saddle-numbness": True}), "gone-question": True, "age": 900}

    (answer,) = take(sync, entry("checked", {"facts": facts}))

    assert answer.status is EntryStatus.TAKEN
    assert "asked again" in answer.note
    assert coach.outcome(state_of(coach)).level == "E"


def test_a_check_that_is_older_than_the_last_one_is_refused_in_words(
    sync: Sync, coach: Coach, library: Library
) -> None:
    old = BEGUN - timedelta(days=1)

    (answer,) = take(sync, entry("checked", {"facts": calm(library)}, old, after=old.isoformat()))

    assert answer.status is EntryStatus.REFUSED
    assert "newer safety check" in answer.why


def test_a_stop_sign_in_a_bout_ends_exercise_and_begins_the_check(sync: Sync, coach: Coach) -> None:
    *before, finished = a_bout(NOW)
    sign = next(sign for sign in coach.library.stop_signs.values() if sign.opens_check and sign.asks)
    told = finished.model_copy(update={"body": {**finished.body, "signs": [sign.id]}})

    answers = take(sync, *before, told)

    assert statuses(answers) == ["taken"] * 4
    assert set(sign.asks) == set(state_of(coach).facts)


def test_a_bout_that_was_finished_already_is_said_to_be(sync: Sync) -> None:
    entries = a_bout(NOW)
    take(sync, *entries)
    again = entries[-1].model_copy(update={"id": "01939000-0000-7000-8000-ffffffffffff"})

    (answer,) = take(sync, again)

    assert answer.status is EntryStatus.REFUSED
    assert "finished already" in answer.why


def test_a_crash_in_the_middle_lets_the_entry_be_taken_in_again(
    coach: Coach, journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday = NOW - timedelta(days=1)
    sync = Sync(coach)
    take(sync, entry("day", {"log": {"pain_now": 2}}, yesterday))
    both = entry("day", {"log": {"pain_now": 5, "minutes_walked": 9}}, yesterday)
    with monkeypatch.context() as broken:
        broken.setattr(Daily, "log_day", _crash)
        with pytest.raises(RuntimeError):
            take(sync, both)

    answers = take(sync, both)

    assert statuses(answers) == ["taken"]
    diary = state_of(coach).diary
    assert (diary.days[yesterday.date()].minutes_walked, diary.pains[yesterday.date()]) == (9, 5)
    told = [event for event in journal.events(ANN) if event.kind is EventKind.PAIN_TOLD]
    assert len(told) == 1


def _crash(*_args: object, **_names: object) -> None:
    raise RuntimeError("the power went")


def test_nothing_is_called_taken_while_nothing_lasts(coach: Coach, journal: MemoryJournal) -> None:
    journal.trouble = JournalError("The disk is full.")  # type: ignore[attr-defined]  # as a journal that goes on in memory
    before = journal.events(ANN)

    with pytest.raises(JournalError):
        take(Sync(coach), entry("day", {"log": {"minutes_walked": 9}}))

    assert journal.events(ANN) == before


def test_entries_of_one_person_never_reach_another(sync: Sync, coach: Coach) -> None:
    one = entry("day", {"log": {"minutes_walked": 9}})

    sync.take_in("bea", NOW.isoformat(), [one])

    assert state_of(coach).diary.history == ()
    assert coach.state("bea").diary.days[TODAY].minutes_walked == 9
