"""What to draw around a posture: the things it names, placed where the body touches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from loosen.domain.outline import Held
from loosen.domain.posture import Posture, Prop
from loosen.figures import things
from loosen.figures.carried import carried, shown_through
from loosen.figures.skeleton import Skeleton
from loosen.figures.things import Block, Point, Thing

if TYPE_CHECKING:
    from loosen.figures.subject import Posed

Array = NDArray[np.float64]

_FEET = ("foot", "heel", "ball", "toe", "sole")
LOWEST_WALL_M = 0.75
_LYING_M = 1.1
_SEAT = ("sit bone", "buttock", "tail")
_BESIDE_M = 0.06  # feet stand this far from the side of a bed
_LOW_M = 0.45  # what is lower than this may lie over a mat


@dataclass(frozen=True)
class _Spot:
    """Where a surface is touched through all poses.

    Attributes:
        name: What the document calls it.
        prop: Its description.
        points: Places of contact, shape (n, 3); the point of its plane if nothing touches.
        sites: Names of the sites.
        reach: Bounds of the whole body over the ground, shape (2, 3).
        floor: Height of what lies under it.
        feet: Places where feet stand on the floor beside it, shape (n, 3).
    """

    name: str
    prop: Prop
    points: Array
    sites: tuple[str, ...]
    reach: Array
    floor: float = 0.0
    feet: Array = field(default_factory=lambda: np.zeros((0, 3)))

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
        elif prop.kind == "armrest":
            found.extend(_armrests(spot, next((float(p.at[2]) for p in props.values() if "chair" in p.kind), 0.0)))
        elif prop.kind in _MAKERS:
            made = _MAKERS[prop.kind](spot)
            laid = prop.kind in _LAID and "bed" not in kinds.values()  # what is in bed stays there
            found.append(replace(made, shown=_shown(name, poses)) if laid else made)
    if "bed" not in kinds.values() and _lies_on_floor(poses):
        found.insert(0, _mat(poses, skeletons, [thing for thing in found if thing.name in {"pillow", "towel"}]))
    found.sort(key=lambda thing: 0 if thing.name == "wall" else 1)
    return (*found, *carried(posture, poses, skeletons, along))


_LAID = {"pillow", "cushion", "towel"}
"""What is laid there when it is needed; furniture stands there all the time."""


def _shown(name: str, poses: Sequence[Posed]) -> tuple[float, ...]:
    return shown_through(poses, lambda pose: any(touch.surface == name for touch in pose.contacts))


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
    return _Spot(name, prop, points, sites, reach, floor, _feet_beside(name, poses))


def _feet_beside(name: str, poses: Sequence[Posed]) -> Array:
    """Return where feet stand on the floor in poses that sit across a thing, shape (n, 3)."""
    found = [np.zeros((0, 3))]
    for pose in poses:
        feet, _ = _touches("floor", [pose])
        points, sites = _touches(name, [pose])
        sat = [i for i, site in enumerate(sites) if any(word in site for word in _SEAT)]
        if len(feet) and sat:
            ahead, aside, _ = np.abs(feet.mean(axis=0) - points[sat].mean(axis=0))
            found += [feet] if aside > ahead else []
    return np.vstack(found)


def _under(name: str, props: dict[str, Prop], poses: Sequence[Posed], reach: Array) -> float:
    """Return the height of the bed under a pillow, or of the floor."""
    for other, prop in props.items():
        if other != name and prop.kind == "bed":
            return _spot(other, prop, poses, reach).top
    return 0.0


def _lies_on_floor(poses: Sequence[Posed]) -> bool:
    sites = {t.site for pose in poses for t in pose.contacts if t.surface in {"floor", "mat"}}
    return any(not any(word in site for word in _FEET) for site in sites)


def _mat(poses: Sequence[Posed], skeletons: Sequence[Skeleton], laid: Sequence[Thing]) -> Thing:
    points = [np.asarray(t.point) for pose in poses for t in pose.contacts if t.surface in {"floor", "mat"}]
    for skeleton in skeletons:
        points.extend(place for place in skeleton.origin.values() if place[2] < _LOW_M)
    points.extend(ball.middle for thing in laid for part in thing.parts for ball in part.balls())
    every = np.stack(points)
    low, high = every.min(axis=0), every.max(axis=0)
    side = max(0.30, abs(low[1]) + 0.06, abs(high[1]) + 0.06)
    return things.mat((float(low[0]) - 0.16, float(high[0]) + 0.16), (-min(side, 0.5), min(side, 0.5)))


def _chair(spot: _Spot, back: _Spot | None) -> Thing:
    sat = [i for i, site in enumerate(spot.sites) if any(word in site for word in _SEAT)]
    depth, width, _ = spot.size(0.42, 0.44, 0.0)
    if sat:
        x = float(spot.points[sat, 0].mean()) - 0.13 + depth / 2
        y = float(spot.points[sat, 1].mean())
    else:
        x, y = float(spot.middle[0]), float(spot.middle[1])
    seat = (x, y, spot.top)
    if back is None and not sat and spot.sites and all("palm" in site for site in spot.sites):  # held, not sat on
        return things.chair(seat, width, depth, yaw=-90.0 if y > float(spot.reach.mean(axis=0)[1]) else 90.0)
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
    y = _clear_of_feet(spot, (low, high), width)
    return things.bed((low, high), spot.top, (y - width / 2, y + width / 2))


def _clear_of_feet(spot: _Spot, along: tuple[float, float], width: float) -> float:
    """Return the middle of a bed's width, moved so that feet on the floor stand beside the bed."""
    y = float(spot.middle[1])
    feet = spot.feet[(spot.feet[:, 0] > along[0]) & (spot.feet[:, 0] < along[1])]
    beside = feet[np.abs(feet[:, 1] - y) < width / 2 + _BESIDE_M]
    if not len(beside) or spot.top < things.MATTRESS_M:
        return y
    if beside[:, 1].mean() < y:
        return max(y, float(beside[:, 1].max()) + _BESIDE_M + width / 2)
    return min(y, float(beside[:, 1].min()) - _BESIDE_M - width / 2)


