"""How trunk muscles share the moments of a disc: least squares of stress, bounds, and enough stiffness to stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_MOST_STEPS = 100
_BOUND = ((0,), (1,), (0, 1))
_NEARLY = 1e-7
_TINY = 1e-10


def share_out(arms: Array, moment: Array, area: Array, least: Array, stiffness: Array, wanted: Array) -> Array:
    """Return the muscle forces of least squared stress that carry a moment and make the spine stiff enough.

    Minimises sum((f / area)²) under arms @ f = moment, stiffness @ f >= wanted and f >= least.

    Args:
        arms: Moment of each unit force, shape (3, n_muscles) [m].
        moment: Moment that the muscles must give, shape (3,) [N·m].
        area: Cross-sections, shape (n_muscles,); only their ratios matter.
        least: Forces that are there anyway, shape (n_muscles,) [N].
        stiffness: Stiffness of each unit force, shape (2, n_muscles) [m].
        wanted: Stiffness needed, shape (2,) [N·m/rad].

    Returns:
        Forces, shape (n_muscles,) [N].
    """
    start = np.zeros(len(moment))
    force, start, fits = _with((), start, arms, moment, area, least, stiffness, wanted)
    if fits:
        return force
    short = tuple(int(side) for side in np.flatnonzero(stiffness @ force < wanted))
    # mostly all that is short is bound in the end; the rest of the sets make sure
    for bound in (short, *(other for other in _BOUND if other != short)):
        force, start, fits = _with(bound, start, arms, moment, area, least, stiffness, wanted)
        if fits:
            break
    return force


def _with(
    bound: tuple[int, ...],
    start: Array,
    arms: Array,
    moment: Array,
    area: Array,
    least: Array,
    stiffness: Array,
    wanted: Array,
) -> tuple[Array, Array, bool]:
    """Return the forces with some of the wanted stiffness met exactly, the prices, and whether that is the answer."""
    rows = np.vstack([arms, stiffness[list(bound)]])
    total = np.concatenate([moment, wanted[list(bound)]])
    price, force = _equal(rows, total, area, least, np.concatenate([start, np.zeros(len(bound))]))
    short = wanted - stiffness @ force
    fits = bool((price[len(moment) :] >= -_NEARLY).all() and (short <= _NEARLY * (1 + abs(wanted))).all())
    return force, price[: len(moment)], fits


def _equal(rows: Array, total: Array, area: Array, least: Array, price: Array) -> tuple[Array, Array]:
    """Return the prices and the forces for rows @ f = total, f >= least, by Newton steps on the dual from a start."""
    square = area * area
    floor = _TINY * float(((rows * rows) @ square).sum())  # keeps the matrix regular where few muscles work
    enough = _TINY * (1.0 + float(np.abs(total).max()))
    force = np.maximum(least, square * (price @ rows))
    for _ in range(_MOST_STEPS):
        lacking = total - rows @ force
        if float(np.abs(lacking).max()) <= enough:
            break
        working = square * (price @ rows) >= least
        matrix = (rows[:, working] * square[working]) @ rows[:, working].T
        matrix.flat[:: len(total) + 1] += floor
        step = np.asarray(np.linalg.solve(matrix, lacking), dtype=np.float64)
        price = price + _way(price, step, rows, total, square, least) * step
        force = np.maximum(least, square * (price @ rows))
    return price, force


def _way(price: Array, step: Array, rows: Array, total: Array, square: Array, least: Array) -> float:
    """Return how far to go along a step so that the dual is greatest: its slope falls, in straight pieces."""
    pull, change = price @ rows, step @ rows
    with np.errstate(divide="ignore", invalid="ignore"):
        points = (least / square - pull) / change
    points = np.sort(points[np.isfinite(points) & (points > 0)])
    gain = float(step @ total)

    def slope_at(way: float) -> float:
        return gain - float(np.maximum(least, square * (pull + way * change)) @ change)

    if slope_at(1.0) >= 0:
        return 1.0
    low, high = 0, len(points)
    while low < high:
        middle = (low + high) // 2
        if slope_at(points[middle]) > 0:
            low = middle + 1
        else:
            high = middle
    start = float(points[low - 1]) if low > 0 else 0.0
    end = float(points[low]) if low < len(points) else start + 1.0
    at_start, at_end = slope_at(start), slope_at(end)
    return start + at_start * (end - start) / (at_start - at_end) if at_start > at_end else end
