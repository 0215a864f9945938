"""The body of one person: the definition scaled by stature, mass and sex, and compiled for the kinematics."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import mujoco  # type: ignore[import-untyped,unused-ignore]  # the package ships no types
import numpy as np
from numpy.typing import NDArray

from loosen.body.scaling import Scaling, mirrored, other_side
from loosen.domain.anatomy import BodyDefinition, BodyPerson, Segment
from loosen.errors import NotFoundError

Array = NDArray[np.float64]
Ints = NDArray[np.intp]
ROOT = 6
"""Coordinates of the pelvis: place and rotation vector."""


@dataclass(frozen=True, slots=True)
class JointAxis:
    """One joint angle of the body.

    Attributes:
        name: Segment and kind, such as ``left thigh/hip flex``.
        segment: Segment that it turns.
        kind: Name of the joint without its side, such as ``hip flex``.
        least: Least angle [rad].
        most: Greatest angle [rad].
    """

    name: str
    segment: str
    kind: str
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A low lumbar disc of this body.

    Attributes:
        name: Level.
        segment: Index of its segment.
        at: Middle of the disc in the frame of that segment [m], shape (3,).
        tilt: Forward lean of its normal in the frame of that segment, standing [rad].
        follows: Share of the turn of the segment that the plane of the disc makes.
        above: Indices of the segments wholly above it.
        mass: Mass of the part of its own segment above the cut [kg].
        centre: Centre of that part [m], shape (3,).
    """

    name: str
    segment: int
    at: Array
    tilt: float
    follows: float
    above: tuple[int, ...]
    mass: float
    centre: Array