def _table(spot: _Spot) -> Thing:
    length, width, _ = spot.size(0.60, 0.90, 0.0)
    start = float(spot.points[:, 0].min()) - 0.10
    end, y = max(start + length, float(spot.points[:, 0].max()) + 0.12), spot.prop.at[1]
    return things.table((start, end), spot.top, (y - width / 2, y + width / 2))


def _pillow(spot: _Spot) -> Thing:
    x, y, _ = (float(v) for v in spot.middle)
    length, width, thick = spot.size(0.26, 0.40, 0.0)
    height = thick or max(0.04, min(spot.top - spot.floor, 0.30))
    made = things.pillow((x, y, spot.top - height / 2), (length / 2, width / 2, height / 2))
    return replace(made, name="towel", material="cloth") if spot.prop.kind == "towel" else made


def _box(spot: _Spot) -> Thing:
    x, y, _ = (float(v) for v in spot.middle)
    if spot.name in _FIXTURES:
        place = spot.prop.at if spot.name == "trolley" else (x, y, spot.top)
        return _FIXTURES[spot.name](place, spot.size(0.36, 0.40, 0.0))
    length, width, _ = spot.size(0.36, 0.40, 0.0)
    half = (length / 2, width / 2, spot.top / 2)
    return Thing("box", "card", (Block((x, y, spot.top / 2), half),))


_FIXTURES = {"basin": things.basin, "boot": things.boot, "trolley": things.trolley}
"""Boxes that a document calls by one of these names look like what they are."""


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


def _armrests(spot: _Spot, seat: float) -> list[Thing]:
    """Return an armrest under each forearm, on a post; each takes its own place before or behind the body."""
    found = []
    for side in ("left", "right"):
        mine = [i for i, site in enumerate(spot.sites) if site.startswith(side)]
        if mine:
            x, y, z = (float(v) for v in spot.points[mine].mean(axis=0))
            post = Block((x + 0.06, y, (z - 0.04 + seat) / 2), (0.016, 0.016, (z - 0.04 - seat) / 2))
            found.append(Thing("armrest", "wood", (post, Block((x, y, z - 0.02), (0.15, 0.03, 0.02))), layer="body"))
    return found


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
    "backrest": _backrest,
    "doorway": _doorway,
}
DRAWN_KINDS = frozenset({*_MAKERS, "armrest", "chair", "cushioned chair", "car seat"})
"""Kinds of surfaces that are drawn."""
_ORDER = {"wall": 0, "doorway": 1, "bed": 1, "table": 2, "chair": 2, "cushioned chair": 2, "car seat": 2, "box": 3}
