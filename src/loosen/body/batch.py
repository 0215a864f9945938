"""Many postures, people and loads at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from loosen.body.fast_types import Common, Found, Grid, People, Poses, Tree
from loosen.body.load import shoulder_of, spine_load
from loosen.body.model import ROOT, Body
from loosen.body.posing import Pose
from loosen.body.spine import Spine
from loosen.body.statics import CARRIED, TRUNK
from loosen.body.wishes import GRIPS
from loosen.errors import CallError

Array = NDArray[np.float64]
_HANDS = (*GRIPS["left"], *GRIPS["right"])


@dataclass(frozen=True, slots=True)
class Loads:
    """Load on the low lumbar discs in many postures; n postures, levels as in ``levels``.

    Attributes:
        levels: Names of the discs.
        compression_n: Shape (n, n_level) [N].
        shear_n: Upper vertebra forward positive, shape (n, n_level) [N].
        pressure_mpa: Shape (n, n_level) [MPa].
        moments: Forward, to the right, turning left, shape (n, n_level, 3) [N·m].
        missing: Force [N] and moment about the pelvis [N·m] that nothing gives, shape (n, 6).
    """

    levels: tuple[str, ...]
    compression_n: Array
    shear_n: Array
    pressure_mpa: Array
    moments: Array
    missing: Array

    @property
    def residual(self) -> Array:
        """The greatest missing force or moment of each posture, shape (n,)."""
        return np.asarray(np.abs(self.missing).max(axis=1))


def many(
    bodies: Sequence[Body] | Body,
    spines: Sequence[Spine] | Spine,
    poses: Sequence[Pose],
    hands_kg: Sequence[float] | float | None = None,
    *,
    compiled: bool | None = None,
) -> Loads:
    """Return the load on the low lumbar discs for many postures, people and loads.

    Args:
        bodies: The body of each pose, or one for all.
        spines: The spine of each pose, or one for all.
        poses: The poses.
        hands_kg: Load in the hands of each, or one for all [kg]; that of each posture by default.
        compiled: Whether to use the compiled path; by default where numba is installed. Answers are the same.

    Raises:
        CallError: The lists are of different lengths.
    """
    n = len(poses)
    whole = [bodies] * n if isinstance(bodies, Body) else list(bodies)
    backs = [spines] * n if isinstance(spines, Spine) else list(spines)
    kgs = _kilograms(poses, hands_kg)
    if not len(whole) == len(backs) == len(kgs) == n:
        raise CallError(
            f"There are {n} poses, {len(whole)} bodies, {len(backs)} spines and {len(kgs)} loads.",
            detail="Give one of each for every pose, or one body, spine or load for all.",
            where="many",
        )
    if compiled is None:
        compiled = has_numba()
    if n == 0:
        return _empty()
    return solve(pack(whole, backs, poses, kgs)) if compiled else _one_by_one(whole, backs, poses, kgs)


@cache
def has_numba() -> bool:
    """Return whether the compiled path can be used."""
    return find_spec("numba") is not None


def _kilograms(poses: Sequence[Pose], hands_kg: Sequence[float] | float | None) -> list[float]:
    if hands_kg is None:
        return [pose.wishes.load.kg if pose.wishes.load else 0.0 for pose in poses]
    if isinstance(hands_kg, int | float):
        return [float(hands_kg)] * len(poses)
    return [float(kg) for kg in hands_kg]


def _empty() -> Loads:
    nothing = np.zeros((0, 0))
    return Loads((), nothing, nothing, nothing, np.zeros((0, 0, 3)), np.zeros((0, 6)))


def _one_by_one(bodies: list[Body], spines: list[Spine], poses: Sequence[Pose], kgs: list[float]) -> Loads:
    found = [
        spine_load(body, spine, pose, kg) for body, spine, pose, kg in zip(bodies, spines, poses, kgs, strict=True)
    ]
    discs = [load.discs for load in found]
    return Loads(
        levels=tuple(disc.level for disc in discs[0]),
        compression_n=np.array([[disc.compression_n for disc in row] for row in discs]),
        shear_n=np.array([[disc.shear_n for disc in row] for row in discs]),
        pressure_mpa=np.array([[disc.pressure_mpa for disc in row] for row in discs]),
        moments=np.array([[disc.moments for disc in row] for row in discs]),
        missing=np.array(
            [[*load.equilibrium.missing_force, *load.equilibrium.missing_moment] for load in found], dtype=float
        ),
    )


@dataclass(frozen=True, slots=True)
class Packed:
    """Poses and people as arrays for the compiled path."""

    levels: tuple[str, ...]
    tree: Tree
    common: Common
    people: People
    poses: Poses


def pack(bodies: Sequence[Body], spines: Sequence[Spine], poses: Sequence[Pose], kgs: Sequence[float]) -> Packed:
    """Return poses, people and loads as arrays for the compiled path."""
    known: dict[tuple[int, int], int] = {}
    people: list[tuple[Body, Spine]] = []
    who = np.empty(len(poses), dtype=np.int64)
    for index, (body, spine) in enumerate(zip(bodies, spines, strict=True)):
        key = (id(body), id(spine))
        if key not in known:
            known[key] = len(people)
            people.append((body, spine))
        who[index] = known[key]
    body, spine = people[0]
    return Packed(
        levels=tuple(cut.name for cut in body.cuts),
        tree=_tree(body),
        common=_common(body, spine),
        people=_people(people),
        poses=_poses(body, spine, who, poses, kgs),
    )


def _poses(body: Body, spine: Spine, who: Grid, poses: Sequence[Pose], kgs: Sequence[float]) -> Poses:
    efforts = spine.definition.efforts
    flesh, ordinary = float(efforts.bare_yield), float(efforts.ordinary_load)
    place = body.index["site"]
    flat = [contact for pose in poses for contact in pose.contacts]
    begin = np.zeros(len(poses) + 1, dtype=np.int64)
    np.cumsum([len(pose.contacts) for pose in poses], out=begin[1:])
    site = np.array([place[contact.site] for contact in flat], dtype=np.int64)
    other = np.array([place.get(contact.surface, -1) for contact in flat], dtype=np.int64)
    segment = body.site_segment.astype(np.int64)
    soft = np.array([contact.yield_m for contact in flat], dtype=float) / ordinary
    hands, offsets = _hands(poses, kgs)
    return Poses(
        who=who,
        q=np.array([pose.q for pose in poses]),
        begin=begin,
        site=site,
        on=segment[site],
        other=other,
        against=np.where(other >= 0, segment[other], -1),
        normal=np.concatenate([contact.normal for contact in flat]).reshape(-1, 3) if flat else np.zeros((0, 3)),
        friction=np.array([contact.friction for contact in flat], dtype=float),
        give=flesh * np.where(other >= 0, 2, 1) + soft,
        relaxed=np.array([-1 if p.wishes.relaxed is None else int(p.wishes.relaxed) for p in poses], dtype=np.int64),
        braced=np.array([pose.wishes.brace or 0.0 for pose in poses]),
        hand_kg=hands,
        hand_offset=offsets,
    )


def _hands(poses: Sequence[Pose], kgs: Sequence[float]) -> tuple[Array, Array]:
    hands, offsets = np.zeros((len(poses), 2)), np.zeros((len(poses), 2))
    for index, (pose, kg) in enumerate(zip(poses, kgs, strict=True)):
        if kg == 0:
            continue
        load = pose.wishes.load
        names = GRIPS[load.hands] if load else _HANDS
        for side, name in enumerate(_HANDS):
            hands[index, side] = kg / len(names) if name in names else 0.0
        if load:
            offsets[index] = load.ahead_m, load.below_m
    return hands, offsets


def _tree(body: Body) -> Tree:
    n_seg = len(body.segments)
    first, count = np.zeros(n_seg, dtype=np.int64), np.zeros(n_seg, dtype=np.int64)
    for segment in range(1, n_seg):
        own = np.flatnonzero(body.joint_segment == segment)
        first[segment], count[segment] = ROOT + own[0], len(own)
    axis = np.vstack([np.zeros((ROOT, 3)), body.joint_axis])
    return Tree(body.parent.astype(np.int64), first, count, axis)


def _common(body: Body, spine: Spine) -> Common:
    names = body.segments
    efforts, tissue, disc = spine.definition.efforts, spine.definition.tissue, spine.definition.disc
    above = np.zeros((len(body.cuts), len(names)), dtype=bool)
    for index, cut in enumerate(body.cuts):
        above[index, list(cut.above)] = True
    shoulders = [shoulder_of(body, segment) for segment in range(len(names))]
    effort = (efforts.root_weight, efforts.softness, efforts.relaxed_share, spine.definition.muscles.prop_sink)
    arms = (tissue.ligament_arm, tissue.fascia_arm, tissue.side_arm, tissue.turn_arm, tissue.extension_arm)
    return Common(
        site_segment=body.site_segment.astype(np.int64),
        is_trunk=np.array([name.startswith(TRUNK) for name in names]),
        is_carried=np.array([name.endswith(CARRIED) for name in names]),
        hangs=np.array([-1 if shoulder is None else shoulder for shoulder in shoulders], dtype=np.int64),
        is_spine=spine.is_spine,
        is_leg=spine.is_leg,
        effort=np.array([*map(float, effort), body.gravity]),
        lumbar=np.array(spine.lumbar, dtype=np.int64),
        hips=np.array(spine.hip_flexion, dtype=np.int64),
        hand_site=np.array([body.site(name) for name in _HANDS], dtype=np.int64),
        cut_segment=np.array([cut.segment for cut in body.cuts], dtype=np.int64),
        cut_follows=np.array([cut.follows for cut in body.cuts]),
        cut_tilt=np.array([cut.tilt for cut in body.cuts]),
        above=above,
        fades=spine.fades,
        area=spine.area,
        along=spine.along,
        forward=spine.forward,
        psoas=np.array(spine.psoas, dtype=np.int64),
        tissue=np.array([*map(float, (tissue.disc_share, tissue.ligament_share, *arms))]),
        disc=np.array(
            [
                float(disc.rest),
                disc.constant,
                disc.stress,
                disc.flexion,
                disc.stress_squared,
                disc.stress_flexion,
                disc.flexion_squared,
            ],
            dtype=float,
        ),
    )


def _people(people: Sequence[tuple[Body, Spine]]) -> People:
    bodies, spines = [body for body, _ in people], [spine for _, spine in people]
    share_of = {level.name: float(level.flexion_share) for level in spines[0].definition.disc.level}
    shares = [(cut.name, share_of[cut.name]) for cut in bodies[0].cuts]
    return People(
        joint_at=np.array([body.joint_at for body in bodies]),
        mass=np.array([body.mass for body in bodies]),
        centre=np.array([body.centre for body in bodies]),
        site_at=np.array([body.site_at for body in bodies]),
        strength=np.array([spine.strength for spine in spines]),
        slack_law=np.array([np.vstack([spine.slack_law, np.expm1(spine.slack_law[4])]) for spine in spines]),
        softening=np.array([spine.softening for spine in spines]),
        cut_at=np.array([[cut.at for cut in body.cuts] for body in bodies]),
        cut_mass=np.array([[cut.mass for cut in body.cuts] for body in bodies]),
        cut_centre=np.array([[cut.centre for cut in body.cuts] for body in bodies]),
        arms=np.array([spine.arms for spine in spines]),
        stiffness=np.array([spine.stiffness for spine in spines]),
        law=np.array([_law(spine) for spine in spines]),
        own=np.array([_own(spine) for spine in spines]),
        level=np.array([[[spine.disc_area[name], share] for name, share in shares] for spine in spines]),
    )


def _law(spine: Spine) -> list[float]:
    aside, around = (float(spine.slack_law[0, list(places)].sum()) for places in spine.lumbar[1:])
    return [*spine.flexion, *spine.extension, *spine.side, *spine.turn, *spine.flexion_range, aside, around]


def _own(spine: Spine) -> list[float]:
    muscles = spine.definition.muscles
    psoas = float(muscles.psoas_share) / (float(muscles.psoas_hip_arm) * spine.arm_scale)
    return [spine.arm_scale, spine.tone, spine.brace, psoas, float(muscles.psoas_free) * spine.bulk, spine.awake]


def solve(packed: Packed) -> Loads:
    """Return the loads of packed poses, by the compiled path."""
    kernel = import_module("loosen.body.fast_all").solve_all
    poses, n_level = packed.poses, len(packed.levels)
    n = len(poses.who)
    found = Found(
        discs=np.empty((n, n_level, 5)),
        moments=np.empty((n, n_level, 3)),
        missing=np.empty((n, ROOT)),
        forces=np.empty((len(poses.site), 3)),
        active=np.empty(poses.q.shape),
    )
    kernel(packed.tree, packed.common, packed.people, poses, found)
    discs = found.discs
    return Loads(packed.levels, discs[:, :, 0], discs[:, :, 1], discs[:, :, 2], found.moments, found.missing)
