"""The least-effort rule: which support forces spare the joints most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from loosen.errors import LoosenError

Array = NDArray[np.float64]
_MOST_STEPS = 200


class EffortError(LoosenError):
    """The share of the supports could not be found."""

    kind = "no-equilibrium"


def least_effort(effect: Array, need: Array, give: Array) -> Array:
    """Return the support forces f >= 0 that minimise |need - effect f|² + sum(give f²).

    The dual is solved, by Newton steps on a convex function made of quadratic pieces, with an exact search along each
    step; the answer is unique and found after finitely many steps. Its unknown has as many entries as ``need`` and
    can be read as the sag of a body on springs, which is why many supports cost little.

    Args:
        effect: What each unit force takes off the need, shape (n_needs, n_forces), each row in units of effort.
        need: What has to be held, shape (n_needs,), in units of effort.
        give: Price of each force, shape (n_forces,), above 0.

    Returns:
        Forces, shape (n_forces,).

    Raises:
        EffortError: The numbers are not finite.
    """
    if not (np.isfinite(effect).all() and np.isfinite(need).all() and (give > 0).all()):
        raise EffortError(
            "The pose holds a number that is not finite, or a support that does not yield at all.",
            detail="Check the angles, the masses and the yield of the supports.",
        )
    stiff = effect / give
    pushing = np.ones(give.shape, dtype=bool)
    sag = _sag(effect, stiff, pushing, need)
    for _ in range(_MOST_STEPS):
        closing = effect.T @ sag
        pushing = closing > 0
        target = _sag(effect, stiff, pushing, need)
        step = target - sag
        change = effect.T @ step
        if np.array_equal(closing + change > 0, pushing):
            sag = target
            break
        sag = sag + _exact_step(closing, change, give, float(step @ (sag - need)), float(step @ step)) * step
    return np.maximum(0.0, effect.T @ sag) / give


def _sag(effect: Array, stiff: Array, pushing: NDArray[np.bool_], need: Array) -> Array:
    """Return where the body would come to rest if exactly these supports pushed or pulled."""
    matrix = stiff[:, pushing] @ effect[:, pushing].T
    matrix.flat[:: matrix.shape[0] + 1] += 1.0
    return np.asarray(np.linalg.solve(matrix, need), dtype=np.float64)


def _exact_step(closing: Array, change: Array, give: Array, slope: float, bend: float) -> float:
    """Return how far along a step the function is least; its slope is straight between lifts of a support."""
    weight = change / give
    with np.errstate(divide="ignore", invalid="ignore"):
        points = -closing / change
    points = np.sort(points[np.isfinite(points) & (points > 0)])

    def slope_at(way: float) -> float:
        return slope + way * bend + float(np.maximum(0.0, closing + way * change) @ weight)

    low, high = 0, len(points)
    while low < high:
        middle = (low + high) // 2
        if slope_at(points[middle]) < 0:
            low = middle + 1
        else:
            high = middle
    start = float(points[low - 1]) if low > 0 else 0.0
    end = float(points[low]) if low < len(points) else start + 1.0
    at_start, at_end = slope_at(start), slope_at(end)
    return start - at_start * (end - start) / (at_end - at_start) if at_end > at_start else end
