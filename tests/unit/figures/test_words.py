"""Promises about the text alternative: it says what the pose shows, in plain words."""

from __future__ import annotations

from loosen.figures.words import bend, describe, describe_motion, pose_words
from tests.unit.figures.mannequin import doll


def test_standing_is_said_in_few_words() -> None:
    text = describe(doll(), [("left heel", "floor"), ("right heel", "floor")])

    assert text.startswith("Standing.")
    assert "Both feet rest on the floor." in text
    assert "The legs are straight." in text


def test_bent_knee_is_named_with_its_side() -> None:
    said = pose_words(doll(right_thigh=90, right_shank=90))

    assert "right knee" in said["legs"]
    assert "right angle" in said["legs"]


def test_hip_and_knee_bent_alike_are_said_once() -> None:
    said = pose_words(doll(thigh=90, shank=90))

    assert said["legs"] == "Hips and knees are bent to a right angle"


def test_all_fours_is_recognised_without_a_name() -> None:
    said = pose_words(doll(tilt=90, thigh=90, shank=90, upper_arm=90))

    assert said["base"] == "On hands and knees"


def test_named_base_wins_over_what_is_read_off() -> None:
    assert pose_words(doll(), base="half kneeling")["base"] == "Kneeling on one knee"


def test_rounded_and_arched_backs_are_told_apart() -> None:
    rounded = pose_words(doll(lumbar_lower=15, lumbar_upper=15))["back"]
    arched = pose_words(doll(lumbar_lower=-12, lumbar_upper=-10))["back"]

    assert rounded == "The back is rounded"
    assert arched == "The back is arched"


def test_turn_names_the_side_it_goes_to() -> None:
    said = pose_words(doll(thorax_upper=(0, 0, -30)))  # unsided segments turn right for positive numbers

    assert said["back"] == "The back is turned to the left"


def test_hand_on_the_other_shin_is_said() -> None:
    text = describe(doll(), [("left palm heel", "right shin")])

    assert "The left hand rests on the right shin." in text


def test_movement_tells_only_what_changes() -> None:
    text = describe_motion([doll(), doll(thigh=40, shank=60)])

    first, then = text.split(" Then: ")
    assert first.startswith("Standing.")
    assert "arms" not in then


def test_bends_have_words_in_rising_order() -> None:
    assert [bend(angle) for angle in (5, 20, 50, 90, 130)] == [
        "straight",
        "bent a little",
        "half bent",
        "bent to a right angle",
        "bent deeply",
    ]


def test_sentences_are_short() -> None:
    text = describe(doll(right_thigh=90, right_shank=90, upper_arm=90), [("left heel", "floor")])

    longest = max(len(sentence.split()) for sentence in text.split("."))

    assert longest <= 18
