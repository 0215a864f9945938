"""Closed outlines in the picture: hulls of balls, tubes through stations, and their SVG text.

An outline is an array of nodes, shape (n, 3, 2): handle before, point, handle after, in picture units.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from loosen.figures.camera import UNITS_PER_METRE, Camera
from loosen.figures.skeleton import Solid

Array = NDArray[np.float64]

BESIDE = np.radians(4.0)  # the edge is taken so far before and after the direction of each long side
STEEPEST = 0.8  # sine of the steepest taper that is followed
ROUND = np.radians(np.arange(0.0, 360.0, 45.0))
TINY = 1e-9
FULLNESS = 0.36  # length of a handle as a share of the shorter gap
ALIKE = 0.6  # handles on both sides of a point that differ less than this are made equal: shorter text
EVEN_UNITS = 1  # handles that mirror each other within one unit are written once
SHORT_M = 0.03  # below this length in the picture an axis has no direction of its own


def axis_angle(solids: Sequence[Solid], camera: Camera, before: float | None = None) -> float:
    """Return the picture direction from the first ball to the last; the one before where it is too short to tell."""
    start, end = camera.flat(np.stack([solids[0].middle, solids[-1].middle]))
    dx, dy = end - start
    if before is not None and np.hypot(dx, dy) < SHORT_M * UNITS_PER_METRE:
        return before
    return float(np.arctan2(dy, dx))


def around(solids: Sequence[Solid], camera: Camera, angle: float) -> Array:
    """Return the directions from the axis in which the edge of a tapered shape is best taken, shape (10,)."""
    middles = camera.flat(np.stack([solids[0].middle, solids[-1].middle]))
    side = np.array([-np.sin(angle), np.cos(angle)])
    start, end = _thickness(solids[0], side, camera), _thickness(solids[-1], side, camera)
    length = max(float(np.linalg.norm(middles[1] - middles[0])), 1.0)
    square = np.pi / 2 - np.arcsin(np.clip((start - end) / length, -STEEPEST, STEEPEST))
    before, after = square - BESIDE, square + BESIDE
    half = np.array([before / 2, before, after, (after + np.pi) / 2])
    return np.concatenate([[0.0], half, [np.pi], 2 * np.pi - half[::-1]])


def hull(solids: Sequence[Solid], camera: Camera, angle: float = 0.0, around: Array = ROUND) -> Array:
    """Return the outline of the convex hull of balls as seen by the camera.

    The point for each direction is the farthest point of the hull that way, so the count never changes with the pose.

    Args:
        solids: Balls in the world.
        camera: The view.
        angle: Picture direction from which the directions are counted.
        around: Directions in rising order [rad].
    """
    directions = np.stack([np.cos(angle + around), np.sin(angle + around)], axis=1)  # (k, 2)
    flat = np.diag([1.0, -1.0]) @ camera.axes[:2] * UNITS_PER_METRE  # (2, 3)
    middles = np.stack([flat @ s.middle for s in solids])  # (b, 2)
    axes = np.stack([flat @ s.axes for s in solids])  # (b, 2, 3)
    along = np.einsum("bij,ki->kbj", axes, directions)  # (k, b, 3)
    reach = np.linalg.norm(along, axis=2)  # (k, b)
    best = np.argmax(directions @ middles.T + reach, axis=1)  # (k,)
    rows = np.arange(len(directions))
    edge = along[rows, best] / reach[rows, best][:, None]
    points = middles[best] + np.einsum("kij,kj->ki", axes[best], edge)
    return rounded(points, directions, around)


def rounded(points: Array, normals: Array, around: Array) -> Array:
    """Return nodes of a curve that turns like arcs from each outward direction to the next.

    Args:
        points: Points of the edge, shape (n, 2).
        normals: Outward direction at each, shape (n, 2).
        around: The same as angles, in rising order [rad].
    """
    tangents = np.stack([-normals[:, 1], normals[:, 0]], axis=1)
    turns = np.diff(np.append(around, around[0] + 2 * np.pi))
    chord = np.linalg.norm(np.roll(points, -1, axis=0) - points, axis=1)
    handle = chord / (3 * np.cos(turns / 4) ** 2)
    before = np.roll(handle, 1)
    like = np.minimum(before, handle) > ALIKE * np.maximum(before, handle)
    mean = (before + handle) / 2
    before, handle = np.where(like, mean, before), np.where(like, mean, handle)
    return np.stack([points - tangents * before[:, None], points, points + tangents * handle[:, None]], axis=1)


def smooth(points: Array, *, closed: bool = True) -> Array:
    """Return nodes of a curve that runs evenly through points, shape (n, 2)."""
    if closed:
        after, before = np.roll(points, -1, axis=0), np.roll(points, 1, axis=0)
    else:
        after = np.vstack([points[1:], points[-1:]])
        before = np.vstack([points[:1], points[:-1]])
    gap = np.minimum(np.linalg.norm(after - points, axis=1), np.linalg.norm(points - before, axis=1))
    tangent = after - before
    length = np.linalg.norm(tangent, axis=1, keepdims=True)
    handle = tangent / np.where(length < TINY, 1.0, length) * (gap * FULLNESS)[:, None]
    return np.stack([points - handle, points, points + handle], axis=1)


def tube(solids: Sequence[Solid], camera: Camera) -> tuple[Array, int]:
    """Return the outline of a smooth tube through balls, and how many points each of its sides has.

    Points run up one side from the first ball, over the last, down the other, and past the first.
    """
    middles = camera.flat(np.stack([s.middle for s in solids]))  # (n, 2)
    tangents = _directions(middles)
    normals = np.stack([-tangents[:, 1], tangents[:, 0]], axis=1)
    half = np.array([_thickness(s, n, camera) for s, n in zip(solids, normals, strict=True)])[:, None]
    left = _unfolded(middles + normals * half, tangents)
    right = _unfolded(middles - normals * half, tangents)
    bottom = middles[0] - tangents[0] * _thickness(solids[0], tangents[0], camera)
    top = middles[-1] + tangents[-1] * _thickness(solids[-1], tangents[-1], camera)
    points = np.vstack([left, top[None], right[::-1], bottom[None]])
    return smooth(points), len(left)


def waist_down(nodes: Array, side: int, count: int) -> Array:
    """Return the lower part of a tube, cut straight between its two sides after so many stations."""
    up, down = nodes[:count].copy(), nodes[2 * side + 1 - count :].copy()
    across = down[0, 1] - up[-1, 1]
    up[-1, 2] = up[-1, 1] + across / 3
    down[0, 0] = down[0, 1] - across / 3
    return np.vstack([up, down])


def _directions(points: Array) -> Array:
    steps = np.gradient(points, axis=0)
    length = np.linalg.norm(steps, axis=1, keepdims=True)
    result: Array = steps / np.where(length < TINY, 1.0, length)
    return result


def _thickness(ball: Solid, direction: Array, camera: Camera) -> float:
    """Return how far a ball reaches in a picture direction [units]."""
    lifted = direction @ (np.diag([1.0, -1.0]) @ camera.axes[:2])
    return float(np.linalg.norm(lifted @ ball.axes)) * UNITS_PER_METRE


def _unfolded(rail: Array, tangents: Array) -> Array:
    """Return a side of a tube without the folds that a tight bend makes on its inner side."""
    rail = rail.copy()
    for _ in range(6):
        back = np.einsum("ij,ij->i", np.diff(rail, axis=0), tangents[:-1] + tangents[1:]) < 0
        if not back.any():
            break
        for i in np.flatnonzero(back):
            rail[i] = rail[i + 1] = (rail[i] + rail[i + 1]) / 2
    return rail


def path_texts(outlines: Sequence[Array], *, closed: bool = True) -> list[str]:
    """Return path data of one outline through its poses, with the same commands in all of them.

    Whole numbers, relative to the point before. Where the handles of a point mirror each other in every pose, the
    short form of the curve is used.
    """
    whole = np.rint(np.stack(outlines)).astype(int)  # (poses, n, 3, 2)
    off = np.abs(whole[:, :, 0] + whole[:, :, 2] - 2 * whole[:, :, 1]).max(axis=(0, 2))
    even = off <= EVEN_UNITS  # (n,)
    return [_path(nodes, even, closed=closed) for nodes in whole]


def _path(whole: NDArray[np.int_], even: NDArray[np.bool_], *, closed: bool) -> str:
    n = len(whole)
    text, command = "m" + _numbers(whole[0, 1]), ""
    for i in range(n if closed else n - 1):
        after = (i + 1) % n
        handles = (
            [whole[after, 0], whole[after, 1]] if i and even[i] else [whole[i, 2], whole[after, 0], whole[after, 1]]
        )
        now = "s" if i and even[i] else "c"
        numbers = _numbers(np.concatenate(handles) - np.tile(whole[i, 1], len(handles)))
        text += (now if now != command else "" if numbers.startswith("-") else " ") + numbers
        command = now
    return text + ("z" if closed else "")


def _numbers(values: NDArray[np.int_]) -> str:
    text = ""
    for value in values:
        text += str(value) if value < 0 or not text else f" {value}"
    return text
