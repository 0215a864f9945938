"""What matters: how far the measured rows move when one number is changed and the rest are kept.

python -m tests.physics.sensitivity
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from loosen.body.load import spine_load
from loosen.body.spine import Spine
from loosen.domain.spine import SpineDefinition
from loosen.knowledge.spine import load_spine
from tests.physics.holding import MEASURED_MPA, body_of, pose_of

Array = NDArray[np.float64]
Change = Callable[[float], float]


def answers(definition: SpineDefinition) -> Array:
    """Return the pressures of the measured rows with a definition, shape (n_rows,) [MPa]."""
    spine = Spine.build(definition, body_of())
    return np.array([spine_load(body_of(), spine, pose_of(name)).primary.pressure_mpa for name in MEASURED_MPA])


def changed(part: str, name: str, change: Change) -> SpineDefinition:
    """Return the shipped definition with one number changed."""
    shipped = load_spine()
    record = getattr(shipped, part)
    old = getattr(record, name)
    new = change(old) if isinstance(old, float) else old.model_copy(update={"value": change(float(old))})
    return shipped.model_copy(update={part: record.model_copy(update={name: new})})


def each(part: str, items: str, fields: Iterable[str], change: Change, only: str | None = None) -> SpineDefinition:
    """Return the shipped definition with fields of all items of a list changed, or of the one item of that joint."""
    shipped = load_spine()
    record = getattr(shipped, part)
    new = tuple(
        item.model_copy(update={field: change(getattr(item, field)) for field in fields})
        if only is None or item.joint == only
        else item
        for item in getattr(record, items)
    )
    return shipped.model_copy(update={part: record.model_copy(update={items: new})})


def times(factor: float) -> Change:
    """Return a change by a factor."""
    return lambda value: value * factor


def to(value: float) -> Change:
    """Return a change to a value."""
    return lambda _: value


CHANGES: dict[str, tuple[SpineDefinition, ...]] = {
    "stiffness of muscle 14 → 10": (changed("muscles", "stiffness", to(10)),),
    "stiffness of muscle 14 → 20": (changed("muscles", "stiffness", to(20)),),
    "arms of all muscles forward and back - 10 %": (each("muscles", "muscle", ["extends"], times(0.9)),),
    "slope of pressure in stress + 10 %": (changed("disc", "stress", times(1.1)),),
    "share of the disc in slack moment 0.2 → 0.1": (changed("tissue", "disc_share", to(0.1)),),
    "arm of the ligaments 45 → 35 mm": (changed("tissue", "ligament_arm", to(0.035)),),
    "slack moment in flexion × 0.5": (each("efforts", "joint", ["passive_up"], times(0.5), "lumbar flex"),),
    "slack moment in turning × 0.5 or × 2": tuple(
        each("efforts", "joint", ["passive_up", "passive_down"], times(factor), "lumbar twist") for factor in (0.5, 2)
    ),
    "water pressure 0.09 → 0.05 MPa": (changed("disc", "rest", to(0.05)),),
    "tone 40 → 100 N": (changed("muscles", "tone", to(100)),),
    "sink of a prop 50 → 100 mm": (changed("muscles", "prop_sink", to(0.1)),),
    "price of energy in supports × 10 or / 10": tuple(
        changed("efforts", "softness", times(factor)) for factor in (10, 0.1)
    ),
    "strengths × 2 or / 2": tuple(each("efforts", "joint", ["strength"], times(factor)) for factor in (2, 0.5)),
    "price of a missing newton / 10": (changed("efforts", "root_weight", times(0.1)),),
}


def main() -> None:
    """Print the mean and the largest change of the measured rows."""
    say = sys.stdout.write
    base = answers(load_spine())
    say("| change | mean MPa | largest MPa |\n| --- | --- | --- |\n")
    for name, definitions in CHANGES.items():
        moved = max((np.abs(answers(definition) - base) for definition in definitions), key=lambda off: off.mean())
        say(f"| {name} | {moved.mean():.3f} | {moved.max():.3f} |\n")


if __name__ == "__main__":
    main()
