"""What is painted over what: one order for all poses of a figure, so that nothing jumps while it moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from loosen.figures.camera import Camera
from loosen.figures.skeleton import Solid

Array = NDArray[np.float64]
Through = Sequence[Sequence[Solid]]

LIMBS = tuple(
    (f"{side} {near}", f"{side} {far}")
    for side in ("right", "left")
    for near, far in (("upper arm", "forearm"), ("thigh", "shank"))
)
_BULGE = 0.35  # share of its radius by which a ball counts as nearer than its middle
_MOST = 0.10  # a depth difference counts up to this [m]
_FORWARD = {"thigh": -0.03, "upper arm": 0.02}
"""How much nearer than they are limbs count against the trunk [m]: seen from the front, legs go under the shirt's
hem and arms over it, the same on both sides."""
_CERTAIN = 1e6
_JOIN_COST = 0.12  # a limb stays whole unless more than this share of a clear overlap speaks against it


def votes(nodes: Mapping[str, Through], camera: Camera) -> dict[tuple[str, str], float]:
    """Return for each pair of nodes how clearly the first lies in front of the second, summed over poses."""
    poses = len(next(iter(nodes.values())))
    found: dict[tuple[str, str], float] = {}
    sampled = {name: [_samples(row, camera) for row in rows] for name, rows in nodes.items()}
    for a, b in combinations(nodes, 2):
        nearer = _bias(a, b) - _bias(b, a)
        total = sum(_vote(sampled[a][i], sampled[b][i], nearer) for i in range(poses)) / poses
        found[a, b], found[b, a] = total, -total
    if ("head", "trunk") in found:  # the neck grows out of the collar, whichever is nearer
        found["head", "trunk"], found["trunk", "head"] = _CERTAIN, -_CERTAIN
    return found


def paint_order(nodes: Mapping[str, Through], camera: Camera) -> list[list[str]]:
    """Return groups of nodes from the back to the front; a limb is one group where nothing comes between its parts.

    Pairs are settled in the order of how clear they are; a pair that would close a circle is left out.
    """
    score = votes(nodes, camera)
    order = _ranked(list(nodes), score)
    groups = [[name] for name in order]
    for near, far in LIMBS:
        if near in nodes and far in nodes:
            groups = _joined(groups, near, far, score)
    return groups


def _samples(solids: Sequence[Solid], camera: Camera) -> Array:
    """Return picture place [m], nearness and radius of balls along a node, shape (n, 4)."""
    rows = []
    for solid in solids:
        place = camera.axes @ solid.middle
        extent = np.linalg.norm(camera.axes @ solid.axes, axis=1)
        rows.append([place[0], place[1], place[2] + _BULGE * extent[2], (extent[0] + extent[1]) / 2])
    balls = np.array(rows)
    between = [balls]
    for share in (0.25, 0.5, 0.75):
        between.append(balls[:-1] * (1 - share) + balls[1:] * share)
    return np.vstack(between)


def _bias(limb: str, other: str) -> float:
    return _FORWARD.get(limb.split(" ", 1)[-1], 0.0) if other == "trunk" else 0.0


def _vote(a: Array, b: Array, nearer: float) -> float:
    distance = np.linalg.norm(a[:, None, :2] - b[None, :, :2], axis=2)
    overlap = np.clip(a[:, None, 3] + b[None, :, 3] - distance, 0, None)
    depth = np.clip(a[:, None, 2] - b[None, :, 2] + nearer, -_MOST, _MOST)
    return float(np.sum(overlap**2 * depth)) * 1e3


def _ranked(names: list[str], score: Mapping[tuple[str, str], float]) -> list[str]:
    above: dict[str, set[str]] = {name: set() for name in names}  # what lies in front of it
    pairs = sorted((p for p in score if score[p] > 0), key=lambda p: (-score[p], p))
    for front, back in pairs:
        if back not in _reach(front, above):
            above[back].add(front)
    order: list[str] = []
    left = list(names)
    while left:
        free = next(name for name in left if not any(name in above[other] for other in left))
        order.append(free)
        left.remove(free)
    return order


def _reach(start: str, above: Mapping[str, set[str]]) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        for name in above[todo.pop()] - found:
            found.add(name)
            todo.append(name)
    return found


def _joined(groups: list[list[str]], near: str, far: str, score: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Return the groups with the two parts of a limb put together, if no clear overlap speaks against it."""
    i = next(k for k, g in enumerate(groups) if near in g)
    j = next(k for k, g in enumerate(groups) if far in g)
    low, high = min(i, j), max(i, j)
    inner = [name for g in groups[low + 1 : high] for name in g]
    lift = _against(groups[low], inner, score)  # carry the lower part up past what lies between
    drop = _against(inner, groups[high], score)  # or the upper part down
    clear = max(abs(value) for value in score.values() if abs(value) < _CERTAIN) or 1.0
    if min(lift, drop) > _JOIN_COST * clear:
        return groups
    pair = groups[low] + groups[high]
    middle = groups[low + 1 : high]
    return groups[:low] + ([*middle, pair] if lift <= drop else [pair, *middle]) + groups[high + 1 :]


def _against(behind: Sequence[str], front: Sequence[str], score: Mapping[tuple[str, str], float]) -> float:
    """Return how clearly the nodes of the second list lie in front of the first, which a swap would break."""
    return sum(max(0.0, score[f, b]) for f in front for b in behind)
