"""What benefit is worth in a stage, and what it costs to change position, as tables for the optimum."""

from __future__ import annotations

from functools import cache

from loosen.core.bout_problem import Curves, Table, closed
from loosen.core.options import POSITIONS, PURPOSES
from loosen.domain.planning import Planning, PositionChange, StageAim


def curves_of(planning: Planning, aim: StageAim) -> Curves:
    """Return the worth of benefit by purpose, weighted for a stage."""
    tables = {curve.purpose: curve for curve in planning.curve}
    points = []
    for purpose in PURPOSES:
        curve, weight = tables.get(purpose), aim.weights.get(purpose, 0)
        table = [0]
        for width, slope in zip(curve.widths, curve.slopes, strict=True) if curve else ():
            for _ in range(width):
                table.append(table[-1] + slope * weight)
        points.append(tuple(table))
    return Curves(tuple(points))


@cache
def table_of(changes: tuple[PositionChange, ...], what: str) -> Table:
    """Return what it costs to get from each position into each other one; no detour is cheaper."""
    table = [[0] * len(POSITIONS) for _ in POSITIONS]
    for change in changes:
        a, b = (POSITIONS.index(position) for position in change.between)
        table[a][b] = table[b][a] = int(getattr(change, what))
    return closed(table)
