"""Promises about outlines and their order: the near limb in front, nothing drawn that cannot be seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from loosen.domain.outline import Cover
from loosen.figures.camera import Camera
from loosen.figures.outline import hull, path_texts, tube
from loosen.figures.pieces import on_floor
from loosen.figures.scene import Subject, compose
from loosen.figures.skeleton import Solid
from loosen.figures.still import still
from loosen.knowledge.figures import load_figure, load_musculature
from tests.unit.figures.mannequin import doll, mirrored
from tests.unit.figures.pictures import POSES, cat_to_cow, subject


def test_mirrored_pose_seen_from_the_other_side_is_the_mirrored_picture() -> None:
    pose = doll(right_thigh=60, left_thigh=10, right_shank=30, right_upper_arm=(40, 30, 20), lumbar_upper=10)
    here, there = Camera(), Camera().mirrored()

    one = compose(Subject(load_figure(), (pose,), here))
    other = compose(Subject(load_figure(), (mirrored(pose),), there))

    def swapped(name: str) -> str:
        return name.replace("right ", "R ").replace("left ", "right ").replace("R ", "left ")

    outlines = {piece.name: piece.outlines[0][:, 1] for piece in other.body.pieces}
    for piece in one.body.pieces:
        a = piece.outlines[0][:, 1] * [-1, 1]
        b = outlines[swapped(piece.name)]
        assert a.min(axis=0) == pytest.approx(b.min(axis=0), abs=1e-6)
        assert a.max(axis=0) == pytest.approx(b.max(axis=0), abs=1e-6)
    assert [[swapped(n) for n in g] for g in one.groups] == other.groups


@pytest.mark.parametrize("name", POSES)
def test_near_limb_is_painted_over_the_trunk_and_the_far_one_under_it(name: str) -> None:
    scene = compose(subject(doll(**POSES[name])))

    order = [node for group in scene.groups for node in group]

    assert order.index("left upper arm") < order.index("trunk") < order.index("right upper arm")
    assert order.index("left thigh") < order.index("right thigh")
    assert {"left thigh", "left upper arm"} <= scene.far


def test_hand_on_the_belly_of_a_far_arm_is_painted_over_the_trunk() -> None:
    pose = doll(left_upper_arm=(35, 0, -70), left_forearm=(80, 0, 0), right_upper_arm=-20)
    scene = compose(Subject(load_figure(), (pose,), Camera(turn=80)))

    order = [node for group in scene.groups for node in group]

    assert order.index("trunk") < order.index("left forearm")


def test_head_is_always_over_the_collar() -> None:
    for turn in (-160, -90, 0, 90, 180):
        scene = compose(Subject(load_figure(), (doll(),), Camera(turn=turn)))

        order = [node for group in scene.groups for node in group]

        assert order.index("trunk") < order.index("head")


def test_order_of_painting_is_one_for_all_poses_of_a_movement() -> None:
    scene = compose(subject(*cat_to_cow()))

    assert sorted(node for group in scene.groups for node in group if not node.startswith("thing")) == sorted(
        ["trunk", "head"]
        + [f"{s} {p}" for s in ("left", "right") for p in ("upper arm", "forearm", "thigh", "shank")]
    )


def test_hull_of_one_ball_is_a_circle_of_its_size() -> None:
    ball = Solid(np.zeros(3), np.eye(3) * 0.1)

    points = hull([ball], Camera())[:, 1]

    assert np.linalg.norm(points, axis=1) == pytest.approx(np.full(len(points), 25.0))  # 0.1 m * 250 units


def test_tube_is_as_thick_as_its_balls() -> None:
    balls = [Solid(np.array([0.0, 0.0, z]), np.eye(3) * 0.05) for z in (0.0, 0.1, 0.2, 0.3)]

    points = tube(balls, Camera(turn=0, down=0))[0][:, 1]

    assert np.ptp(points[:, 0]) == pytest.approx(25.0)  # 2 * 0.05 m * 250 units
    assert np.ptp(points[:, 1]) == pytest.approx(100.0)  # (0.3 + 2 * 0.05) m * 250 units


def test_path_is_written_in_whole_numbers_relative_to_its_start() -> None:
    nodes = np.array([[[0, 9], [0, 0], [9, 0]], [[10, 3], [10.2, 6], [10, 9]], [[4, 10], [10, 10], [8, 8]]], float)

    (text,) = path_texts([nodes])

    assert text == "m0 0c9 0 10 3 10 6s-6 4 0 4c-2-2-10-1-10-10z"


def test_highlighted_muscle_on_the_far_side_is_not_drawn() -> None:
    near = compose(subject(doll(), lit=("gluteus-medius",)))

    assert len(near.lit) == 1
    assert near.lit[0].clip[-1].startswith("right ")


def test_hair_keeps_its_point_count_from_every_side() -> None:
    counts = set()
    for turn in range(0, 360, 45):
        body = compose(Subject(load_figure(), (doll(),), Camera(turn=turn))).body
        counts.add(len(next(p for p in body.pieces if p.cover is Cover.HAIR).outlines[0]))

    assert len(counts) == 1


def test_neck_lies_over_the_hair_of_the_nape_when_looked_at_from_the_feet() -> None:
    from_the_feet = Camera(turn=72, down=24)
    lying = doll(tilt=-90)
    whom = replace(subject(lying), camera=from_the_feet)

    names = [p.name for p in compose(whom).body.pieces if p.node == "head" and not p.detail]

    assert names.index("neck") > names.index("hair")


def test_spine_is_left_out_where_the_trunk_is_looked_at_along_its_length() -> None:
    lying = doll(tilt=-90)

    from_the_feet = still(replace(subject(lying), camera=Camera(turn=72, down=24)), title="t", desc="d")
    from_the_side = still(replace(subject(lying), camera=Camera(turn=10, down=9)), title="t", desc="d")

    assert "fig-spine" not in from_the_feet
    assert "fig-spine" in from_the_side


def test_tip_of_a_shoe_never_sinks_into_the_floor() -> None:
    toe = Solid(np.array([0.0, 0.0, 0.01]), np.eye(3) * 0.02)

    lifted = on_floor(toe)

    assert lifted.middle[2] == pytest.approx(0.02)


def test_frame_holds_every_outline() -> None:
    scene = compose(subject(doll(**POSES["cat"])))

    left, top, width, height = scene.box
    points = np.vstack([piece.outlines[0][:, 1] for piece in scene.body.pieces])
    assert (points >= [left + 5, top + 5]).all()
    assert (points <= [left + width - 5, top + height - 5]).all()


def test_every_muscle_can_be_lit_from_some_side() -> None:
    for muscle in load_musculature().muscle:
        seen = [
            len(compose(Subject(load_figure(), (doll(),), Camera(turn=turn), muscles=(muscle,))).lit)
            for turn in (0, 90, 180, 270)
        ]

        assert max(seen) > 0, muscle.id
