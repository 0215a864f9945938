"""Whatever was told and done: the journal gives back every plan that was shown, and the bout that was begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loosen.coach import Coach, Daily, Journal
from loosen.coach.spells import Spells
from loosen.core.planner import MadePlan
from loosen.domain.events import Event, EventKind
from loosen.domain.library import Library
from loosen.errors import NotAllowedError
from loosen.journal import MemoryJournal, new_event_id
from tests.property.people import CALM
from tests.property.strategies import LIBRARY
from tests.six_weeks import PERSON, Clock, fill

MORNING = datetime(2026, 9, 1, 8, tzinfo=UTC)
WHO = "ann"
WORRIED = {"fear-of-movement": 8, "sleep-hurt": 8, "low-mood": 7}
HAPPENINGS = ("bout", "bout", "bout", "bout", "log", "flare", "over", "review", "correct", "nothing", "prevent")


@dataclass
class Shown:
    """A plan as it was shown: after how many events, when, and what stood there."""

    events: int
    at: datetime
    made: MadePlan


def coach_at(journal: Journal, at: datetime) -> Coach:
    return Coach(LIBRARY, journal, clock=Clock(at), new_id=new_event_id)


def replayed(events: Sequence[Event], at: datetime, person: str = WHO) -> MadePlan:
    """Return the plan that somebody sees who has nothing but these events."""
    journal = MemoryJournal()
    journal.append(events)
    coach = coach_at(journal, at)
    return Daily(coach).plan(coach.state(person))


@dataclass
class Life:
    """An invented person who does what chance says, and remembers every plan that was shown."""

    random: Random
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    clock: Clock = field(default_factory=lambda: Clock(MORNING))
    shown: list[Shown] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.coach = Coach(LIBRARY, self.journal, clock=self.clock, new_id=new_event_id)
        self.daily = Daily(self.coach)
        self.spells = Spells(self.daily)

    def look(self) -> MadePlan:
        made = self.daily.plan(self.coach.state(WHO))
        self.shown.append(Shown(len(self.journal.events(WHO)), self.clock.now, made))
        return made

    def live(self, days: int) -> None:
        self.check(self.random.choice([2, 4, 6]))
        for _ in range(days):
            self.clock.now += timedelta(days=self.random.choice([1, 1, 1, 1, 2, 9]))
            if self.coach.is_stale(self.coach.state(WHO)):
                self.check(self.random.randint(0, 6))
            self.happen(self.random.choice(HAPPENINGS))
            self.look()

    def check(self, pain: int) -> None:
        self.coach.begin_check(WHO)
        began = self.random.choice([0, 5, 20, 60, 100])
        self.coach.answer(
            WHO, {**CALM, "place": "home", "floor-ok": "yes", "days-since-start": began, "pain-now": pain}
        )
        self.look()

    def happen(self, what: str) -> None:
        today = self.daily.today()
        if what == "bout":
            self.bout()
        elif what == "log":
            self.daily.log_day(
                WHO, {"pain_now": self.random.randint(0, 6), "minutes_walked": self.random.randint(0, 60)}
            )
        elif what == "flare":
            self.spells.tell_flare(WHO)
        elif what == "over":
            self.spells.end_flare(WHO)
        elif what == "review":
            facts = self.random.choice([{}, WORRIED, {"low-mood": 1}])
            self.coach.record(WHO, (EventKind.REVIEWED, {"day": today.isoformat(), "facts": facts}))
        elif what == "correct":
            back = today - timedelta(days=self.random.randint(1, 3))
            self.daily.log_day(WHO, {"pain_now": self.random.randint(0, 6)}, day=back)
        elif what == "prevent" and self.random.random() < 0.3:
            self.spells.begin_prevention(WHO)
            self.coach.answer(
                WHO, {name: CALM[name] for name in CALM if name not in {"pain-now", "days-since-start"}}
            )

    def bout(self) -> None:
        self.daily.log_day(WHO, {"pain_now": self.random.choice([0, 1, 1, 2, 3, 4, 6])})
        if not self.look().plan.bouts or self.daily.ended_today(self.coach.state(WHO)):
            return
        self.daily.screen(WHO, dict.fromkeys(LIBRARY.mini_screen, False))
        try:
            bout = self.daily.start_bout(WHO, self.random.randint(0, 4))
        except NotAllowedError:
            return  # the pain of now asks for the safety check
        self.look()
        stopped = bout.items[:1] if self.random.random() < 0.1 else ()
        done = tuple(name for name in bout.items if name not in stopped)
        signs = ("sharp",) if self.random.random() < 0.1 else ()
        self.daily.finish_bout(
            WHO, done=done, stopped=stopped, seconds=600, pain=self.random.randint(0, 5), signs=signs
        )


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_replaying_the_journal_reproduces_every_plan_that_was_shown(seed: int) -> None:
    life = Life(Random(seed))  # noqa: S311 - an invented life, not secrets
    life.live(10)

    events = life.journal.events(WHO)

    for shown in life.shown:
        assert replayed(events[: shown.events], shown.at) == shown.made


@pytest.fixture(scope="module")
def six_weeks(library: Library) -> tuple[Event, ...]:
    journal = MemoryJournal()
    fill(journal, library)
    return journal.events(PERSON)


def test_in_six_weeks_every_bout_that_was_begun_is_the_one_of_the_plan_of_its_moment(
    six_weeks: tuple[Event, ...],
) -> None:
    begun = [index for index, event in enumerate(six_weeks) if event.kind is EventKind.BOUT_STARTED]

    for index in begun:
        event = six_weeks[index]
        (bout,) = replayed(six_weeks[:index], event.at, PERSON).plan.bouts
        assert [item.id for item in bout.items] == event.body["items"]
    assert len(begun) >= 30


def test_in_six_weeks_the_plan_by_what_was_added_is_that_of_a_fresh_reading(six_weeks: tuple[Event, ...]) -> None:
    journal = MemoryJournal()
    clock = Clock(six_weeks[0].at)
    coach = Coach(LIBRARY, journal, clock=clock, new_id=new_event_id)
    daily = Daily(coach)
    evenings = [
        index
        for index, (event, following) in enumerate(pairwise(six_weeks))
        if event.at.date() != following.at.date()
    ]
    known = 0

    for index in evenings:
        journal.append(six_weeks[known : index + 1])
        known, clock.now = index + 1, six_weeks[index].at

        assert daily.plan(coach.state(PERSON)) == replayed(six_weeks[:known], clock.now, PERSON)
