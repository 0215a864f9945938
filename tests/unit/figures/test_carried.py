"""Promises about things in pictures: where they stand, when they show, what hands hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from loosen.body.model import Body
from loosen.body.posing import motion
from loosen.domain.posture import Posture
from loosen.figures.animated import animated
from loosen.figures.scene import Subject, compose
from loosen.figures.still import still
from loosen.figures.subject import clock_of, keys_of, posture_words, subject_of
from loosen.figures.things import Block, Thing
from loosen.knowledge.body import load_anatomy, load_postures
from loosen.knowledge.figures import load_figure, load_musculature
from tests.unit.figures.pictures import SVG

BODY = Body.build(load_anatomy())


def drawn(name: str) -> tuple[Posture, Subject, tuple[int, ...]]:
    posture = load_postures()[name]
    poses = motion(BODY, posture)
    return (
        posture,
        subject_of(posture, poses, BODY.segments, load_figure(), load_musculature()),
        keys_of(poses),
    )


def things(subject: Subject, name: str) -> list[Thing]:
    return [thing for thing in subject.things if thing.name == name]


@pytest.mark.parametrize(("name", "thing"), [("single-knee-chest-towel", "towel"), ("childs-pose-pillow", "pillow")])
def test_thing_shows_from_the_key_that_uses_it(name: str, thing: str) -> None:
    _, whom, keys = drawn(name)

    shown = things(whom, thing)[0].shown

    assert (shown[keys[0]], shown[keys[-1]]) == (0, 1)
    assert list(shown) == sorted(shown)


def test_thing_that_is_not_yet_used_is_left_out_of_a_still() -> None:
    _, whom, keys = drawn("single-knee-chest-towel")

    before = still(whom, title="t", desc="d", key=keys[0])
    after = still(whom, title="t", desc="d", key=keys[-1])

    assert whom.look.palette.cloth[0] not in before
    assert whom.look.palette.cloth[0] in after


def test_thing_fades_in_while_the_body_moves() -> None:
    posture, whom, keys = drawn("single-knee-chest-towel")
    clock = clock_of(posture, motion(BODY, posture))

    svg = animated(whom, keys, title="t", desc="d", clock=clock)

    fading = [e for e in ET.fromstring(svg).iter(f"{SVG}animate") if e.get("attributeName") == "opacity"]  # noqa: S314
    assert fading
    values = (fading[0].get("values") or "").split(";")
    assert values[0] == values[-1] == "0"


def test_pillow_of_a_bed_lies_there_all_the_time() -> None:
    _, whom, _ = drawn("getting-out-of-bed")

    assert things(whom, "pillow")[0].shown == ()


def test_feet_on_the_floor_stand_beside_the_bed() -> None:
    posture = load_postures()["getting-out-of-bed"]
    poses = motion(BODY, posture)
    whom = subject_of(posture, poses, BODY.segments, load_figure(), load_musculature())

    base = next(part for part in things(whom, "bed")[0].parts if isinstance(part, Block))

    feet = np.array([touch.point for touch in poses[-1].contacts if touch.surface == "floor"])
    inside = np.abs(feet[:, :2] - np.array(base.middle)[:2]) < np.array(base.half)[:2]
    assert not inside.all(axis=1).any()


def test_chair_that_a_hand_holds_has_a_back() -> None:
    _, whom, _ = drawn("half-kneel-hip-flexor-kneeling")

    assert things(whom, "chair")
    assert not things(whom, "stool")


def test_mat_reaches_under_the_pillow() -> None:
    _, whom, _ = drawn("open-book-lying")
    mat = things(whom, "mat")[0].parts[0]
    assert isinstance(mat, Block)

    pillow = np.array([ball.middle for part in things(whom, "pillow")[0].parts for ball in part.balls()])

    assert (np.abs(pillow[:, 0] - mat.middle[0]) < mat.half[0]).all()


def test_weight_in_both_hands_is_no_box() -> None:
    posture, whom, _ = drawn("hip-hinge-weight")
    poses = motion(BODY, posture)

    words = posture_words(posture, poses, BODY.segments, load_figure().held)

    assert len(things(whom, "weight")) == 3  # the bar and the weights at its ends
    assert not things(whom, "box")
    assert words.endswith("Both hands hold a weight.")


def test_near_hand_lies_between_the_weights_of_a_dumbbell() -> None:
    _, whom, _ = drawn("sit-to-stand-weight")

    order = [node for group in compose(whom.only(0)).groups for node in group]

    weights = [i for i, node in enumerate(order) if node.endswith("weight")]
    assert weights[0] < order.index("right forearm") < weights[-1]


def test_band_of_the_seated_row_is_tied_at_waist_height() -> None:
    _, whom, _ = drawn("scapular-set-band-row")

    band = things(whom, "band")[0]

    tied = re.findall(r"[\d.]+", str(band.parts[0].points[1]))  # type: ignore[union-attr]
    assert tied == ["1.15", "0.0", "0.72"]


def test_basin_is_no_box() -> None:
    _, whom, _ = drawn("basin-hinged")

    assert things(whom, "basin")
    assert not things(whom, "box")
