"""The rows of a problem and how they change with the coordinates, as the search asks for them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from loosen.body.kinematics import Placement, place
from loosen.body.model import ROOT
from loosen.body.rotation import vector_of
from loosen.body.wishes import Problem

Array = NDArray[np.float64]
FLAT = 1e-6
"""Keeps the slope of an upright line smooth [m²]."""


class Rows:
    """The weighted rows of a problem and their Jacobian, as the search asks for them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        body = problem.body
        used = sorted(
            {site for row in problem.points for site, _ in row.terms}
            | {site for _, a, b, _ in (*problem.slopes, *problem.nears, *problem.aparts) for site in (*a, *b)}
            | set(problem.over)
            | set(problem.grips)
        )
        self.used = np.array(used, dtype=np.intp)
        self.place_of = {site: index for index, site in enumerate(used)}
        matrix = np.zeros((len(problem.points), len(used), 3))
        for index, row in enumerate(problem.points):
            for site, vector in row.terms:
                matrix[index, self.place_of[site]] += vector
        self.matrix = matrix.reshape(len(problem.points), 3 * len(used))
        self.wanted = np.array([row.target for row in problem.points])
        self.scale = np.array([row.scale for row in problem.points])
        self.give = np.array([row.give for row in problem.points])
        self.least = np.array([joint.least for joint in body.joints])
        self.most = np.array([joint.most for joint in body.joints])
        tolerance = body.definition.words.tolerance
        self.limit = math.radians(tolerance.limit_deg)
        touching = {site for sites in problem.touching.values() for site in sites}
        self.skin = np.flatnonzero(body.site_is_firm)
        self.walls = [plane for plane in problem.planes.values() if not plane.bounded]
        self.held = np.isin(self.skin, list(touching))

    def __call__(self, q: Array) -> tuple[Array, Array]:
        """Return rows and Jacobian at some coordinates."""
        placement = place(self.problem.body, q)
        blocks = [self._joints(placement), self._limits(placement), self._pelvis(placement)]
        jacobian = placement.point_jacobian(placement.sites[self.used], self.problem.body.site_segment[self.used])
        blocks += [self._points(placement, jacobian), self._inside(placement)]
        blocks += self._others(placement, jacobian)
        return np.concatenate([rows for rows, _ in blocks]), np.concatenate([slopes for _, slopes in blocks])

    def _joints(self, placement: Placement) -> tuple[Array, Array]:
        problem = self.problem
        jacobian = np.zeros((len(problem.target), placement.body.n_q))
        np.fill_diagonal(jacobian[:, ROOT:], 1 / problem.loose)
        return (placement.q[ROOT:] - problem.target) / problem.loose, jacobian

    def _limits(self, placement: Placement) -> tuple[Array, Array]:
        angles = placement.q[ROOT:]
        beyond = np.maximum(angles - self.most, 0) + np.minimum(angles - self.least, 0)
        over = np.flatnonzero(beyond)
        jacobian = np.zeros((len(over), placement.body.n_q))
        jacobian[np.arange(len(over)), ROOT + over] = 1 / self.limit
        return beyond[over] / self.limit, jacobian

    def _pelvis(self, placement: Placement) -> tuple[Array, Array]:
        problem = self.problem
        off = vector_of(problem.turn.T @ placement.rotation[0])
        cross = np.array([[0, -off[2], off[1]], [off[2], 0, -off[0]], [-off[1], off[0], 0]])
        jacobian = np.zeros((ROOT, placement.body.n_q))
        jacobian[:3, :3] = np.diag(1 / problem.anchor_loose)
        # inverse left Jacobian of the rotation vector, to second order
        inverse = np.eye(3) - cross / 2 + cross @ cross / 12
        jacobian[3:, 3:ROOT] = (inverse @ problem.turn.T) / problem.turn_loose[:, None]
        rows = np.concatenate(
            [(placement.origin[0] - problem.anchor) / problem.anchor_loose, off / problem.turn_loose]
        )
        return rows, jacobian

    def misses(self, placement: Placement) -> Array:
        """Return by how much each row on sites is missed [m], shape (n_rows,)."""
        value = self.matrix @ placement.sites[self.used].ravel() - self.wanted
        return np.asarray(np.where(value > 0, value, np.minimum(value + self.give, 0)))

    def _points(self, placement: Placement, jacobian: Array) -> tuple[Array, Array]:
        rows = self.misses(placement) / self.scale
        flat = jacobian.reshape(-1, placement.body.n_q)
        return rows, (self.matrix / self.scale[:, None]) @ flat

    def _inside(self, placement: Placement) -> tuple[Array, Array]:
        """Return rows for skin that has sunk into a surface where nothing was said to rest."""
        below = self.problem.body.definition.words.tolerance.below_m
        rows: list[Array] = []
        slopes: list[Array] = []
        for plane in self.walls:
            height = (placement.sites[self.skin] - plane.at) @ plane.normal + plane.yield_m
            sunk = np.flatnonzero((height < 0) & ~self.held)
            if len(sunk):
                sites = self.skin[sunk]
                jacobian = placement.point_jacobian(placement.sites[sites], self.problem.body.site_segment[sites])
                rows.append(height[sunk] / below)
                slopes.append(np.einsum("i,kij->kj", plane.normal, jacobian) / below)
        if not rows:
            return np.zeros(0), np.zeros((0, placement.body.n_q))
        return np.concatenate(rows), np.concatenate(slopes)

    def _mean(self, sites: tuple[int, ...], placement: Placement, jacobian: Array) -> tuple[Array, Array]:
        index = [self.place_of[site] for site in sites]
        return placement.sites[list(sites)].mean(axis=0), jacobian[index].mean(axis=0)

    def _others(self, placement: Placement, jacobian: Array) -> list[tuple[Array, Array]]:
        problem, tolerance = self.problem, self.problem.body.definition.words.tolerance
        blocks: list[tuple[Array, Array]] = []
        for _, start, end, slope in problem.slopes:
            a, ja = self._mean(start, placement, jacobian)
            b, jb = self._mean(end, placement, jacobian)
            blocks.append(_slope_rows(b - a, jb - ja, slope, math.radians(tolerance.slope_deg)))
        for _, first, second, wanted in problem.nears:
            a, ja = self._mean(first, placement, jacobian)
            b, jb = self._mean(second, placement, jacobian)
            length = max(float(np.linalg.norm(a - b)), FLAT)
            row = np.array([length - wanted]) / tolerance.place_m
            blocks.append((row, ((a - b) / length @ (ja - jb))[None] / tolerance.place_m))
        for _, left, right, wanted in problem.aparts:
            a, ja = self._mean(left, placement, jacobian)
            b, jb = self._mean(right, placement, jacobian)
            across = placement.rotation[0][:, 1]
            row = np.array([across @ (a - b) - wanted]) / tolerance.place_m
            blocks.append((row, (across @ (ja - jb))[None] / tolerance.place_m))
        for _, segment, own, wanted_direction in problem.facings:
            blocks.append(self._facing(placement, segment, own, wanted_direction))
        if problem.over:
            foot, jf = self._mean(problem.over, placement, jacobian)
            centre, jc = placement.centre_of_mass, placement.centre_of_mass_jacobian()
            if problem.grips:
                grip, jg = self._mean(problem.grips, placement, jacobian)
                centre, jc = self._with_load(centre, grip), jc + self._load_share * (jg - jc)
            blocks.append(((centre - foot)[:2] / tolerance.balance_m, (jc - jf)[:2] / tolerance.balance_m))
        return blocks

    def others(self, placement: Placement) -> list[tuple[str, float, float, str]]:
        """Return by how much each other wish is missed: name, amount, tolerance, unit."""
        problem, tolerance = self.problem, self.problem.body.definition.words.tolerance
        sites = placement.sites
        found: list[tuple[str, float, float, str]] = []
        for name, start, end, slope in problem.slopes:
            off = slope_of(sites[list(end)].mean(axis=0) - sites[list(start)].mean(axis=0)) - slope
            found.append((name, math.degrees(off), tolerance.slope_deg, "°"))
        for name, first, second, wanted in problem.nears:
            gap = float(np.linalg.norm(sites[list(first)].mean(axis=0) - sites[list(second)].mean(axis=0)))
            found.append((name, gap - wanted, tolerance.place_m, "m"))
        for name, left, right, wanted in problem.aparts:
            gap = float(
                placement.rotation[0][:, 1] @ (sites[list(left)].mean(axis=0) - sites[list(right)].mean(axis=0))
            )
            found.append((name, gap - wanted, tolerance.place_m, "m"))
        for name, segment, own, direction in problem.facings:
            cosine = float(np.clip(placement.rotation[segment] @ own @ direction, -1, 1))
            found.append((name, math.degrees(math.acos(cosine)), tolerance.slope_deg * 2, "°"))
        if problem.over:
            centre = placement.centre_of_mass
            if problem.grips:
                centre = self._with_load(centre, sites[list(problem.grips)].mean(axis=0))
            gap = float(np.linalg.norm((centre - sites[list(problem.over)].mean(axis=0))[:2]))
            found.append(("balance", gap, tolerance.balance_m, "m"))
        for plane in self.walls:
            height = (sites[self.skin] - plane.at) @ plane.normal + plane.yield_m
            for index in np.flatnonzero((height < 0) & ~self.held):
                name = f"{problem.body.sites[self.skin[index]]} inside {plane.name}"
                found.append((name, float(-height[index]), tolerance.below_m, "m"))
        turned = vector_of(problem.turn.T @ placement.rotation[0])
        for axis, name in enumerate(("roll", "tilt", "turn")):
            if problem.turn_written[axis]:
                found.append((f"pelvis {name}", math.degrees(turned[axis]), tolerance.pelvis_written_deg, "°"))
        return found

    @property
    def _load_share(self) -> float:
        """Share of the load in the mass of body and load together."""
        kg = self.problem.carried_kg
        return kg / (float(self.problem.body.mass.sum()) + kg)

    def _with_load(self, centre: Array, grip: Array) -> Array:
        """Return the common centre of mass of the body and what it carries, shape (3,) [m]."""
        load = grip + np.array([self.problem.carried_ahead_m, 0.0, 0.0])
        return np.asarray(centre + self._load_share * (load - centre))

    def _facing(self, placement: Placement, segment: int, own: Array, wanted: Array) -> tuple[Array, Array]:
        body = placement.body
        scale = math.radians(body.definition.words.tolerance.slope_deg) * 2
        now = placement.rotation[segment] @ own
        axes = np.zeros((3, body.n_q))
        axes[:, 3:ROOT] = np.eye(3)
        axes[:, ROOT:] = placement.axis.T
        axes *= body.moves[segment]
        # a direction turns with the cross product of the axis and itself
        turn = np.cross(axes.T, now).T
        return (now - wanted) / scale, turn / scale


def _slope_rows(line: Array, jacobian: Array, slope: float, scale: float) -> tuple[Array, Array]:
    length = float(np.linalg.norm(line))
    if abs(math.cos(slope)) < math.sqrt(FLAT):
        # upright: what leans aside vanishes in both directions
        return line[:2] / length / scale, jacobian[:2] / length / scale
    level = math.sqrt(float(line[:2] @ line[:2]) + FLAT)
    angle = math.atan2(float(line[2]), level)
    square = level**2 + float(line[2]) ** 2
    d_level = line[:2] @ jacobian[:2] / level
    row = (level * jacobian[2] - line[2] * d_level) / square
    return np.array([(angle - slope) / scale]), row[None] / scale


def slope_of(line: Array) -> float:
    """Return the slope of a line above the level [rad]."""
    return math.atan2(float(line[2]), math.sqrt(float(line[:2] @ line[:2])))
