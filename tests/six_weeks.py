"""Six weeks of one invented person, told through the use cases into a real data folder, in a few seconds.

The days are typed by hand: a spasm that settles, bouts with stops, missed days, a flare, corrections, a bout that was
left, safety checks every two weeks and with the flare. Pages are looked at and measured on this, not on an empty
journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from loosen.coach import Coach, Daily, Journal, PersonState
from loosen.coach.people import person_of
from loosen.domain.events import EventKind
from loosen.domain.library import Library
from loosen.domain.results import ScreenToAsk
from loosen.domain.safety import FactType, Question
from loosen.journal import SqlJournal, new_event_id

TOKEN = "six-weeks"  # noqa: S105 - an invented person's cookie
PERSON = person_of(TOKEN)
JOURNAL_FILE = "loosen.db"
TODAY = date(2026, 11, 21)
STORY = """
6 7 15 bout      8 of a spasm on the day before
6 7 15 bout
5 6 20 stopped   the second movement hurts
5 6 20 bout
5 6 20 bout
4 6 25 twice
4 5 25 bout
4 5 25 sharp     a sharp pain, left out
4 5 30 bout
- - -  missed
4 5 30 bout
3 5 30 twice
3 4 30 bout
3 4 30 bout
3 4 35 bout      the check is due again
3 4 35 left      begun and never finished
3 4 35 bout
2 4 40 bout
2 3 40 bout
- - -  missed
- - -  missed
2 3 40 bout
2 3 45 bout
2 3 45 bout
7 8 10 flare     lifted a washing machine
6 7 10 log
5 6 15 log
5 6 20 bout
4 5 25 bout
4 5 30 stopped
3 5 30 bout
3 4 35 bout
- - -  missed
- - -  missed
- - -  missed
3 4 30 bout
2 4 40 bout
2 3 40 twice
2 3 45 bout
2 3 45 log
1 3 50 bout
2 3 45 bout
"""
NIGHTS = "33445 56556 67767 76778 76877 45566 67788 87888 88".replace(" ", "")
MOODS = "34455 56656 66777 77777 77787 44556 67777 88888 88".replace(" ", "")
"""Sleep and mood of each day, 0 to 10."""
MEDICINE = {0, 1, 2, 3, 24, 25, 26}
"""Days on which medicine was taken."""
HEAT = {0: (7, 5), 1: (6, 5), 2: (5, 4), 24: (8, 6), 25: (6, 5), 26: (5, 5), 27: (5, 4)}
"""Days with heat: pain before and after it."""
OWN = (("lift-my-child", "Lift my child"), ("drive-an-hour", "Drive for an hour"), ("sleep-through", "Sleep through"))
SCORED = {
    0: (1, 2, 3), 3: (2, 2, 4), 7: (3, 4, 5), 14: (4, 5, 5), 21: (5, 7, 6),
    25: (2, 3, 4), 30: (4, 6, 6), 35: (6, 7, 7), 40: (7, 8, 7),
}  # fmt: skip
"""By day: what the person can do of these, 0 to 10."""
CORRECTED = {5: {"minutes_walked": 30}, 17: {"pain_worst": 5}, 30: {"pain_now": 4}}
"""By day: what is corrected on the evening of the day after."""
_FIRST_DAY_OF_PAIN = 1
_MOST_SCREENS = 60
_SAID: dict[str, object] = {
    "age": 44,
    "sex": "female",
    "site": "low-back",
    "floor-ok": "yes",
    "place": "home",
    "old-trouble-checked": "checked",
}


@dataclass(frozen=True)
class DayStory:
    """One day: pain in the morning, the worst pain, minutes walked, and what was done."""

    pain: int
    worst: int
    walked: int
    what: str


@dataclass
class Clock:
    """A clock that stands where it was put."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the moment at which it stands."""
        return self.now

    def put(self, day: date, hour: int, minute: int = 0) -> None:
        """Put it to a moment of a day."""
        self.now = datetime.combine(day, time(hour, minute), tzinfo=UTC)


def story() -> tuple[DayStory | None, ...]:
    """Return the days, the first one first; None for a day on which nothing was told."""
    rows = [line.split()[:4] for line in STORY.strip().splitlines()]
    return tuple(
        None if what == "missed" else DayStory(int(pain), int(worst), int(walked), what)
        for pain, worst, walked, what in rows
    )


def fill_folder(folder: Path, library: Library, today: date = TODAY) -> None:
    """Put the six weeks into the journal of a data folder; the last of them is the day before ``today``."""
    journal = SqlJournal(folder / JOURNAL_FILE)
    try:
        fill(journal, library, today)
    finally:
        journal.close()


def fill(journal: Journal, library: Library, today: date = TODAY) -> None:
    """Put the six weeks into a journal."""
    days = story()
    first = today - timedelta(days=len(days))
    clock = Clock(datetime.combine(first, time(7), tzinfo=UTC))
    person = _Invented(Coach(library, journal, clock=clock, new_id=new_event_id), clock, first)
    person.begin()
    for number, told in enumerate(days):
        person.live(first + timedelta(days=number), told, CORRECTED.get(number - 1))


