"""From the words of an author to a pose."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from loosen.body.mirror import mirrored_pose, mirrored_posture
from loosen.body.model import Body
from loosen.body.posing import Pose, key_poses, motion, pose
from loosen.body.scaling import other_side
from loosen.domain.anatomy import BodyDefinition, BodyPerson
from loosen.domain.posture import Posture
from loosen.errors import PoseError
from loosen.knowledge.body import load_postures

STANDING: dict[str, Any] = {
    "base": "standing",
    "on": {"floor": ["feet"]},
    "place": ["feet apart 0.2"],
    "balance": "feet",
}
BASES: dict[str, dict[str, Any]] = {
    "standing": STANDING,
    "squat": {"base": "squat", "on": {"floor": ["feet"]}, "balance": "feet", "place": ["feet apart 0.35"]},
    "sitting": {
        "base": "sitting",
        "props": {"seat": {"kind": "chair", "at": [0, 0, 0.45]}},
        "on": {"seat": ["sit bones"], "floor": ["feet"]},
        "slopes": {"trunk": 90},
    },
    "hands and knees": {
        "base": "hands and knees",
        "on": {"floor": ["hands", "knees", "left toe top", "right toe top"]},
        "place": ["left wrist under left shoulder", "right knee under right hip"],
    },
    "plank": {
        "base": "plank",
        "on": {"floor": ["forearms", "balls of feet"]},
        "place": ["left elbow under left shoulder"],
        "joints": {"lumbar": {"flex": 0}, "knees": 2},
    },
    "kneeling": {
        "base": "kneeling",
        "on": {"floor": ["knees", "shins", "left toe top", "right toe top"]},
        "slopes": {"trunk": 90},
    },
    "kneeling on heels": {
        "base": "kneeling on heels",
        "on": {"floor": ["knees", "shins", "left toe top", "right toe top"]},
    },
    "half kneeling": {
        "base": "half kneeling",
        "on": {"floor": ["left foot", "right knee", "right toe top"]},
        "slopes": {"trunk": 90, "left shank": 90},
    },
    "floor sitting": {
        "base": "floor sitting",
        "on": {"floor": ["sit bones", "calves", "backs of heels"]},
        "slopes": {"trunk": 88},
    },
    "lying on back": {
        "base": "lying on back",
        "on": {"floor": ["back of head", "shoulder blades", "pelvis back", "calves", "backs of heels"]},
    },
    "lying on front": {
        "base": "lying on front",
        "on": {"floor": ["pelvis front", "ribs front", "knees", "left toe top", "right toe top"]},
    },
    "lying on left side": {
        "base": "lying on left side",
        "on": {"floor": ["left hip side", "left shoulder side", "left knee outside"]},
    },
    "legs up": {
        "base": "legs up",
        "props": {"wall": {"kind": "wall", "at": [0.25, 0, 0], "normal": [-1, 0, 0]}},
        "on": {"floor": ["back of head", "shoulder blades", "pelvis back"], "wall": ["backs of heels"]},
    },
}


def document(**wishes: Any) -> Posture:
    raw = {"id": "made-up", "name": {"en": "Made up"}, "kind": "everyday", **wishes}
    raw.setdefault("key", [{"name": "hold"}])
    return Posture.model_validate(raw)


def missed(found: Pose) -> list[str]:
    return [str(residual) for residual in found.residuals.values()]


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("person", [(70, 1.74, "male"), (60, 1.62, "female"), (110, 1.9, "male")])
def test_base_postures_are_reached_by_people_of_all_sizes(
    definition: BodyDefinition, name: str, person: tuple[float, float, str]
) -> None:
    mass, stature, sex = person
    body = Body.build(definition, BodyPerson.model_validate({"mass_kg": mass, "stature_m": stature, "sex": sex}))

    found = pose(body, document(**BASES[name]))

    assert missed(found) == []


@pytest.mark.parametrize("posture", load_postures().values(), ids=lambda posture: posture.id)
def test_every_shipped_posture_is_met(body: Body, posture: Posture) -> None:
    for found in key_poses(body, posture):
        assert missed(found) == [], found.key


@pytest.mark.parametrize("posture", load_postures().values(), ids=lambda posture: posture.id)
def test_no_joint_leaves_its_range(body: Body, posture: Posture) -> None:
    for found in key_poses(body, posture):
        for joint, angle in zip(body.joints, np.degrees(found.q[6:]), strict=True):
            assert np.degrees(joint.least) - 5 <= angle <= np.degrees(joint.most) + 5, joint.name


def test_written_angles_are_kept(body: Body) -> None:
    found = pose(body, document(**STANDING, joints={"lumbar": {"flex": 20}, "left elbow": 60}))

    lumbar = sum(found.q[6 + body.joint(f"lumbar {level}/lumbar flex")] for level in ("lower", "upper"))
    assert np.degrees(lumbar) == pytest.approx(20, abs=3)
    assert np.degrees(found.q[6 + body.joint("left forearm/elbow flex")]) == pytest.approx(60, abs=3)


def test_the_weight_of_a_standing_person_is_above_the_feet(body: Body) -> None:
    found = pose(body, document(**STANDING))

    middle = (found.placement.site("left mid foot") + found.placement.site("right mid foot")) / 2
    assert found.placement.centre_of_mass[:2] == pytest.approx(middle[:2], abs=0.01)
    assert found.placement.site("left heel")[2] == pytest.approx(0, abs=0.005)


@pytest.mark.parametrize(
    ("sentence", "first", "second", "difference"),
    [
        ("left wrist ahead of left hip 0.3", "left wrist", "left hip", (0.3, None, None)),
        ("left wrist left of left hip 0.2", "left wrist", "left hip", (None, 0.2, None)),
        ("left wrist above left hip 0.1", "left wrist", "left hip", (None, None, 0.1)),
        ("left wrist level with left shoulder", "left wrist", "left shoulder", (None, None, 0)),
        ("left wrist under left shoulder", "left wrist", "left shoulder", (0, 0, None)),
    ],
)
def test_sentences_place_what_they_say(
    body: Body, sentence: str, first: str, second: str, difference: tuple[float | None, ...]
) -> None:
    found = pose(body, document(**{**STANDING, "place": [sentence]}, free=["left arm", "left elbow"]))

    gap = found.placement.site(first) - found.placement.site(second)
    for axis, wanted in enumerate(difference):
        if wanted is not None:
            assert gap[axis] == pytest.approx(wanted * body.size, abs=0.015)


def test_a_palm_faces_where_it_is_told(body: Body) -> None:
    wishes = {**STANDING, "place": ["left palm faces up"], "joints": {"left elbow": 90}, "free": ["left forearm"]}

    found = pose(body, document(**wishes))

    _, rotation = found.placement.of("left hand")
    assert (rotation @ [0, -1, 0])[2] > 0.98


def test_a_slope_is_that_of_the_line(body: Body) -> None:
    found = pose(body, document(**STANDING, slopes={"trunk": 45}, free=["hips"]))

    hips, shoulders = (
        (found.placement.site(f"left {x}") + found.placement.site(f"right {x}")) / 2 for x in ("hip", "shoulder")
    )
    line = shoulders - hips
    assert np.degrees(np.arctan2(line[2], np.hypot(line[0], line[1]))) == pytest.approx(45, abs=4)


def test_an_unreachable_wish_is_named_with_what_is_missing(body: Body) -> None:
    found = pose(body, document(**{**STANDING, "place": ["left wrist at z 3"]}))

    assert "left wrist at z 3" in found.residuals
    assert found.residuals["left wrist at z 3"].missed > 0.5


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"base": "floating"}, "Unknown base posture 'floating'"),
        ({"joints": {"left ellbow": 20}}, "Did you mean 'left elbow'"),
        ({"joints": {"lumbar": {"flexx": 20}}}, "Unknown movement of lumbar 'flexx'"),
        ({"joints": {"left knee": 190}}, "left knee bend is 190°; it can go from 0° to 152°"),
        ({"on": {"roof": ["feet"]}}, "Unknown surface 'roof'"),
        ({"on": {"floor": ["left tail"]}}, "Unknown part of the body 'left tail'"),
        ({"on": {"floor": ["left shoulder"]}}, "inside the body"),
        ({"pairs": [{"a": "left shoulder", "b": "right thigh front"}]}, "'left shoulder' is inside the body"),
        ({"pairs": [{"a": "left palm heel", "b": "right knee"}]}, "'right knee' is inside the body"),
        ({"place": ["left wrist beyond right wrist"]}, "is no sentence of the list"),
        ({"slopes": {"nose": 20}}, "Unknown line 'nose'"),
        ({"balance": "left tail"}, "Unknown part of the body 'left tail'"),
        ({"props": {"thing": {"kind": "cloud"}}}, "Unknown kind of prop 'cloud'"),
        ({"props": {"wall": {"kind": "wall", "normal": [0, 0, 0]}}}, "has no length"),
    ],
)
def test_what_does_not_exist_is_named(body: Body, wishes: dict[str, Any], said: str) -> None:
    with pytest.raises(PoseError) as caught:
        pose(body, document(**{"base": "standing", **wishes}))

    assert said in f"{caught.value}"


def test_an_unknown_key_is_named(body: Body) -> None:
    with pytest.raises(PoseError, match="no key 'jump'"):
        pose(body, document(**STANDING), "jump")


def test_hands_and_feet_stay_where_they_are_from_key_to_key(body: Body) -> None:
    frames = motion(body, load_postures()["cat-cow-all-fours"])

    for name in ("left palm heel", "right palm little side", "left kneecap", "right kneecap"):
        path = np.array([frame.placement.site(name) for frame in frames])
        assert np.abs(path - path[0]).max() < 0.006, name


def test_a_motion_takes_the_written_time(body: Body) -> None:
    posture = load_postures()["cat-cow-all-fours"]

    frames = motion(body, posture)

    assert len(frames) == 3 + 2 * posture.inbetweens
    assert [frame.time_s for frame in frames] == sorted(frame.time_s for frame in frames)
    assert frames[-1].time_s == pytest.approx(1 + 3 + 5 + 4)  # hold flat, into cat, hold, into cow


@pytest.mark.parametrize("name", ["bird-dog-all-fours", "side-bridge-knees", "side-leg-lift-wall"])
def test_the_mirrored_document_gives_the_mirrored_pose(body: Body, name: str) -> None:
    posture = load_postures()[name]

    found = mirrored_pose(pose(body, posture))
    other = pose(body, mirrored_posture(posture))

    assert other.placement.sites == pytest.approx(found.placement.sites, abs=1e-6)
    first = {(c.site, c.surface) for c in found.contacts}
    assert first == {(c.site, c.surface) for c in other.contacts}


def test_a_mirrored_document_lights_the_muscles_of_the_other_side() -> None:
    key = {"name": "hold", "highlight": ["left calves"]}

    mirrored = mirrored_posture(document(**STANDING, highlight=["right hamstrings", "diaphragm"], key=[key]))

    assert mirrored.highlight == ("left hamstrings", "diaphragm")
    assert mirrored.key[0].highlight == ("right calves",)


def test_a_pair_inside_the_body_names_the_skin_around_it(body: Body) -> None:
    pair = {"a": "left shoulder", "b": "right thigh front"}

    with pytest.raises(PoseError) as caught:
        pose(body, document(**STANDING, pairs=[pair]))

    assert "left shoulder top" in caught.value.detail
    assert "left shoulder" not in caught.value.allowed
    assert "left shoulder back" in caught.value.allowed


def test_a_mirrored_pose_has_left_and_right_exchanged(body: Body) -> None:
    found = pose(body, load_postures()["bird-dog-all-fours"])

    mirrored = mirrored_pose(found)

    for name in body.sites:
        assert mirrored.placement.site(other_side(name)) == pytest.approx(
            found.placement.site(name) * [1, -1, 1], abs=1e-9
        )


def test_a_taller_person_has_hands_farther_from_the_knees(definition: BodyDefinition) -> None:
    posture = document(**BASES["hands and knees"])
    gaps = []
    for stature in (1.5, 1.95):
        found = pose(Body.build(definition, BodyPerson(mass_kg=70, stature_m=stature)), posture)
        gaps.append(found.placement.site("left wrist")[0] - found.placement.site("left knee")[0])

    assert gaps[1] / gaps[0] == pytest.approx(1.95 / 1.5, rel=0.05)


def test_a_bed_lets_the_body_sink_in(body: Body) -> None:
    posture = document(
        base="lying on back",
        props={"floor": {"kind": "bed"}},
        on={"floor": ["back of head", "shoulder blades", "pelvis back"]},
    )

    found = pose(body, posture)

    assert all(contact.yield_m > 0 for contact in found.contacts)
    assert all(-contact.yield_m - 0.015 <= contact.gap_m <= 0.015 for contact in found.contacts)


def test_a_pair_pushes_out_of_the_skin_it_touches(body: Body) -> None:
    found = pose(body, load_postures()["sitting-upright"])

    hand = next(contact for contact in found.contacts if contact.site == "left palm heel")
    assert hand.surface == "left lower thigh front"
    assert hand.normal[2] > 0.9  # the top of a level thigh


def test_the_schema_of_the_document_can_be_exported() -> None:
    schema = Posture.model_json_schema()

    assert {"id", "base", "key"} <= set(schema["required"])
    assert schema["additionalProperties"] is False
