"""Things around the body: mats, chairs, walls, boxes, pillows and what the hands hold, as blocks, rounds and rods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from loosen.figures.skeleton import Solid

Array = NDArray[np.float64]
Point = tuple[float, float, float]

Material = Literal["mat", "wood", "wall", "soft", "card", "metal", "cloth", "band", "pillow", "white"]
WHEEL_LEAN = 0.42
"""How far the upper edge of a steering wheel leans away, as the sine of the angle."""
MATTRESS_M = 0.2
"""A bed lower than this is drawn as its mattress alone."""


@dataclass(frozen=True)
class Block:
    """A box that may be turned about the upright axis and leant back.

    Attributes:
        middle: Its centre [m].
        half: Half sizes [m].
        yaw: Turn to the left [degrees].
        lean: Lean backward [degrees].
        tint: Material, where it is another than that of the whole thing.
    """

    middle: Point
    half: Point
    yaw: float = 0.0
    lean: float = 0.0
    tint: Material | None = None

    @property
    def axes(self) -> Array:
        """Half axes as columns, shape (3, 3)."""
        a, b = np.radians(self.yaw), np.radians(-self.lean)
        about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
        about_y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
        result: Array = about_z @ about_y * np.array(self.half)
        return result

    def corners(self) -> Array:
        """Return the eight corners, shape (8, 3)."""
        signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
        result: Array = np.array(self.middle) + signs @ self.axes.T
        return result

    def balls(self) -> list[Solid]:
        """Return balls that fill the block roughly, for the depth order."""
        longest = int(np.argmax(self.half))
        small = float(np.sort(self.half)[1])
        count = max(1, round(self.half[longest] / max(small, 0.03)))
        steps = np.linspace(-1, 1, count + 2)[1:-1]
        axis = self.axes[:, longest]
        size = np.diag([max(0.02, float(np.sort(self.half)[0]))] * 3)
        return [Solid(np.array(self.middle) + axis * s, size) for s in steps]


@dataclass(frozen=True)
class Round:
    """The hull of balls: pillows, rolls, exercise balls."""

    balls_at: tuple[tuple[Point, Point], ...]

    def balls(self) -> list[Solid]:
        """Return its balls in the world."""
        return [
            Solid(np.array(at, dtype=float), np.diag(np.array(radii, dtype=float))) for at, radii in self.balls_at
        ]


@dataclass(frozen=True)
class Rod:
    """A line through points: a stick, a band, a chair leg."""

    points: tuple[Point, ...]
    width: float = 0.025
    tint: Material | None = None

    def balls(self) -> list[Solid]:
        """Return balls along the line."""
        return [Solid(np.array(p, dtype=float), np.eye(3) * self.width / 2) for p in self.points]


@dataclass(frozen=True)
class Thing:
    """Something drawn with the body.

    Attributes:
        name: For the text alternative.
        material: How it is painted.
        parts: Blocks, rounds and rods, back to front.
        poses: The parts for each pose, if the thing moves; each row like ``parts``.
        shown: How clearly it shows in each pose, from 0 to 1, if not always fully.
        layer: ``back`` is behind the body always, ``body`` takes part in the depth order, ``front`` is over it.
    """

    name: str
    material: Material
    parts: tuple[Block | Round | Rod, ...]
    poses: tuple[tuple[Block | Round | Rod, ...], ...] = field(default=())
    layer: Literal["back", "body", "front"] = "back"
    shown: tuple[float, ...] = ()

    def at(self, pose: int) -> tuple[Block | Round | Rod, ...]:
        """Return its parts in one pose."""
        return self.poses[pose] if self.poses else self.parts

    def only(self, *poses: int) -> Thing:
        """Return the thing as it is in some poses."""
        shown = tuple(self.shown[pose] for pose in poses) if self.shown else ()
        if not self.poses:
            return replace(self, shown=shown)
        kept = tuple(self.poses[pose] for pose in poses)
        return replace(self, parts=kept[0], poses=kept, shown=shown)


def mat(x: tuple[float, float], y: tuple[float, float] = (-0.32, 0.32), top: float = 0.0) -> Thing:
    """Return an exercise mat; its upper face lies at ``top``."""
    middle = ((x[0] + x[1]) / 2, (y[0] + y[1]) / 2, top - 0.007)
    return Thing("mat", "mat", (Block(middle, ((x[1] - x[0]) / 2, (y[1] - y[0]) / 2, 0.007)),))


def stool(seat: Point, depth: float = 0.40, width: float = 0.42, yaw: float = 0.0, floor: float = 0.0) -> Thing:
    """Return a stool whose seat has its upper face in the middle at ``seat``."""
    return Thing("stool", "wood", (*_legs(seat, depth, width, yaw, floor), _seat(seat, depth, width, yaw)))


def chair(
    seat: Point, depth: float = 0.42, width: float = 0.44, yaw: float = 0.0, lean: float = 8.0, back: float = 0.46
) -> Thing:
    """Return a chair; its back rises behind the seat."""
    turn = np.radians(yaw)
    behind = depth / 2 + np.sin(np.radians(lean)) * back / 2
    middle = (
        seat[0] - behind * float(np.cos(turn)),
        seat[1] - behind * float(np.sin(turn)),
        seat[2] + back / 2 + 0.04,
    )
    panel = Block(middle, (0.014, width / 2 - 0.01, back / 2), yaw, lean)
    return Thing("chair", "wood", (panel, *_legs(seat, depth, width, yaw, 0.0), _seat(seat, depth, width, yaw)))


def _seat(seat: Point, depth: float, width: float, yaw: float) -> Block:
    return Block((seat[0], seat[1], seat[2] - 0.02), (depth / 2, width / 2, 0.02), yaw)


def _legs(seat: Point, depth: float, width: float, yaw: float, floor: float) -> list[Block]:
    c, s = float(np.cos(np.radians(yaw))), float(np.sin(np.radians(yaw)))
    height = seat[2] - 0.04 - floor
    legs = []
    for x, y in ((-1, 1), (1, 1), (-1, -1), (1, -1)):
        u, v = x * (depth / 2 - 0.03), y * (width / 2 - 0.03)
        place = (seat[0] + c * u - s * v, seat[1] + s * u + c * v, floor + height / 2)
        legs.append(Block(place, (0.016, 0.016, height / 2), yaw))
    return legs


def wall(x: float, y: tuple[float, float] = (-0.55, 0.55), height: float = 1.9, facing: int = 1) -> Thing:
    """Return a wall with its face at ``x``, toward +x for ``facing`` 1 and toward -x for -1."""
    middle = (x - facing * 0.02, (y[0] + y[1]) / 2, height / 2)
    return Thing("wall", "wall", (Block(middle, (0.02, (y[1] - y[0]) / 2, height / 2)),))


def bed(x: tuple[float, float], top: float, y: tuple[float, float] = (-0.45, 0.45)) -> Thing:
    """Return a bed: a mattress on a frame, its upper face at ``top``."""
    mx, my, hx, hy = (x[0] + x[1]) / 2, (y[0] + y[1]) / 2, (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
    mattress = Block((mx, my, top - 0.08), (hx, hy, 0.08))
    if top < MATTRESS_M:  # the floor of the pose is the bed
        return Thing("bed", "soft", (mattress,))
    rest = (top - 0.16) / 2
    return Thing("bed", "soft", (Block((mx, my, rest), (hx - 0.03, hy - 0.03, rest), tint="wood"), mattress))


def table(x: tuple[float, float], top: float, y: tuple[float, float] = (-0.45, 0.45)) -> Thing:
    """Return a table or desk with its upper face at ``top``."""
    middle = ((x[0] + x[1]) / 2, (y[0] + y[1]) / 2, top)
    depth, width = x[1] - x[0], y[1] - y[0]
    parts = (*_legs(middle, depth, width, 0.0, 0.0), _seat(middle, depth, width, 0.0))
    return Thing("table", "wood", parts)


def step(middle: Point, half: tuple[float, float] = (0.18, 0.30)) -> Thing:
    """Return a step whose upper face has its middle at ``middle``."""
    return Thing("step", "wood", (Block((middle[0], middle[1], middle[2] / 2), (*half, middle[2] / 2)),))


def box(middle: Sequence[Point], half: Point = (0.16, 0.18, 0.13)) -> Thing:
    """Return a box held or standing, one middle for each pose."""
    poses = tuple((Block(at, half),) for at in middle)
    return Thing("box", "card", poses[0], poses, "body")


def pillow(middle: Point, half: Point = (0.14, 0.20, 0.05)) -> Thing:
    """Return a pillow or cushion: a block with round edges."""
    edge = min(half) * 0.7
    corners = tuple(
        (
            (
                middle[0] + i * (half[0] - edge),
                middle[1] + j * (half[1] - edge),
                middle[2] + k * (half[2] - edge),
            ),
            (edge, edge, edge),
        )
        for i in (-1.0, 1.0)
        for j in (-1.0, 1.0)
        for k in (-1.0, 1.0)
    )
    return Thing("pillow", "pillow", (Round(corners),))


def ball(middle: Point, radius: float) -> Thing:
    """Return a ball."""
    return Thing("ball", "band", (Round(((middle, (radius, radius, radius)),)),), layer="body")


def line(name: str, points: Sequence[tuple[Point, ...]], material: Material = "band", width: float = 0.02) -> Thing:
    """Return a stick, band or towel through points, for each pose."""
    poses = tuple((Rod(p, width),) for p in points)
    return Thing(name, material, poses[0], poses, "body")


def wheel(hands: Sequence[tuple[Array, Array]], wider_m: float = 0.0) -> Thing:
    """Return a steering wheel between two hands, its upper edge leaning away, for each pose."""
    around = np.linspace(0, 2 * np.pi, 19)
    poses = []
    for left, right in hands:
        middle, across = (left + right) / 2, (left - right) / 2
        radius = float(np.linalg.norm(across)) + wider_m
        side = across / max(float(np.linalg.norm(across)), 1e-9)
        ahead = np.cross(side, [0.0, 0.0, 1.0])
        up = WHEEL_LEAN * ahead + np.sqrt(1 - WHEEL_LEAN**2) * np.array([0.0, 0.0, 1.0])
        rim = middle + radius * (np.outer(np.cos(around), side) + np.outer(np.sin(around), up))
        poses.append((Rod(tuple((float(x), float(y), float(z)) for x, y, z in rim), 0.028),))
    return Thing("wheel", "metal", poses[0], tuple(poses), "body")


def weight(middle: Sequence[Point], half: Point = (0.17, 0.06, 0.14), name: str = "case") -> Thing:
    """Return a case carried by a handle, with the middle of the grip for each pose."""
    poses = tuple(
        (
            Rod(
                (
                    (x - 0.07, y, z - 0.07),
                    (x - 0.06, y, z - 0.01),
                    (x + 0.06, y, z - 0.01),
                    (x + 0.07, y, z - 0.07),
                ),
                0.022,
            ),
            Block((x, y, z - 0.06 - half[2]), half),
        )
        for x, y, z in middle
    )
    return Thing(name, "metal", poses[0], poses, "body")


HAND_WEIGHT_M = 0.04
"""Half the length of a small weight for one hand."""


def dumbbell(hands: Sequence[tuple[Array, Array]], radius: float) -> list[Thing]:
    """Return a bar between two points for each pose, and a round weight at each end of it.

    Each is a thing of its own, so that a hand may lie between the two weights.
    """
    bars, starts, ends = [], [], []
    for start, end in hands:
        across = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
        low, high = start - across * 0.05, end + across * 0.05
        starts.append((_disc(low, across, radius),))
        ends.append((_disc(high, across, radius),))
        bars.append((Rod(tuple((float(x), float(y), float(z)) for x, y, z in (low, high)), 0.03),))
    return [Thing("weight", "metal", rows[0], tuple(rows), "body") for rows in (bars, starts, ends)]


def _disc(middle: Array, axis: Array, radius: float) -> Round:
    """Return a round plate across an axis, as a ring of small balls."""
    first = np.cross(axis, [0.0, 0.0, 1.0] if abs(axis[2]) < 0.9 else [1.0, 0.0, 0.0])  # noqa: PLR2004
    first /= np.linalg.norm(first)
    second = np.cross(axis, first)
    thin = 0.022
    around = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    places = middle + (radius - thin) * (np.outer(np.cos(around), first) + np.outer(np.sin(around), second))
    return Round(tuple(((float(x), float(y), float(z)), (thin, thin, thin)) for x, y, z in places))


def basin(top: Point, size: Point) -> Thing:
    """Return a wash basin on its foot, with a tap; its rim is in the middle at ``top``."""
    x, y, z = top
    foot = Block((x + 0.04, y, (z - 0.16) / 2), (size[0] / 5, size[1] / 7, (z - 0.16) / 2))
    bowl = Block((x, y, z - 0.08), (size[0] / 2, size[1] / 2, 0.08))
    far = x + size[0] / 2 - 0.05
    tap = Rod(((far, y, z), (far, y, z + 0.14), (far - 0.11, y, z + 0.14), (far - 0.11, y, z + 0.10)), 0.022, "metal")
    return Thing("basin", "white", (foot, bowl, tap))


def boot(top: Point, size: Point) -> Thing:
    """Return the open back of a car whose sill has its upper face at ``top``."""
    x, y, z = top
    middle, roof = x + size[0] / 2, z + 0.60
    body = Block((middle, y, z / 2 + 0.10), (size[0], size[1] / 2, z / 2 - 0.10))
    cabin = Block((middle + size[0], y, (roof + 0.2) / 2), (size[0] / 2, size[1] / 2, (roof - 0.2) / 2))
    lid = Block((middle + 0.12, y, roof + 0.16), (size[0] * 0.8, size[1] / 2, 0.02), 0.0, -24.0)
    wheel = tuple(((middle + 0.15, y - size[1] / 2 + side, 0.17), (0.17, 0.02, 0.17)) for side in (0.0, 0.04))
    return Thing("car boot", "metal", (cabin, lid, body, Round(wheel)))


def trolley(top: Point, size: Point) -> Thing:
    """Return a shopping trolley: a basket on wheels, its near edge at the handle."""
    x, y, z = top
    half = (size[0] / 2, size[1] / 2, 0.17)
    parts: list[Block | Round | Rod] = []
    for side in (0.85, -0.85):
        rail = y + side * half[1]
        parts.append(Rod(((x - half[0], rail, z - 0.2), (x - half[0], rail, 0.12), (x + half[0], rail, 0.12)), 0.02))
        parts += [Round((((x + end * half[0], rail, 0.06), (0.06, 0.018, 0.06)),)) for end in (-0.9, 0.9)]
    return Thing("trolley", "metal", (*parts, Block((x, y, z - half[2]), half)))


def car_seat(seat: Point, lean: float = 20.0) -> Thing:
    """Return a car seat with its cushion's upper face at ``seat``."""
    rise = 0.62
    back = 0.26 + float(np.sin(np.radians(lean))) * rise / 2
    cushion = Block((seat[0], seat[1], seat[2] - 0.07), (0.26, 0.25, 0.07), 0.0, 6.0)
    rest = Block((seat[0] - back, seat[1], seat[2] + rise / 2), (0.05, 0.24, rise / 2), 0.0, lean)
    foot = Block((seat[0] - 0.05, seat[1], (seat[2] - 0.14) / 2), (0.20, 0.20, (seat[2] - 0.14) / 2))
    return Thing("car seat", "metal", (rest, foot, cushion))
