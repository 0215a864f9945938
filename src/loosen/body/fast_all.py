"""The compiled path, last part: from packed poses to discs, one loop over all postures."""

# Compiled with parts of stamp 14879c0bdd9f.
from __future__ import annotations

import math

import numpy as np

from loosen.body.fast_settle import settle
from loosen.body.fast_spine import disc
from loosen.body.fast_tree import gather, jit, move, place, turn_by
from loosen.body.fast_types import (
    Common,
    CutHere,
    Edges,
    Folded,
    Found,
    Grid,
    Here,
    People,
    Poses,
    Tree,
)

# ruff: noqa: PLR2004
_MOST_BENT = 1.5
_STEEP = 0.9
_FROM_BELOW = 0.5


@jit
def solve_all(tree: Tree, common: Common, people: People, poses: Poses, found: Found) -> None:
    """Solve every posture and write the answers."""
    n_seg, n_q, n_level = tree.parent.shape[0], poses.q.shape[1], common.cut_segment.shape[0]
    most = 0
    for item in range(poses.who.shape[0]):
        most = max(most, poses.begin[item + 1] - poses.begin[item])
    here = Here(
        np.empty((n_seg, 3)),
        np.empty((n_seg, 3, 3)),
        np.empty((n_q, 6)),
        np.empty((n_seg, 3)),
        np.zeros((2, 3)),
        np.empty(2),
        np.empty((most, 3)),
        np.empty(n_q),
        np.empty(n_q),
        np.empty(n_q),
        np.empty((n_seg, 6)),
    )
    room = Edges(
        np.empty((4 * most, 6)),
        np.empty(4 * most, dtype=np.int64),
        np.empty(4 * most, dtype=np.int64),
        np.empty(4 * most),
        np.empty(4 * most, dtype=np.int64),
        np.empty(4 * most),
    )
    folded = Folded(
        np.empty((n_seg, 6, 6)),
        np.empty((n_q, 6)),
        np.empty(n_q),
        np.empty((6, 6)),
        np.empty((n_seg, 6)),
        np.empty((n_seg, 6)),
    )
    cut = CutHere(np.empty(3), np.empty((3, 3)), np.empty(3), np.empty(3), np.empty(2), np.empty(2), np.empty(4))
    for item in range(poses.who.shape[0]):
        b = poses.who[item]
        weigh(item, b, tree, common, people, poses, here)
        let_go = stand(item, b, common, people, poses, here)
        n = edges_of(item, b, common, people, poses, here, room)
        edges = Edges(room.wrench[:n], room.on[:n], room.against[:n], room.give[:n], room.owner[:n], room.force[:n])
        settle(tree, here.twist, here.spring, here.need, edges, folded, here.sag)
        answer(item, poses, here, edges, found)
        for level in range(n_level):
            cut_at(item, b, level, tree, common, people, poses, here, found, cut)
            disc(cut, b, level, poses.braced[item], let_go, common, people, found.discs[item, level])
            found.moments[item, level, 0] = cut.moment[1]
            found.moments[item, level, 1] = cut.moment[0]
            found.moments[item, level, 2] = cut.moment[2]


@jit
def weigh(item: int, b: int, tree: Tree, common: Common, people: People, poses: Poses, here: Here) -> None:
    """Write where everything is and the generalised force that holds all weights and the load in the hands."""
    place(poses.q[item], tree, people.joint_at[b], here.origin, here.rotation, here.twist)
    gravity = common.effort[4]
    for s in range(tree.parent.shape[0]):
        move(here.rotation[s], people.centre[b, s], here.origin[s], here.centres[s])
        wrench_of(here.centres[s], 0.0, 0.0, people.mass[b, s] * gravity, here.load[s])
    one = np.empty(6)
    for k in range(2):
        here.hand[k] = poses.hand_kg[item, k] * gravity
        if here.hand[k] == 0.0:
            continue
        site = common.hand_site[k]
        s = common.site_segment[site]
        move(here.rotation[s], people.site_at[b, site], here.origin[s], here.grips[k])
        here.grips[k, 0] += poses.hand_offset[item, 0]
        here.grips[k, 2] -= poses.hand_offset[item, 1]
        wrench_of(here.grips[k], 0.0, 0.0, here.hand[k], one)
        for i in range(6):
            here.load[s, i] += one[i]
    gather(tree, here.twist, here.load, here.need)


@jit
def wrench_of(point: Grid, x: float, y: float, z: float, out: Grid) -> None:
    """Write a force and its moment about the world origin, shape (6,)."""
    out[0], out[1], out[2] = x, y, z
    out[3] = point[1] * z - point[2] * y
    out[4] = point[2] * x - point[0] * z
    out[5] = point[0] * y - point[1] * x


