"""The compiled path, second part: the function of `statics.balance`, minimised.

Its dual unknown is a small displacement of every coordinate. A support between two parts of the body closes a loop;
it is added by the Woodbury identity, edge by edge.
"""

# Compiled with parts of stamp 7c69a2816cd1.
from __future__ import annotations

import numpy as np

from loosen.body.fast_tree import cholesky, factor, jit, solve, speeds, substitute
from loosen.body.fast_types import Edges, Folded, Grid, Tree

MOST_STEPS = 200
_ENOUGH = 0.01
_MOST_TRIES = 30


@jit
def settle(tree: Tree, twist: Grid, spring: Grid, need: Grid, edges: Edges, folded: Folded, out: Grid) -> int:
    """Write the edge forces and the displacement out (n_q,) of the least-effort equilibrium.

    Args:
        tree: The segments.
        twist: What each coordinate moves, (n_q, 6).
        spring: Stiffness of each coordinate, (n_q,).
        need: Generalised force to be held, (n_q,).
        edges: The edges of the cones of force.
        folded: Working memory.
        out: Written: the displacement, (n_q,).

    Returns:
        Steps taken, or -1 if there was no end.
    """
    n_edges = edges.give.shape[0]
    target = np.empty(need.shape[0])
    closing, aim = np.ones(n_edges), np.empty(n_edges)
    for step in range(MOST_STEPS):
        stiffen(edges, closing, folded.stiff)
        factor(tree, twist, spring, folded)
        folded.push[:] = 0.0
        solve(tree, twist, spring, folded, need, folded.push, target)
        close(edges, folded.speed, aim)
        close_loops(tree, twist, spring, edges, folded, closing, target, aim)
        if same_side(closing, aim):
            out[:] = target
            for e in range(n_edges):
                edges.force[e] = max(0.0, aim[e]) / edges.give[e]
            return step + 1
        way = 1.0  # the first guess, that all push, is no point to search from
        if step > 0:
            slope, bend = 0.0, 0.0
            for k in range(need.shape[0]):
                change = target[k] - out[k]
                slope += change * (spring[k] * out[k] - need[k])
                bend += change * change * spring[k]
            way = search(closing, aim, edges.give, slope, bend)
        else:
            out[:] = 0.0
            closing[:] = 0.0
        for k in range(need.shape[0]):
            out[k] += way * (target[k] - out[k])
        for e in range(n_edges):
            closing[e] += way * (aim[e] - closing[e])
    return -1


@jit
def stiffen(edges: Edges, closing: Grid, stiff: Grid) -> None:
    """Write the stiffness of each segment (n_seg, 6, 6): that of its closing edges against the surroundings."""
    stiff[:] = 0.0
    for e in range(closing.shape[0]):
        if closing[e] <= 0.0 or edges.against[e] >= 0:
            continue
        mat = stiff[edges.on[e]]
        hard = 1.0 / edges.give[e]
        for i in range(6):
            share = hard * edges.wrench[e, i]
            for j in range(i + 1):
                mat[i, j] += share * edges.wrench[e, j]
    for s in range(stiff.shape[0]):
        for i in range(6):
            for j in range(i):
                stiff[s, j, i] = stiff[s, i, j]


@jit
def closing_of(edges: Edges, speed: Grid, e: int) -> float:
    """Return how fast an edge closes on its surface."""
    value = 0.0
    a, b = edges.on[e], edges.against[e]
    for i in range(6):
        value += edges.wrench[e, i] * speed[a, i]
    if b >= 0:
        for i in range(6):
            value -= edges.wrench[e, i] * speed[b, i]
    return value


@jit
def close(edges: Edges, speed: Grid, out: Grid) -> None:
    """Write how fast each edge closes on its surface, (n_edges,)."""
    for e in range(out.shape[0]):
        out[e] = closing_of(edges, speed, e)


@jit
def close_loops(
    tree: Tree, twist: Grid, spring: Grid, edges: Edges, folded: Folded, closing: Grid, target: Grid, aim: Grid
) -> None:
    """Correct a displacement, and how edges close, for the closing edges between two parts of the body."""
    n_edges, n_q = closing.shape[0], target.shape[0]
    loops = np.empty(n_edges, dtype=np.int64)
    count = 0
    for e in range(n_edges):
        if edges.against[e] >= 0 and closing[e] > 0.0:
            loops[count] = e
            count += 1
    if count == 0:
        return
    nothing, moves = np.zeros(n_q), np.empty((count, n_q))
    small, right = np.empty((count, count)), np.empty(count)
    for m in range(count):
        e = loops[m]
        folded.push[:] = 0.0
        for i in range(6):
            folded.push[edges.on[e], i] += edges.wrench[e, i]
            folded.push[edges.against[e], i] -= edges.wrench[e, i]
        solve(tree, twist, spring, folded, nothing, folded.push, moves[m])
        right[m] = aim[e]
        for k in range(count):
            small[k, m] = closing_of(edges, folded.speed, loops[k])
        small[m, m] += edges.give[e]
    cholesky(small)
    substitute(small, right)
    for m in range(count):
        for k in range(n_q):
            target[k] -= right[m] * moves[m, k]
    speeds(tree, twist, target, folded.speed)
    close(edges, folded.speed, aim)


@jit
def same_side(one: Grid, other: Grid) -> bool:
    """Return whether the same edges push in both."""
    different = 0
    for e in range(one.shape[0]):
        different += (one[e] > 0.0) != (other[e] > 0.0)
    return different == 0


@jit
def slope_at(way: float, closing: Grid, aim: Grid, give: Grid, slope: float, bend: float) -> float:
    """Return the slope of the function along a step."""
    total = slope + way * bend
    for e in range(give.shape[0]):
        change = aim[e] - closing[e]
        here = closing[e] + way * change
        if here > 0.0:
            total += here * change / give[e]
    return total


@jit
def search(closing: Grid, aim: Grid, give: Grid, slope: float, bend: float) -> float:
    """Return how far along the step to go: where the rising, piecewise straight slope is about nought."""
    low, high = 0.0, 1.0
    at_low = slope_at(0.0, closing, aim, give, slope, bend)
    at_high = slope_at(1.0, closing, aim, give, slope, bend)
    if at_high <= 0.0:
        return 1.0
    start = abs(at_low)
    for _ in range(_MOST_TRIES):
        way = low - at_low * (high - low) / (at_high - at_low)
        here = slope_at(way, closing, aim, give, slope, bend)
        if abs(here) <= _ENOUGH * start:
            return way
        if here < 0.0:
            low, at_low = way, here
            at_high *= 0.5
        else:
            high, at_high = way, here
            at_low *= 0.5
    return 0.5 * (low + high)
