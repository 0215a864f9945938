"""Promises about the words for what rests on what."""

from __future__ import annotations

from loosen.figures.resting import touching


def test_both_feet_are_said_at_once() -> None:
    assert touching([("left heel", "floor"), ("right toe tip", "floor")]) == ["Both feet rest on the floor."]


def test_hands_on_the_thighs_of_their_sides_are_one_sentence() -> None:
    said = touching([("left palm heel", "left thigh front"), ("right palm heel", "right thigh front")])

    assert said == ["Both hands rest on the thighs."]


def test_hand_on_one_part_keeps_its_side() -> None:
    assert touching([("left palm heel", "right shin")]) == ["The left hand rests on the right shin."]


def test_knee_stands_for_the_shin_beside_it() -> None:
    said = touching([("left knee", "floor"), ("left shin", "floor"), ("left palm heel", "floor")])

    assert said == ["The left hand and the left knee rest on the floor."]


def test_many_places_of_the_back_are_the_back() -> None:
    said = touching([("upper back", "backrest"), ("waist back", "backrest"), ("mid back", "backrest")])

    assert said == ["The back rests on the backrest."]


def test_hands_hold_a_wheel_and_do_not_rest_on_it() -> None:
    said = touching([("left palm heel", "steering wheel"), ("right palm heel", "steering wheel")])

    assert said == ["Both hands hold the steering wheel."]


def test_the_same_part_on_two_things_is_said_once() -> None:
    said = touching([("left heel", "floor"), ("left toe tip", "pedals")])

    assert said == ["The left foot rests on the floor and the pedals."]


def test_front_of_the_body_leaves_out_its_parts() -> None:
    said = touching([("chest", "floor"), ("belly", "floor"), ("left shoulder front", "floor")])

    assert said == ["The front of the body rests on the floor."]


def test_ribs_of_one_side_rest_and_do_not_rests() -> None:
    assert touching([("right back ribs", "ball")]) == ["The right ribs rest on the ball."]


def test_the_muscle_beside_the_spine_is_the_low_back() -> None:
    assert touching([("right loin", "ball")]) == ["The low back rests on the ball."]
