"""Damped Gauss-Newton on the coordinates of a body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loosen.body.model import ROOT
from loosen.body.rotation import turned

Array = NDArray[np.float64]
Rows = Callable[[Array], tuple[Array, Array]]
"""From q to the rows that should vanish, shape (m,), and their Jacobian, shape (m, n_q)."""

LONGEST_STEP = 0.35
"""Greatest change of a coordinate in one step [rad or m]."""
MOST_STEPS = 60
SETTLED = 1e-5
"""Relative gain below which a step is the last."""
FIRST_DAMPING = 1e-3
LEAST_DAMPING = 1e-7
MOST_DAMPING = 1e8


@dataclass(frozen=True, slots=True)
class Found:
    """Where the search ended.

    Attributes:
        q: Coordinates, shape (n_q,).
        cost: Half the sum of squares of the rows.
        steps: Steps taken.
    """

    q: Array
    cost: float
    steps: int


def moved(q: Array, step: Array) -> Array:
    """Return coordinates after a step: the pelvis turns about axes of the world."""
    out = q + step
    out[3:ROOT] = turned(q[3:ROOT], step[3:ROOT])
    return out


def least_squares(rows: Rows, q: Array, most_steps: int = MOST_STEPS) -> Found:
    """Return the coordinates at which the rows are smallest, near where the search begins.

    Args:
        rows: Weighted residuals and their Jacobian.
        q: Where to begin, shape (n_q,).
        most_steps: When to give up.
    """
    residual, jacobian = rows(q)
    cost = 0.5 * float(residual @ residual)
    damping = FIRST_DAMPING
    steps = 0
    small = 0
    while steps < most_steps and damping < MOST_DAMPING:
        steps += 1
        square = jacobian.T @ jacobian
        slope = jacobian.T @ residual
        diagonal = np.arange(len(q))
        square[diagonal, diagonal] *= 1 + damping
        square[diagonal, diagonal] += damping
        step = np.asarray(np.linalg.solve(square, -slope), dtype=np.float64)
        step *= min(1.0, LONGEST_STEP / max(float(np.abs(step).max()), 1e-12))
        trial = moved(q, step)
        new_residual, new_jacobian = rows(trial)
        new_cost = 0.5 * float(new_residual @ new_residual)
        if new_cost < cost:
            small = small + 1 if cost - new_cost < SETTLED * cost else 0
            q, residual, jacobian, cost = trial, new_residual, new_jacobian, new_cost
            damping = max(damping / 5, LEAST_DAMPING)
            if small > 1:
                break
        else:
            damping *= 8
    return Found(q, cost, steps)
