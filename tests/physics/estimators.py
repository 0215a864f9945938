"""The body model beside published quick estimates and published loads of exercises.

    python -m tests.physics.estimators

The formulas are those of the literature, with its units inside; none was used for fitting. The lumbar share of a bend
follows the usual rhythm of loin and hips.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

from loosen.body.load import spine_load
from loosen.body.posing import key_poses, pose
from loosen.body.spine import DiscLoad
from loosen.domain.posture import Posture
from loosen.knowledge.body import load_postures
from tests.physics.holding import body_of, spine_of

BODY_KG = 70.0
LB_PER_KG, INCH_PER_M, N_PER_LB = 2.2046, 39.37, 4.448
BENDS = (0.0, 20.0, 40.0, 60.0, 80.0)
LUMBAR = (0.0, 13.0, 24.7, 34.1, 39.9)
"""Lumbar flexion in each bend: 0.65 of the first 30 degrees, 0.47 of the next, 0.29 of the rest."""
LOADS_KG = (0.0, 10.0, 20.0)
REACHES_M = (0.0, 0.4)
"""Hands under the shoulders, or that far in front of them."""


@dataclass(frozen=True, slots=True)
class Task:
    """One symmetric standing task and what the model answers."""

    bend_deg: float
    load_kg: float
    reach_m: float
    hands_ahead_m: float
    disc: DiscLoad


def tasks() -> tuple[Task, ...]:
    """Return 30 symmetric standing tasks of a man of 70 kg."""
    found = []
    for (bend, lumbar), kg, reach in product(zip(BENDS, LUMBAR, strict=True), LOADS_KG, REACHES_M):
        held = pose(body_of(), _standing(bend, lumbar, kg, reach))
        load = spine_load(body_of(), spine_of(), held)
        grip, centre = held.placement.site("left grip"), held.placement.origin[body_of().segment("lumbar lower")]
        found.append(Task(bend, kg, reach, float(grip[0] - centre[0]), load.primary))
    return tuple(found)


def _standing(bend: float, lumbar: float, kg: float, reach: float) -> Posture:
    arms = {"slopes": {"left arm": -88, "right arm": -88}}
    if reach:
        arms = {"place": [f"{side} grip ahead of {side} shoulder {reach}" for side in ("left", "right")]}  # type: ignore[dict-item]
    return Posture.model_validate(
        {
            "id": "task",
            "name": {"en": "task"},
            "kind": "calibration",
            "base": "standing",
            "pelvis": {"tilt": bend - lumbar},
            "joints": {"lumbar": {"flex": lumbar}, "elbows": 4},
            "on": {"floor": ["feet"]},
            "free": ["arms", "hips", "ankles", "elbows"],
            "balance": "feet",
            "load": {"kg": kg},
            "key": [{"name": "hold"}],
            **arms,
        }
    )


def ghezelbash(task: Task) -> float:
    """Return compression at L4/5 by the regression of Ghezelbash and others (2020) [N]."""
    f, d, m, w = task.bend_deg, task.reach_m * 100, task.load_kg, BODY_KG
    own = 92.21616 + 8.722677 * w - 3.24825 * f - 4.71189 * d + 0.231067 * w * f + 0.048462 * w * d
    return own + 0.905165 * m * f + 2.441194 * m * d + 0.052136 * f * d


def ghezelbash_shear(task: Task) -> float:
    """Return shear at L4/5 by the same regression [N]."""
    f, d, m, w = task.bend_deg, task.reach_m * 100, task.load_kg, BODY_KG
    own = -70.1973 + 1.314008 * w + 3.130555 * m + 0.49279 * f + 1.049813 * d - 0.02008 * w * m
    return own + 0.034287 * w * f + 0.108536 * m * f + 0.302128 * m * d - 0.00393 * f * d


def mcgill(task: Task) -> float:
    """Return compression by the polynomial of McGill and others (1996) in the moments of the model [N]."""
    e, b, r = (abs(moment) for moment in task.disc.moments)
    own = 1067.6 + 1.219 * e + 0.083 * e**2 - 0.0001 * e**3
    return own + 3.229 * b + 0.119 * b**2 - 0.0001 * b**3 + 0.862 * r + 0.393 * r**2


def utah(task: Task) -> float:
    """Return compression at L5/S1 by the Utah hand calculation [N]."""
    body, load, reach = BODY_KG * LB_PER_KG, task.load_kg * LB_PER_KG, task.hands_ahead_m * INCH_PER_M
    pounds = 3 * body * math.sin(math.radians(task.bend_deg)) + 0.5 * load * reach + 0.8 * (body / 2 + load)
    return pounds * N_PER_LB


def quick(task: Task) -> float:
    """Return compression by the quick form of Schultz and Andersson, arm 55 mm, in the moment of the model [N]."""
    above = (0.491 * BODY_KG + task.load_kg) * 9.81 * math.cos(math.radians(task.bend_deg))
    return above + abs(task.disc.moments[0]) / 0.055


FORMULAS: dict[str, Callable[[Task], float]] = {
    "Ghezelbash 2020": ghezelbash,
    "McGill 1996, moments of the model": mcgill,
    "Utah hand calculation": utah,
    "quick form, moments of the model": quick,
}
EXERCISES = (
    ("hands and knees, neutral", "bird-dog-all-fours", 0, 300, 700),
    ("hands and knees, cat", "cat-cow-all-fours", 1, 300, 700),
    ("pelvic tilt, lying", "pelvic-tilt-lying", -1, 400, 900),
    ("knee to chest", "single-knee-chest-lying", -1, 200, 500),
    ("standing", "standing", -1, 550, 700),
    ("hands and knees, one leg back", "bird-dog-leg-only", -1, 2000, 2500),
    ("curl-up", "partial-curl-up-arms-crossed", -1, 1991, 2009),
    ("sit-up", "full-sit-up", None, 2392, 3506),
    ("both straight legs raised", "double-leg-lift", None, 2525, 2525),
    ("side bridge on the feet", "side-bridge-feet", -1, 2585, 2585),
)
"""Loads of exercises by models driven by measured muscle activity: name, posture, key (None: the greatest),
least and greatest compression [N]."""


def exercises() -> list[tuple[str, float, float, float]]:
    """Return name, published least and greatest, and the compression of the model [N]."""
    found = []
    for name, posture, key, least, most in EXERCISES:
        loads = [
            spine_load(body_of(), spine_of(), held).primary.compression_n
            for held in key_poses(body_of(), load_postures()[posture])
        ]
        found.append((name, float(least), float(most), max(loads) if key is None else loads[key]))
    return found


def main() -> None:
    """Print the tables."""
    say = sys.stdout.write
    done = tasks()
    model = np.array([task.disc.compression_n for task in done])
    say("| estimate | mean ratio, model over it | mean difference | r |\n| --- | --- | --- | --- |\n")
    for name, formula in FORMULAS.items():
        other = np.array([formula(task) for task in done])
        off = float(np.mean(abs(model / other - 1)))
        say(f"| {name} | {np.mean(model / other):.2f} | {off:.0%} | {np.corrcoef(model, other)[0, 1]:.3f} |\n")
    shear = np.array([(task.disc.shear_n, ghezelbash_shear(task)) for task in done])
    say(f"| Ghezelbash 2020, shear | {np.mean(shear[:, 0] / shear[:, 1]):.2f} | ")
    say(f"{np.abs(shear[:, 0] - shear[:, 1]).mean():.0f} N | {np.corrcoef(shear.T)[0, 1]:.3f} |\n")
    for task, (ours, theirs) in zip(done, shear, strict=True):
        say(f"  {task.bend_deg:3.0f}° {task.load_kg:2.0f} kg {task.reach_m:.1f} m: {task.disc.compression_n:5.0f} ")
        say(" ".join(f"{formula(task):5.0f}" for formula in FORMULAS.values()))
        say(f"  shear {ours:4.0f} {theirs:4.0f}\n")
    say("| exercise | published N | model N | ratio |\n| --- | --- | --- | --- |\n")
    ratios = []
    for name, least, most, ours in exercises():
        ratios.append(ours / math.sqrt(least * most))
        say(f"| {name} | {least:.0f} to {most:.0f} | {ours:.0f} | {ratios[-1]:.2f} |\n")
    say(f"mean ratio {np.mean(ratios):.2f}\n")


if __name__ == "__main__":
    main()