@jit
def stand(item: int, b: int, common: Common, people: People, poses: Poses, here: Here) -> bool:
    """Write the stiffness of every coordinate and take what slack tissue gives from the need.

    Returns:
        Whether the spine is let go.
    """
    trunk, carried = False, False
    for c in range(poses.begin[item], poses.begin[item + 1]):
        if poses.against[c] < 0:
            s = poses.on[c]
            trunk = trunk or common.is_trunk[s]
            carried = carried or (common.is_carried[s] and poses.normal[c, 2] > _FROM_BELOW)
    loose = trunk if poses.relaxed[item] < 0 else poses.relaxed[item] == 1
    root, share = common.effort[0], common.effort[2]
    law = people.slack_law[b]
    for k in range(here.need.shape[0]):
        if k < 6:
            here.spring[k] = 1.0 / (root * root)
            continue
        strong = people.strength[b, k]
        if (loose and common.is_spine[k]) or (carried and common.is_leg[k]):
            strong *= share
        here.spring[k] = strong * strong
        angle = poses.q[item, k]
        if angle > 0.0:
            here.need[k] += law[2, k] * math.expm1(law[4, k] * min(angle / law[0, k], _MOST_BENT)) / law[5, k]
        elif angle < 0.0:
            here.need[k] -= law[3, k] * math.expm1(law[4, k] * min(-angle / law[1, k], _MOST_BENT)) / law[5, k]
    return bool(loose)


@jit
def across(normal: Grid, first: Grid, second: Grid) -> None:
    """Write two unit vectors across a normal; see `statics.across`."""
    if abs(normal[1]) < _STEEP:
        first[0], first[1], first[2] = -normal[2], 0.0, normal[0]
    else:
        first[0], first[1], first[2] = 0.0, normal[2], -normal[1]
    size = math.sqrt(first[0] ** 2 + first[1] ** 2 + first[2] ** 2)
    for i in range(3):
        first[i] /= size
    second[0] = normal[1] * first[2] - normal[2] * first[1]
    second[1] = normal[2] * first[0] - normal[0] * first[2]
    second[2] = normal[0] * first[1] - normal[1] * first[0]


@jit
def edges_of(item: int, b: int, common: Common, people: People, poses: Poses, here: Here, room: Edges) -> int:
    """Write the edges of the cones of force of a pose; return how many."""
    first, second = np.empty(3), np.empty(3)
    count, start = 0, poses.begin[item]
    softness = common.effort[1] * people.softening[b]
    for c in range(start, poses.begin[item + 1]):
        s, point, normal = poses.on[c], here.points[c - start], poses.normal[c]
        move(here.rotation[s], people.site_at[b, poses.site[c]], here.origin[s], point)
        across(normal, first, second)
        n = 4 if poses.friction[c] > 0.0 else 1
        for k in range(n):
            x, y, z = normal[0], normal[1], normal[2]
            if n == 4:
                way = first if k < 2 else second
                grip = poses.friction[c] if k % 2 == 0 else -poses.friction[c]
                x, y, z = x + grip * way[0], y + grip * way[1], z + grip * way[2]
            wrench_of(point, x, y, z, room.wrench[count])
            room.on[count], room.against[count] = s, poses.against[c]
            room.give[count] = softness * n * poses.give[c]
            room.owner[count] = c - start
            count += 1
    return count


@jit
def answer(item: int, poses: Poses, here: Here, edges: Edges, found: Found) -> None:
    """Write the forces of the supports, what muscle gives, and what is missing."""
    for k in range(here.sag.shape[0]):
        found.active[item, k] = here.spring[k] * here.sag[k]
    for i in range(6):
        found.missing[item, i] = found.active[item, i]
    start = poses.begin[item]
    found.forces[start : poses.begin[item + 1]] = 0.0
    for e in range(edges.force.shape[0]):
        for i in range(3):
            found.forces[start + edges.owner[e], i] += edges.force[e] * edges.wrench[e, i]


@jit
def cut_at(
    item: int,
    b: int,
    level: int,
    tree: Tree,
    common: Common,
    people: People,
    poses: Poses,
    here: Here,
    found: Found,
    cut: CutHere,
) -> None:
    """Write what acts on everything above a disc; see `load.cut_at`."""
    force, moment = np.zeros(3), np.zeros(3)
    disc_frame(item, b, level, tree, common, people, poses, here, cut)
    weights(b, level, common, people, here, cut, force, moment)
    pushes(item, b, level, common, people, poses, here, found, cut, force, moment)
    frame = cut.frame
    for i in range(3):
        cut.force[i] = frame[0, i] * force[0] + frame[1, i] * force[1] + frame[2, i] * force[2]
        cut.moment[i] = frame[0, i] * moment[0] + frame[1, i] * moment[1] + frame[2, i] * moment[2]
    flex, side, around = 0.0, 0.0, 0.0
    for k in range(common.lumbar.shape[1]):
        flex += poses.q[item, common.lumbar[0, k]]
        side += poses.q[item, common.lumbar[1, k]]
        around += poses.q[item, common.lumbar[2, k]]
    law = people.law[b]
    cut.bent[0] = flex / law[8] if flex > 0.0 else flex / law[9]
    cut.bent[1] = -side / law[10]
    cut.bent[2] = around / law[11]
    cut.bent[3] = math.degrees(flex)
    for k in range(2):
        cut.hips[k] = max(0.0, found.active[item, common.hips[k]])


