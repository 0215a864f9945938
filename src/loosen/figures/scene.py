"""A figure ready to be painted: pieces in their order, lit muscles, things and the frame around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from loosen.domain.outline import DrawnMuscle, Figure, MusclePatch, Region
from loosen.figures.camera import UNITS_PER_METRE, Camera
from loosen.figures.order import paint_order
from loosen.figures.outline import around, axis_angle, hull, smooth, tube
from loosen.figures.pieces import Body2d, Piece, Scale, body_pieces, every_ball, facing, scale_for
from loosen.figures.skeleton import Skeleton, solid
from loosen.figures.style import MAN, Look
from loosen.figures.things import Block, Rod, Round, Thing

Array = NDArray[np.float64]

Frame = tuple[int, int, int, int]
"""Left, top, width and height of a picture [units]."""

MARGIN = 12.0
LONGEST_HULL = 3  # a muscle of more balls may curve and is drawn as a tube
WANTED_REACH = -0.5  # a muscle asked for by its side shows even where it faces half away
SIDE_BY_SIDE_M = 0.08  # limbs of a pair that differ less in depth are painted alike


@dataclass(frozen=True)
class Subject:
    """Whom to draw, doing what.

    Attributes:
        figure: Shapes of the drawn body.
        skeletons: Poses in time order; one for a still.
        camera: The view.
        mass_kg: Body mass of the person.
        stature_m: Height of the person.
        look: Colours, build and hair.
        muscles: Muscles to light.
        things: Things around the body.
        frame: Left, top, width and height of the picture; by default what its own poses need.
        breath: How far breathed in at each pose, from 0 to 1; empty where breath is not shown.
    """

    figure: Figure
    skeletons: tuple[Skeleton, ...]
    camera: Camera = field(default_factory=Camera)
    mass_kg: float = 70.0
    stature_m: float = 1.74
    look: Look = MAN
    muscles: tuple[DrawnMuscle, ...] = ()
    things: tuple[Thing, ...] = ()
    frame: Frame | None = None
    breath: tuple[float, ...] = ()

    def only(self, *poses: int) -> Subject:
        """Return the subject in some of its poses, in the frame of all of them: key poses do not change in size."""
        things = tuple(thing.only(*poses) for thing in self.things)
        kept = tuple(self.skeletons[pose] for pose in poses)
        breath = tuple(self.breath[pose] for pose in poses) if self.breath else ()
        return replace(self, skeletons=kept, things=things, breath=breath, frame=self.frame or frame_of(self))

    @property
    def scale(self) -> Scale:
        """How the person differs from the drawn one."""
        return scale_for(self.figure, self.look.build, self.mass_kg, self.stature_m)


@dataclass(frozen=True)
class Lit:
    """A lit patch of muscle on one node."""

    node: str
    outlines: tuple[Array, ...]
    clip: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """Everything to paint.

    Attributes:
        body: Pieces and spine.
        groups: Nodes from back to front; names of things stand among them.
        far: Nodes on the far side of the body.
        lit: Patches of muscle.
        things: By name.
        box: Left, top, width and height of the picture.
    """

    subject: Subject
    body: Body2d
    groups: list[list[str]]
    far: frozenset[str]
    lit: tuple[Lit, ...]
    things: dict[str, Thing]
    box: Frame


def compose(subject: Subject) -> Scene:
    """Return the scene of a subject."""
    scale = subject.scale
    body = body_pieces(subject.figure, subject.skeletons, subject.camera, scale, subject.look.hair, subject.breath)
    things = {f"thing {i} {t.name}": t for i, t in enumerate(subject.things)}
    nodes = dict(body.solids)
    poses = range(len(subject.skeletons))
    for name, thing in things.items():
        if thing.layer == "body":
            nodes[name] = tuple(tuple(s for part in thing.at(i) for s in part.balls()) for i in poses)
    groups = paint_order(nodes, subject.camera)
    back = [[name] for name, thing in things.items() if thing.layer == "back"]
    front = [[name] for name, thing in things.items() if thing.layer == "front"]
    order = [name for group in groups for name in group]
    lit = tuple(_lit(subject, scale, order))
    far = _far(body, subject.camera)
    return Scene(subject, body, back + groups + front, far, lit, things, subject.frame or frame_of(subject))


def _far(body: Body2d, camera: Camera) -> frozenset[str]:
    """Return the limbs on the side of the body that is away from the viewer."""
    names: set[str] = set()
    for upper, lower in (("upper arm", "forearm"), ("thigh", "shank")):
        depth = {
            side: np.mean([camera.nearness(row[0].middle) for row in body.solids[f"{side} {upper}"]])
            for side in ("left", "right")
        }
        if abs(depth["left"] - depth["right"]) > SIDE_BY_SIDE_M:
            side = "left" if depth["left"] < depth["right"] else "right"
            names |= {f"{side} {upper}", f"{side} {lower}"}
    return frozenset(names)


_CLIPS = {
    Region.TRUNK: ("shirt", "trousers"),
    Region.THIGH: ("thigh",),
    Region.SHANK: ("shank",),
    Region.UPPER_ARM: ("upper-arm", "sleeve"),
    Region.FOREARM: ("forearm",),
    Region.HEAD: ("skull", "neck"),
}


def _lit(subject: Subject, scale: Scale, order: Sequence[str]) -> list[Lit]:
    found = []
    for muscle in subject.muscles:
        for patch in muscle.patch:
            for mirror in _sides(muscle):
                middle = patch.balls[len(patch.balls) // 2].segment
                turned = facing(subject.skeletons, subject.camera, middle, patch.visible_from, mirror=mirror)
                if turned > (patch.reach if muscle.side is None else min(patch.reach, WANTED_REACH)):
                    found.append(_patch(subject, scale, patch, order, mirror=mirror))
    return found


def _sides(muscle: DrawnMuscle) -> tuple[bool, ...]:
    """Return which sides of a muscle are lit, as mirrored or not."""
    if not muscle.paired:
        return (False,)
    return (False, True) if muscle.side is None else (muscle.side == "left",)


def _patch(subject: Subject, scale: Scale, patch: MusclePatch, order: Sequence[str], *, mirror: bool) -> Lit:
    outlines: list[Array] = []
    angle = None
    for skeleton in subject.skeletons:
        solids = [
            solid(skeleton, b, mirror=mirror, size=scale.size, girth=scale.of(b.segment, "muscle"))
            for b in patch.balls
        ]
        angle = axis_angle(solids, subject.camera, angle)
        long = len(solids) > LONGEST_HULL
        outlines.append(
            tube(solids, subject.camera)[0]
            if long
            else hull(solids, subject.camera, angle, around(solids, subject.camera, angle))
        )
    side = "left " if mirror else "right "
    sides = {region: "" if region in {Region.TRUNK, Region.HEAD} else side for region in patch.regions}
    node = max((sides[region] + region.value for region in patch.regions), key=order.index)
    clip = tuple(sides[region] + name for region in patch.regions for name in _CLIPS[region])
    return Lit(node, tuple(outlines), clip)


def frame_of(subject: Subject) -> Frame:
    """Return the frame that holds a subject in all its poses."""
    balls = every_ball(subject.figure, subject.scale, subject.look.hair)
    segments = [segment for segment, _, _ in balls]
    at, radii = (np.stack([ball[k] for ball in balls]) for k in (1, 2))  # (b, 3)
    view = subject.camera.axes[:2] * np.array([[UNITS_PER_METRE], [-UNITS_PER_METRE]])  # (2, 3)
    points: list[Array] = []
    for i, skeleton in enumerate(subject.skeletons):
        turned = view @ np.stack([skeleton.rotation[name] for name in segments])  # (b, 2, 3)
        middle = np.stack([skeleton.origin[name] for name in segments]) @ view.T + np.einsum("bij,bj->bi", turned, at)
        reach = np.linalg.norm(turned * radii[:, None, :], axis=2)  # (b, 2)
        points += [middle - reach, middle + reach]
        points.extend(extent(part, subject.camera) for thing in subject.things for part in thing.at(i))
    every = np.vstack(points)
    low, high = np.floor(every.min(axis=0) - MARGIN), np.ceil(every.max(axis=0) + MARGIN)
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])


def extent(part: Block | Round | Rod, camera: Camera) -> Array:
    """Return picture points that bound a part of a thing, shape (n, 2)."""
    if isinstance(part, Block):
        return camera.flat(part.corners())
    if isinstance(part, Rod):
        return camera.flat(np.array(part.points, dtype=float))
    return hull(part.balls(), camera)[:, 1]


def spine_curve(points: Array, camera: Camera) -> Array:
    """Return the nodes of the spine line."""
    return smooth(camera.flat(points), closed=False)


def pieces_of(scene: Scene, node: str) -> list[Piece]:
    """Return the pieces of a node in painting order."""
    return [piece for piece in scene.body.pieces if piece.node == node]
