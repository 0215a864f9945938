"""What follows from the records of a person: the last safety check, the reviews, how a change was told."""

from __future__ import annotations

from datetime import date

from loosen.coach.diary import Diary
from loosen.coach.state import PersonState, known_facts
from loosen.core.adaptation import Checked, Reviewed
from loosen.domain.library import Library


def checked_at(state: PersonState) -> Checked | None:
    """Return when the safety check was begun last, and what had been reported by then."""
    if state.begun_at is None:
        return None
    return Checked(on=state.begun_at.astimezone().date(), history=state.known_then)


def reviews_of(state: PersonState, library: Library) -> tuple[Reviewed, ...]:
    """Return what was answered on review days, as far as the knowledge still knows it."""
    return tuple(Reviewed(review.day, known_facts(review.facts, library)) for review in state.diary.reviews)


def is_change_derived(diary: Diary, on: date) -> bool:
    """Return whether the change of a morning follows from its pain: it was not told by itself."""
    known = diary.days.get(on)
    if known is None or known.pain_now is None:
        return known is None or known.morning_change is None
    return known.morning_change is not None and known.morning_change == diary.rise_since_bout(on, known.pain_now)
