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

Material = Literal["mat", "wood", "wall", "soft", "card", "metal", "cloth", "band"]
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
        layer: ``back`` is behind the body always, ``body`` takes part in the depth order, ``front`` is over it.
    """

    name: str
    material: Material
    parts: tuple[Block | Round | Rod, ...]
    poses: tuple[tuple[Block | Round | Rod, ...], ...] = field(default=())
    layer: Literal["back", "body", "front"] = "back"

    def at(self, pose: int) -> tuple[Block | Round | Rod, ...]:
        """Return its parts in one pose."""
        return self.poses[pose] if self.poses else self.parts

    def only(self, *poses: int) -> Thing:
        """Return the thing as it is in some poses."""
        if not self.poses:
            return self
        kept = tuple(self.poses[pose] for pose in poses)
        return replace(self, parts=kept[0], poses=kept)


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
    return Thing("pillow", "soft", (Round(corners),))


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


def car_seat(seat: Point, lean: float = 20.0) -> Thing:
    """Return a car seat with its cushion's upper face at ``seat``."""
    rise = 0.62
    back = 0.26 + float(np.sin(np.radians(lean))) * rise / 2
    cushion = Block((seat[0], seat[1], seat[2] - 0.07), (0.26, 0.25, 0.07), 0.0, 6.0)
    rest = Block((seat[0] - back, seat[1], seat[2] + rise / 2), (0.05, 0.24, rise / 2), 0.0, lean)
    foot = Block((seat[0] - 0.05, seat[1], (seat[2] - 0.14) / 2), (0.20, 0.20, (seat[2] - 0.14) / 2))
    return Thing("car seat", "metal", (rest, foot, cushion))
