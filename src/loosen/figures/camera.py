"""How a figure is looked at: without perspective, a little from the front and a little from above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

UNITS_PER_METRE = 250.0  # one unit of the picture is 4 mm: whole numbers are fine enough and short


@dataclass(frozen=True)
class Camera:
    """An orthographic view of the right side of the body.

    Attributes:
        turn: Degrees from the pure side view toward the front; 90 looks at the face, 180 at the left side.
        down: Degrees by which the view looks down.
    """

    turn: float = 18.0
    down: float = 9.0

    @cached_property
    def axes(self) -> Array:
        """The picture's right, up and toward-the-viewer directions as rows, shape (3, 3)."""
        t, e = np.radians(self.turn), np.radians(self.down)
        right = np.array([np.cos(t), np.sin(t), 0.0])
        near = np.array([np.sin(t) * np.cos(e), -np.cos(t) * np.cos(e), np.sin(e)])
        return np.stack([right, np.cross(near, right), near])

    def flat(self, points: Array) -> Array:
        """Return picture places [units], x to the right and y down, shape (..., 2)."""
        seen = np.asarray(points) @ self.axes[:2].T
        result: Array = seen * np.array([UNITS_PER_METRE, -UNITS_PER_METRE])
        return result

    def nearness(self, points: Array) -> Array:
        """Return how near points are to the viewer [m]; larger is nearer."""
        result: Array = np.asarray(points) @ self.axes[2]
        return result

    def mirrored(self) -> Camera:
        """Return the view of the other side of the body."""
        return Camera(180.0 - self.turn, self.down)
