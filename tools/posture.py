"""Solve one posture document and print what is missed, or all of them.

python tools/posture.py cat-cow-all-fours      one posture, every key
python tools/posture.py --all                  a table of all postures
python tools/posture.py --base sitting         a base template by itself
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from loosen.body.model import Body
from loosen.body.posing import key_poses, motion
from loosen.domain.anatomy import BodyPerson
from loosen.domain.posture import Posture
from loosen.errors import LoosenError
from loosen.knowledge.body import load_anatomy, read_postures
from loosen.knowledge.loader import DATA


def say(text: object) -> None:
    """Write a line."""
    sys.stdout.write(f"{text}\n")


def show(body: Body, posture: Posture, *, short: bool = False) -> int:
    """Print the keys of a posture with residuals; return how many wishes are missed."""
    start = time.perf_counter()
    poses = key_poses(body, posture)
    spent = (time.perf_counter() - start) / len(poses) * 1000
    missed = sum(len(pose.residuals) for pose in poses)
    if short:
        frames = motion(body, posture)
        slid = sum(len(pose.residuals) for pose in frames if pose.share < 1)
        words = "; ".join(str(residual) for pose in poses for residual in pose.residuals.values())
        say(f"{posture.id:32} {len(poses)} keys {spent:5.0f} ms/key  {missed:2} missed {slid:2} between  {words}")
        return missed
    for pose in poses:
        say(f"\n{posture.id} / {pose.key}: {pose.steps} steps, {spent:.0f} ms, pelvis at {pose.q[:3].round(3)}")
        for residual in pose.residuals.values():
            say(f"  MISSED {residual}")
        for contact in pose.contacts:
            gap = f"gap {contact.gap_m * 1000:5.0f} mm"
            say(f"  {contact.site:26} on {contact.surface:8} {contact.point.round(3)} {gap}")
        for surface, parts in pose.wishes.on.items():
            say(f"  asked on {surface}: {', '.join(parts)}")
        degrees = np.degrees(pose.q[6:]).round(0)
        say("  " + ", ".join(f"{j.name} {d:.0f}" for j, d in zip(body.joints, degrees, strict=True) if d))
    return missed


def main(arguments: list[str]) -> int:
    """Run the command line."""
    body = Body.build(load_anatomy(), BodyPerson())
    if "--female" in arguments:
        arguments.remove("--female")
        body = Body.build(load_anatomy(), BodyPerson(mass_kg=60, stature_m=1.62, sex="female"))
    if arguments[:1] == ["--base"]:
        raw = {
            "id": "base",
            "name": {"en": "base"},
            "kind": "everyday",
            "base": arguments[1],
            "key": [{"name": "base"}],
        }
        return show(body, Posture.model_validate(raw)) * 0
    postures, problems = read_postures(DATA / "postures")
    for problem in problems:
        say(problem)
    names = sorted(postures) if arguments[:1] == ["--all"] else arguments
    missed = 0
    for name in names:
        if name not in postures:
            say(f"no usable posture {name}")
            return 1
        try:
            missed += show(body, postures[name], short=len(names) > 1)
        except LoosenError as error:
            say(f"{name}: {error}")
            missed += 1
    return 1 if missed or problems else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    sys.exit(main(sys.argv[1:]))
