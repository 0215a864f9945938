"""Postures that nothing was fitted to, beside what was measured in them.

python -m tests.physics.held_out
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from loosen.body.load import SpineLoad, spine_load
from loosen.body.posing import Pose, pose
from loosen.domain.anatomy import BodyPerson
from loosen.domain.posture import Posture
from loosen.knowledge.body import load_postures
from tests.physics.holding import MAN, body_of, load_of, pose_of, spine_of

ROWS_FILE = Path(__file__).with_name("held_out.toml")
RATIO_TO = {"ratio": "standing", "ratio to sitting": "sitting-upright"}
"""The posture of the same person to which a ratio belongs."""
STUDIES = ("same man", "other people", "other models", "old charts")
GROUPS = ("lying", "sitting", "standing", "lifting")


@dataclass(frozen=True, slots=True)
class Held:
    """One row: what was measured, and what the model answers."""

    id: str
    study: str
    group: str
    quantity: str
    measured: float
    peak: bool
    found: float
    residual: float
    missed: tuple[str, ...]


def document(row: dict[str, Any]) -> Posture:
    """Return the posture of a row."""
    if "shipped" in row:
        return load_postures()[row["shipped"]]
    posture = {"key": [{"name": "hold"}], **row["posture"]}
    return Posture.model_validate({"id": row["id"], "name": {"en": row["about"]}, "kind": "calibration", **posture})


def solved(row: dict[str, Any], person: BodyPerson) -> tuple[Pose, SpineLoad]:
    """Return pose and load of a row."""
    if "shipped" in row:
        return pose_of(row["shipped"], person), load_of(row["shipped"], person)
    held = pose(body_of(person), document(row))
    return held, spine_load(body_of(person), spine_of(person), held)


@cache
def held_out() -> tuple[Held, ...]:
    """Return all rows with the answers of the model."""
    found = []
    for row in tomllib.loads(ROWS_FILE.read_text(encoding="utf-8"))["row"]:
        person = BodyPerson(**row["person"]) if "person" in row else MAN
        held, load = solved(row, person)
        disc, quantity = load.primary, row["quantity"]
        answer = disc.compression_n if quantity == "newton" else disc.pressure_mpa
        if quantity in RATIO_TO:
            answer /= load_of(RATIO_TO[quantity], person).primary.pressure_mpa
        found.append(
            Held(
                id=row["id"],
                study=row["study"],
                group=row["group"],
                quantity=quantity,
                measured=float(row["measured"]),
                peak=row.get("peak", False),
                found=answer,
                residual=load.equilibrium.residual,
                missed=tuple(str(residual) for residual in held.residuals.values()),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How near the model comes: count, correlation, mean error, root of the mean square, mean ratio."""

    count: int
    correlation: float
    mean_error: float
    rmse: float
    ratio: float


def agreement(rows: tuple[Held, ...]) -> Agreement:
    """Return how near the model comes in some rows of one quantity; rows measured in movement are left out."""
    held = [row for row in rows if not row.peak]
    measured, found = np.array([row.measured for row in held]), np.array([row.found for row in held])
    off = found - measured
    return Agreement(
        count=len(held),
        correlation=float(np.corrcoef(measured, found)[0, 1]) if len(held) > 1 else float("nan"),
        mean_error=float(np.mean(abs(off) / measured)),
        rmse=float(np.sqrt(np.mean(off**2))),
        ratio=float(np.mean(found / measured)),
    )


def main() -> None:
    """Print the rows and how near the model comes, by study and group."""
    say = sys.stdout.write
    rows = held_out()
    say("| row | group | quantity | measured | model | error |\n| --- | --- | --- | --- | --- | --- |\n")
    for row in rows:
        peak = " (peak)" if row.peak else ""
        error = (row.found / row.measured - 1) * 100
        digits = 0 if row.quantity == "newton" else 3
        say(f"| {row.id}{peak} | {row.group} | {row.quantity} | {row.measured:g} | {row.found:.{digits}f} | ")
        say(f"{error:+.0f} % |{' MISSED ' + '; '.join(row.missed) if row.missed else ''}\n")
    say("\n| rows | n | r | mean error | RMSE | mean ratio |\n| --- | --- | --- | --- | --- | --- |\n")
    for study in STUDIES:
        for quantity in dict.fromkeys(row.quantity for row in rows if row.study == study):
            some = tuple(row for row in rows if row.study == study and row.quantity == quantity)
            for name, part in (("all", some), *((g, tuple(r for r in some if r.group == g)) for g in GROUPS)):
                if len(part) and not all(row.peak for row in part):
                    a = agreement(part)
                    say(f"| {study}, {quantity}, {name} | {a.count} | {a.correlation:.3f} | {a.mean_error:.1%} | ")
                    say(f"{a.rmse:.3f} | {a.ratio:.2f} |\n")


if __name__ == "__main__":
    main()
