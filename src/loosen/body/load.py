"""From a held pose to the load on the low lumbar discs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from loosen.body.kinematics import Placement
from loosen.body.model import ROOT, Body
from loosen.body.model import Cut as Level
from loosen.body.posing import Pose
from loosen.body.spine import Cut, DiscLoad, Spine, disc_load
from loosen.body.statics import ContactForce, Equilibrium, equilibrium, grips_of, hand_loads, is_let_go

Array = NDArray[np.float64]
PRIMARY = "L4/5"
"""The disc whose pressure has been measured in living people."""
ARM = ("upper arm", "forearm", "hand")
"""The segments that swing about a shoulder."""


@dataclass(frozen=True, slots=True)
class SpineLoad:
    """A held pose and what it does to the low back.

    Attributes:
        equilibrium: Contacts, joint moments and what is missing.
        discs: Load by level.
    """

    equilibrium: Equilibrium
    discs: tuple[DiscLoad, ...]

    @property
    def primary(self) -> DiscLoad:
        """Load on the disc whose pressure has been measured in living people."""
        return next(disc for disc in self.discs if disc.level == PRIMARY)


def spine_load(
    body: Body,
    spine: Spine,
    pose: Pose,
    hands_kg: float | None = None,
    *,
    braced: float | None = None,
    relaxed: bool | None = None,
) -> SpineLoad:
    """Return the forces of a held pose and the load on the low lumbar discs.

    Args:
        body: The body of a person.
        spine: The spine of the same person.
        pose: A pose of that body.
        hands_kg: Load in the hands [kg]; that of the posture by default.
        braced: How hard the belly is braced, 0 to 1; as the posture says by default.
        relaxed: Whether the spine is let go; by default when ribs or loin lean on something.
    """
    if hands_kg is None:
        hands_kg = pose.load.kg if pose.load else 0.0
    effort = (pose.wishes.brace or 0.0) if braced is None else braced
    found = equilibrium(body, pose, hands_kg, spine, relaxed=relaxed)
    let_go = is_let_go(body, pose, relaxed)
    cuts = (cut_at(level, body, spine, pose, found, effort) for level in body.cuts)
    discs = (disc_load(spine, replace(cut, let_go=let_go)) for cut in cuts)
    return SpineLoad(found, tuple(discs))


def cut_at(level: Level, body: Body, spine: Spine, pose: Pose, found: Equilibrium, braced: float = 0.0) -> Cut:
    """Return what acts on everything above a disc."""
    placement = pose.placement
    centre = placement.origin[level.segment] + placement.rotation[level.segment] @ level.at
    frame = disc_frame(level, body, placement)
    points, weight, height = weights_above(level, body, pose, found.hands_kg)
    force, moment = np.zeros(3), np.zeros(3)
    arm = points - centre
    force[2] = -weight.sum()
    moment[0], moment[1] = -(arm[:, 1] @ weight), arm[:, 0] @ weight
    toppling = np.full(2, (height - centre[2]) @ weight)
    pushed, push = supports_above(level, body, found.contacts)
    if len(pushed):
        arm = pushed - centre
        force += push.sum(axis=0)
        moment += crossed(arm, push).sum(axis=0)
        # a support with friction holds against every way of sliding; far from the axis it holds the better
        square = (arm * arm).sum(axis=1, keepdims=True) - (arm @ frame[:, [1, 0]]) ** 2
        size = np.sqrt((push * push).sum(axis=1))
        toppling -= size @ square / float(spine.definition.muscles.prop_sink)
    bent, aside, turned, flexion = spine.bent(placement.q)
    left, right = (body.joints[place - ROOT].name for place in spine.hip_flexion)
    return Cut(
        level=level.name,
        force=frame.T @ force,
        moment=frame.T @ moment,
        toppling=toppling,
        bent=float(bent),
        bent_aside=float(aside),
        turned=float(turned),
        flexion_deg=float(flexion),
        hip_flexors=(max(0.0, found.active[left]), max(0.0, found.active[right])),
        braced=braced,
    )


def disc_frame(level: Level, body: Body, placement: Placement) -> Array:
    """Return the frame of a disc, shape (3, 3): forward, left and along its normal, as columns."""
    frame = placement.rotation[body.parent[level.segment]]
    for joint in np.flatnonzero(body.joint_segment == level.segment):
        frame = frame @ turned(body.joint_axis[joint], level.follows * placement.q[ROOT + joint])
    return np.asarray(frame @ turned(np.array([0.0, 1.0, 0.0]), level.tilt))


def turned(axis: Array, angle: float) -> Array:
    """Return the rotation by an angle about a unit axis, shape (3, 3)."""
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * (cross @ cross))


def crossed(one: Array, other: Array) -> Array:
    """Return the vector product, row by row, shape (k, 3)."""
    a, b = one.T, other.T
    return np.stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], axis=1)


def weights_above(level: Level, body: Body, pose: Pose, hands_kg: float) -> tuple[Array, Array, Array]:
    """Return places (k, 3) [m] and weights (k,) [N] of everything above a disc, the load in the hands last.

    The third array is the height (k,) [m] at which each weight hangs on the trunk: arms and what they hold swing
    about the shoulders.
    """
    placement = pose.placement
    above = list(level.above)
    own = placement.origin[level.segment] + placement.rotation[level.segment] @ level.centre
    hands = hand_loads(pose, hands_kg)
    points = np.vstack([placement.centres[above], own, *(point for _, _, point in hands)])
    weights = np.concatenate([body.mass[above] * body.gravity, [level.mass * body.gravity], [w for _, w, _ in hands]])
    height = points[:, 2].copy()
    for index, segment in enumerate(above):
        shoulder = shoulder_of(body, segment)
        if shoulder is not None:
            height[index] = placement.origin[shoulder, 2]
    for index, name in enumerate(grips_of(pose) if hands else (), start=len(above) + 1):
        shoulder = shoulder_of(body, int(body.site_segment[body.site(name)]))
        if shoulder is not None:
            height[index] = placement.origin[shoulder, 2]
    return points, weights, height


def shoulder_of(body: Body, segment: int) -> int | None:
    """Return the index of the upper arm of the arm that a segment belongs to, if any."""
    side, _, part = body.segments[segment].partition(" ")
    return body.segment(f"{side} upper arm") if part in ARM else None


def supports_above(level: Level, body: Body, contacts: tuple[ContactForce, ...]) -> tuple[Array, Array]:
    """Return places and forces, shape (k, 3) each, of the supports that bear on what is above a disc."""
    sites = body.index["site"]
    points, forces = [], []
    for contact in contacts:
        on = is_above(level, body, sites[contact.site])
        against = contact.surface in sites and is_above(level, body, sites[contact.surface])
        if on != against:
            points.append(contact.point)
            forces.append(contact.force if on else -contact.force)
    return np.array(points).reshape(-1, 3), np.array(forces).reshape(-1, 3)


def is_above(level: Level, body: Body, site: int) -> bool:
    """Return whether a site moves with what is above a disc."""
    segment = int(body.site_segment[site])
    if segment == level.segment:
        return bool(body.site_at[site, 2] > level.at[2])
    return segment in level.above
