"""The day around the bouts: walking, breaks, sleep, work, and when to look back."""

from __future__ import annotations

from datetime import date, timedelta

from loosen.core.adaptation import Adaptation
from loosen.core.facts import Facts
from loosen.core.logic import Reading
from loosen.domain.basics import Grade, Truth
from loosen.domain.library import Library
from loosen.domain.plan import Day, DayPart, Walks
from loosen.domain.planning import Programme

_WHOLE = 100
_DAYS = "days-since-start"


def programme_of(facts: Facts, library: Library) -> Programme:
    """Return the programme for the days since the pain began; the first one when they are unknown."""
    reading = Reading(facts, library)
    ordered = sorted(library.programmes.values(), key=lambda entry: entry.order)
    return next((entry for entry in ordered if reading.truth(entry.when) is Truth.TRUE), ordered[0])


def plan_day(facts: Facts, library: Library, adaptation: Adaptation) -> Day:
    """Return what the day holds besides the bouts."""
    programme = programme_of(facts, library)
    grade = programme.evidence[0].grade
    because = f"It belongs to: {programme.name.en.lower()}."

    def parts(kind: str, texts: tuple[str, ...]) -> tuple[DayPart, ...]:
        return tuple(_part(kind, words, because, grade) for words in texts)

    every = programme.break_every_min
    return Day(
        name=programme.name.en,
        goals=programme.goals.en,
        walking=_walks(programme, adaptation, library),
        breaks=_part(
            "break", f"Stand up or move for 1 to 3 minutes after {every} minutes of sitting.", because, grade
        ),
        sleep=parts("sleep", programme.sleep.en),
        work=parts("work", programme.work.en),
        relief=parts("relief", programme.relief.en),
    )


def review_on(facts: Facts, library: Library, today: date) -> date | None:
    """Return the next day on which to look back, counted from the day the pain began."""
    days = facts.get(_DAYS)
    if not isinstance(days, int | float):
        return None
    programme = programme_of(facts, library)
    later = [day for day in programme.review_days if day > days]
    return today + timedelta(days=later[0] - int(days)) if later else None


def _walks(programme: Programme, adaptation: Adaptation, library: Library) -> Walks:
    walking = library.movements["walking"]
    share = adaptation.walk_percent
    minutes = max(1, int(programme.walk_minutes.start) * share // _WHOLE)
    most = max(minutes, int(programme.walk_minutes.most) * share // _WHOLE)
    times, times_most = int(programme.walks_a_day.start), int(programme.walks_a_day.most)
    span = f"{minutes} minutes" if minutes == most else f"{minutes} to {most} minutes"
    often = f"{times} times" if times == times_most else f"{times} to {times_most} times"
    often = "once" if times == times_most == 1 else often
    return Walks(
        minutes=minutes,
        minutes_most=most,
        times=times,
        times_most=times_most,
        words=f"Walk {span}, {often} a day, on flat ground, at a pace that is easy.",
        because=walking.why.en,
        grade=walking.grade,
        grade_words=walking.grade.words,
    )


def _part(kind: str, words: str, because: str, grade: Grade) -> DayPart:
    return DayPart(kind=kind, words=words, because=because, grade=grade, grade_words=grade.words)
