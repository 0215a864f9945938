"""What hands hold and what runs along the body: boxes, cases, weights, sticks, towels, bands, a steering wheel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from loosen.domain.outline import Held, HeldKind
from loosen.domain.posture import Load, Posture
from loosen.figures import things
from loosen.figures.skeleton import Skeleton
from loosen.figures.things import Material, Point, Thing

if TYPE_CHECKING:
    from loosen.figures.subject import Posed

Array = NDArray[np.float64]

_LINES: dict[HeldKind, tuple[Material, float]] = {
    HeldKind.STICK: ("wood", 0.025),
    HeldKind.TOWEL: ("cloth", 0.045),
    HeldKind.BAND: ("band", 0.018),
}
_BOX = (0.30, 0.34, 0.24)  # length, width and height of a box of no given size [m]
_SOON = 2.0  # a thing that comes into use is there after half of the way, before the body meets it

_WEIGHTS = {HeldKind.DUMBBELL, HeldKind.WEIGHTS}


def carried(
    posture: Posture, poses: Sequence[Posed], skeletons: Sequence[Skeleton], along: Sequence[Held]
) -> list[Thing]:
    """Return what the hands hold in all poses.

    Args:
        posture: The document.
        poses: Its solved poses.
        skeletons: The same as skeletons.
        along: What single postures hold; that of others is left out.
    """
    mine = [held for held in along if posture.id in held.postures]
    load = next((wish.load for wish in (*posture.key, posture) if wish.load is not None), None)
    found: list[Thing] = []
    if load is not None and load.kg > 0 and not any(held.kind in _WEIGHTS for held in mine):
        found.append(_load(load, skeletons))
    for held in mine:
        shown = shown_through(poses, lambda pose, keys=held.keys: not keys or pose.key in keys)  # type: ignore[misc]
        found.extend(replace(thing, shown=shown) for thing in _along(held, load, poses))
    return found


def shown_through(poses: Sequence[Posed], used: Callable[[Posed], bool]) -> tuple[float, ...]:
    """Return how clearly a thing shows in each pose: 1 at keys that use it, 0 at others, fading between.

    Args:
        poses: All poses; those between two keys have the share of the way gone.
        used: Tells of a key pose whether the thing is in use there.
    """
    keys = [i for i, pose in enumerate(poses) if pose.share >= 1]
    flags = {i: float(used(poses[i])) for i in keys}
    if not flags or min(flags.values()) == max(flags.values()):
        return ()
    found = []
    for i, pose in enumerate(poses):
        before = flags[max(k for k in keys if k <= i)]
        after = flags[min(k for k in keys if k >= i)]
        way = pose.share if after > before else 1 - pose.share
        found.append(before if before == after else float(np.clip(_SOON * way, 0, 1)))
    return tuple(found)


def _load(load: Load, skeletons: Sequence[Skeleton]) -> Thing:
    """Return a box between two hands, or a case under one."""
    middles = _middles(load, skeletons)
    if load.hands != "both":
        return things.weight(middles)
    size = load.size or _BOX
    return things.box(middles, (size[0] / 2, size[1] / 2, size[2] / 2))


def _middles(load: Load, skeletons: Sequence[Skeleton]) -> list[Point]:
    """Return the middle of a load in each pose."""
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
        middles.append(_point(middle))
    return middles


def _along(held: Held, load: Load | None, poses: Sequence[Posed]) -> list[Thing]:
    """Return a thing of a posture through points of the body."""
    rows = [[np.asarray(pose.placement.site(name), dtype=float) for name in held.through] for pose in poses]
    if held.kind is HeldKind.WHEEL:
        return [things.wheel([(row[0], row[-1]) for row in rows], float(held.beyond_m))]
    if held.kind is HeldKind.DUMBBELL:
        size = load.size if load is not None and load.size else _BOX
        return things.dumbbell([(row[0], row[-1]) for row in rows], size[2] / 2)
    if held.kind is HeldKind.WEIGHTS:
        return [part for name in held.through for part in _hand_weight(poses, name)]
    material, width = _LINES[held.kind]
    return [things.line(held.kind.value, [_ended(held, row) for row in rows], material, width)]


def _hand_weight(poses: Sequence[Posed], name: str) -> list[Thing]:
    """Return a small weight in one hand, along the thumb's side to the little finger's."""
    side = name.split(" ", 1)[0]
    rows = []
    for pose in poses:
        across = np.asarray(pose.placement.site(f"{side} palm thumb side")) - np.asarray(
            pose.placement.site(f"{side} palm little side")
        )
        half = across / max(float(np.linalg.norm(across)), 1e-9) * things.HAND_WEIGHT_M
        middle = np.asarray(pose.placement.site(name), dtype=float)
        rows.append((middle - half, middle + half))
    return things.dumbbell(rows, things.HAND_WEIGHT_M * 0.8)


def _ended(held: Held, row: Sequence[Array]) -> tuple[Point, ...]:
    """Return a line through points, tied in the middle and drawn on past its ends."""
    points = list(row)
    if held.tied is not None:
        points.insert(len(points) // 2, np.array(held.tied, dtype=float))
    ends = points[-1] - points[0]
    reach = ends / max(float(np.linalg.norm(ends)), 1e-9) * held.beyond_m
    points[0], points[-1] = points[0] - reach, points[-1] + reach
    return tuple(_point(point) for point in points)


def _point(place: Array) -> Point:
    return float(place[0]), float(place[1]), float(place[2])
