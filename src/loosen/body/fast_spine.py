"""The compiled path, third part: the equations of `share` and `spine`, one disc at a time."""

# Compiled with parts of stamp 7c69a2816cd1.
from __future__ import annotations

import math

import numpy as np

from loosen.body.fast_tree import cholesky, jit, substitute
from loosen.body.fast_types import Common, CutHere, Grid, People

# ruff: noqa: PLR0912
_MOST_STEPS = 100
_MOST_BENT = 1.5
_NEARLY = 1e-7
_TINY = 1e-10


@jit
def share_out(arms: Grid, moment: Grid, area: Grid, least: Grid, stiffness: Grid, wanted: Grid, force: Grid) -> None:
    """Write the muscle forces (n_muscles,) of least squared stress; see `share.share_out`."""
    n = area.shape[0]
    rows, total, price = np.empty((5, n)), np.empty(5), np.zeros(5)
    rows[:3] = arms
    total[:3] = moment
    if bound_by(0, rows, total, price, area, least, stiffness, wanted, force):
        return
    short = 0
    for side in range(2):
        if stiffness_of(stiffness[side], force) < wanted[side]:
            short += 1 << side
    if bound_by(short, rows, total, price, area, least, stiffness, wanted, force):
        return
    for bound in range(1, 4):
        if bound != short and bound_by(bound, rows, total, price, area, least, stiffness, wanted, force):
            return


@jit
def stiffness_of(each: Grid, force: Grid) -> float:
    """Return the stiffness of all muscles together."""
    total = 0.0
    for m in range(force.shape[0]):
        total += each[m] * force[m]
    return total


@jit
def bound_by(
    bound: int,
    rows: Grid,
    total: Grid,
    price: Grid,
    area: Grid,
    least: Grid,
    stiffness: Grid,
    wanted: Grid,
    force: Grid,
) -> bool:
    """Write the forces with some of the wanted stiffness met exactly; return whether that is the answer."""
    r = 3
    for side in range(2):
        if (bound >> side) & 1:
            total[r] = wanted[side]
            rows[r] = stiffness[side]
            price[r] = 0.0
            r += 1
    equal(rows[:r], total[:r], area, least, price[:r], force)
    for i in range(3, r):
        if price[i] < -_NEARLY:
            return False
    for side in range(2):
        if wanted[side] - stiffness_of(stiffness[side], force) > _NEARLY * (1.0 + abs(wanted[side])):
            return False
    return True


@jit
def equal(rows: Grid, total: Grid, area: Grid, least: Grid, price: Grid, force: Grid) -> None:
    """Write the prices (n_rows,), from those given on, and the forces for rows @ f = total, f >= least."""
    r, n = rows.shape
    pull, aim = np.empty(n), np.empty(n)
    step = np.empty(r)
    matrix = np.empty((r, r))
    floor, enough = 0.0, 0.0
    for i in range(r):
        enough = max(enough, abs(total[i]))
        for m in range(n):
            floor += rows[i, m] * rows[i, m] * area[m] * area[m]
    floor *= _TINY
    enough = _TINY * (1.0 + enough)
    for m in range(n):
        pull[m] = 0.0
        for i in range(r):
            pull[m] += price[i] * rows[i, m]
        force[m] = max(least[m], area[m] * area[m] * pull[m])
    for _ in range(_MOST_STEPS):
        worst = 0.0
        for i in range(r):
            step[i] = total[i]
            for m in range(n):
                step[i] -= rows[i, m] * force[m]
            worst = max(worst, abs(step[i]))
            for j in range(i + 1):
                matrix[i, j] = 0.0
            matrix[i, i] = floor
        if worst <= enough:
            return
        gain = 0.0
        for m in range(n):
            square = area[m] * area[m]
            if square * pull[m] >= least[m]:
                for i in range(r):
                    share = square * rows[i, m]
                    for j in range(i + 1):
                        matrix[i, j] += share * rows[j, m]
        cholesky(matrix)
        substitute(matrix, step)
        for i in range(r):
            gain += step[i] * total[i]
        for m in range(n):
            aim[m] = pull[m]
            for i in range(r):
                aim[m] += step[i] * rows[i, m]
        way = climb(pull, aim, area, least, gain)
        for i in range(r):
            price[i] += way * step[i]
        for m in range(n):
            pull[m] += way * (aim[m] - pull[m])
            force[m] = max(least[m], area[m] * area[m] * pull[m])


@jit
def rise(way: float, pull: Grid, aim: Grid, area: Grid, least: Grid, gain: float) -> float:
    """Return the slope of the dual along a step."""
    total = gain
    for m in range(area.shape[0]):
        change = aim[m] - pull[m]
        total -= max(least[m], area[m] * area[m] * (pull[m] + way * change)) * change
    return total


