"""The dose of today: how far a person has come with a movement, and what a cut takes off."""

from __future__ import annotations

from collections.abc import Sequence

from loosen.core.script import DoseNow
from loosen.domain.care import Dose, Range
from loosen.domain.planning import Planning

_WHOLE = 100


def steps_of(dose: Dose) -> int:
    """Return how many steps lie between the start of a dose and its most: repetitions, then hold, then sets."""
    return sum(_steps(part) for part in (dose.repetitions, dose.hold_s, dose.sets) if part is not None)


def load_steps_of(dose: Dose) -> int:
    """Return how many steps the load may rise; they come last, after sets and harder versions."""
    return _steps(dose.load_kg) if dose.load_kg is not None else 0


def dose_now(dose: Dose, level: int, planning: Planning) -> DoseNow:
    """Return the dose of today before any cut.

    Args:
        dose: Where it starts and how far it may go.
        level: Steps above the start, one change at a time: repetitions, then hold, then sets, then load.
        planning: Timing.
    """
    left = max(level, 0)
    repetitions, left = _after(dose.repetitions, left)
    hold_s, left = _after(dose.hold_s, left)
    sets, left = _after(dose.sets, left)
    load_kg, _ = _after(dose.load_kg, left)
    duration_s = int(dose.duration_s.start) if dose.duration_s else None
    move_s = round(dose.move_s)
    if dose.distance_m:
        repetitions, move_s = max(repetitions, 1), round(dose.distance_m.start) * planning.metre_s
    if dose.spots:
        sets = round(dose.spots.start)
    return DoseNow(
        sets=max(sets, 1),
        repetitions=max(repetitions, 1),
        hold_s=hold_s,
        move_s=move_s,
        duration_s=duration_s,
        per_side=dose.per_side,
        rest_s=round(dose.rest_s),
        load_kg=load_kg or None,
    )


def share_of(total: int, percent: int) -> int:
    """Return the whole number nearest to a share of a total, at least 1; half way goes down."""
    return max(1, -((_WHOLE - 2 * total * percent) // (2 * _WHOLE)))


def sets_within(sets: Sequence[int], most: int) -> tuple[int, ...]:
    """Return how many sets are left of each movement when all together may be at most so many, at least 1 of each.

    A set is taken from whatever has most of them, the later of two, so that no single movement bears the cut.
    """
    left = list(sets)
    while sum(left) > most and max(left) > 1:
        place = max(range(len(left)), key=lambda index: (left[index], index))
        left[place] -= 1
    return tuple(left)


def _steps(part: Range) -> int:
    step = part.step or 1
    return int((part.most - part.start) // step)


def _after(part: Range | None, left: int) -> tuple[int, int]:
    """Return a part of the dose after so many steps, and the steps that are left for the next part."""
    if part is None:
        return 0, left
    taken = min(left, _steps(part))
    return round(part.start + taken * (part.step or 1)), left - taken
