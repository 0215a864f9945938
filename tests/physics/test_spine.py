"""The load on the discs: physics that must hold, published orders, and the measured pressures as a gate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from loosen.body.load import cut_at, spine_load
from loosen.body.share import share_out
from loosen.body.spine import Cut, disc_load, disc_pressure, slack_moment
from loosen.domain.anatomy import BodyPerson
from loosen.domain.posture import Load
from tests.physics.holding import MAN, MEASURED_MPA, WOMAN, body_of, load_of, pose_of, spine_of


def quiet(**changes: object) -> Cut:
    """Return a cut upon which nothing acts, with changes."""
    nothing = Cut("L4/5", np.zeros(3), np.zeros(3), np.zeros(2), 0.0, 0.0, 0.0, 0.0)
    return replace(nothing, **changes)


@pytest.mark.parametrize("posture", ["standing", "standing-bent", "lift-crate-round", "hold-crate-close"])
def test_ten_kilograms_ten_centimetres_farther_cost_9_81_newton_metres(posture: str) -> None:
    pose = pose_of(posture)
    near = replace(pose, wishes=pose.wishes.model_copy(update={"load": Load(kg=10, ahead_m=0.1)}))
    far = replace(pose, wishes=pose.wishes.model_copy(update={"load": Load(kg=10, ahead_m=0.2)}))

    moments = [spine_load(body_of(), spine_of(), each, 10).primary.moments[0] for each in (near, far)]

    assert moments[1] - moments[0] == pytest.approx(9.81, abs=1e-6)  # 10 kg * 9.81 m/s² * 0.1 m


def test_force_on_the_disc_in_standing_is_the_weight_above_it() -> None:
    body, spine, pose = body_of(), spine_of(), pose_of("standing")
    level = next(cut for cut in body.cuts if cut.name == "L4/5")

    cut = cut_at(level, body, spine, pose, load_of("standing").equilibrium)

    assert np.linalg.norm(cut.force) == pytest.approx(70 * 9.81 * 0.491, rel=0.01)  # share above L4/5 of a man


def test_muscles_alone_carry_a_moment_upright() -> None:
    """57 N·m forward: the extensors pull about 1 kN, at arms of 3 to 6 cm."""
    spine = spine_of()

    load = disc_load(spine, quiet(moment=np.array([0.0, 57.0, 0.0])))

    assert 57 / 0.062 < load.muscle_n < 57 / 0.05
    assert load.tissue_n == 0


def test_unloaded_disc_keeps_the_pressure_of_its_water() -> None:
    assert disc_pressure(spine_of(), "L4/5", 0, 0) == pytest.approx(0.09)


def test_brace_adds_its_compression() -> None:
    spine = spine_of()

    calm, braced = (disc_load(spine, quiet(braced=brace)) for brace in (0.0, 1.0))

    assert braced.compression_n - calm.compression_n == pytest.approx(590)


def test_psoas_presses_the_disc_when_the_hip_lifts_a_leg() -> None:
    spine = spine_of()

    calm, lifting = (disc_load(spine, quiet(hip_flexors=(moment, 0.0))) for moment in (0.0, 48.0))

    # (48 - 8) N·m * 0.4 / 0.04 m = 400 N, most of it along the spine
    assert 350 < lifting.compression_n - calm.compression_n < 700


def test_slack_tissue_takes_up_late() -> None:
    at_half, at_end = slack_moment(0.5, 110, 4.5), slack_moment(1.0, 110, 4.5)

    assert at_end == pytest.approx(110)
    assert at_half == pytest.approx(110 * 0.0954, rel=0.01)  # (e^2.25 - 1) / (e^4.5 - 1)


def test_muscles_fall_silent_near_full_flexion() -> None:
    spine = spine_of()

    middle, full = (
        disc_load(spine, quiet(moment=np.array([0.0, 80.0, 0.0]), bent=bent, flexion_deg=56 * bent))
        for bent in (0.5, 1.0)
    )

    assert full.muscle_n < 0.2 * middle.muscle_n
    assert full.compression_n > 0.7 * middle.compression_n


def test_shared_out_forces_are_those_of_a_general_optimiser() -> None:
    spine = spine_of()
    moment, wanted = np.array([8.0, -40.0, 5.0]), np.array([120.0, 60.0])
    least = np.zeros(len(spine.area))
    least[list(spine.psoas)] = 50.0

    ours = share_out(spine.arms, moment, spine.area, least, spine.stiffness, wanted)

    assert spine.arms @ ours == pytest.approx(moment, abs=1e-6)
    assert (spine.stiffness @ ours >= wanted - 1e-4).all()
    theirs = minimize(
        lambda f: np.sum((f / spine.area) ** 2),
        ours + 1.0,
        jac=lambda f: 2 * f / spine.area**2,
        bounds=[(low, None) for low in least],
        constraints=[
            {"type": "eq", "fun": lambda f: spine.arms @ f - moment, "jac": lambda _: spine.arms},
            {"type": "ineq", "fun": lambda f: spine.stiffness @ f - wanted, "jac": lambda _: spine.stiffness},
        ],
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )
    assert np.sum((ours / spine.area) ** 2) == pytest.approx(theirs.fun, rel=1e-4)


def test_left_and_right_moments_load_the_disc_alike() -> None:
    spine = spine_of()

    one, two = (disc_load(spine, quiet(moment=np.array([side * 20, 30, side * 5]))) for side in (1.0, -1.0))

    assert one.compression_n == pytest.approx(two.compression_n, rel=1e-9)


@pytest.mark.parametrize("person", [MAN, WOMAN], ids=["man", "woman"])
def test_postures_are_ordered_as_measured(person: BodyPerson) -> None:
    lying, slouched, stool, standing, close, bent, lift = (
        load_of(name, person).primary.pressure_mpa
        for name in (
            "lying-back",
            "slouched-backrest",
            "sitting-stool",
            "standing",
            "hold-crate-close",
            "standing-bent",
            "lift-crate-round",
        )
    )

    assert lying < slouched < min(stool, standing)
    assert max(stool, standing) < 1.3 * min(stool, standing)  # about the same
    assert max(stool, standing) < min(close, bent)
    assert max(close, bent) < 1.25 * min(close, bent)
    assert max(close, bent) < lift


@pytest.mark.parametrize("posture", MEASURED_MPA)
def test_compression_is_never_negative(posture: str) -> None:
    for disc in load_of(posture).discs:
        assert disc.compression_n >= 0
        assert disc.uncertainty[0] <= disc.pressure_mpa <= disc.uncertainty[1]


def test_measured_pressures_are_met() -> None:
    measured = np.array(list(MEASURED_MPA.values()))
    found = np.array([load_of(name).primary.pressure_mpa for name in MEASURED_MPA])

    off = found - measured
    assert np.sqrt(np.mean(off**2)) < 0.09
    assert np.mean(abs(off) / measured) < 0.08
    assert np.corrcoef(found, measured)[0, 1] > 0.99


def test_bands_follow_the_measured_groups() -> None:
    bands = {name: load_of(name).primary.band for name in MEASURED_MPA}

    assert bands["lying-back"] == "like-lying"
    assert bands["standing"] == bands["sitting-stool"] == "like-standing"
    assert bands["standing-bent"] == bands["hold-crate-close"] == "like-bending"
    assert bands["lift-crate-round"] == "like-lifting"
