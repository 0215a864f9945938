"""The arrays that the compiled path works on, by name; no compiler is needed to make them."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

Grid = NDArray[Any]
"""An array of numbers, indices or flags; the docstrings say which."""


class Tree(NamedTuple):
    """The segments of the body.

    Attributes:
        parent: Parent of each segment, -1 for the pelvis, (n_seg,).
        first: First coordinate of each segment, (n_seg,).
        size: How many it has, (n_seg,).
        axis: Axis of each coordinate in its segment, (n_q, 3).
    """

    parent: Grid
    first: Grid
    size: Grid
    axis: Grid


class Folded(NamedTuple):
    """Working memory of the springs on the tree; see `fast_tree.factor` and `fast_tree.solve`."""

    stiff: Grid
    reach: Grid
    pivot: Grid
    base: Grid
    push: Grid
    speed: Grid


class Edges(NamedTuple):
    """The edges of the cones of force.

    Attributes:
        wrench: Force and moment about the world origin, (n_edges, 6).
        on: Segment that it bears on, (n_edges,).
        against: Segment that it bears against, -1 for the surroundings, (n_edges,).
        give: Price of its force, (n_edges,).
        owner: Support that it belongs to, (n_edges,).
        force: Written: its force, (n_edges,).
    """

    wrench: Grid
    on: Grid
    against: Grid
    give: Grid
    owner: Grid
    force: Grid


class Common(NamedTuple):
    """What all people share: places of names, flags, muscles. Orders as in `batch`.

    Attributes:
        effort: Root weight, softness, relaxed share, sink of a prop, gravity.
        hangs: Segment whose height counts for the weight of a segment, -1 for its own, (n_seg,).
        above: Whether a segment is above a disc, (n_level, n_seg).
    """

    site_segment: Grid
    is_trunk: Grid
    is_carried: Grid
    hangs: Grid
    is_spine: Grid
    is_leg: Grid
    effort: Grid
    lumbar: Grid
    hips: Grid
    hand_site: Grid
    cut_segment: Grid
    cut_follows: Grid
    cut_tilt: Grid
    above: Grid
    fades: Grid
    area: Grid
    along: Grid
    forward: Grid
    psoas: Grid
    tissue: Grid
    disc: Grid


class People(NamedTuple):
    """What differs between people; the first axis counts them.

    Attributes:
        law: Slack moment and steepness in flexion, extension, to the side and in turning; ranges in flexion,
            extension, to the side and in turning [rad], (n_people, 12).
        own: Scale of arms, tone, brace, psoas for each newton metre, hip moment free of psoas, and least compression
            by muscles and tissue of a spine that is not let go, (n_people, 6).
        level: Area and share of flexion of each disc, (n_people, n_level, 2).
    """

    joint_at: Grid
    mass: Grid
    centre: Grid
    site_at: Grid
    strength: Grid
    slack_law: Grid
    softening: Grid
    cut_at: Grid
    cut_mass: Grid
    cut_centre: Grid
    arms: Grid
    stiffness: Grid
    law: Grid
    own: Grid
    level: Grid


class Poses(NamedTuple):
    """The poses; contacts of pose i are those from begin[i] to begin[i + 1]."""

    who: Grid
    q: Grid
    begin: Grid
    site: Grid
    on: Grid
    other: Grid
    against: Grid
    normal: Grid
    friction: Grid
    give: Grid
    relaxed: Grid
    braced: Grid
    hand_kg: Grid
    hand_offset: Grid


class Found(NamedTuple):
    """The answers.

    Attributes:
        discs: Compression, shear, pressure, share of muscle, share of slack tissue, (n, n_level, 5).
        moments: Forward, to the right, turning left, (n, n_level, 3).
        missing: Force and moment that nothing gives, (n, 6).
        forces: Force of each support, (n_contacts, 3).
        active: What muscle gives, (n, n_q).
    """

    discs: Grid
    moments: Grid
    missing: Grid
    forces: Grid
    active: Grid


class Here(NamedTuple):
    """Working memory: one body in one pose."""

    origin: Grid
    rotation: Grid
    twist: Grid
    centres: Grid
    grips: Grid
    hand: Grid
    points: Grid
    need: Grid
    spring: Grid
    sag: Grid
    load: Grid


class CutHere(NamedTuple):
    """Working memory: what acts above one disc."""

    middle: Grid
    frame: Grid
    force: Grid
    moment: Grid
    toppling: Grid
    hips: Grid
    bent: Grid
