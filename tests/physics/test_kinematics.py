"""Places, Jacobians and gravity, against the plain oracle and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from loosen.body.kinematics import place
from loosen.body.least_squares import moved
from loosen.body.model import ROOT, Body
from loosen.body.rotation import between, matrix_of, quaternion_of, turned, vector_of
from loosen.errors import NotFoundError, PoseError
from tests.physics.oracle import about, oracle

Array = NDArray[np.float64]
SEEDS = range(6)


def some_pose(body: Body, seed: int) -> Array:
    return np.asarray(np.random.default_rng(seed).normal(scale=0.6, size=body.n_q))


def upright(body: Body) -> Array:
    q = np.zeros(body.n_q)
    q[2] = 0.92
    return q


@pytest.mark.parametrize("seed", SEEDS)
def test_places_are_those_of_the_plain_oracle(body: Body, seed: int) -> None:
    q = some_pose(body, seed)
    angle = float(np.linalg.norm(q[3:ROOT]))

    found = place(body, q)
    expected = oracle(body, q[:3], about(q[3:ROOT] / angle, angle), q[ROOT:])

    assert found.origin == pytest.approx(expected.origin, abs=1e-12)
    assert found.rotation == pytest.approx(expected.rotation, abs=1e-12)
    assert found.site("left palm heel") == pytest.approx(expected.site(body, "left palm heel"), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_gravity_is_the_slope_of_the_potential_energy(body: Body, seed: int) -> None:
    q = some_pose(body, seed)
    step = 1e-6

    found = place(body, q).gravity

    for coordinate in range(body.n_q):
        nudge = np.zeros(body.n_q)
        nudge[coordinate] = step
        up, down = (moved(q, sign * nudge) for sign in (1, -1))
        energy = [oracle(body, p[:3], matrix_of(p[3:ROOT]), p[ROOT:]).energy for p in (up, down)]
        assert found[coordinate] == pytest.approx((energy[0] - energy[1]) / (2 * step), abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_jacobians_are_the_slopes_of_the_places(body: Body, seed: int) -> None:
    q = some_pose(body, seed)
    names = ["left heel", "right fingertips", "crown", "low back"]
    step = 1e-6

    found = place(body, q).jacobian(names)

    for coordinate in range(body.n_q):
        nudge = np.zeros(body.n_q)
        nudge[coordinate] = step
        up, down = (place(body, moved(q, sign * nudge)) for sign in (1, -1))
        slope = np.array([(up.site(name) - down.site(name)) / (2 * step) for name in names])
        assert found[:, :, coordinate] == pytest.approx(slope, abs=1e-7)


def test_the_centre_of_mass_moves_as_its_jacobian_says(body: Body) -> None:
    q = some_pose(body, 11)

    placement = place(body, q)

    # the vertical row times the weight is what holds the body against gravity
    assert placement.centre_of_mass_jacobian()[2] * 70 * 9.81 == pytest.approx(placement.gravity, abs=1e-9)


def test_the_whole_weight_rests_on_the_pelvis_where_nothing_else_holds(body: Body) -> None:
    gravity = place(body, some_pose(body, 3)).gravity

    assert gravity[:3] == pytest.approx([0, 0, 686.7], abs=1e-9)  # 70 kg * 9.81 m/s²


def test_an_arm_held_level_pulls_at_the_shoulder_with_its_weight_times_its_arm(body: Body) -> None:
    q = upright(body)
    q[ROOT + body.joint("left upper arm/shoulder flex")] = np.pi / 2
    size = 1.74 / 1.741
    # upper arm 0.0271, forearm 0.0162, hand 0.0061 of body mass; centres from the shoulder
    level = 0.0271 * 0.1626 + 0.0162 * (0.2817 + 0.1230) + 0.0061 * (0.2817 + 0.2689 + 0.0681)

    found = place(body, q).gravity[ROOT + body.joint("left upper arm/shoulder flex")]

    assert found == pytest.approx(level * size * 70 * 9.81, rel=1e-3)


@pytest.mark.parametrize(
    ("joint", "site", "axis"),
    [
        ("lumbar upper/lumbar flex", "crown", (0, 1)),  # forward
        ("lumbar upper/lumbar bend", "crown", (1, 1)),  # to the left
        ("left upper arm/shoulder flex", "left wrist", (0, 1)),
        ("left upper arm/shoulder abduct", "left wrist", (1, 1)),
        ("right upper arm/shoulder abduct", "right wrist", (1, -1)),  # outward is to the right
        ("left thigh/hip flex", "left knee", (0, 1)),
        ("right thigh/hip abduct", "right knee", (1, -1)),
        ("left shank/knee flex", "left heel", (0, -1)),
        ("left foot/ankle flex", "left toe tip", (2, 1)),
        ("right forearm/elbow flex", "right wrist", (0, 1)),
    ],
)
def test_positive_angles_go_forward_outward_and_to_the_left(
    body: Body, joint: str, site: str, axis: tuple[int, int]
) -> None:
    before = place(body, upright(body)).site(site)
    q = upright(body)
    q[ROOT + body.joint(joint)] = 0.3

    after = place(body, q).site(site)

    assert (after - before)[axis[0]] * axis[1] > 0.01


def test_a_positive_twist_turns_the_chest_to_the_left(body: Body) -> None:
    q = upright(body)
    q[ROOT + body.joint("thorax upper/chest twist")] = 0.3

    assert place(body, q).site("chest")[1] > 0.01


def test_a_pose_of_the_wrong_length_is_refused(body: Body) -> None:
    with pytest.raises(PoseError, match="44 numbers, not 3"):
        place(body, np.zeros(3))


def test_a_pose_with_what_is_no_number_names_the_joint(body: Body) -> None:
    q = upright(body)
    q[ROOT + body.joint("left shank/knee flex")] = np.nan

    with pytest.raises(PoseError, match="left shank/knee flex"):
        place(body, q)


def test_an_unknown_site_is_named(body: Body) -> None:
    with pytest.raises(NotFoundError, match="left tail"):
        place(body, upright(body)).site("left tail")


@pytest.mark.parametrize("seed", SEEDS)
def test_rotation_vectors_come_back(seed: int) -> None:
    vector = np.random.default_rng(seed).uniform(-1.5, 1.5, size=3)

    assert vector_of(matrix_of(vector)) == pytest.approx(vector, abs=1e-12)
    assert np.linalg.norm(quaternion_of(vector)) == pytest.approx(1)


def test_half_a_turn_and_no_turn_are_safe() -> None:
    assert np.abs(vector_of(matrix_of(np.array([0, np.pi, 0])))) == pytest.approx([0, np.pi, 0])
    assert vector_of(np.eye(3)) == pytest.approx([0, 0, 0])


def test_half_way_between_two_turns_is_half_the_angle() -> None:
    start, end = np.zeros(3), np.array([0.0, 0.0, 1.0])

    assert between(start, end, 0.5) == pytest.approx([0, 0, 0.5])
    assert turned(np.array([0.0, 0.0, 0.4]), np.array([0.0, 0.0, 0.2])) == pytest.approx([0, 0, 0.6])
