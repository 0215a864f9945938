"""Caps of evidence 5.4 that hold for every dose there is."""

from __future__ import annotations

from loosen.core.dosing import load_steps_of, steps_of
from loosen.core.lately import is_stretch
from loosen.domain.care import Dose
from loosen.domain.library import Library

LONGEST_S = 120  # 1 to 2 minutes of one stretch in total
LONG_HOLD_S = 15


def held_in_all(dose: Dose) -> float:
    """Return the seconds that a dose at its most holds on one side."""
    assert dose.hold_s is not None
    repetitions = dose.repetitions.most if dose.repetitions else 1
    return dose.hold_s.most * repetitions * (dose.sets.most if dose.sets else 1)


def test_no_stretch_is_held_for_more_than_2_minutes_in_all(library: Library) -> None:
    stretches = [
        v
        for v, (movement, v) in ((pair[1], pair) for pair in library.variants.values())
        if is_stretch(v, movement, LONG_HOLD_S)
    ]

    assert len(stretches) >= 20
    assert [variant.id for variant in stretches if held_in_all(variant.dose) > LONGEST_S] == []


def test_strength_is_on_3_days_a_week_at_most(library: Library) -> None:
    for name in ("wall-sit", "dead-bug", "side-bridge", "suitcase-carry"):
        assert library.movements[name].base.dose.days_per_week.most <= 3, name


def test_the_load_rises_by_the_smallest_step_and_after_everything_else(library: Library) -> None:
    dose = library.movements["suitcase-carry"].base.dose

    assert dose.load_kg is not None
    assert (dose.load_kg.start, dose.load_kg.most, dose.load_kg.step) == (2, 10, 1)
    assert load_steps_of(dose) == 8
    assert steps_of(dose) == 1  # 2 to 3 sets
