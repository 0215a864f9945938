"""Promises about drawing the posture documents: solved poses become pictures and words."""

from __future__ import annotations

import gzip
import sys
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from loosen.body.model import Body
from loosen.body.posing import key_poses, motion
from loosen.errors import NotFoundError
from loosen.figures.animated import animated
from loosen.figures.furnish import DRAWN_KINDS
from loosen.figures.raster import RasterError, png
from loosen.figures.scene import compose
from loosen.figures.still import still
from loosen.figures.subject import camera_of, clock_of, keys_of, muscles_of, posture_words, subject_of, telling_turn
from loosen.knowledge.body import load_anatomy, load_postures
from loosen.knowledge.figures import load_figure, load_musculature
from loosen.knowledge.loader import load_library
from tests.unit.figures.mannequin import doll

BODY = Body.build(load_anatomy())
DRAWN = ("cat-cow-all-fours", "sitting-upright", "side-leg-lift-wall", "lift-squat", "lying-side")


def syllables(word: str) -> int:
    groups = 0
    before = False
    for letter in word.lower():
        now = letter in "aeiouy"
        groups += now and not before
        before = now
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, groups - silent)


@pytest.mark.parametrize("name", DRAWN)
def test_posture_of_the_library_is_drawn_small_with_words_of_its_own(name: str) -> None:
    posture = load_postures()[name]
    poses = key_poses(BODY, posture)
    whom = subject_of(posture, poses, BODY.segments, load_figure(), load_musculature())

    svg = still(whom, title=posture.name.en, desc=posture_words(posture, poses, BODY.segments), key=len(poses) - 1)

    root = ET.fromstring(svg)  # noqa: S314  # made by the code under test
    assert len(gzip.compress(svg.encode(), 9)) < 4_000
    assert root.findtext("{http://www.w3.org/2000/svg}desc")


@pytest.mark.parametrize("name", DRAWN)
def test_words_of_a_posture_read_at_grade_6(name: str) -> None:
    posture = load_postures()[name]
    poses = key_poses(BODY, posture)

    text = posture_words(posture, poses, BODY.segments)

    sentences = [part for part in text.split(".") if part.strip()]
    words = [word.strip(",:") for word in text.replace(".", " ").split()]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade <= 6.0


def test_movement_of_the_library_is_animated_under_10_kb() -> None:
    posture = load_postures()["cat-cow-all-fours"]
    poses = motion(BODY, posture)
    whom = subject_of(posture, poses, BODY.segments, load_figure(), load_musculature())

    svg = animated(whom, keys_of(poses), title="Cat and cow", desc="d", clock=clock_of(posture, poses))

    assert len(gzip.compress(svg.encode(), 9)) < 10_000
    assert "<animate " in svg


def test_keys_of_a_movement_are_its_first_and_last_pose_and_those_between() -> None:
    posture = load_postures()["cat-cow-all-fours"]

    keys = keys_of(motion(BODY, posture))

    assert keys == tuple(k * (posture.inbetweens + 1) for k in range(len(posture.key)))


def test_pose_with_feet_on_the_floor_says_so() -> None:
    posture = load_postures()["sitting-upright"]

    text = posture_words(posture, key_poses(BODY, posture), BODY.segments)

    assert "Both feet rest on the floor." in text
    assert "rest on the chair." in text


def test_held_load_is_drawn_and_told() -> None:
    posture = load_postures()["lift-squat"]
    poses = key_poses(BODY, posture)

    whom = subject_of(posture, poses, BODY.segments, load_figure(), load_musculature())

    assert "box" in [thing.name for thing in whom.things]
    assert posture_words(posture, poses, BODY.segments).endswith("Both hands hold a box.")


def test_hands_are_on_both_sides_of_a_held_box() -> None:
    posture = load_postures()["lift-squat"]
    poses = key_poses(BODY, posture)

    scene = compose(subject_of(posture, poses, BODY.segments, load_figure(), load_musculature()))

    order = [node for group in scene.groups for node in group]
    box = next(i for i, node in enumerate(order) if node.endswith("box"))
    assert order.index("left forearm") < box < order.index("right forearm")


def test_mat_lies_under_a_body_on_the_floor_and_not_under_one_that_stands() -> None:
    postures = load_postures()
    figure, muscles = load_figure(), load_musculature()

    lying, standing = (
        {t.name for t in subject_of(p, key_poses(BODY, p), BODY.segments, figure, muscles).things}
        for p in (postures["cat-cow-all-fours"], postures["standing"])
    )

    assert "mat" in lying
    assert "mat" not in standing


def test_drawn_body_reaches_the_floor_where_its_skin_does() -> None:
    posture = load_postures()["standing"]
    poses = key_poses(BODY, posture)

    scene = compose(subject_of(posture, poses, BODY.segments, load_figure(), load_musculature()))

    camera = scene.subject.camera
    heel = camera.flat(poses[0].placement.site("right heel"))
    shoe = next(p for p in scene.body.pieces if p.name == "right shoe").outlines[0][:, 1]
    assert shoe[:, 1].max() == pytest.approx(heel[1], abs=8)  # 8 units are 3 cm: the toes come forward and down


def test_unknown_muscle_is_named_with_the_nearest_one() -> None:
    with pytest.raises(NotFoundError) as caught:
        muscles_of(["erector spine"], load_musculature())

    assert "erector spinae" in caught.value.detail
    assert "gluteus-maximus" in caught.value.allowed


def test_muscle_of_one_side_is_lit_there_alone() -> None:
    (both,) = muscles_of(["obliques"], load_musculature())
    (right,) = muscles_of(["right obliques"], load_musculature())

    assert both.side is None
    assert right.side == "right"
    assert right.id == both.id


def test_bend_to_the_side_is_looked_at_from_the_front() -> None:
    assert telling_turn([doll(lumbar_upper=(0, 20, 0))]) == 75.0
    assert telling_turn([doll()]) == 18.0


def test_camera_of_the_author_is_used() -> None:
    posture = load_postures()["side-leg-lift-wall"]

    assert camera_of(posture).turn == posture.camera.turn_deg


def test_picture_without_the_rasteriser_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    with pytest.raises(RasterError) as caught:
        png("<svg/>")

    assert "loosen[png]" in caught.value.detail


def test_rasteriser_gets_the_picture_and_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = ModuleType("resvg_py")
    stand_in.svg_to_bytes = lambda **given: [given["width"] % 256, len(given["svg_string"])]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "resvg_py", stand_in)

    assert png("<svg/>", width=300) == bytes([44, 6])  # 300 - 256, six letters


def test_every_kind_of_surface_is_drawn_or_known_to_need_no_drawing() -> None:
    bare = {"floor", "mat", "skin"}  # the mat is laid where the body lies, skin is the body itself

    kinds = {prop.name for prop in load_anatomy().words.prop}

    assert kinds - bare <= DRAWN_KINDS


def test_held_things_run_through_sites_of_the_body_and_belong_to_postures_that_exist() -> None:
    variants = {variant.id for movement in load_library().movements.values() for variant in movement.variant}

    for held in load_figure().held:
        assert set(held.postures) <= variants | set(load_postures())
        assert set(held.through) <= set(BODY.sites)


def test_highlights_of_all_postures_name_muscles_that_can_be_lit() -> None:
    for posture in load_postures().values():
        names = [*posture.highlight, *(name for key in posture.key for name in key.highlight)]

        assert len(muscles_of(names, load_musculature(), posture.id)) <= len(names)
