"""The man of the measured pressures, other people, and poses of the shipped postures, each made once."""

from __future__ import annotations

from functools import cache

from loosen.body.load import SpineLoad, spine_load
from loosen.body.model import Body
from loosen.body.posing import Pose, pose
from loosen.body.spine import Spine
from loosen.domain.anatomy import BodyPerson, Sex
from loosen.knowledge.body import load_anatomy, load_postures
from loosen.knowledge.spine import load_spine

MAN = BodyPerson(mass_kg=70, stature_m=1.74, sex=Sex.MALE)
WOMAN = BodyPerson(mass_kg=60, stature_m=1.65, sex=Sex.FEMALE)
MEASURED_MPA = {
    "lying-back": 0.10,
    "slouched-backrest": 0.27,
    "sitting-stool": 0.455,
    "standing": 0.50,
    "side-bend-standing": 0.595,
    "hold-crate-close": 1.05,
    "standing-bent": 1.09,
    "lift-crate-round": 2.30,
}
"""Pressure at L4/5 of one man; the rows used for fitting."""


@cache
def body_of(person: BodyPerson = MAN) -> Body:
    return Body.build(load_anatomy(), person)


@cache
def spine_of(person: BodyPerson = MAN) -> Spine:
    return Spine.build(load_spine(), body_of(person))


@cache
def pose_of(posture: str, person: BodyPerson = MAN, key: int = -1) -> Pose:
    return pose(body_of(person), load_postures()[posture], key)


@cache
def load_of(posture: str, person: BodyPerson = MAN) -> SpineLoad:
    return spine_load(body_of(person), spine_of(person), pose_of(posture, person))
