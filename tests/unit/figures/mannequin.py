"""A plain jointed doll, enough to draw figures without the body model: names, joint places, rotations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from loosen.figures.skeleton import Skeleton

Array = NDArray[np.float64]

JOINTS: dict[str, tuple[str, tuple[float, float, float]]] = {
    "lumbar lower": ("pelvis", (-0.025, 0, 0.110)),
    "lumbar upper": ("lumbar lower", (0.022, 0, 0.064)),
    "thorax lower": ("lumbar upper", (-0.007, 0, 0.099)),
    "thorax upper": ("thorax lower", (-0.020, 0, 0.150)),
    "neck": ("thorax upper", (0.004, 0, 0.152)),
    "head": ("neck", (0.028, 0, 0.108)),
    "right upper arm": ("thorax upper", (0.030, -0.185, 0.062)),
    "right forearm": ("right upper arm", (0, 0, -0.282)),
    "right hand": ("right forearm", (0, 0, -0.269)),
    "right thigh": ("pelvis", (0, -0.087, 0)),
    "right shank": ("right thigh", (0, 0, -0.422)),
    "right foot": ("right shank", (0, 0, -0.434)),
}
for _name, (_parent, (_x, _y, _z)) in list(JOINTS.items()):
    if _name.startswith("right "):
        JOINTS[_name.replace("right", "left")] = (_parent.replace("right", "left"), (_x, -_y, _z))


def turn(axis: str, degrees: float) -> Array:
    """Return the rotation about a body axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    out = np.eye(3)
    out[i, i] = out[j, j] = c
    out[i, j], out[j, i] = -s, s
    return out


def doll(
    tilt: float = 0.0, roll: float = 0.0, at: tuple[float, float, float] = (0, 0, 0), **flex: object
) -> Skeleton:
    """Return a doll; each keyword is a segment (underscores for spaces) with forward flexion or (flex, out, turn)."""
    rotation = {"pelvis": turn("x", roll) @ turn("y", tilt)}
    origin: dict[str, Array] = {"pelvis": np.array(at, float)}
    for name, (parent, place) in JOINTS.items():
        given = flex.get(name.replace(" ", "_"), flex.get(name.split(" ", 1)[-1].replace(" ", "_"), 0.0))
        forward, out, spin = given if isinstance(given, tuple) else (given, 0.0, 0.0)
        sign = 1.0 if name in {"neck", "head"} or name.split()[0] in {"lumbar", "thorax"} or "shank" in name else -1.0
        side = 1.0 if name.startswith("left") else -1.0
        local = turn("y", sign * forward) @ turn("x", side * out) @ turn("z", side * spin)
        rotation[name] = rotation[parent] @ local
        origin[name] = origin[parent] + rotation[parent] @ np.array(place)
    return Skeleton(origin=origin, rotation=rotation)


def mirrored(skeleton: Skeleton) -> Skeleton:
    """Return the doll as a mirror at the plane between left and right shows it."""
    flip = np.diag([1.0, -1.0, 1.0])

    def other(name: str) -> str:
        if name.startswith("left "):
            return name.replace("left ", "right ")
        return name.replace("right ", "left ")

    return Skeleton(
        origin={other(name): flip @ place for name, place in skeleton.origin.items()},
        rotation={other(name): flip @ rotation @ flip for name, rotation in skeleton.rotation.items()},
    )
