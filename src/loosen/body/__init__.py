"""The body: kinematics, poses, equilibrium, load on the low back, and the lifting methods. Pure functions on arrays.

What needs the optional parts (extra ``body``) is loaded when it is first used, so that the lifting methods work
without them::

    from loosen.body import Body, Spine, pose, spine_load
    from loosen.knowledge.body import load_anatomy, load_postures
    from loosen.knowledge.spine import load_spine

    body = Body.build(load_anatomy())
    held = pose(body, load_postures()["standing"])
    print(spine_load(body, Spine.build(load_spine(), body), held).primary.compression_n)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loosen.body.batch import many
    from loosen.body.kinematics import Placement, place
    from loosen.body.load import SpineLoad, spine_load
    from loosen.body.mirror import mirrored_posture
    from loosen.body.model import Body
    from loosen.body.posing import Pose, key_poses, motion, pose
    from loosen.body.spine import DiscLoad, Spine
    from loosen.body.statics import Equilibrium, equilibrium

_HOME = {
    "Body": "model",
    "DiscLoad": "spine",
    "Equilibrium": "statics",
    "Placement": "kinematics",
    "Pose": "posing",
    "Spine": "spine",
    "SpineLoad": "load",
    "equilibrium": "statics",
    "key_poses": "posing",
    "many": "batch",
    "mirrored_posture": "mirror",
    "motion": "posing",
    "place": "kinematics",
    "pose": "posing",
    "spine_load": "load",
}

__all__ = [
    "Body",
    "DiscLoad",
    "Equilibrium",
    "Placement",
    "Pose",
    "Spine",
    "SpineLoad",
    "equilibrium",
    "key_poses",
    "many",
    "mirrored_posture",
    "motion",
    "place",
    "pose",
    "spine_load",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is exported under that name
    """Return an export, loading its module now."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"loosen.body.{_HOME[name]}"), name)