@dataclass(frozen=True, eq=False)
class Body:
    """A mannequin of one person. Lengths in metres, masses in kilograms, angles in radians.

    Attributes:
        definition: What it was built from.
        person: Whom it stands for.
        size: Stature over the stature of the reference.
        segments: Names, parents before children.
        parent: Index of the parent of each segment, -1 for the pelvis, shape (n_seg,).
        mass: Mass of each segment, shape (n_seg,).
        centre: Centre of mass of each segment in its frame, shape (n_seg, 3).
        joint_at: Near joint of each segment in the frame of the parent, shape (n_seg, 3).
        joints: The joint angles, in the order of q from place 6 on.
        joint_segment: Index of the segment that each joint turns, shape (n_joint,).
        joint_axis: Axis of each joint in the frame of its segment before the turn, shape (n_joint, 3).
        sites: Names of the points of the skin and of the joints.
        site_segment: Index of the segment of each site, shape (n_site,).
        site_at: Place of each site in that frame, shape (n_site, 3).
        site_is_skin: Whether a site can touch something, shape (n_site,).
        site_is_firm: Whether it is skin that cannot bend out of the way, shape (n_site,).
        cuts: The low lumbar discs.
        moves: Which coordinates move each segment, shape (n_seg, n_q).
        model: The compiled kinematics.
        index: Place of each name, by ``segment``, ``site`` and ``joint``.
    """

    definition: BodyDefinition
    person: BodyPerson
    size: float
    segments: tuple[str, ...]
    parent: Ints
    mass: Array
    centre: Array
    joint_at: Array
    joints: tuple[JointAxis, ...]
    joint_segment: Ints
    joint_axis: Array
    sites: tuple[str, ...]
    site_segment: Ints
    site_at: Array
    site_is_skin: NDArray[np.bool_]
    site_is_firm: NDArray[np.bool_]
    cuts: tuple[Cut, ...]
    moves: NDArray[np.bool_]
    model: mujoco.MjModel = field(repr=False)
    index: dict[str, dict[str, int]] = field(repr=False)
    _local: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @classmethod
    def build(cls, definition: BodyDefinition, person: BodyPerson | None = None) -> Body:
        """Return the body of a person.

        Args:
            definition: Segments, joints, sites and proportions of the reference.
            person: Mass, stature and sex; a man of 70 kg and 1.74 m by default.
        """
        person = person or BodyPerson()
        scaling = Scaling(definition.proportions, person)
        whole = _unfold(definition)
        names = tuple(name for name, _, _ in whole)
        place = {name: index for index, name in enumerate(names)}
        parent = np.array([_parent_of(segment, left, place) for _, segment, left in whole])
        mass = np.array([scaling.mass(segment) for _, segment, _ in whole])
        centre = np.array([mirrored(scaling.centre(s), left) for _, s, left in whole])
        joint_at = np.array([mirrored(scaling.joint(s), left) for _, s, left in whole])
        joints, owner, axis = _joints(whole, place)
        sites, site_segment, site_at, skin, firm = _sites(definition, scaling, place)
        moves = _moves(parent, owner)
        return cls(
            definition=definition,
            person=person,
            size=scaling.size,
            segments=names,
            parent=parent,
            mass=mass,
            centre=centre,
            joint_at=joint_at,
            joints=joints,
            joint_segment=owner,
            joint_axis=axis,
            sites=sites,
            site_segment=site_segment,
            site_at=site_at,
            site_is_skin=skin,
            site_is_firm=firm,
            cuts=_cuts(definition, scaling, place, parent, mass),
            moves=moves,
            model=mujoco.MjModel.from_xml_string(
                model_xml(names, parent, mass, centre, joint_at, owner, axis, definition.proportions.gravity)
            ),
            index={
                "segment": place,
                "site": {name: i for i, name in enumerate(sites)},
                "joint": {joint.name: i for i, joint in enumerate(joints)},
            },
        )

    @property
    def n_q(self) -> int:
        """Number of coordinates: six of the pelvis and the joint angles."""
        return ROOT + len(self.joints)

    @property
    def gravity(self) -> float:
        """Standard gravity [m/s²]."""
        return self.definition.proportions.gravity

    def segment(self, name: str) -> int:
        """Return the index of a segment."""
        return self._find("segment", name)

    def site(self, name: str) -> int:
        """Return the index of a site."""
        return self._find("site", name)

    def joint(self, name: str) -> int:
        """Return the index of a joint such as ``left thigh/hip flex``; add 6 for its place in q."""
        return self._find("joint", name)

    def scratch(self) -> mujoco.MjData:
        """Return working memory of the kinematics that belongs to this thread."""
        if not hasattr(self._local, "data"):
            self._local.data = mujoco.MjData(self.model)
        return self._local.data

    def _find(self, kind: str, name: str) -> int:
        try:
            return self.index[kind][name]
        except KeyError:
            raise NotFoundError(
                f"The body has no {kind} {name!r}.", where=kind, allowed=tuple(self.index[kind])
            ) from None


Whole = list[tuple[str, Segment, bool]]


def _unfold(definition: BodyDefinition) -> Whole:
    """Return every segment with its full name and whether it is the right twin, each limb from its root to its end.

    That is the order in which MuJoCo numbers bodies and joints.
    """
    children: dict[str | None, list[Segment]] = {}
    for segment in definition.frame.segment:
        children.setdefault(segment.parent, []).append(segment)

    def below(segment: Segment, side: str) -> Whole:
        inside = [entry for child in children.get(segment.name, []) for entry in both(child, side)]
        return [(f"{side}{segment.name}", segment, side == "right "), *inside]

    def both(segment: Segment, side: str) -> Whole:
        if segment.sided and not side:
            return below(segment, "left ") + below(segment, "right ")
        return below(segment, side)

    return both(children[None][0], "")


def _parent_of(segment: Segment, right: bool, place: dict[str, int]) -> int:
    if segment.parent is None:
        return -1
    side = "right" if right else "left"
    return place.get(f"{side} {segment.parent}", place.get(segment.parent, -1))


def _joints(whole: Whole, place: dict[str, int]) -> tuple[tuple[JointAxis, ...], Ints, Array]:
    joints, owner, axes = [], [], []
    for name, segment, right in whole:
        for joint in segment.joint:
            least, most = np.radians(joint.range_deg)
            joints.append(JointAxis(f"{name}/{joint.name}", name, joint.name, float(least), float(most)))
            owner.append(place[name])
            turn = -mirrored(np.array(joint.axis), True) if right else np.array(joint.axis)
            axes.append(turn)
    return tuple(joints), np.array(owner, dtype=np.intp), np.array(axes, dtype=float)


