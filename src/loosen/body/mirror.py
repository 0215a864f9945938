"""Left for right: of a posture document and of a solved pose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np

from loosen.body.kinematics import place
from loosen.body.model import ROOT
from loosen.body.posing import Contact, Pose
from loosen.body.scaling import mirrored as mirrored_place
from loosen.body.scaling import other_side
from loosen.domain.posture import Posture, Wishes

_SIDE = re.compile(r"\b(left|right)\b")
_TURNING = {"bend", "twist"}
_MIDDLE = {"lumbar", "chest", "neck"}


def swapped(text: str) -> str:
    """Return a text with left and right exchanged, in ``left of`` too."""
    return _SIDE.sub(lambda found: "right" if found[0] == "left" else "left", text)


def mirrored_posture(posture: Posture) -> Posture:
    """Return the same posture on the other side of the body."""
    raw = posture.model_dump(mode="json", exclude_none=True)
    changed = _wishes(raw)
    changed["key"] = [_wishes(key) for key in raw["key"]]
    changed["base"] = swapped(raw["base"])
    return Posture.model_validate(changed)


def mirrored_pose(pose: Pose) -> Pose:
    """Return a solved pose on the other side of the body."""
    body = pose.placement.body
    q = pose.q.copy()
    q[1] = -q[1]
    q[3:ROOT] *= np.array([-1.0, 1.0, -1.0])
    for index, joint in enumerate(body.joints):
        twin = body.joint(other_side(joint.segment) + "/" + joint.kind)
        sign = -1.0 if twin == index and joint.kind.split()[-1] in _TURNING else 1.0
        q[ROOT + twin] = sign * pose.q[ROOT + index]
    return replace(
        pose,
        q=q,
        placement=place(body, q),
        contacts=tuple(_contact(contact) for contact in pose.contacts),
        wishes=Wishes.model_validate(_wishes(pose.wishes.model_dump(mode="json", exclude_none=True))),
        residuals={swapped(name): replace(value, name=swapped(name)) for name, value in pose.residuals.items()},
    )


def _contact(contact: Contact) -> Contact:
    return replace(
        contact,
        site=other_side(contact.site),
        surface=other_side(contact.surface),
        point=mirrored_place(contact.point, True),
        normal=mirrored_place(contact.normal, True),
    )


def _wishes(raw: dict[str, Any]) -> dict[str, Any]:
    out = dict(raw)
    out["joints"] = {swapped(name): _angles(name, value) for name, value in raw.get("joints", {}).items()}
    out["slopes"] = {swapped(name): value for name, value in raw.get("slopes", {}).items()}
    out["on"] = {surface: [swapped(part) for part in parts] for surface, parts in raw.get("on", {}).items()}
    out["place"] = [_sentence(sentence) for sentence in raw.get("place", [])]
    for key in ("free", "slides", "highlight"):
        out[key] = [swapped(name) for name in raw.get(key, [])]
    out["pairs"] = [{**pair, "a": swapped(pair["a"]), "b": swapped(pair["b"])} for pair in raw.get("pairs", [])]
    out["pelvis"] = _pelvis(raw.get("pelvis", {}))
    out["props"] = {name: _prop(prop) for name, prop in raw.get("props", {}).items()}
    if "balance" in raw:
        out["balance"] = swapped(raw["balance"])
    if "load" in raw:
        out["load"] = {**raw["load"], "hands": swapped(raw["load"].get("hands", "both"))}
    return out


def _angles(name: str, value: object) -> object:
    if name in _MIDDLE and isinstance(value, dict):
        return {motion: -angle if motion in _TURNING else angle for motion, angle in value.items()}
    return value


def _sentence(sentence: str) -> str:
    found = re.fullmatch(r"(.+ at y )([-+]?[\d.]+)", sentence)
    return f"{swapped(found[1])}{-float(found[2]):g}" if found else swapped(sentence)


def _pelvis(pelvis: dict[str, Any]) -> dict[str, Any]:
    out = dict(pelvis)
    for key in ("roll", "turn"):
        if key in out:
            out[key] = -out[key]
    if "at" in out:
        out["at"] = [out["at"][0], -out["at"][1], out["at"][2]]
    return out


def _prop(prop: dict[str, Any]) -> dict[str, Any]:
    out = dict(prop)
    for key in ("at", "normal"):
        if key in out:
            out[key] = [out[key][0], -out[key][1], out[key][2]]
    return out