class _Invented:
    """The person, who answers what the coach asks."""

    def __init__(self, coach: Coach, clock: Clock, first: date) -> None:
        self._coach, self._daily, self._clock, self._first = coach, Daily(coach), clock, first

    @property
    def _state(self) -> PersonState:
        return self._coach.state(PERSON)

    def begin(self) -> None:
        """Go through the first check, and say what the plan should fit."""
        self._check(6)
        self._daily.set_person(PERSON, {"minutes": 10, "goals": ["mobility"], "dislikes": ["wall-sit"]})
        chosen = [{"id": name, "name": words} for name, words in OWN]
        self._coach.record(PERSON, (EventKind.ACTIVITIES_CHOSEN, {"activities": chosen}))

    def live(self, day: date, told: DayStory | None, correction: dict[str, int] | None) -> None:
        """Live through a day."""
        if told is not None:
            self._clock.put(day, 8)
            self._log({"pain_now": told.pain, **({"flare": True} if told.what == "flare" else {})}, told.pain)
            if told.what == "flare":
                self._check(told.pain)
            for hour in (9, 17) if told.what == "twice" else (9,):
                if told.what not in {"log", "flare"}:
                    self._bout(day, hour, told)
            self._warm(day)
            self._clock.put(day, 20)
            self._log({"pain_worst": told.worst, "minutes_walked": told.walked, **self._felt(day)}, told.pain)
        if correction is not None:
            self._clock.put(day, 21)
            self._daily.log_day(PERSON, correction, day=day - timedelta(days=1))

    def _felt(self, day: date) -> dict[str, object]:
        """Return sleep, mood, medicine and what the person can do, as told in the evening."""
        number = (day - self._first).days
        felt: dict[str, object] = {"sleep": int(NIGHTS[number]), "mood": int(MOODS[number])}
        if number in MEDICINE:
            felt["medicine"] = True
        if number in SCORED:
            felt["activities"] = {name: score for (name, _), score in zip(OWN, SCORED[number], strict=True)}
        return felt

    def _warm(self, day: date) -> None:
        """Use heat for a quarter of an hour."""
        if (day - self._first).days not in HEAT:
            return
        before, after = HEAT[(day - self._first).days]
        self._clock.put(day, 18)
        use = new_event_id(self._clock.now)
        on = day.isoformat()
        begun = {"remedy": "heat", "day": on, "pain": before}
        self._coach.record(PERSON, (EventKind.REMEDY_STARTED, begun), event_id=use)
        self._clock.put(day, 18, 15)
        ended = {"use": use, "day": on, "pain": after, "seconds": 900}
        self._coach.record(PERSON, (EventKind.REMEDY_FINISHED, ended))

    def _log(self, answers: dict[str, object], pain: int) -> None:
        self._daily.log_day(PERSON, answers)
        if self._coach.is_stale(self._state) or self._daily.plan(self._state).plan.withheld is not None:
            self._check(pain)

    def _check(self, pain: int) -> None:
        """Answer every question of a fresh check, tick the notice, and say what the steps should fit."""
        self._coach.begin_check(PERSON)
        days = (self._clock.now.date() - self._first).days + _FIRST_DAY_OF_PAIN
        said = {**_SAID, "pain-now": pain, "days-since-start": days}
        for following in (self._coach.next_screen, self._coach.next_fit_screen):
            for _ in range(_MOST_SCREENS):
                screen = following(self._state)
                if screen is None:
                    break
                self._coach.answer(PERSON, dict(_answers(screen, said)))
        self._coach.confirm_notice(PERSON)

    def _bout(self, day: date, hour: int, told: DayStory) -> None:
        self._clock.put(day, hour)
        if not self._daily.plan(self._state).plan.bouts:
            return
        self._daily.screen(PERSON, dict.fromkeys(self._daily.library.mini_screen, False))
        bout = self._daily.start_bout(PERSON, told.pain)
        if told.what == "left":
            return
        self._clock.put(day, hour, 10)
        hurt = bout.items[1:2] if told.what in {"stopped", "sharp"} else ()
        self._daily.finish_bout(
            PERSON,
            done=tuple(name for name in bout.items if name not in hurt),
            stopped=hurt,
            seconds=580,
            pain=max(0, told.pain - 1),
            signs=("sharp",) if told.what == "sharp" else (),
        )


def _answers(screen: ScreenToAsk, said: dict[str, object]) -> Iterator[tuple[str, object]]:
    for question in (question for line in screen.lines for question in line.questions):
        yield question.id, said.get(question.id, _nothing(question))


def _nothing(question: Question) -> object:
    """Return the answer of someone to whom nothing applies."""
    if question.type is FactType.ANSWER:
        return False
    return question.choice[0].id if question.choice else question.minimum