def _sites(
    definition: BodyDefinition, scaling: Scaling, place: dict[str, int]
) -> tuple[tuple[str, ...], Ints, Array, NDArray[np.bool_], NDArray[np.bool_]]:
    by_name = {segment.name: segment for segment in definition.frame.segment}
    names, segments, at, skin, firm = [], [], [], [], []
    for site in definition.surface.site:
        segment = by_name[site.segment]
        point = scaling.point(segment, np.array(site.at))
        if segment.sided or site.sided:
            names += [f"left {site.name}", f"right {site.name}"]
            left = f"left {segment.name}" if segment.sided else segment.name
            segments += [place[left], place[other_side(left)]]
            at += [point, mirrored(point, True)]
            skin += [site.skin] * 2
            firm += [site.skin and not site.bends] * 2
        else:
            names.append(site.name)
            segments.append(place[segment.name])
            at.append(point)
            skin.append(site.skin)
            firm.append(site.skin and not site.bends)
    return tuple(names), np.array(segments, dtype=np.intp), np.array(at), np.array(skin), np.array(firm)


def _moves(parent: Ints, owner: Ints) -> NDArray[np.bool_]:
    moves = np.zeros((len(parent), ROOT + len(owner)), dtype=bool)
    moves[:, :ROOT] = True
    for segment in range(len(parent)):
        if parent[segment] >= 0:
            moves[segment] |= moves[parent[segment]]
        moves[segment, ROOT:] |= owner == segment
    return moves


def _cuts(
    definition: BodyDefinition, scaling: Scaling, place: dict[str, int], parent: Ints, mass: Array
) -> tuple[Cut, ...]:
    cuts = []
    by_name = {segment.name: segment for segment in definition.frame.segment}
    for disc in definition.frame.disc:
        own = place[disc.segment]
        below = {own}
        for index in range(len(parent)):
            if parent[index] in below:
                below.add(index)
        segment = by_name[disc.segment]
        cuts.append(
            Cut(
                name=disc.name,
                segment=own,
                at=scaling.point(segment, np.array(disc.at)),
                tilt=float(np.radians(disc.tilt_deg)),
                follows=disc.follows,
                above=tuple(sorted(below - {own})),
                mass=float(mass[own] * disc.above),
                centre=scaling.point(segment, np.array(disc.above_centre)),
            )
        )
    return tuple(cuts)


def model_xml(
    names: tuple[str, ...],
    parent: Ints,
    mass: Array,
    centre: Array,
    joint_at: Array,
    owner: Ints,
    axis: Array,
    gravity: float,
) -> str:
    """Return the body as the XML text that MuJoCo compiles; hinges in the order of q after a free joint."""

    def numbers(values: Array) -> str:
        return " ".join(repr(float(value)) for value in values)

    def one(index: int) -> str:
        hinges = "".join(f'<joint name="j{j}" axis="{numbers(axis[j])}"/>' for j in np.flatnonzero(owner == index))
        free = '<freejoint name="root"/>' if parent[index] < 0 else ""
        # only gravity and statics are asked of it, so that any inertia serves
        inertia = f'<inertial pos="{numbers(centre[index])}" mass="{float(mass[index])!r}" diaginertia="1 1 1"/>'
        inside = "".join(one(int(child)) for child in np.flatnonzero(parent == index))
        at = numbers(joint_at[index])
        return f'<body name="{names[index]}" pos="{at}">{free}{hinges}{inertia}{inside}</body>'

    root = int(np.flatnonzero(parent < 0)[0])
    return (
        f'<mujoco><compiler angle="radian"/><option gravity="0 0 {-gravity!r}"/>'
        f"<worldbody>{one(root)}</worldbody></mujoco>"
    )
