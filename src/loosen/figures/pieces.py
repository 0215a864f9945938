"""The pieces of a figure: every closed outline of the body, pose by pose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from loosen.domain.outline import Ball, Build, Cover, Figure, Hair, Region, Shape
from loosen.figures.breathing import swollen
from loosen.figures.camera import Camera
from loosen.figures.outline import ROUND, around, axis_angle, hull, rounded, tube, waist_down
from loosen.figures.skeleton import Skeleton, Solid, other_side, solid

Array = NDArray[np.float64]

_FROM_BELOW = 0.4
"""Above this cosine the head is looked at from under the chin, and the neck lies over the nape's hair."""
_TRUNK_SEGMENTS = {"pelvis", "lumbar lower", "lumbar upper", "thorax lower", "thorax upper"}


@dataclass(frozen=True)
class Piece:
    """One closed outline through all poses.

    Attributes:
        name: Unique in the figure.
        node: What it belongs to in the depth order, such as ``right thigh``.
        cover: What it is painted as.
        outlines: Nodes for each pose, the same count in all of them.
        detail: Drawn with a fine line of its own on top of its node.
    """

    name: str
    node: str
    cover: Cover
    outlines: tuple[Array, ...]
    detail: bool = False


@dataclass(frozen=True)
class Body2d:
    """All pieces of a body, and the balls that tell what is in front of what.

    Attributes:
        pieces: In painting order inside each node.
        solids: Balls of each node, pose by pose.
        spine: Points of the spine line for each pose, shape (n, 3).
        spine_facing: How much the back faces the viewer on average, as a cosine.
    """

    pieces: tuple[Piece, ...]
    solids: dict[str, tuple[tuple[Solid, ...], ...]] = field(repr=False)
    spine: tuple[Array, ...]
    spine_facing: float


@dataclass(frozen=True)
class Scale:
    """How one person differs from the drawn one: stature, girth and build."""

    size: float
    girth: float
    build: Build

    def of(self, segment: str, shape: str) -> Array:
        """Return factors on the radii of a ball, shape (3,)."""
        wide = self.girth
        if segment in _TRUNK_SEGMENTS:
            part = self.build.hips if segment == "pelvis" else self.build.waist
            if segment == "thorax upper":
                part = self.build.shoulders
            return np.array([wide * (part + 1) / 2, wide * part, 1.0])
        if segment in {"head", "neck"}:
            return np.full(3, self.build.face)
        if "foot" in segment or "hand" in segment or shape == "shoe":
            return np.full(3, float(self.build.limbs))
        return np.full(3, wide * self.build.limbs)


def scale_for(figure: Figure, build: str, mass_kg: float, stature_m: float) -> Scale:
    """Return the scale of a person; girth grows with the root of mass over stature."""
    index = mass_kg / stature_m**2
    return Scale(stature_m / figure.stature_m, float(np.sqrt(index / figure.body_mass_index)), figure.build[build])


def body_pieces(
    figure: Figure,
    skeletons: Sequence[Skeleton],
    camera: Camera,
    scale: Scale,
    hair: str = "short",
    breath: Sequence[float] = (),
) -> Body2d:
    """Return the outlines of a body through its poses.

    Args:
        figure: The shapes.
        skeletons: The poses, in time order.
        camera: The view.
        scale: The person.
        hair: Name of the hair style.
        breath: How far breathed in at each pose, from 0 to 1.
    """
    balls = _Balls(skeletons, scale, tuple(breath))
    pieces: list[Piece] = []
    solids: dict[str, list[list[Solid]]] = {}
    for shape, mirror in _sided(figure.shape):
        through = [balls.shape(shape, i, mirror=mirror) for i in range(len(skeletons))]
        if not _is_seen(shape, skeletons, camera, mirror=mirror):
            continue
        node = _node(shape.region, mirror=mirror, paired=shape.paired)
        name = f"{'left ' if mirror else 'right ' if shape.paired else ''}{shape.id}"
        pieces.append(Piece(name, node, shape.cover, _hulls(through, camera), shape.visible_from is not None))
        kept = solids.setdefault(node, [[] for _ in skeletons])
        for row, new in zip(kept, through, strict=True):
            row.extend(new)
    pieces = _with_trunk(pieces, figure, balls, camera, solids)
    pieces = _with_hair(pieces, next(h for h in figure.hair if h.id == hair), skeletons, camera, balls)
    if facing(skeletons, camera, "head", (0.0, 0.0, -1.0)) > _FROM_BELOW:
        pieces.sort(key=lambda piece: piece.name == "neck")
    spine, turned = _spine(figure, skeletons, camera, scale)
    frozen = {node: tuple(tuple(row) for row in rows) for node, rows in solids.items()}
    return Body2d(tuple(pieces), frozen, spine, turned)


