"""What to draw around a posture: the things it names, placed where the body touches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from loosen.domain.outline import Held, HeldKind
from loosen.domain.posture import Load, Posture, Prop
from loosen.figures import things
from loosen.figures.skeleton import Skeleton
from loosen.figures.things import Block, Material, Point, Thing

if TYPE_CHECKING:
    from loosen.figures.subject import Posed

Array = NDArray[np.float64]

_FEET = ("foot", "heel", "ball", "toe", "sole")
LOWEST_WALL_M = 0.75
_LYING_M = 1.1
_LOW_M = 0.45  # what is lower than this may lie over a mat


@dataclass(frozen=True)
class _Spot:
    """Where a surface is touched through all poses.

    Attributes:
        prop: Its description.
        points: Places of contact, shape (n, 3); the point of its plane if nothing touches.
        sites: Names of the sites.
        reach: Bounds of the whole body over the ground, shape (2, 3).
        floor: Height of what lies under it.
    """

    prop: Prop
    points: Array
    sites: tuple[str, ...]
    reach: Array
    floor: float = 0.0

    @property
    def middle(self) -> Array:
        low, high = self.points.min(axis=0), self.points.max(axis=0)
        result: Array = (low + high) / 2
        return result

    @property
    def top(self) -> float:
        return float(np.median(self.points[:, 2]))

    def size(self, length: float, width: float, thickness: float) -> Point:
        given = self.prop.size
        return (given[0], given[1], given[2]) if given else (length, width, thickness)


def furnish(
    posture: Posture, poses: Sequence[Posed], skeletons: Sequence[Skeleton], along: Sequence[Held] = ()
) -> tuple[Thing, ...]:
    """Return the things around the body in all poses, from the back to the front.

    Args:
        posture: The document.
        poses: Its solved poses.
        skeletons: The same as skeletons.
        along: Sticks, towels and bands; those of other postures are left out.
    """
    props = dict(posture.props)
    for key in posture.key:
        props.update(key.props)
    reach = _reach(skeletons)
    found: list[Thing] = []
    kinds = {name: prop.kind for name, prop in props.items()}
    back = next((_spot(name, prop, poses, reach) for name, prop in props.items() if prop.kind == "backrest"), None)
    for name, prop in sorted(props.items(), key=lambda item: _ORDER.get(item[1].kind, 5)):
        spot = _spot(name, prop, poses, reach, floor=_under(name, props, poses, reach))
        if prop.kind in {"chair", "cushioned chair"}:
            found.append(_chair(spot, back))
        elif prop.kind == "car seat":
            found.append(_car_seat(spot, back))
        elif prop.kind == "backrest" and {"chair", "cushioned chair", "car seat"} & set(kinds.values()):
            continue
        elif prop.kind in _MAKERS:
            found.append(_MAKERS[prop.kind](spot))
    if "bed" not in kinds.values() and _lies_on_floor(poses):
        found.insert(0, _mat(poses, skeletons))
    found.sort(key=lambda thing: 0 if thing.name == "wall" else 1)
    load = next((wish.load for wish in (*posture.key, posture) if wish.load is not None), None)
    if load is not None and load.kg > 0:
        found.extend(_held(load, skeletons))
    found.extend(_along(held, poses) for held in along if posture.id in held.postures)
    return tuple(found)


_LINES: dict[HeldKind, tuple[Material, float]] = {
    HeldKind.STICK: ("wood", 0.025),
    HeldKind.TOWEL: ("cloth", 0.045),
    HeldKind.BAND: ("band", 0.018),
}


def _along(held: Held, poses: Sequence[Posed]) -> Thing:
    """Return a stick, towel, band or wheel through points of the body."""
    if held.kind is HeldKind.WHEEL:
        hands = [[np.asarray(pose.placement.site(name), dtype=float) for name in held.through] for pose in poses]
        return things.wheel([(left, right) for left, right in hands], float(held.beyond_m))
    rows = []
    for pose in poses:
        points = [np.asarray(pose.placement.site(name), dtype=float) for name in held.through]
        if held.tied is not None:
            points.insert(len(points) // 2, np.array(held.tied, dtype=float))
        ends = points[-1] - points[0]
        reach = ends / max(float(np.linalg.norm(ends)), 1e-9) * held.beyond_m
        points[0], points[-1] = points[0] - reach, points[-1] + reach
        rows.append(tuple((float(x), float(y), float(z)) for x, y, z in points))
    material, width = _LINES[held.kind]
    return things.line(held.kind.value, rows, material, width)


def _reach(skeletons: Sequence[Skeleton]) -> Array:
    every = np.vstack([np.stack(list(s.origin.values())) for s in skeletons])
    return np.stack([every.min(axis=0), every.max(axis=0)])


def _touches(name: str, poses: Sequence[Posed]) -> tuple[Array, tuple[str, ...]]:
    found = [(np.asarray(t.point), t.site) for pose in poses for t in pose.contacts if t.surface == name]
    if not found:
        return np.zeros((0, 3)), ()
    return np.stack([point for point, _ in found]), tuple(site for _, site in found)


def _spot(name: str, prop: Prop, poses: Sequence[Posed], reach: Array, floor: float = 0.0) -> _Spot:
    points, sites = _touches(name, poses)
    if not len(points):
        points = np.array([prop.at], dtype=float)
    return _Spot(prop, points, sites, reach, floor)


def _under(name: str, props: dict[str, Prop], poses: Sequence[Posed], reach: Array) -> float:
    """Return the height of the bed under a pillow, or of the floor."""
    for other, prop in props.items():
        if other != name and prop.kind == "bed":
            return _spot(other, prop, poses, reach).top
    return 0.0


def _lies_on_floor(poses: Sequence[Posed]) -> bool:
    sites = {t.site for pose in poses for t in pose.contacts if t.surface in {"floor", "mat"}}
    return any(not any(word in site for word in _FEET) for site in sites)


def _mat(poses: Sequence[Posed], skeletons: Sequence[Skeleton]) -> Thing:
    points = [np.asarray(t.point) for pose in poses for t in pose.contacts if t.surface in {"floor", "mat"}]
    for skeleton in skeletons:
        points.extend(place for place in skeleton.origin.values() if place[2] < _LOW_M)
    every = np.stack(points)
    low, high = every.min(axis=0), every.max(axis=0)
    side = max(0.30, abs(low[1]) + 0.06, abs(high[1]) + 0.06)
    return things.mat((float(low[0]) - 0.16, float(high[0]) + 0.16), (-min(side, 0.5), min(side, 0.5)))


def _chair(spot: _Spot, back: _Spot | None) -> Thing:
    sat = [i for i, site in enumerate(spot.sites) if any(word in site for word in ("sit bone", "buttock", "tail"))]
    depth, width, _ = spot.size(0.42, 0.44, 0.0)
    if sat:
        x = float(spot.points[sat, 0].mean()) - 0.13 + depth / 2
        y = float(spot.points[sat, 1].mean())
    else:
        x, y = float(spot.middle[0]), float(spot.middle[1])
    seat = (x, y, spot.top)
    if back is None:
        return things.stool(seat, depth, width)
    lean = float(back.prop.recline) if back.prop.recline is not None else 8.0
    low = seat[0] - depth / 2
    behind = float(back.points[:, 0].min()) if back.sites else low
    return things.chair((max(behind + depth / 2 + 0.02, x - 0.06), y, spot.top), depth, width, lean=lean)


def _car_seat(spot: _Spot, back: _Spot | None) -> Thing:
    lean = float(back.prop.recline) if back is not None and back.prop.recline is not None else 20.0
    return things.car_seat((float(spot.middle[0]), float(spot.middle[1]), spot.top), lean)


def _backrest(spot: _Spot) -> Thing:
    lean = float(spot.prop.recline or 0.0)
    x, y, z = (float(v) for v in spot.middle)
    return Thing("backrest", "soft", (Block((x - 0.04, y, z), (0.03, 0.24, 0.30), 0.0, lean),))


def _wall(spot: _Spot) -> Thing:
    normal = np.array(spot.prop.normal, dtype=float)
    x, y, _ = (float(v) for v in spot.middle)
    top = max(LOWEST_WALL_M, float(spot.reach[1, 2]) + 0.25)
    if abs(normal[1]) > abs(normal[0]):
        sign = 1.0 if normal[1] > 0 else -1.0
        low, high = float(spot.reach[0, 0]) - 0.25, float(spot.reach[1, 0]) + 0.25
        half = ((high - low) / 2, 0.02, top / 2)
        return Thing("wall", "wall", (Block(((low + high) / 2, y - sign * 0.02, top / 2), half),))
    side = (y - 0.50, y + 0.50)
    return things.wall(x, side, top, 1 if normal[0] > 0 else -1)


def _bed(spot: _Spot) -> Thing:
    length, width, _ = spot.size(0.0, 0.9, 0.0)
    low, high = float(spot.points[:, 0].min()) - 0.25, float(spot.points[:, 0].max()) + 0.25
    if spot.reach[1, 0] - spot.reach[0, 0] > _LYING_M:  # somebody lies on it: room for head and feet
        low, high = min(low, float(spot.reach[0, 0]) - 0.22), max(high, float(spot.reach[1, 0]) + 0.28)
    if length > high - low:
        middle = (low + high) / 2
        low, high = middle - length / 2, middle + length / 2
    y = float(spot.middle[1])
    return things.bed((low, high), spot.top, (y - width / 2, y + width / 2))


def _table(spot: _Spot) -> Thing:
    length, width, _ = spot.size(0.60, 0.90, 0.0)
    start = float(spot.points[:, 0].min()) - 0.10
    end, y = max(start + length, float(spot.points[:, 0].max()) + 0.12), spot.prop.at[1]
    return things.table((start, end), spot.top, (y - width / 2, y + width / 2))


def _pillow(spot: _Spot) -> Thing:
    x, y, _ = (float(v) for v in spot.middle)
    length, width, thick = spot.size(0.26, 0.40, 0.0)
    height = thick or max(0.04, min(spot.top - spot.floor, 0.30))
    return things.pillow((x, y, spot.top - height / 2), (length / 2, width / 2, height / 2))


def _box(spot: _Spot) -> Thing:
    x, y, _ = (float(v) for v in spot.middle)
    length, width, _ = spot.size(0.36, 0.40, 0.0)
    half = (length / 2, width / 2, spot.top / 2)
    return Thing("box", "card", (Block((x, y, spot.top / 2), half),))


def _step(spot: _Spot) -> Thing:
    x, y, _ = (float(v) for v in spot.middle)
    length, width, _ = spot.size(0.34, 0.60, 0.0)
    return things.step((x, y, spot.top), (length / 2, width / 2))


def _ball(spot: _Spot) -> Thing:
    radius = spot.size(0.07, 0.07, 0.07)[0] / 2
    normal = np.array(spot.prop.normal, dtype=float)
    middle = spot.middle - normal / max(float(np.linalg.norm(normal)), 1e-9) * radius
    return things.ball((float(middle[0]), float(middle[1]), float(middle[2])), radius)


def _roller(spot: _Spot) -> Thing:
    _, width, thick = spot.size(0.0, 0.44, 0.0)
    radius = thick / 2 or max(0.04, min(0.08, spot.top / 2))
    normal = np.array(spot.prop.normal, dtype=float)
    x, y, z = (float(v) for v in spot.middle - normal / max(float(np.linalg.norm(normal)), 1e-9) * radius)
    ends = tuple(((x, y + side, z), (radius, 0.03, radius)) for side in (-width / 2, width / 2))
    return Thing("roller", "metal", (things.Round(ends),))


def _armrest(spot: _Spot) -> Thing:
    sides = np.array([site.startswith("left") for site in spot.sites] or [True])
    parts = []
    for side in (True, False):  # the far one first
        if (sides == side).any():
            x, y, z = (float(v) for v in spot.points[sides == side].mean(axis=0))
            parts.append(Block((x, y, z - 0.02), (0.15, 0.03, 0.02)))
    return Thing("armrest", "wood", tuple(parts))


def _doorway(spot: _Spot) -> Thing:
    x, y, _ = (float(v) for v in spot.middle)
    return Thing("doorway", "wall", (Block((x, y, 1.0), (0.05, 0.04, 1.0)),))


_MAKERS: dict[str, Callable[[_Spot], Thing]] = {
    "wall": _wall,
    "bed": _bed,
    "table": _table,
    "pillow": _pillow,
    "cushion": _pillow,
    "towel": _pillow,
    "box": _box,
    "step": _step,
    "ball": _ball,
    "roller": _roller,
    "armrest": _armrest,
    "backrest": _backrest,
    "doorway": _doorway,
}
DRAWN_KINDS = frozenset({*_MAKERS, "chair", "cushioned chair", "car seat"})
"""Kinds of surfaces that are drawn."""
_ORDER = {"wall": 0, "doorway": 1, "bed": 1, "table": 2, "chair": 2, "cushioned chair": 2, "car seat": 2, "box": 3}


def _held(load: Load, skeletons: Sequence[Skeleton]) -> list[Thing]:
    """Return what the hands hold: a box between two hands, a case under one."""
    middles = []
    for skeleton in skeletons:
        grips = [
            skeleton.place(f"{side} hand", np.array([0.0, 0.0, -0.085]))
            for side in ("left", "right")
            if load.hands in {"both", side}
        ]
        ahead = skeleton.rotation["pelvis"][:, 0] * [1.0, 1.0, 0.0]
        ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-9)
        middle = np.mean(grips, axis=0) + ahead * load.ahead_m - np.array([0.0, 0.0, load.below_m])
        middles.append((float(middle[0]), float(middle[1]), float(middle[2])))
    if load.hands != "both":
        return [things.weight(middles)]
    size = load.size or (0.30, 0.34, 0.24)
    return [things.box(middles, (size[0] / 2, size[1] / 2, size[2] / 2))]
