"""The compiled path, first part: where everything is, and springs on a tree of segments.

Joints are springs of stiffness strength², supports are springs that only push. On a tree such a system is solved from
the leaves to the root with six numbers a segment, as in the articulated-body algorithm, so that a step costs a few
thousand multiplications whatever the number of supports.
"""

# Compiled with parts of stamp 9c416ab9771b.
from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from loosen.body.fast_types import Folded, Grid, Tree

# Loops in place of array functions are what the compiler is good at.
# ruff: noqa: PLR0912, PLR2004
_F = TypeVar("_F", bound=Callable[..., Any])


def jit(function: _F) -> _F:
    """Return a function compiled; the result is kept on disk beside the byte code."""
    made: Any = numba.njit(cache=True, error_model="numpy", fastmath={"contract", "nsz", "arcp"})(function)
    return cast(_F, made)


@jit
def turn(axis: Grid, angle: float, frame: Grid, out: Grid) -> None:
    """Write frame @ rotation(axis, angle) to out, all (3, 3)."""
    s, c = math.sin(angle), math.cos(angle)
    x, y, z = axis[0], axis[1], axis[2]
    v = 1.0 - c
    r00, r01, r02 = c + x * x * v, x * y * v - z * s, x * z * v + y * s
    r10, r11, r12 = y * x * v + z * s, c + y * y * v, y * z * v - x * s
    r20, r21, r22 = z * x * v - y * s, z * y * v + x * s, c + z * z * v
    for i in range(3):
        a, b, d = frame[i, 0], frame[i, 1], frame[i, 2]
        out[i, 0] = a * r00 + b * r10 + d * r20
        out[i, 1] = a * r01 + b * r11 + d * r21
        out[i, 2] = a * r02 + b * r12 + d * r22


@jit
def place(q: Grid, tree: Tree, joint_at: Grid, origin: Grid, frame: Grid, twist: Grid) -> None:
    """Write origin (n_seg, 3), frame (n_seg, 3, 3) and twist (n_q, 6): what each coordinate moves.

    A row of twist is the velocity of the point at the world origin, then the angular velocity.
    """
    place_root(q, origin, frame, twist)
    spare = np.empty((3, 3))
    for s in range(1, tree.parent.shape[0]):
        p = tree.parent[s]
        move(frame[p], joint_at[s], origin[p], origin[s])
        frame[s] = frame[p]
        ox, oy, oz = origin[s, 0], origin[s, 1], origin[s, 2]
        for k in range(tree.first[s], tree.first[s] + tree.size[s]):
            a = tree.axis[k]
            x = frame[s, 0, 0] * a[0] + frame[s, 0, 1] * a[1] + frame[s, 0, 2] * a[2]
            y = frame[s, 1, 0] * a[0] + frame[s, 1, 1] * a[1] + frame[s, 1, 2] * a[2]
            z = frame[s, 2, 0] * a[0] + frame[s, 2, 1] * a[1] + frame[s, 2, 2] * a[2]
            twist[k, 0], twist[k, 1], twist[k, 2] = oy * z - oz * y, oz * x - ox * z, ox * y - oy * x
            twist[k, 3], twist[k, 4], twist[k, 5] = x, y, z
            turn_by(a, q[k], frame[s], spare)


@jit
def place_root(q: Grid, origin: Grid, frame: Grid, twist: Grid) -> None:
    """Write what belongs to the pelvis; it turns about the axes of the world through its own origin."""
    angle = math.sqrt(q[3] * q[3] + q[4] * q[4] + q[5] * q[5])
    unit = np.zeros(3)
    if angle > 1e-12:
        for i in range(3):
            unit[i] = q[3 + i] / angle
    turn(unit, angle, np.eye(3), frame[0])
    for i in range(3):
        origin[0, i] = q[i]
        for j in range(6):
            twist[i, j] = 0.0
            twist[3 + i, j] = 0.0
        twist[i, i] = 1.0
        twist[3 + i, 3 + i] = 1.0
    x, y, z = q[0], q[1], q[2]
    twist[3, 1], twist[3, 2] = z, -y
    twist[4, 0], twist[4, 2] = -z, x
    twist[5, 0], twist[5, 1] = y, -x


@jit
def turn_by(axis: Grid, angle: float, frame: Grid, spare: Grid) -> None:
    """Turn a frame in place."""
    turn(axis, angle, frame, spare)
    for i in range(3):
        for j in range(3):
            frame[i, j] = spare[i, j]


@jit
def move(rotation: Grid, at: Grid, origin: Grid, out: Grid) -> None:
    """Write origin + rotation @ at to out, shape (3,)."""
    for i in range(3):
        out[i] = origin[i] + rotation[i, 0] * at[0] + rotation[i, 1] * at[1] + rotation[i, 2] * at[2]


@jit
def gather(tree: Tree, twist: Grid, load: Grid, need: Grid) -> None:
    """Write the generalised force (n_q,) of wrenches on segments, (n_seg, 6), used up."""
    for s in range(tree.parent.shape[0] - 1, -1, -1):
        n = tree.size[s] if s > 0 else 6
        for k in range(tree.first[s], tree.first[s] + n):
            total = 0.0
            for i in range(6):
                total += twist[k, i] * load[s, i]
            need[k] = total
        if s > 0:
            for i in range(6):
                load[tree.parent[s], i] += load[s, i]