def every_ball(figure: Figure, scale: Scale, hair: str) -> list[tuple[str, Array, Array]]:
    """Return segment, place and radii of every ball of the drawn body [m]."""
    style = next(h for h in figure.hair if h.id == hair)
    listed = [(ball, "trunk", False) for ball in figure.trunk.stations]
    listed += [(ball, "hair", False) for ball in (style.skull, style.knot) if ball is not None]
    listed += [(ball, shape.id, mirror) for shape, mirror in _sided(figure.shape) for ball in shape.balls]
    found = []
    for ball, shape_id, mirror in listed:
        at = np.array(ball.at, dtype=float) * scale.size * ([1.0, -1.0, 1.0] if mirror else [1.0, 1.0, 1.0])
        radii = np.array(ball.radii, dtype=float) * scale.size * scale.of(ball.segment, shape_id)
        found.append((other_side(ball.segment) if mirror else ball.segment, at, radii))
    return found


@dataclass(frozen=True)
class _Balls:
    skeletons: Sequence[Skeleton]
    scale: Scale
    breath: tuple[float, ...] = ()

    def trunk(self, figure: Figure, pose: int) -> list[Solid]:
        stations: Sequence[Ball] = figure.trunk.stations
        if self.breath and figure.breath is not None:
            stations = swollen(stations, figure.breath, self.breath[pose])
        size = self.scale.size
        return [solid(self.skeletons[pose], b, size=size, girth=self.scale.of(b.segment, "trunk")) for b in stations]

    def shape(self, shape: Shape, pose: int, *, mirror: bool) -> list[Solid]:
        skeleton = self.skeletons[pose]
        solids = [
            solid(skeleton, ball, mirror=mirror, size=self.scale.size, girth=self.scale.of(ball.segment, shape.id))
            for ball in shape.balls
        ]
        return [*solids[:-1], on_floor(solids[-1])] if shape.cover is Cover.SHOE else solids


def on_floor(toes: Solid) -> Solid:
    """Return the tip of a shoe, bent up where the floor stops it, as when the heel rises."""
    sunk = float(np.linalg.norm(toes.axes[2])) - toes.middle[2]
    return Solid(toes.middle + np.array([0.0, 0.0, max(sunk, 0.0)]), toes.axes)


def _sided(shapes: Sequence[Shape]) -> list[tuple[Shape, bool]]:
    return [(shape, mirror) for shape in shapes for mirror in ((False, True) if shape.paired else (False,))]


def _node(region: Region, *, mirror: bool, paired: bool) -> str:
    if region in {Region.TRUNK, Region.HEAD}:
        return region.value
    return f"{'left' if mirror and paired else 'right'} {region.value}"


def _hulls(through: Sequence[Sequence[Solid]], camera: Camera) -> tuple[Array, ...]:
    outlines, angle = [], None
    for solids in through:
        angle = axis_angle(solids, camera, angle)
        outlines.append(hull(solids, camera, angle, around(solids, camera, angle)))
    return tuple(outlines)


def _is_seen(shape: Shape, skeletons: Sequence[Skeleton], camera: Camera, *, mirror: bool) -> bool:
    """Tell whether a detail faces the viewer in the poses taken together."""
    if shape.visible_from is None:
        return True
    return facing(skeletons, camera, shape.balls[0].segment, shape.visible_from, mirror=mirror) > shape.reach


def facing(
    skeletons: Sequence[Skeleton],
    camera: Camera,
    segment: str,
    direction: tuple[float, float, float],
    *,
    mirror: bool = False,
) -> float:
    """Return how much a side of a segment faces the viewer, as a cosine, averaged over poses."""
    aim = np.array(direction, dtype=float)
    aim /= np.linalg.norm(aim)
    if mirror:
        aim[1] = -aim[1]
        segment = other_side(segment)
    return float(np.mean([camera.nearness(s.towards(segment, aim)) for s in skeletons]))


