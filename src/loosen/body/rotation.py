"""Rotation vectors, matrices and quaternions."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TINY = 1e-12
"""Angle below which the direction of a rotation vector is arbitrary [rad]."""


def quaternion_of(vector: Array) -> Array:
    """Return the unit quaternion (w, x, y, z) of a rotation vector [rad], shape (4,)."""
    angle = math.sqrt(float(vector @ vector))
    scale = math.sin(angle / 2) / angle if angle > TINY else 0.5
    return np.array([math.cos(angle / 2), *(scale * vector)])


def matrix_of(vector: Array) -> Array:
    """Return the rotation matrix of a rotation vector [rad], shape (3, 3)."""
    w, x, y, z = quaternion_of(vector)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def vector_of(matrix: Array) -> Array:
    """Return the rotation vector [rad] of a rotation matrix, shape (3,); its angle is at most half a turn."""
    m = matrix
    # the largest of the four squares keeps the division safe near half a turn
    squares = (
        1 + m[0, 0] + m[1, 1] + m[2, 2],
        1 + m[0, 0] - m[1, 1] - m[2, 2],
        1 - m[0, 0] + m[1, 1] - m[2, 2],
        1 - m[0, 0] - m[1, 1] + m[2, 2],
    )
    columns = np.array(
        [
            [squares[0], m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1]],
            [m[2, 1] - m[1, 2], squares[1], m[1, 0] + m[0, 1], m[0, 2] + m[2, 0]],
            [m[0, 2] - m[2, 0], m[1, 0] + m[0, 1], squares[2], m[2, 1] + m[1, 2]],
            [m[1, 0] - m[0, 1], m[0, 2] + m[2, 0], m[2, 1] + m[1, 2], squares[3]],
        ]
    )
    q = columns[int(np.argmax(squares))]
    q = q / math.sqrt(float(q @ q))
    if q[0] < 0:
        q = -q
    sine = math.sqrt(float(q[1:] @ q[1:]))
    if sine < TINY:
        return np.asarray(2 * q[1:])
    return np.asarray(2 * math.atan2(sine, float(q[0])) / sine * q[1:])


def between(start: Array, end: Array, share: float) -> Array:
    """Return the rotation vector part of the way from one to another, by the shortest turn."""
    first = matrix_of(start)
    turn = vector_of(first.T @ matrix_of(end))
    return vector_of(first @ matrix_of(share * turn))


def turned(vector: Array, step: Array) -> Array:
    """Return a rotation vector after a further turn about axes of the world."""
    return vector_of(matrix_of(step) @ matrix_of(vector))