@jit
def factor(tree: Tree, twist: Grid, spring: Grid, folded: Folded) -> None:
    """Fold the stiffness of every segment to the root.

    Uses up folded.stiff (n_seg, 6, 6); writes reach (n_q, 6) = stiffness @ twist and pivot (n_q,) = spring + twist @
    stiffness @ twist, both as met on the way down, and base (6, 6), the Cholesky factor of what is left at the root.
    A pivot of 0 marks a coordinate that carries nothing.
    """
    stiff, reach, pivot = folded.stiff, folded.reach, folded.pivot
    for s in range(tree.parent.shape[0] - 1, 0, -1):
        mat = stiff[s]
        empty = mat[0, 0] == 0.0 and mat[1, 1] == 0.0 and mat[2, 2] == 0.0
        for k in range(tree.first[s] + tree.size[s] - 1, tree.first[s] - 1, -1):
            if empty:
                pivot[k] = 0.0
                continue
            total = spring[k]
            for i in range(6):
                value = 0.0
                for j in range(6):
                    value += mat[i, j] * twist[k, j]
                reach[k, i] = value
                total += value * twist[k, i]
            pivot[k] = total
            for i in range(6):
                share = reach[k, i] / total
                for j in range(6):
                    mat[i, j] -= share * reach[k, j]
        if not empty:
            up = stiff[tree.parent[s]]
            for i in range(6):
                for j in range(6):
                    up[i, j] += mat[i, j]
    base = folded.base
    for i in range(6):
        for j in range(6):
            value = 0.0
            for a in range(6):
                for b in range(6):
                    value += twist[i, a] * stiff[0, a, b] * twist[j, b]
            base[i, j] = value
        base[i, i] += spring[i]
    cholesky(base)


@jit
def solve(tree: Tree, twist: Grid, spring: Grid, folded: Folded, need: Grid, push: Grid, out: Grid) -> None:
    """Write the displacement out (n_q,) under joint loads need (n_q,) and wrenches push (n_seg, 6), used up.

    Also writes folded.speed (n_seg, 6): how every segment moves, about the world origin.
    """
    reach, pivot, speed = folded.reach, folded.pivot, folded.speed
    n_seg = tree.parent.shape[0]
    for s in range(n_seg - 1, 0, -1):
        for k in range(tree.first[s] + tree.size[s] - 1, tree.first[s] - 1, -1):
            load = need[k]
            for i in range(6):
                load += twist[k, i] * push[s, i]
            out[k] = load
            if pivot[k] != 0.0:
                share = load / pivot[k]
                for i in range(6):
                    push[s, i] -= reach[k, i] * share
        for i in range(6):
            push[tree.parent[s], i] += push[s, i]
    for i in range(6):
        out[i] = need[i]
        for j in range(6):
            out[i] += twist[i, j] * push[0, j]
    substitute(folded.base, out[:6])
    for j in range(6):
        speed[0, j] = 0.0
        for i in range(6):
            speed[0, j] += twist[i, j] * out[i]
    for s in range(1, n_seg):
        for j in range(6):
            speed[s, j] = speed[tree.parent[s], j]
        for k in range(tree.first[s], tree.first[s] + tree.size[s]):
            if pivot[k] != 0.0:
                load = out[k]
                for j in range(6):
                    load -= reach[k, j] * speed[s, j]
                out[k] = load / pivot[k]
            else:
                out[k] /= spring[k]
            for j in range(6):
                speed[s, j] += twist[k, j] * out[k]


@jit
def speeds(tree: Tree, twist: Grid, move_of: Grid, speed: Grid) -> None:
    """Write how every segment moves about the world origin, (n_seg, 6), under a displacement (n_q,)."""
    for j in range(6):
        speed[0, j] = 0.0
        for i in range(6):
            speed[0, j] += twist[i, j] * move_of[i]
    for s in range(1, tree.parent.shape[0]):
        p = tree.parent[s]
        for j in range(6):
            speed[s, j] = speed[p, j]
        for k in range(tree.first[s], tree.first[s] + tree.size[s]):
            for j in range(6):
                speed[s, j] += twist[k, j] * move_of[k]


@jit
def cholesky(matrix: Grid) -> None:
    """Write the lower Cholesky factor over a matrix."""
    n = matrix.shape[0]
    for i in range(n):
        for j in range(i + 1):
            value = matrix[i, j]
            for a in range(j):
                value -= matrix[i, a] * matrix[j, a]
            if i == j:
                matrix[i, i] = math.sqrt(value)
            else:
                matrix[i, j] = value / matrix[j, j]


@jit
def substitute(lower: Grid, right: Grid) -> None:
    """Solve lower @ lower.T @ x = right in place of right."""
    n = right.shape[0]
    for i in range(n):
        value = right[i]
        for a in range(i):
            value -= lower[i, a] * right[a]
        right[i] = value / lower[i, i]
    for i in range(n - 1, -1, -1):
        value = right[i]
        for a in range(i + 1, n):
            value -= lower[a, i] * right[a]
        right[i] = value / lower[i, i]
