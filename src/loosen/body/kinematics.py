"""Where everything is in a pose: segments, sites, gravity and Jacobians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import mujoco  # type: ignore[import-untyped,unused-ignore]  # the package ships no types
import numpy as np
from numpy.typing import NDArray

from loosen.body.model import ROOT, Body
from loosen.body.rotation import matrix_of, quaternion_of
from loosen.errors import PoseError

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Placement:
    """A body in a pose. World frame: x forward, y left, z up; SI units.

    Attributes:
        body: Whose pose it is.
        q: Place of the pelvis [m], its rotation vector [rad], joint angles [rad], shape (n_q,).
        origin: Near joint of each segment, shape (n_seg, 3).
        rotation: From the frame of each segment to the world, shape (n_seg, 3, 3).
        anchor: A point on the axis of each joint, shape (n_joint, 3).
        axis: Direction of the axis of each joint, shape (n_joint, 3).
        gravity: Generalised force that holds the body against gravity, shape (n_q,): force and moment at the
            pelvis [N, N·m], then joint moments [N·m].
    """

    body: Body
    q: Array
    origin: Array
    rotation: Array
    anchor: Array
    axis: Array
    gravity: Array

    @cached_property
    def sites(self) -> Array:
        """Every site, shape (n_site, 3) [m]."""
        body = self.body
        turned = np.matmul(self.rotation[body.site_segment], body.site_at[:, :, None])[:, :, 0]
        return np.asarray(self.origin[body.site_segment] + turned)

    @cached_property
    def centres(self) -> Array:
        """Centre of mass of each segment, shape (n_seg, 3) [m]."""
        return np.asarray(self.origin + np.matmul(self.rotation, self.body.centre[:, :, None])[:, :, 0])

    @cached_property
    def centre_of_mass(self) -> Array:
        """Centre of mass of the body, shape (3,) [m]."""
        return np.asarray(self.body.mass @ self.centres / self.body.mass.sum())

    def site(self, name: str) -> Array:
        """Return one site, shape (3,) [m]."""
        return np.asarray(self.sites[self.body.site(name)])

    def of(self, segment: str) -> tuple[Array, Array]:
        """Return near joint, shape (3,), and rotation, shape (3, 3), of a segment."""
        index = self.body.segment(segment)
        return self.origin[index], self.rotation[index]

    def jacobian(self, names: Sequence[str]) -> Array:
        """Return how sites move with the coordinates, shape (k, 3, n_q).

        Columns 3 to 5 belong to a small turn of the pelvis about the axes of the world, not to a change of the
        rotation vector, so that the transpose times a force is a force and a moment at the pelvis.
        """
        index = np.array([self.body.site(name) for name in names], dtype=np.intp)
        return self.point_jacobian(self.sites[index], self.body.site_segment[index])

    def point_jacobian(self, points: Array, segments: Array | NDArray[np.intp]) -> Array:
        """Return how points fixed to segments move with the coordinates, shape (k, 3, n_q).

        Args:
            points: Places in the world [m], shape (k, 3).
            segments: Index of the segment of each, shape (k,).
        """
        body = self.body
        count = len(points)
        out = np.zeros((count, 3, body.n_q))
        out[:, 0, 0] = out[:, 1, 1] = out[:, 2, 2] = 1.0
        arm = points - self.origin[0]  # (k, 3)
        out[:, 0, 4], out[:, 0, 5] = arm[:, 2], -arm[:, 1]
        out[:, 1, 3], out[:, 1, 5] = -arm[:, 2], arm[:, 0]
        out[:, 2, 3], out[:, 2, 4] = arm[:, 1], -arm[:, 0]
        arms = points[:, None, :] - self.anchor[None, :, :]  # (k, n_joint, 3)
        a = self.axis
        out[:, 0, ROOT:] = a[:, 1] * arms[:, :, 2] - a[:, 2] * arms[:, :, 1]
        out[:, 1, ROOT:] = a[:, 2] * arms[:, :, 0] - a[:, 0] * arms[:, :, 2]
        out[:, 2, ROOT:] = a[:, 0] * arms[:, :, 1] - a[:, 1] * arms[:, :, 0]
        out *= body.moves[np.asarray(segments, dtype=np.intp)][:, None, :]
        return out

    def centre_of_mass_jacobian(self) -> Array:
        """Return how the centre of mass moves with the coordinates, shape (3, n_q)."""
        body = self.body
        each = self.point_jacobian(self.centres, np.arange(len(body.segments)))
        return np.asarray(np.tensordot(body.mass / body.mass.sum(), each, axes=1))


def place(body: Body, q: Array) -> Placement:
    """Return where everything is.

    Args:
        body: The body.
        q: Place of the pelvis [m], its rotation vector [rad] and the joint angles [rad], shape (n_q,).

    Raises:
        PoseError: q has another length, or holds what is not a finite number.
    """
    q = np.asarray(q, dtype=float)
    if q.shape != (body.n_q,):
        raise PoseError(f"A pose of this body has {body.n_q} numbers, not {q.size}.", where="q")
    if not np.isfinite(q).all():
        raise PoseError(
            "A pose holds a number that is not finite.", where=_coordinate(body, int(np.argmin(np.isfinite(q))))
        )
    data = body.scratch()
    data.qpos[:3] = q[:3]
    data.qpos[3:7] = quaternion_of(q[3:ROOT])
    data.qpos[7:] = q[ROOT:]
    mujoco.mj_kinematics(body.model, data)
    mujoco.mj_comPos(body.model, data)
    force = np.empty(body.n_q)
    mujoco.mj_rne(body.model, data, 0, force)
    # MuJoCo turns a free joint about the axes of the body; here they are those of the world
    force[3:ROOT] = matrix_of(q[3:ROOT]) @ force[3:ROOT]
    return Placement(
        body=body,
        q=q,
        origin=data.xpos[1:].copy(),
        rotation=data.xmat[1:].reshape(-1, 3, 3).copy(),
        anchor=data.xanchor[1:].copy(),
        axis=data.xaxis[1:].copy(),
        gravity=force,
    )


def _coordinate(body: Body, index: int) -> str:
    return body.joints[index - ROOT].name if index >= ROOT else "pelvis"
