"""The dose of today: how far a person has come with a movement, and what a cut takes off."""

from __future__ import annotations

from loosen.core.script import DoseNow
from loosen.domain.care import Dose, Range
from loosen.domain.planning import Planning

_WHOLE = 100


def steps_of(dose: Dose) -> int:
    """Return how many steps lie between the start of a dose and its most: repetitions, then hold, then sets."""
    return sum(_steps(part) for part in (dose.repetitions, dose.hold_s, dose.sets) if part is not None)


def dose_now(dose: Dose, level: int, percent: int, planning: Planning) -> DoseNow:
    """Return the dose of today.

    Args:
        dose: Where it starts and how far it may go.
        level: Steps above the start, one change at a time: repetitions, then hold, then sets.
        percent: Share of the sets that is done today; a single set gives up repetitions instead.
        planning: Timing.
    """
    left = max(level, 0)
    repetitions, left = _after(dose.repetitions, left)
    hold_s, left = _after(dose.hold_s, left)
    sets, _ = _after(dose.sets, left)
    duration_s = int(dose.duration_s.start) if dose.duration_s else None
    move_s = round(dose.move_s)
    if dose.distance_m:
        repetitions, move_s = max(repetitions, 1), round(dose.distance_m.start) * planning.metre_s
    if dose.spots:
        sets = round(dose.spots.start)
    if percent < _WHOLE:
        if sets > 1:
            sets = max(1, sets * percent // _WHOLE)
        else:
            repetitions = max(1, repetitions * percent // _WHOLE)
    return DoseNow(
        sets=max(sets, 1),
        repetitions=max(repetitions, 1),
        hold_s=hold_s,
        move_s=move_s,
        duration_s=duration_s,
        per_side=dose.per_side,
        rest_s=round(dose.rest_s),
    )


def _steps(part: Range) -> int:
    step = part.step or 1
    return int((part.most - part.start) // step)


def _after(part: Range | None, left: int) -> tuple[int, int]:
    """Return a part of the dose after so many steps, and the steps that are left for the next part."""
    if part is None:
        return 0, left
    taken = min(left, _steps(part))
    return round(part.start + taken * (part.step or 1)), left - taken
