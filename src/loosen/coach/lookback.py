"""The use case of looking back: how a person is getting on, from what they told and did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from loosen.coach.daily import DAYS, Daily
from loosen.coach.records import BoutRecord
from loosen.coach.same import Same
from loosen.coach.state import PersonState
from loosen.core import outcome_words as say
from loosen.core.course import Spell, aligned, pain_of, spell_of
from loosen.core.outcomes import (
    WEEK,
    activities_change,
    activity_reports,
    few_of,
    first_day_of,
    pain_change,
    pain_days,
    pains_of,
    questionnaire_change,
)
from loosen.core.weeks import Aims, BoutDone, done_days, streak_of, week_reports
from loosen.domain.library import Library
from loosen.domain.outcomes import Happening, HappeningKind, PainReport, Progress, Scored
from loosen.domain.plan import HistoryDay

WEEKS_SHOWN = 6
_KEPT = 64


class LookBack:
    """Looks back with a person.

    Args:
        daily: The use cases of a day.
    """

    def __init__(self, daily: Daily) -> None:
        self._daily = daily
        self.library = daily.library
        # The page is opened more often than something is told; it changes with the state and the day alone.
        self._kept = lru_cache(maxsize=_KEPT)(self._progress)

    def progress(self, state: PersonState, *, all_days: bool = False) -> Progress:
        """Return how a person is getting on, in the last 6 weeks or in all; the same state gives the same record."""
        return self._kept(Same(state), self._daily.today(), all_days)

    def _days(self, state: PersonState) -> int | None:
        days = self._daily.facts_today(state).get(DAYS)
        return int(days) if isinstance(days, int | float) else None

    def _progress(self, same: Same[PersonState], today: date, all_days: bool) -> Progress:
        state, library = same.record, self.library
        diary = state.diary
        history = [day for day in diary.history if day.date <= today]
        bouts = _done(diary.bouts, today)
        spell = spell_of(history, library, today, self._days(state))
        told = [day.date for day in history if pain_of(day) is not None] + [bout.day for bout in bouts]
        known = told or [day.date for day in history]  # days that a device alone counted may reach back for years
        earliest = min(known, default=today)
        shown = earliest if all_days else _window(earliest, today)
        pain = _pain(history, spell, shown, today, library)
        scores = pains_of(history)
        aims = Aims(self._daily.facts_today(state), diary.person.minutes, spell, library)
        every_week = week_reports(history, bouts, aims, earliest, today) if known else ()
        weeks = tuple(week for week in every_week if week.last >= shown)
        streak = streak_of(every_week, history, bouts, today, library)
        used = [use.day for use in diary.uses]
        own = activity_reports(history, [(one.id, one.name) for one in diary.activities], today, library)
        own_change = activities_change(own, library)
        filled = tuple(Scored(date=one.day, score=len(set(one.ticked))) for one in diary.rmdq)
        is_told = any(one.told[-1][0] > today - WEEK for one in own)
        lines = (
            say.activities_words(own_change) if is_told else None,
            say.weeks_words(weeks),
            say.streak_words(streak),
        )
        happened = (one for one in _happenings(state, library) if shown <= one.date <= today)
        return Progress(
            today=today,
            first=shown if known else None,
            all_days=all_days,
            has_more=earliest < shown,
            headline=say.pain_headline(
                pain.change, pain.compared_from, today, len(scores), scores[-1][0] if scores else None
            ),
            says=tuple(line for line in lines if line),
            pain=pain,
            activities=own,
            activities_change=own_change,
            questionnaires=filled,
            questionnaire_change=questionnaire_change(filled, library),
            weeks=weeks,
            streak=streak,
            done=done_days(history, bouts, used, (shown, today), library) if known else (),
            happenings=tuple(sorted(happened, key=_by_day)),
            knowledge_version=library.version,
        )


def _window(earliest: date, today: date) -> date:
    """Return the first day shown: whole weeks as they are counted, and the one that goes on."""
    return earliest + max(0, (today - earliest).days // WEEK.days - WEEKS_SHOWN) * WEEK


def _done(bouts: Sequence[BoutRecord], today: date) -> list[BoutDone]:
    """Return the bouts that were finished."""
    return [
        BoutDone(bout.day, bout.seconds, bout.done, bool(bout.done or bout.stopped), bout.sets)
        for bout in bouts
        if bout.finished_at is not None and bout.day <= today
    ]


def _pain(
    history: Sequence[HistoryDay], spell: Spell | None, shown: date, today: date, library: Library
) -> PainReport:
    """Return pain from day to day, with the course that fits the spell."""
    course = aligned(spell, library) if spell else None
    told = pains_of(history)
    compared_from = first_day_of(spell, told)
    moved = pain_change(told, compared_from, today, library)
    days = pain_days(history, shown, today, course, library) if history else ()
    notes = say.pain_notes(moved, days[-1].typical, few_of(library)) if told else ()
    return PainReport(
        days=days,
        change=moved,
        compared_from=compared_from,
        told=sum(day.pain is not None for day in days),
        notes=tuple(notes),
        course=course.course.id if course else None,
        course_day=course.day_of(today) if course else None,
    )


def _happenings(state: PersonState, library: Library) -> Iterator[Happening]:
    """Yield flares, stops, checks, reviews and questionnaires."""
    diary = state.diary
    for day in diary.history:
        if day.flare:
            yield Happening(date=day.date, kind=HappeningKind.FLARE, words="Flare")
        if day.flare_over:
            yield Happening(date=day.date, kind=HappeningKind.FLARE_OVER, words="Flare over")
        if day.global_change is not None:
            yield Happening(date=day.date, kind=HappeningKind.SAID, words=say.said_words(day.global_change))
        stops = list(_stops(day, library))
        if stops:
            words = f"Stopped: {', '.join(stops)}"
            yield Happening(date=day.date, kind=HappeningKind.STOP, words=words)
    for at in diary.checks:
        yield Happening(date=at.astimezone().date(), kind=HappeningKind.CHECK, words="Safety check")
    for review in diary.reviews:
        yield Happening(date=review.day, kind=HappeningKind.REVIEW, words="Look back")
    for filled in diary.rmdq:
        words = f"Questionnaire: {len(set(filled.ticked))} of 24"
        yield Happening(date=filled.day, kind=HappeningKind.QUESTIONNAIRE, words=words)


def _stops(day: HistoryDay, library: Library) -> Iterator[str]:
    """Yield what was stopped on a day, and the signs that were felt."""
    for name in day.stopped:
        yield library.variants[name][0].name.en if name in library.variants else name
    for sign in day.ended_by:
        if sign in library.stop_signs:
            yield library.stop_signs[sign].ask.en


def _by_day(one: Happening) -> tuple[date, str]:
    return one.date, one.kind.value