def _with_trunk(
    pieces: list[Piece],
    figure: Figure,
    balls: _Balls,
    camera: Camera,
    solids: dict[str, list[list[Solid]]],
) -> list[Piece]:
    whole, lower = [], []
    for i in range(len(balls.skeletons)):
        stations = balls.trunk(figure, i)
        nodes, side = tube(stations, camera)
        whole.append(nodes)
        lower.append(waist_down(nodes, side, figure.trunk.waist))
        solids["trunk"][i] = stations
    skin = [p for p in pieces if p.node == "trunk" and p.cover is Cover.SKIN]
    cloth = [p for p in pieces if p.node == "trunk" and p.cover is not Cover.SKIN]
    rest = [p for p in pieces if p.node != "trunk"]
    shirt = Piece("shirt", "trunk", Cover.SHIRT, tuple(whole))
    trousers = Piece("trousers", "trunk", Cover.TROUSERS, tuple(lower))
    return [*skin, shirt, *cloth, trousers, *rest]


def _with_hair(
    pieces: list[Piece], hair: Hair, skeletons: Sequence[Skeleton], camera: Camera, balls: _Balls
) -> list[Piece]:
    caps = []
    girth = balls.scale.of("head", "hair")
    for skeleton in skeletons:
        skull = solid(skeleton, hair.skull, size=balls.scale.size, girth=girth)
        caps.append(_cap(skull, hair, camera))
    cap = Piece("hair", "head", Cover.HAIR, tuple(caps))
    place = next(i for i, p in enumerate(pieces) if p.name == "nose") + 1
    pieces = [*pieces[:place], cap, *pieces[place:]]
    if hair.knot is None:
        return pieces
    knots = [[solid(s, hair.knot, size=balls.scale.size, girth=girth)] for s in skeletons]
    outlines = tuple(hull(k, camera, 0.0, ROUND) for k in knots)
    behind = facing(skeletons, camera, "head", (-1.0, 0.0, 0.0)) < 0
    knot = Piece("knot", "head", Cover.HAIR, outlines)
    place = next(i for i, p in enumerate(pieces) if p.name == "skull") if behind else place + 1
    return [*pieces[:place], knot, *pieces[place:]]


def _sphere(count: int = 350) -> Array:
    """Return points spread over a sphere, alike on its left and right, shape (2 * count, 3)."""
    height = 1 - 2 * (np.arange(count) + 0.5) / count
    round_ = np.pi * (1 + np.sqrt(5)) * np.arange(count)
    flat = np.sqrt(1 - height**2)
    half: Array = np.stack([flat * np.cos(round_), flat * np.sin(round_), height], axis=1)
    return np.vstack([half, half * [1.0, -1.0, 1.0]])


HAIRLINE = np.radians(np.arange(0.0, 360.0, 30.0))
_SPHERE = _sphere()
_EDGE_ON = -0.03  # hair just past the rim of the skull still makes its outline


def _cap(skull: Solid, hair: Hair, camera: Camera) -> Array:
    """Return the outline of the hair that the viewer sees."""
    plane = np.array(hair.plane, dtype=float) / np.linalg.norm(hair.plane)
    outward: Array = np.asarray(
        np.linalg.solve(skull.axes.T, _SPHERE.T).T, dtype=np.float64
    )  # normals of the ellipsoid in the world
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    seen = (_SPHERE @ plane > hair.offset) & (camera.nearness(outward) > _EDGE_ON)
    if seen.sum() < 3:  # noqa: PLR2004  # fewer points make no area
        seen = _SPHERE @ plane > 0.98  # noqa: PLR2004  # a speck at the crown keeps the count
    points = camera.flat(skull.middle + _SPHERE[seen] @ skull.axes.T)
    up = camera.flat(skull.axes[:, 2])
    angle = float(np.arctan2(up[1], up[0]))
    directions = angle + HAIRLINE
    normals = np.stack([np.cos(directions), np.sin(directions)], axis=1)
    best = np.argmax(normals @ points.T, axis=1)
    return rounded(points[best], normals, HAIRLINE)


def _spine(
    figure: Figure, skeletons: Sequence[Skeleton], camera: Camera, scale: Scale
) -> tuple[tuple[Array, ...], float]:
    lines = []
    stations = figure.trunk.stations[1:]
    for skeleton in skeletons:
        points = []
        for ball in stations:
            depth = ball.radii[0] * scale.of(ball.segment, "trunk")[0]
            at = np.array(ball.at, dtype=float) - np.array([figure.trunk.spine * depth, 0, 0])
            points.append(skeleton.place(ball.segment, at * scale.size))
        lines.append(np.stack(points))
    turned = float(np.mean([facing(skeletons, camera, seg, (-1.0, 0.0, 0.0)) for seg in ("pelvis", "thorax upper")]))
    return tuple(lines), turned
