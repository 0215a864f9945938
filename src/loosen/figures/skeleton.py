"""What a figure needs of a pose: where each segment is and how it is turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from loosen.domain.outline import Ball

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Skeleton:
    """Segments of one pose in the world (x forward, y left, z up) [m].

    Attributes:
        origin: Place of the near joint of each segment, shape (3,), by name.
        rotation: From the frame of the segment to the world, shape (3, 3), by name.
    """

    origin: Mapping[str, Array]
    rotation: Mapping[str, Array]

    def place(self, segment: str, at: Array) -> Array:
        """Return a point of a segment in the world, shape (3,)."""
        return self.origin[segment] + self.rotation[segment] @ at

    def towards(self, segment: str, direction: Array) -> Array:
        """Return a direction of a segment in the world, shape (3,)."""
        return self.rotation[segment] @ direction


@dataclass(frozen=True)
class Solid:
    """A ball in the world.

    Attributes:
        middle: Its place, shape (3,).
        axes: Its half axes as columns, shape (3, 3).
    """

    middle: Array
    axes: Array

    @property
    def radius(self) -> float:
        """Mean half size [m]."""
        return float(np.cbrt(abs(np.linalg.det(self.axes))))


def solid(
    skeleton: Skeleton, ball: Ball, *, mirror: bool = False, size: float = 1.0, girth: Array | None = None
) -> Solid:
    """Return a ball of the drawn body in the world.

    Args:
        skeleton: The pose.
        ball: As written, for the right side or the middle.
        mirror: Take the left side instead.
        size: Stature of the person over the drawn stature; scales places.
        girth: Factors on the radii, shape (3,).
    """
    at = np.array(ball.at, dtype=float) * size
    segment = ball.segment
    if mirror:
        at[1] = -at[1]
        segment = other_side(segment)
    radii = np.array(ball.radii, dtype=float) * size * (1.0 if girth is None else girth)
    return Solid(skeleton.place(segment, at), skeleton.rotation[segment] * radii)


def other_side(name: str) -> str:
    """Return the name of the same thing on the other side of the body."""
    if name.startswith("right "):
        return "left " + name[6:]
    return "right " + name[5:] if name.startswith("left ") else name
