"""What was done and told lately, read from the reported days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from loosen.core.facts import Facts
from loosen.domain.care import Movement, MovementPurpose, Variant
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

TRAINED = "CAP-DAY"
OFTEN_ENOUGH = "CAP-WEEK"
STRENGTH_RESTS = "NO-HARD-TWICE"
STRETCHED = "CAP-STRETCH"
STRONG_ENOUGH = "CAP-STRENGTH"
_PAIN_NOW = "pain-now"


def is_hard(variant: Variant, library: Library) -> bool:
    """Return whether a variant is for strength, so that it is not done on 2 days that follow each other."""
    return variant.dose.days_per_week.most <= library.adaptation[STRENGTH_RESTS].values["days_a_week"]


def most_pain(day: HistoryDay) -> int | None:
    """Return the highest pain that was told of a day, or None where none was."""
    told = (day.pain_now, day.pain_last, day.pain_worst)
    return max((level for level in told if level is not None), default=None)


def movement_of(name: str, library: Library) -> str:
    """Return the movement of a variant, or of a movement itself."""
    return library.variants[name][0].id if name in library.variants else name


def hard_lately(days: Sequence[HistoryDay], today: date, library: Library) -> dict[str, str]:
    """Return the movements that were done for strength yesterday or today already, with the rule for each."""
    rules = {today - timedelta(days=1): STRENGTH_RESTS, today: TRAINED}
    found: dict[str, str] = {}
    for day in days[-2:]:
        if day.date in rules:
            hard = (variant for variant in _variants_of(day, library) if is_hard(variant, library))
            found.update({movement_of(variant.id, library): rules[day.date] for variant in hard})
    return found


def strength_rests(days: Sequence[HistoryDay], today: date, library: Library) -> str | None:
    """Return the rule by which all strength rests today: it was there yesterday, or on enough days of this week."""
    since = today - timedelta(days=library.adaptation[OFTEN_ENOUGH].values["days"])
    trained = [
        day.date
        for day in days
        if since <= day.date < today and any(is_hard(variant, library) for variant in _variants_of(day, library))
    ]
    if trained and trained[-1] == today - timedelta(days=1):
        return STRENGTH_RESTS
    return STRONG_ENOUGH if len(trained) >= library.adaptation[STRENGTH_RESTS].values["days_a_week"] else None


def days_done(days: Sequence[HistoryDay], today: date, library: Library) -> dict[str, int]:
    """Return on how many of the last days, today not counted, each movement was done."""
    since = today - timedelta(days=library.adaptation[OFTEN_ENOUGH].values["days"])
    counts: dict[str, int] = {}
    for day in days:
        if since <= day.date < today:
            for movement in {movement_of(name, library) for name in (*day.done, *day.stopped)}:
                counts[movement] = counts.get(movement, 0) + 1
    return counts


def stretched_enough(day: HistoryDay | None, library: Library) -> frozenset[str]:
    """Return the stretches of a day on which the most sessions of stretching were done."""
    values = library.adaptation[STRETCHED].values
    if day is None or bouts_on(day) < values["sessions"]:
        return frozenset()
    return frozenset(
        movement_of(variant.id, library)
        for variant in _variants_of(day, library)
        if is_stretch(variant, library.variants[variant.id][0], values["hold_from"])
    )


def is_stretch(variant: Variant, movement: Movement, hold_from: int) -> bool:
    """Return whether a variant is a stretch: held for long, to move more easily or for relief."""
    held = variant.dose.hold_s is not None and variant.dose.hold_s.start >= hold_from
    return held and set(movement.purposes) <= {MovementPurpose.RELIEF, MovementPurpose.MOBILITY}


def bouts_on(day: HistoryDay | None) -> int:
    """Return how many bouts were done on a day."""
    if day is None or not (day.done or day.stopped):
        return 0
    return max(1, day.bouts or 1)


def with_pain_of(today: date, facts: Facts, history: Sequence[HistoryDay]) -> Facts:
    """Return the answers with the pain that was told today; the higher one decides."""
    told = next((day.pain_latest for day in history if day.date == today), None)
    known = facts.get(_PAIN_NOW)
    if told is None or (isinstance(known, int | float) and known >= told):
        return facts
    return {**facts, _PAIN_NOW: told}


def _variants_of(day: HistoryDay, library: Library) -> Iterator[Variant]:
    for name in (*day.done, *day.stopped):
        yield library.variants[name][1] if name in library.variants else library.movements[name].base
