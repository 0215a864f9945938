"""The one fitted number: how well each value does, and what is found when each measured row is left out in turn.

python -m tests.physics.fit
"""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
from numpy.typing import NDArray

from loosen.body.load import spine_load
from loosen.body.spine import Spine
from loosen.domain.spine import SpineDefinition
from loosen.knowledge.spine import load_spine
from tests.physics.holding import MEASURED_MPA, body_of, pose_of

Array = NDArray[np.float64]
TRIED = tuple(float(value) for value in np.arange(8.0, 24.5, 0.5))
"""Stiffness of a pulling muscle; the literature runs from 4 to 40."""


def with_stiffness(value: float) -> SpineDefinition:
    """Return the shipped spine with another stiffness of muscle."""
    shipped = load_spine()
    stiffness = shipped.muscles.stiffness.model_copy(update={"value": value})
    return shipped.model_copy(update={"muscles": shipped.muscles.model_copy(update={"stiffness": stiffness})})


@cache
def answers(value: float) -> Array:
    """Return the pressures of the measured rows at a stiffness, shape (n_rows,) [MPa]."""
    spine = Spine.build(with_stiffness(value), body_of())
    return np.array([spine_load(body_of(), spine, pose_of(name)).primary.pressure_mpa for name in MEASURED_MPA])


def best(rows: Array, *, relative: bool = True) -> float:
    """Return the stiffness with the least sum of squared relative errors over some rows: each row counts alike.

    With absolute errors the lifted crate rules; main prints both.
    """
    measured = np.array(list(MEASURED_MPA.values()))
    scale = measured if relative else np.ones_like(measured)
    return min(TRIED, key=lambda value: float(np.sum(((answers(value) - measured) / scale)[rows] ** 2)))


def quality(found: Array) -> str:
    """Return correlation, mean and median error and root of the mean square in words."""
    measured = np.array(list(MEASURED_MPA.values()))
    off = found - measured
    share = abs(off) / measured
    return (
        f"r {np.corrcoef(found, measured)[0, 1]:.4f}, mean error {share.mean():.1%}, "
        f"median {np.median(share):.1%}, RMSE {np.sqrt(np.mean(off**2)):.3f} MPa"
    )


def main() -> None:
    """Print how well the values do, and the rows left out in turn."""
    say = sys.stdout.write
    for value in TRIED[::2]:
        say(f"{value:5.1f}: {quality(answers(value))}\n")
    every = np.arange(len(MEASURED_MPA))
    shipped = float(load_spine().muscles.stiffness)
    say(f"shipped {shipped:.1f}: {quality(answers(shipped))}\n")
    for relative in (True, False):
        left = [best(every[every != row], relative=relative) for row in every]
        out = np.array([answers(value)[row] for row, value in enumerate(left)])
        kind = "relative" if relative else "absolute"
        say(f"least squares of {kind} errors, best {best(every, relative=relative)}\n")
        for row, (name, measured) in enumerate(MEASURED_MPA.items()):
            say(f"| {name} | {measured:.3f} | {answers(shipped)[row]:.3f} | {out[row]:.3f} | at {left[row]:.1f}\n")
        say(f"left out in turn: {quality(out)}\n")


if __name__ == "__main__":
    main()