@jit
def climb(pull: Grid, aim: Grid, area: Grid, least: Grid, gain: float) -> float:
    """Return how far along a step the dual is about greatest."""
    low, high = 0.0, 1.0
    at_low, at_high = rise(0.0, pull, aim, area, least, gain), rise(1.0, pull, aim, area, least, gain)
    if at_high >= 0.0:
        return 1.0
    start = abs(at_low)
    for _ in range(30):
        way = low - at_low * (high - low) / (at_high - at_low)
        here = rise(way, pull, aim, area, least, gain)
        if abs(here) <= 0.01 * start:
            return way
        if here > 0.0:
            low, at_low = way, here
            at_high *= 0.5
        else:
            high, at_high = way, here
            at_low *= 0.5
    return 0.5 * (low + high)


@jit
def slack(bent: float, end: float, steepness: float) -> float:
    """Return the moment of slack tissue at a share of its range; see `spine.slack_moment`."""
    return end * math.expm1(steepness * bent) / math.expm1(steepness)


@jit
def yielded(bent: float, asked: float, end: float, steepness: float) -> float:
    """Return what slack tissue gives of a moment that is asked, never more than that."""
    if bent * asked <= 0.0:
        return 0.0
    return math.copysign(min(slack(abs(bent), end, steepness), abs(asked)), asked)


@jit
def slack_of(cut: CutHere, law: Grid, tissue: Grid, scale: float, let_go: bool, give: Grid) -> float:
    """Write the moment of slack tissue (3,) at a disc and return the compression that it makes."""
    disc, ligament = tissue[0], tissue[1]
    forward = cut.bent[0] > 0.0
    give[1] = yielded(cut.bent[0], cut.moment[1], law[0] if forward else law[2], law[1] if forward else law[3])
    give[0] = yielded(cut.bent[1], cut.moment[0], law[4], law[5])
    if let_go:
        give[2] = yielded(cut.bent[2], cut.moment[2], law[6], law[7])
    else:
        give[2] = math.copysign(slack(min(abs(cut.bent[2]), _MOST_BENT), law[6], law[7]), cut.bent[2])
    if forward:
        squeeze = give[1] * (ligament / tissue[2] + (1.0 - disc - ligament) / tissue[3])
    else:
        squeeze = abs(give[1]) * (1.0 - disc) / tissue[6]
    return float((squeeze + (1.0 - disc) * (abs(give[0]) / tissue[4] + abs(give[2]) / tissue[5])) / scale)


@jit
def slack_stiffness(bent: float, law: Grid) -> float:
    """Return how much slack tissue resists a small tilt forward [N·m/rad]."""
    if bent >= 0.0:
        return float(law[0] * law[1] * math.exp(law[1] * bent) / math.expm1(law[1]) / law[8])
    return float(law[2] * law[3] * math.exp(-law[3] * bent) / math.expm1(law[3]) / law[9])


@jit
def pressure_of(stress: float, bent_deg: float, law: Grid) -> float:
    """Return the pressure in a healthy disc [MPa]; see `spine.disc_pressure`."""
    loaded = (
        law[1]
        + law[2] * stress
        + law[3] * bent_deg
        + law[4] * stress * stress
        + law[5] * stress * bent_deg
        + law[6] * bent_deg * bent_deg
    )
    return math.hypot(law[0], max(0.0, loaded))


@jit
def disc(
    cut: CutHere, b: int, level: int, braced: float, let_go: bool, common: Common, people: People, out: Grid
) -> None:
    """Write compression [N], shear [N], pressure [MPa], share of muscle [N] and of slack tissue [N] to out (5,)."""
    law, own, n = people.law[b], people.own[b], common.area.shape[0]
    give, wanted = np.empty(3), np.empty(2)
    squeeze = slack_of(cut, law, common.tissue, own[0], let_go, give)
    arms, least, pull = people.arms[b].copy(), np.zeros(n), np.empty(n)
    full = min(max(cut.bent[0], 0.0), 1.0)
    for m in range(n):
        if arms[1, m] < 0.0:
            arms[1, m] *= 1.0 - common.fades[m] * full
    for side in range(2):
        least[common.psoas[side]] = own[3] * max(0.0, cut.hips[side] - own[4])
    for i in range(3):
        give[i] -= cut.moment[i]
    wanted[0] = max(0.0, cut.toppling[0] - slack_stiffness(cut.bent[0], law))
    wanted[1] = max(0.0, cut.toppling[1])
    share_out(arms, give, common.area, least, people.stiffness[b], wanted, pull)
    muscle, shear = 0.0, cut.force[0]
    for m in range(n):
        muscle += common.along[m] * pull[m]
        stays = 1.0 - full if arms[1, m] < 0.0 else 1.0
        shear += stays * common.forward[m] * pull[m]
    if not let_go:
        muscle = max(muscle, own[5] - squeeze)
    compression = max(0.0, -cut.force[2] + muscle + squeeze) + own[1] + braced * own[2]
    size = people.level[b, level]
    out[0] = compression
    out[1] = shear
    out[2] = pressure_of(compression / size[0], cut.bent[3] * size[1], common.disc)
    out[3] = muscle
    out[4] = squeeze
