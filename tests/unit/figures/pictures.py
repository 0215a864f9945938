"""Pictures of the doll, to be looked at: poses, a movement, and what is in an SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np

from loosen.figures import things
from loosen.figures.scene import Subject
from loosen.figures.skeleton import Skeleton
from loosen.knowledge.figures import load_figure, load_musculature
from tests.unit.figures.mannequin import doll

SVG = "{http://www.w3.org/2000/svg}"


KNEEL = {"thigh": 85, "shank": 90, "foot": -45, "hand": 80}


CAT = {"lumbar_lower": 15, "lumbar_upper": 15, "thorax_lower": 12, "thorax_upper": 15, "neck": 25, "head": 15}


COW = {"lumbar_lower": -12, "lumbar_upper": -14, "thorax_lower": -6, "neck": -25, "head": -15}


POSES = {
    "standing": {},
    "cat": {"tilt": 78, **KNEEL, **CAT, "upper_arm": 110},
    "sitting": {"thigh": 88, "shank": 88, "upper_arm": 25, "forearm": 60},
    "on the back": {"tilt": -90, "thigh": 50, "shank": 100, "foot": -40, "upper_arm": (5, 12, 0)},
}


LIT = ("erector-spinae", "gluteus-maximus", "quadriceps")


def subject(*skeletons: Skeleton, lit: tuple[str, ...] = LIT) -> Subject:
    muscles = tuple(m for m in load_musculature().muscle if m.id in lit)
    return Subject(load_figure(), skeletons, muscles=muscles, things=(things.mat((-0.8, 0.9)),))


def cat_to_cow(steps: int = 5) -> tuple[Skeleton, ...]:
    shares = np.linspace(0, 1, steps)
    return tuple(
        doll(
            tilt=78 + 20 * s,
            **KNEEL,
            **{name: CAT[name] * (1 - s) + COW.get(name, 0) * s for name in CAT},
            upper_arm=110 - 20 * s,
        )
        for s in shares
    )


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # made by the code under test


def points_in(path: str) -> int:
    return len(re.findall(r"-?\d+", path))
