"""What changed, in sentences that a person in pain reads in 5 seconds: no blame, no promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from loosen.core.outcomes import WEEK
from loosen.domain.outcomes import Change, Direction, Streak, Typical, WeekReport

_WEEKS_FROM = 2
_JUDGED = (
    "very much worse",
    "much worse",
    "a little worse",
    "no change",
    "a little better",
    "much better",
    "very much better",
)


def number_words(value: float) -> str:
    """Return a number as people write it, halves as such."""
    whole, rest = divmod(round(value * 2), 2)
    if abs(value * 2 - round(value * 2)) > 1 / 100:
        return f"{value:.1f}"
    half = "½" if rest else ""
    return half if half and not whole else f"{whole}{half}"


def span_words(first: date, today: date) -> str:
    """Return how long it is from a day to today: in days, from 2 weeks on in weeks."""
    days = (today - first).days
    weeks = round(days / WEEK.days)
    if days >= _WEEKS_FROM * WEEK.days:
        return f"{weeks} weeks"
    return "1 day" if days == 1 else f"{days} days"


def pain_headline(change: Change, first: date | None, today: date, told: int, last: date | None = None) -> str:
    """Return what happened to pain, in one sentence.

    Args:
        change: From the first week to the last 7 days.
        first: The first day of the first week.
        today: The day.
        told: On how many days pain was told.
        last: The last of these days.
    """
    if first is None or told == 0:
        return "Nothing is logged yet."
    if last is not None and last <= today - WEEK:
        year = f" {last.year}" if last.year != today.year else ""
        return f"Nothing is logged since {last.day} {last:%B}{year}. So we do not know how it is now."
    if change.direction is Direction.TOO_FEW or change.before is None or change.after is None:
        days = "1 day" if told == 1 else f"{told} days"
        return f"{days} with a pain score so far. It is too early to see a change."
    before, after = number_words(change.before), number_words(change.after)
    if change.direction is not Direction.SAME:
        return f"Pain went from {before} to {after} in {span_words(first, today)}."
    if before == after:
        return f"Pain is the same as in your first week: {after} of 10."
    return f"Pain was {before} in your first week and is {after} now. That is about the same."


def pain_notes(change: Change, typical: Typical | None, few: int) -> Iterator[str]:
    """Yield what a reader must know of the change of pain."""
    if change.direction is Direction.TOO_FEW:
        yield f"To compare, we need {few} days in your first week, and {few} in the last 7 days after that week."
    elif change.direction is Direction.WORSE:
        yield "A rise like this is common, and most rises settle. If something new came with it, do the safety check."
    elif change.direction is Direction.BETTER:
        yield "The change is large enough to mean something."
    if typical is not None:
        yield f"Typical at this point: {_range(typical)} of 10. That is typical, not a promise."


def said_words(change: int) -> str:
    """Return a change since the start, as a person judged it from -3 to 3."""
    return f"You said: {_JUDGED[change + len(_JUDGED) // 2]} since the start"


def activities_words(change: Change) -> str | None:
    """Return what happened to the own activities, or None where too little is known."""
    if change.before is None or change.after is None:
        return None
    before, after = number_words(change.before), number_words(change.after)
    if change.direction is Direction.SAME:
        return f"What you can do: about the same, {after} of 10."
    return f"What you can do: from {before} to {after} of 10."


def weeks_words(weeks: Sequence[WeekReport]) -> str | None:
    """Return in how many weeks the aim was met, or None before the first week is over."""
    met, count = weeks_met(weeks)
    if not count:
        return None
    if met:
        return f"Aim met in {met} of {count} weeks." if count > 1 else "Aim met in 1 week."
    bouts = sum(week.bouts for week in weeks)
    if bouts:
        return f"You did {bouts} sessions. Each one counts." if bouts > 1 else "You did 1 session. It counts."
    return None


def weeks_met(weeks: Sequence[WeekReport]) -> tuple[int, int]:
    """Return in how many weeks the aim was met, and of how many; the one that goes on counts once it is met."""
    return sum(week.is_met for week in weeks), sum(week.is_over or week.is_met for week in weeks)


def streak_words(streak: Streak) -> str | None:
    """Return what runs on, or None where nothing does."""
    if streak.days <= 1:
        return None
    if not streak.days_off:
        return f"{streak.days} active days running."
    off = "1 rest day" if streak.days_off == 1 else f"{streak.days_off} rest days"
    return f"{streak.days} active days, with {off} between."


def _range(typical: Typical) -> str:
    low = typical.low if typical.hopeful is None else typical.hopeful
    return f"{round(low)} to {round(typical.high)}"
