"""How far a pose is bent where, read off the segments alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loosen.figures.skeleton import Skeleton

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Measures:
    """Angles in degrees and directions as cosines; positive is forward, out or to the left.

    Attributes:
        pelvis_up: How upright the pelvis is.
        front_up: How much the front of the pelvis looks up.
        left_up: How much its left side looks up.
        trunk_lean: Forward lean of the line from hips to neck.
        low_back: Rounding between pelvis and chest, against standing.
        twist: Turn of the shoulders against the pelvis.
        side_bend: Bend of the trunk to the side.
        hip: Flexion of each hip, by side.
        out: How far each thigh is out to the side.
        knee: Flexion of each knee.
        elbow: Flexion of each elbow.
        arm: Where each arm points, in words.
        nod: Flexion of head and neck against the chest.
        face_turn: Turn of the head against the chest.
    """

    pelvis_up: float
    front_up: float
    left_up: float
    trunk_lean: float
    low_back: float
    twist: float
    side_bend: float
    hip: dict[str, float]
    out: dict[str, float]
    knee: dict[str, float]
    elbow: dict[str, float]
    arm: dict[str, str]
    nod: float
    face_turn: float


def measure(skeleton: Skeleton) -> Measures:
    """Return the angles of a pose."""
    pelvis, chest = skeleton.rotation["pelvis"], skeleton.rotation["thorax upper"]
    low = pelvis.T @ skeleton.rotation["thorax lower"]
    whole = pelvis.T @ chest
    head = chest.T @ skeleton.rotation["head"]
    line = skeleton.origin["neck"] - skeleton.origin["pelvis"]
    ahead = np.array([pelvis[0, 0], pelvis[1, 0], 0.0])
    hips = {side: _leg(skeleton, side) for side in ("left", "right")}
    return Measures(
        pelvis_up=float(pelvis[2, 2]),
        front_up=float(pelvis[2, 0]),
        left_up=float(pelvis[2, 1]),
        trunk_lean=float(np.degrees(np.arctan2(line @ ahead / max(np.linalg.norm(ahead), 1e-6), line[2]))),
        low_back=_sagittal(low),
        twist=float(np.degrees(np.arctan2(whole[1, 0], whole[0, 0]))) if whole[0, 0] > 0 else 0.0,
        side_bend=float(np.degrees(np.arcsin(np.clip(whole[1, 2], -1, 1)))),
        hip={side: values[0] for side, values in hips.items()},
        out={side: values[1] for side, values in hips.items()},
        knee={side: _between(skeleton, f"{side} thigh", f"{side} shank") for side in ("left", "right")},
        elbow={side: _between(skeleton, f"{side} upper arm", f"{side} forearm") for side in ("left", "right")},
        arm={side: _arm(skeleton, side) for side in ("left", "right")},
        nod=_sagittal(head),
        face_turn=float(np.degrees(np.arctan2(head[1, 0], head[0, 0]))),
    )


def _sagittal(rotation: Array) -> float:
    """Return how far a frame is turned forward in its parent."""
    return float(np.degrees(np.arctan2(rotation[0, 2], rotation[2, 2])))


def _between(skeleton: Skeleton, upper: str, lower: str) -> float:
    """Return the angle between the long axes of two segments."""
    cosine = skeleton.rotation[upper][:, 2] @ skeleton.rotation[lower][:, 2]
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def _leg(skeleton: Skeleton, side: str) -> tuple[float, float]:
    """Return flexion of a hip and how far out the thigh is."""
    thigh = skeleton.rotation["pelvis"].T @ -skeleton.rotation[f"{side} thigh"][:, 2]
    out = thigh[1] if side == "left" else -thigh[1]
    flexion = float(np.degrees(np.arctan2(thigh[0], -thigh[2])))
    if flexion < -90:  # noqa: PLR2004  # past a right angle behind is past a half turn in front
        flexion += 360
    return flexion, float(np.degrees(np.arcsin(np.clip(out, -1, 1))))


def _arm(skeleton: Skeleton, side: str) -> str:
    """Return where an arm points, as seen from the chest."""
    arm = skeleton.rotation["thorax upper"].T @ -skeleton.rotation[f"{side} upper arm"][:, 2]
    out = arm[1] if side == "left" else -arm[1]
    if arm[2] < -0.85:  # noqa: PLR2004
        return "by the side"
    if arm[2] > 0.75:  # noqa: PLR2004
        return "up past the head"
    if max(arm[0], -arm[0]) >= out:
        if arm[0] < 0:
            return "behind the body"
        return "forward" if arm[2] > -0.5 else "a little forward"  # noqa: PLR2004
    return "out to the side"
