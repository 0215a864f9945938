"""The kinematics once more in plain NumPy: joint after joint, nothing shared with the product but the data."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loosen.body.model import Body

Array = NDArray[np.float64]


def about(axis: Array, angle: float) -> Array:
    """Return the rotation matrix about a unit axis (Rodrigues)."""
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross)


@dataclass(frozen=True)
class Oracle:
    """Where the segments are, with the potential energy of the body."""

    origin: Array
    rotation: Array
    energy: float

    def site(self, body: Body, name: str) -> Array:
        """Return a site in the world."""
        index = body.site(name)
        segment = body.site_segment[index]
        return np.asarray(self.origin[segment] + self.rotation[segment] @ body.site_at[index])


def oracle(body: Body, place: Array, rotation: Array, angles: Array) -> Oracle:
    """Return the pose of a body from the place and rotation matrix of the pelvis and the joint angles."""
    origin = np.zeros((len(body.segments), 3))
    turned = np.zeros((len(body.segments), 3, 3))
    energy = 0.0
    for segment, parent in enumerate(body.parent):
        if parent < 0:
            origin[segment], turned[segment] = place, rotation
        else:
            origin[segment] = origin[parent] + turned[parent] @ body.joint_at[segment]
            turned[segment] = turned[parent]
        for joint in range(len(body.joints)):
            if body.joint_segment[joint] == segment:
                turned[segment] = turned[segment] @ about(body.joint_axis[joint], angles[joint])
        energy += body.mass[segment] * 9.81 * (origin[segment] + turned[segment] @ body.centre[segment])[2]
    return Oracle(origin, turned, energy)
