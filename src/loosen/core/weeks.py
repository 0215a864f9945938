"""What was done week by week against the aim of the stage, and streaks that forgive a rest day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from loosen.core.course import Spell, pain_of
from loosen.core.day import programme_of
from loosen.core.facts import Facts, FactValue
from loosen.core.lately import movement_of
from loosen.core.logic import Reading
from loosen.core.outcomes import DAY, WEEK
from loosen.domain.basics import Truth
from loosen.domain.care import Stage
from loosen.domain.library import Library
from loosen.domain.outcomes import DoneDay, Streak, WeekReport
from loosen.domain.plan import HistoryDay

FORGIVEN = "rest-days-forgiven"
_DAYS, _PAIN = "days-since-start", "pain-now"
_MINUTE_S = 60
_PLANNING = "default"


@dataclass(frozen=True)
class BoutDone:
    """One bout that was finished.

    Attributes:
        seconds: How long it took; None when nobody measured it.
        done: Variants that were done.
        is_done: Whether anything was done in it.
        sets: Sets by variant; one that is not named counts as its dose begins.
    """

    day: date
    seconds: int | None
    done: tuple[str, ...]
    is_done: bool
    sets: Mapping[str, int] = field(default_factory=dict)

    def sets_of(self, name: str, library: Library) -> int:
        """Return how many sets of a variant were done."""
        known = self.sets.get(name)
        if known is not None or name not in library.variants:
            return known or 1
        return int(library.variants[name][1].dose.sets.start)


@dataclass(frozen=True)
class Aims:
    """What weeks aim at, for one person.

    Attributes:
        facts: The answers as of today.
        minutes: Minutes that the person wants one bout to take at most; None leaves it to the stage.
        spell: The spell of pain that goes on, if any.
    """

    facts: Facts
    minutes: int | None
    spell: Spell | None
    library: Library

    def of(self, last: date, pain: int | None) -> tuple[int, int]:
        """Return days with a bout, and minutes in bouts and on foot, that the week ending on a day aims at.

        The stage at the end of the week decides. Weeks before this spell have the smallest aim there is.
        """
        facts = self._facts_on(last, pain)
        stage = Stage.M if facts is None else self._stage(facts)
        programme = programme_of(facts or {}, self.library)
        aim = self.library.aims[stage]
        one = self.library.planning[_PLANNING].aim_of(stage).minutes.start
        if self.minutes is not None:
            one = min(one, self.minutes)
        walk = programme.walk_minutes.start * programme.walks_a_day.start
        days = int(aim.bout_days.start)
        return days, int(days * one + min(aim.walk_days.start, programme.walk_days) * walk)

    def _facts_on(self, day: date, pain: int | None) -> dict[str, FactValue] | None:
        facts: dict[str, FactValue] = dict(self.facts)
        if self.spell is not None:
            if day < self.spell.began:
                return None
            facts[_DAYS] = (day - self.spell.began).days
        if pain is not None:
            facts[_PAIN] = pain
        return facts

    def _stage(self, facts: Facts) -> Stage:
        reading = Reading(facts, self.library)
        ordered = sorted(self.library.stages.values(), key=lambda entry: entry.order)
        fitting = (Stage(entry.id) for entry in ordered if reading.truth(entry.when) is Truth.TRUE)
        return next(fitting, Stage.T0)


def week_reports(
    history: Sequence[HistoryDay], bouts: Sequence[BoutDone], aims: Aims, first: date, today: date
) -> tuple[WeekReport, ...]:
    """Return every week from a day on, the one that goes on included.

    Args:
        history: Reported days in order.
        bouts: Bouts that were finished.
        aims: What weeks aim at.
        first: The first day of the first week.
        today: The day.
    """
    days_of: dict[int, list[HistoryDay]] = {}
    bouts_of: dict[int, list[BoutDone]] = {}
    for day in history:
        days_of.setdefault((day.date - first).days // WEEK.days, []).append(day)
    for bout in bouts:
        bouts_of.setdefault((bout.day - first).days // WEEK.days, []).append(bout)
    found, pain = [], None
    for number in range((today - first).days // WEEK.days + 1):
        begins = first + number * WEEK
        ends = begins + WEEK - DAY
        days = days_of.get(number, [])
        pain = next((told for day in reversed(days) if (told := pain_of(day)) is not None), pain)
        done = [bout for bout in bouts_of.get(number, []) if bout.is_done]
        span = _Span(number + 1, begins, min(ends, today), is_over=ends < today)
        found.append(_week(span, days, done, aims.of(ends, pain), aims.library))
    return tuple(found)


def done_days(
    history: Sequence[HistoryDay],
    bouts: Sequence[BoutDone],
    remedies: Sequence[date],
    span: tuple[date, date],
    library: Library,
) -> tuple[DoneDay, ...]:
    """Return what was done on every day from one to another."""
    first, today = span
    by_day = {day.date: day for day in history}
    sets: Counter[date] = Counter()
    for bout in bouts:
        sets[bout.day] += sum(bout.sets_of(name, library) for name in bout.done)
    count = Counter(bout.day for bout in bouts if bout.is_done)
    used = Counter(remedies)
    found = []
    for number in range((today - first).days + 1):
        on = first + timedelta(days=number)
        day = by_day.get(on)
        found.append(
            DoneDay(
                date=on,
                sets=sets[on],
                bouts=count[on],
                walked=day.minutes_walked if day else None,
                remedies=used[on],
                medicine=day.medicine if day else None,
                sleep=day.sleep if day else None,
                mood=day.mood if day else None,
            )
        )
    return tuple(found)


def streak_of(
    weeks: Sequence[WeekReport],
    history: Sequence[HistoryDay],
    bouts: Sequence[BoutDone],
    today: date,
    library: Library,
) -> Streak:
    """Return what runs on.

    A week with a flare breaks nothing, nor does the one that goes on. Between active days as many days off in a row
    as the threshold says are forgiven; days of a flare and today do not count as days off.
    """
    run = most = 0
    for week in weeks:
        if week.is_met:
            run += 1
            most = max(most, run)
        elif week.is_over and not week.has_flare:
            run = 0
    forgiven = int(library.thresholds[FORGIVEN].value)
    flares = {day.date for day in history if day.flare}
    active = {day.date for day in history if day.minutes_walked} | {bout.day for bout in bouts if bout.is_done}
    running: list[date] = []
    off, on = 0, today
    earliest = min(active, default=today)
    while on >= earliest and off <= forgiven:
        if on in active:
            running.append(on)
            off = 0
        elif on not in flares and on != today:
            off += 1
        on -= DAY
    count, since = len(running), running[-1] if running else None
    span = (running[0] - running[-1]).days + 1 if running else 0
    return Streak(weeks=run, weeks_most=most, days=count, since=since, days_off=span - count)


class _Span(NamedTuple):
    number: int
    first: date
    last: date
    is_over: bool


def _week(
    span: _Span, days: Sequence[HistoryDay], bouts: Sequence[BoutDone], aim: tuple[int, int], library: Library
) -> WeekReport:
    walked = [day.minutes_walked for day in days if day.minutes_walked is not None]
    on_days = len({bout.day for bout in bouts})
    sets: Counter[str] = Counter()
    for bout in bouts:
        for name in bout.done:
            sets[movement_of(name, library)] += bout.sets_of(name, library)
    return WeekReport(
        number=span.number,
        first=span.first,
        last=span.last,
        is_over=span.is_over,
        bouts=len(bouts),
        bout_days=on_days,
        bout_minutes=round(sum(bout.seconds or 0 for bout in bouts) / _MINUTE_S),
        walked=sum(walked) if walked else None,
        aim_days=aim[0],
        aim_minutes=aim[1],
        is_met=on_days >= aim[0],
        has_flare=any(day.flare for day in days),
        sets=dict(sets.most_common()),
    )