@jit
def disc_frame(
    item: int,
    b: int,
    level: int,
    tree: Tree,
    common: Common,
    people: People,
    poses: Poses,
    here: Here,
    cut: CutHere,
) -> None:
    """Write middle and frame of a disc; see `load.disc_frame`."""
    s = common.cut_segment[level]
    move(here.rotation[s], people.cut_at[b, level], here.origin[s], cut.middle)
    cut.frame[:] = here.rotation[tree.parent[s]]
    spare = np.empty((3, 3))
    for k in range(tree.first[s], tree.first[s] + tree.size[s]):
        turn_by(tree.axis[k], common.cut_follows[level] * poses.q[item, k], cut.frame, spare)
    turn_by(np.array([0.0, 1.0, 0.0]), common.cut_tilt[level], cut.frame, spare)


@jit
def weights(
    b: int, level: int, common: Common, people: People, here: Here, cut: CutHere, force: Grid, moment: Grid
) -> None:
    """Add the weights above a disc and the load in the hands, and write how they topple."""
    gravity, middle, topple = common.effort[4], cut.middle, 0.0
    hangs, above, mass, centres, origin = common.hangs, common.above[level], people.mass[b], here.centres, here.origin
    x, y, z = middle[0], middle[1], middle[2]
    for a in range(hangs.shape[0]):
        if above[a]:
            weight = mass[a] * gravity
            force[2] -= weight
            moment[0] -= (centres[a, 1] - y) * weight
            moment[1] += (centres[a, 0] - x) * weight
            height = origin[hangs[a], 2] if hangs[a] >= 0 else centres[a, 2]
            topple += weight * (height - z)
    s = common.cut_segment[level]
    own = np.empty(3)
    move(here.rotation[s], people.cut_centre[b, level], here.origin[s], own)
    weight = people.cut_mass[b, level] * gravity
    add(own, middle, 0.0, 0.0, -weight, force, moment)
    topple += weight * (own[2] - middle[2])
    for k in range(2):
        if here.hand[k] != 0.0:
            add(here.grips[k], middle, 0.0, 0.0, -here.hand[k], force, moment)
            shoulder = common.hangs[common.site_segment[common.hand_site[k]]]
            topple += here.hand[k] * (here.origin[shoulder, 2] - middle[2])
    cut.toppling[0] = topple
    cut.toppling[1] = topple


@jit
def pushes(
    item: int,
    b: int,
    level: int,
    common: Common,
    people: People,
    poses: Poses,
    here: Here,
    found: Found,
    cut: CutHere,
    force: Grid,
    moment: Grid,
) -> None:
    """Add the supports that bear on what is above a disc, and how they keep it from toppling."""
    own, height, start = common.cut_segment[level], people.cut_at[b, level, 2], poses.begin[item]
    at_site, above, forces = people.site_at[b], common.above[level], found.forces
    site, on, other, against = poses.site, poses.on, poses.other, poses.against
    for c in range(start, poses.begin[item + 1]):
        mine = is_above(site[c], on[c], at_site, own, height, above)
        theirs = against[c] >= 0 and is_above(other[c], against[c], at_site, own, height, above)
        if mine == theirs:
            continue
        sign = 1.0 if mine else -1.0
        x, y, z = sign * forces[c, 0], sign * forces[c, 1], sign * forces[c, 2]
        at = here.points[c - start]
        add(at, cut.middle, x, y, z, force, moment)
        size = math.sqrt(x * x + y * y + z * z) / common.effort[3]
        cut.toppling[0] -= size * swing(cut.frame, 1, at, cut.middle)
        cut.toppling[1] -= size * swing(cut.frame, 0, at, cut.middle)


@jit
def add(point: Grid, middle: Grid, x: float, y: float, z: float, force: Grid, moment: Grid) -> None:
    """Add a force and its moment about a middle."""
    a, b, c = point[0] - middle[0], point[1] - middle[1], point[2] - middle[2]
    force[0] += x
    force[1] += y
    force[2] += z
    moment[0] += b * z - c * y
    moment[1] += c * x - a * z
    moment[2] += a * y - b * x


@jit
def swing(frame: Grid, column: int, point: Grid, middle: Grid) -> float:
    """Return the squared distance of a point from an axis of a frame."""
    a, b, c = point[0] - middle[0], point[1] - middle[1], point[2] - middle[2]
    x, y, z = frame[0, column], frame[1, column], frame[2, column]
    return float((y * c - z * b) ** 2 + (z * a - x * c) ** 2 + (x * b - y * a) ** 2)


@jit
def is_above(site: int, segment: int, at: Grid, own: int, height: float, above: Grid) -> bool:
    """Return whether a site moves with what is above a disc; see `load.is_above`."""
    if segment == own:
        return bool(at[site, 2] > height)
    return bool(above[segment])
