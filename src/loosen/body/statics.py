"""Least-effort equilibrium: which forces the supports give, and what every joint has to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loosen.body.effort import least_effort
from loosen.body.kinematics import Placement
from loosen.body.model import ROOT, Body
from loosen.body.posing import Pose
from loosen.body.spine import Spine
from loosen.body.wishes import GRIPS
from loosen.domain.posture import Load
from loosen.errors import PoseError

Array = NDArray[np.float64]
TRUNK = ("lumbar", "thorax")
"""Beginnings of the names of the segments that, when leaned on something, let the spine relax."""
CARRIED = ("pelvis", "thigh")
"""Ends of the names of the segments that, when carried from below, let the legs relax."""
_FROM_BELOW = 0.5
_HEAVIEST_KG = 500.0
_BALANCED = 0.1
_SAID = 0.5
_STEEP = 0.9


@dataclass(frozen=True, slots=True)
class Supports:
    """Where something bears on the body, k points.

    Attributes:
        jacobian: Velocity of each point for each coordinate, less that of the point it bears on when that is part
            of the body, shape (k, 3, n_q).
        normal: Unit vectors from the surface into the body, shape (k, 3).
        friction: Coefficients of friction, shape (k,).
        give: How far each point gives way for each newton, flesh and surface together, shape (k,) [m/N].
    """

    jacobian: Array
    normal: Array
    friction: Array
    give: Array


@dataclass(frozen=True, slots=True)
class Effort:
    """What the joints can do, one number for each coordinate; those of the pelvis are not used.

    Attributes:
        strength: Moment that counts as full effort, shape (n_q,) [N·m].
        slack: Moment that slack tissue gives in this pose, shape (n_q,) [N·m].
        root_weight: Price of a missing newton, in full efforts.
        softness: Price of energy stored in the supports, in squared full efforts for each joule.
    """

    strength: Array
    slack: Array
    root_weight: float
    softness: float


@dataclass(frozen=True, slots=True)
class Balance:
    """The forces found.

    Attributes:
        force: Force of each support on the body, world frame, shape (k, 3) [N].
        moment: What each joint has to give, muscle and slack tissue together, shape (n_q,) [N·m]; the first six are
            what nothing gives: the missing force and the missing generalised moment of the pelvis.
        active: What muscle has to give, shape (n_q,) [N·m].
    """

    force: Array
    moment: Array
    active: Array


def balance(held: Array, supports: Supports, effort: Effort) -> Balance:
    """Return the equilibrium that spares the joints most.

    Minimises w²|missing|² + sum of ((moment - slack) / strength)² + softness * sum of give * force², over supports
    that only push, within a pyramid of friction. The last term lets several supports share a load as springs would.

    Args:
        held: Generalised force that holds all weights and the load in the hands, shape (n_q,).
        supports: Where the body is supported.
        effort: Strength and slack resistance of the joints.
    """
    edges, owner = pyramid(supports.normal, supports.friction)
    reach = np.einsum("kcq,kc->kq", supports.jacobian[owner], edges)  # (n_edges, n_q)
    per_point = np.bincount(owner, minlength=len(supports.normal))[owner]
    weight = 1.0 / effort.strength
    weight[:ROOT] = effort.root_weight
    slack = effort.slack.copy()
    slack[:ROOT] = 0.0
    give = effort.softness * per_point * supports.give[owner]
    size = least_effort((reach * weight).T, (held - slack) * weight, give)
    force = np.zeros_like(supports.normal)
    np.add.at(force, owner, size[:, None] * edges)
    moment = held - reach.T @ size
    return Balance(force, moment, moment - slack)


def pyramid(normal: Array, friction: Array) -> tuple[Array, NDArray[np.intp]]:
    """Return the edges of the cones of force, shape (n_edges, 3), and the support that each belongs to.

    A support without friction has one edge, its normal; any other has four.
    """
    first, second = across(normal)
    edges: list[Array] = []
    owner: list[int] = []
    for index, (straight, one, two) in enumerate(zip(normal, first, second, strict=True)):
        grip = friction[index]
        found = [straight + side * grip * way for way in (one, two) for side in (1, -1)] if grip > 0 else [straight]
        edges.extend(found)
        owner.extend([index] * len(found))
    return np.array(edges).reshape(-1, 3), np.array(owner, dtype=np.intp)


def across(normal: Array) -> tuple[Array, Array]:
    """Return two unit vectors across each normal, shape (k, 3) each; mirrored normals get mirrored vectors."""
    lying = np.abs(normal[:, 1]) < _STEEP
    helper = np.where(lying[:, None], [[0.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])
    first = np.cross(normal, helper)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    return first, np.cross(normal, first)


@dataclass(frozen=True, slots=True)
class ContactForce:
    """What one support gives.

    Attributes:
        site: Site of the body.
        surface: What it bears on: a prop, or another site of the body.
        point: Where, world frame, shape (3,) [m].
        force: Force on the site, world frame, shape (3,) [N].
    """

    site: str
    surface: str
    point: Array
    force: Array


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """Forces in a held pose.

    Attributes:
        contacts: What every support gives, in the order of the pose.
        moment: What each joint gives, muscle and slack tissue, by joint [N·m].
        active: What muscle gives, by joint [N·m].
        missing_force: Force that nothing gives, shape (3,) [N].
        missing_moment: Moment about the pelvis that nothing gives, shape (3,) [N·m].
        hands_kg: Load in the hands [kg].
    """

    contacts: tuple[ContactForce, ...]
    moment: Mapping[str, float]
    active: Mapping[str, float]
    missing_force: Array
    missing_moment: Array
    hands_kg: float

    @property
    def residual(self) -> float:
        """The greatest missing force [N] or moment [N·m] along an axis."""
        return float(max(np.abs(self.missing_force).max(), np.abs(self.missing_moment).max()))

    @property
    def is_balanced(self) -> bool:
        """Whether the supports hold the body."""
        return self.residual < _BALANCED

    def require_balance(self) -> None:
        """Raise if the posture cannot be held.

        Raises:
            PoseError: It topples or falls; the message says which force and moment are missing.
        """
        if not self.is_balanced:
            raise PoseError(toppling_words(self), where="balance", detail=toppling_remedy(self))


def equilibrium(body: Body, pose: Pose, hands_kg: float, spine: Spine, *, relaxed: bool | None = None) -> Equilibrium:
    """Return the least-effort equilibrium of a pose.

    Args:
        body: Whose pose it is.
        pose: Where everything is, and what supports it.
        hands_kg: Load in the hands [kg]; both share it.
        spine: Strength and tissue of the same person.
        relaxed: Whether the spine is let go; by default when ribs or loin lean on something.

    Raises:
        PoseError: The load is not a number from 0 to 500 kg.
    """
    if not 0 <= hands_kg <= _HEAVIEST_KG:
        raise PoseError(
            f"A load in the hands of {hands_kg} kg cannot be used.",
            where="hands_kg",
            detail=f"Give 0 to {_HEAVIEST_KG:.0f} kg.",
        )
    held = pose.placement.gravity.copy()
    for jacobian, weight, _ in hand_loads(pose, hands_kg):
        held += weight * jacobian[2]
    touches = touches_of(body, pose, spine)
    found = balance(held, supports_of(touches, pose.placement), effort_of(body, pose, spine, relaxed))
    joints = [joint.name for joint in body.joints]
    return Equilibrium(
        contacts=tuple(
            ContactForce(touch.site, touch.surface, pose.placement.site(touch.site), force)
            for touch, force in zip(touches, found.force, strict=True)
        ),
        moment=dict(zip(joints, found.moment[ROOT:].tolist(), strict=True)),
        active=dict(zip(joints, found.active[ROOT:].tolist(), strict=True)),
        missing_force=found.moment[:3],
        missing_moment=found.moment[3:ROOT],
        hands_kg=hands_kg,
    )


def hand_loads(pose: Pose, hands_kg: float) -> list[tuple[Array, float, Array]]:
    """Return the shares of a load in the hands: Jacobian of its place, shape (3, n_q), weight [N], place [m].

    The load hangs from the grips, as far in front of them and below them as the posture says.
    """
    if hands_kg == 0:
        return []
    placement, load = pose.placement, pose.load or Load(kg=hands_kg)
    names = grips_of(pose)
    weight = hands_kg * placement.body.gravity / len(names)
    offset = np.array([load.ahead_m, 0.0, -load.below_m])
    points = np.array([placement.site(name) for name in names]) + offset
    segments = placement.body.site_segment[[placement.body.site(name) for name in names]]
    return [
        (jacobian, weight, point)
        for jacobian, point in zip(placement.point_jacobian(points, segments), points, strict=True)
    ]


def grips_of(pose: Pose) -> tuple[str, ...]:
    """Return the grips that share a load."""
    return GRIPS[pose.load.hands] if pose.load else GRIPS["both"]


@dataclass(frozen=True, slots=True)
class Touch:
    """One support of a pose, from its surroundings or from another part of the body.

    Attributes:
        site: The site of the body.
        surface: Name of the prop, or of the other site.
        segment: Index of the segment of the site.
        against: Index of the segment it bears on, -1 for the surroundings.
        normal: Unit vector in which it is pushed, shape (3,).
        friction: Coefficient of friction.
        give: How far it gives way for each newton [m/N].
    """

    site: str
    surface: str
    segment: int
    against: int
    normal: Array
    friction: float
    give: float


def touches_of(body: Body, pose: Pose, spine: Spine) -> list[Touch]:
    """Return what supports a pose: surfaces, and parts of the body that touch each other."""
    efforts = spine.definition.efforts
    flesh, load = float(efforts.bare_yield), float(efforts.ordinary_load)
    sites = body.index["site"]
    found = []
    for contact in pose.contacts:
        other = sites.get(contact.surface)
        found.append(
            Touch(
                site=contact.site,
                surface=contact.surface,
                segment=int(body.site_segment[sites[contact.site]]),
                against=-1 if other is None else int(body.site_segment[other]),
                normal=contact.normal,
                friction=contact.friction,
                give=flesh * (1 if other is None else 2) + contact.yield_m / load,
            )
        )
    return found


def supports_of(touches: list[Touch], placement: Placement) -> Supports:
    """Return the supports of a pose as arrays."""
    points = np.array([placement.site(touch.site) for touch in touches]).reshape(-1, 3)
    segments = np.array([touch.segment for touch in touches], dtype=np.intp)
    jacobian = placement.point_jacobian(points, segments)
    for index, touch in enumerate(touches):
        if touch.against >= 0:
            jacobian[index] -= placement.point_jacobian(points[[index]], np.array([touch.against]))[0]
    return Supports(
        jacobian=jacobian,
        normal=np.array([touch.normal for touch in touches], dtype=float).reshape(-1, 3),
        friction=np.array([touch.friction for touch in touches], dtype=float),
        give=np.array([touch.give for touch in touches], dtype=float),
    )


def effort_of(body: Body, pose: Pose, spine: Spine, relaxed: bool | None) -> Effort:
    """Return what the joints can do in a pose."""
    relaxed = is_let_go(body, pose, relaxed)
    efforts = spine.definition.efforts
    strength = spine.strength.copy()
    if relaxed:
        strength[spine.is_spine] *= float(efforts.relaxed_share)
    if is_carried(body, pose):
        strength[spine.is_leg] *= float(efforts.relaxed_share)
    return Effort(
        strength=strength,
        slack=spine.slack(pose.placement.q),
        root_weight=float(efforts.root_weight),
        softness=float(efforts.softness) * spine.softening,
    )


def is_let_go(body: Body, pose: Pose, relaxed: bool | None) -> bool:
    """Return whether the spine is let go: as told, else as the posture says, else when ribs or loin lean."""
    if relaxed is None:
        relaxed = pose.wishes.relaxed
    return leans(body, pose) if relaxed is None else relaxed


def leans(body: Body, pose: Pose) -> bool:
    """Return whether ribs or loin bear on something outside the body."""
    return any(name.startswith(TRUNK) for name, _ in _outside(body, pose))


def is_carried(body: Body, pose: Pose) -> bool:
    """Return whether pelvis or thighs rest on something, so that the legs are let go."""
    return any(name.endswith(CARRIED) and up > _FROM_BELOW for name, up in _outside(body, pose))


def _outside(body: Body, pose: Pose) -> list[tuple[str, float]]:
    """Return segment and upward part of the normal of each support that is no part of the body."""
    sites = body.index["site"]
    return [
        (body.segments[body.site_segment[sites[contact.site]]], float(contact.normal[2]))
        for contact in pose.contacts
        if contact.surface not in sites
    ]


def toppling_words(found: Equilibrium) -> str:
    """Return what is missing, in words."""
    force, moment = found.missing_force, found.missing_moment
    parts = [
        f"{abs(value):.0f} N {up if value > 0 else down}"
        for value, (up, down) in zip(
            force, (("forward", "backward"), ("to the left", "to the right"), ("upward", "downward")), strict=True
        )
        if abs(value) >= _SAID
    ]
    turns = [
        f"{abs(value):.0f} N·m {up if value > 0 else down}"
        for value, (up, down) in zip(
            moment,
            (
                ("tilting to the right", "tilting to the left"),
                ("tilting forward", "tilting backward"),
                ("turning left", "turning right"),
            ),
            strict=True,
        )
        if abs(value) >= _SAID
    ]
    listed = " and ".join(parts + turns) or "a small force"
    return f"This posture cannot be held: {listed} would have to come from nowhere."


def toppling_remedy(found: Equilibrium) -> str:
    """Return what would mend a posture that topples."""
    if not found.contacts:
        return "It touches nothing. Name what it rests on, such as on.floor."
    if found.missing_force[2] > _SAID:
        return "The supports cannot carry the weight. Add the contact that does, or give it a surface from below."
    return (
        "The weight lies outside the supports. Add the contact that is missing, move the supports under the body, "
        "or let the posture balance over its feet."
    )
