"""What follows from the records of a person: the last safety check, the reviews, how a change was told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loosen.coach.diary import Diary
from loosen.coach.state import PersonState, known_facts
from loosen.core.adaptation import Checked, Reviewed
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay


def checked_at(state: PersonState) -> Checked | None:
    """Return when the safety check was begun last, and what had been reported by then."""
    if state.begun_at is None:
        return None
    return Checked(on=state.begun_at.astimezone().date(), history=state.known_then)


def reviews_of(state: PersonState, library: Library) -> tuple[Reviewed, ...]:
    """Return what was answered on review days, as far as the knowledge still knows it."""
    return tuple(Reviewed(review.day, known_facts(review.facts, library)) for review in state.diary.reviews)


def usable_history(history: Iterable[HistoryDay], library: Library, day: date) -> tuple[HistoryDay, ...]:
    """Return the days up to a day, with the movements that the knowledge still knows.

    A day to come was told while a clock or a time zone was another one; it counts once it has come.
    """
    return tuple(_known_only(one, library) for one in history if one.date <= day)


def _known_only(day: HistoryDay, library: Library) -> HistoryDay:
    known = library.variants.keys() | library.movements.keys()
    if known >= {*day.done, *day.stopped}:
        return day
    kept = {name: tuple(one for one in getattr(day, name) if one in known) for name in ("done", "stopped")}
    return day.model_copy(update=kept)


def is_change_derived(diary: Diary, on: date) -> bool:
    """Return whether the change of a morning follows from its pain: it was not told by itself."""
    known = diary.days.get(on)
    if known is None or known.pain_now is None:
        return known is None or known.morning_change is None
    return known.morning_change is not None and known.morning_change == diary.rise_since_bout(on, known.pain_now)
