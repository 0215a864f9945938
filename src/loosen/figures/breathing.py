"""Breath in a picture: belly and lower ribs rise, and hands that lie on them go along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from loosen.domain.outline import Ball, Breath, Figure
from loosen.domain.posture import Posture
from loosen.figures.skeleton import Skeleton

if TYPE_CHECKING:
    from loosen.figures.subject import Posed

Array = NDArray[np.float64]

STEPS = 4
"""So many even steps lead from breathed out to breathed in."""
SHARES = tuple(step / STEPS for step in range(STEPS + 1))
_FRONT = ("belly", "navel", "rib", "chest", "breast", "waist", "flank")
_SIDES = ("left", "right")


def breath_of(figure: Figure, posture: Posture) -> Breath | None:
    """Return how a posture breathes in its picture; None for one that moves, or does not breathe."""
    breath = figure.breath
    return breath if breath is not None and posture.id in breath.postures and len(posture.key) == 1 else None


def breathing(breath: Breath, pose: Posed, skeleton: Skeleton) -> tuple[Skeleton, ...]:
    """Return a pose from breathed out to breathed in, with the hands on the belly carried along."""
    sides = [side for side in _SIDES if _hand_on_front(pose, side)]
    return tuple(_carried(skeleton, sides, float(breath.rise_m) * share) for share in SHARES)


def swollen(stations: Sequence[Ball], breath: Breath, share: float) -> list[Ball]:
    """Return the stations of the trunk with their front moved forward; their back stays."""
    found = []
    for ball, part in zip(stations, breath.shares, strict=True):
        half = float(breath.rise_m) * share * float(part) / 2
        at, radii = ball.at, ball.radii
        moved = {"at": (at[0] + half, at[1], at[2]), "radii": (radii[0] + half, radii[1], radii[2])}
        found.append(ball.model_copy(update=moved))
    return found


def _hand_on_front(pose: Posed, side: str) -> bool:
    hand = (f"{side} palm", f"{side} hand", f"{side} finger")
    return any(
        name.startswith(hand) and any(word in other for word in _FRONT)
        for touch in pose.contacts
        for name, other in ((touch.site, touch.surface), (touch.surface, touch.site))
    )


def _carried(skeleton: Skeleton, sides: Sequence[str], rise: float) -> Skeleton:
    """Return a skeleton whose forearms are turned about the elbow until the hands have moved with the belly."""
    origin, rotation = dict(skeleton.origin), dict(skeleton.rotation)
    for side in sides:
        elbow, hand = origin[f"{side} forearm"], origin[f"{side} hand"]
        arm, push = hand - elbow, skeleton.towards("lumbar upper", np.array([rise, 0.0, 0.0]))
        turn = _turn(arm, push)
        origin[f"{side} hand"] = elbow + turn @ arm
        for part in ("forearm", "hand"):
            rotation[f"{side} {part}"] = turn @ rotation[f"{side} {part}"]
    return replace(skeleton, origin=origin, rotation=rotation)


def _turn(arm: Array, push: Array) -> Array:
    """Return the rotation that moves the end of a lever by the part of a push across it."""
    vector = np.cross(arm, push) / float(arm @ arm)
    x, y, z = vector
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    result: Array = np.linalg.inv(np.eye(3) - cross / 2) @ (np.eye(3) + cross / 2)  # Cayley: a rotation exactly
    return result
