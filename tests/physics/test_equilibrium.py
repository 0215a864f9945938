"""The least-effort equilibrium: what must hold in any posture, and cases that can be solved by hand."""

from __future__ import annotations

from dataclasses import replace

import daqp
import numpy as np
import pytest
from scipy.optimize import nnls

from loosen.body.effort import EffortError, least_effort
from loosen.body.kinematics import place
from loosen.body.model import Body
from loosen.body.posing import Pose
from loosen.body.spine import Spine
from loosen.body.statics import (
    Array,
    Balance,
    Effort,
    Supports,
    balance,
    effort_of,
    equilibrium,
    hand_loads,
    pyramid,
    supports_of,
    touches_of,
)
from loosen.domain.anatomy import BodyPerson
from loosen.errors import PoseError
from tests.physics.holding import MAN, WOMAN, body_of, load_of, pose_of, spine_of

HELD = (
    "lying-back",
    "slouched-backrest",
    "sitting-stool",
    "standing",
    "side-bend-standing",
    "hold-crate-close",
    "standing-bent",
    "lift-crate-round",
)
SYMMETRIC = ("lying-back", "sitting-stool", "standing", "standing-bent", "hold-crate-close", "lift-crate-round")


@pytest.mark.parametrize("posture", HELD)
@pytest.mark.parametrize("person", [MAN, WOMAN], ids=["man", "woman"])
def test_forces_from_outside_carry_body_and_load(posture: str, person: BodyPerson) -> None:
    found = load_of(posture, person).equilibrium

    outside = [c.force for c in found.contacts if c.surface not in body_of(person).index["site"]]

    weight = (person.mass_kg + found.hands_kg) * 9.81
    assert np.sum(outside, axis=0) == pytest.approx([0, 0, weight], abs=0.1)


@pytest.mark.parametrize("posture", HELD)
def test_nothing_is_missing_at_the_pelvis(posture: str) -> None:
    found = load_of(posture).equilibrium

    assert found.residual < 0.1
    found.require_balance()


@pytest.mark.parametrize("posture", HELD)
def test_supports_only_push_and_stay_within_friction(posture: str) -> None:
    body, spine, pose = body_of(), spine_of(), pose_of(posture)
    touches = touches_of(body, pose, spine)

    found = load_of(posture).equilibrium

    for touch, contact in zip(touches, found.contacts, strict=True):
        straight = contact.force @ touch.normal
        across = np.linalg.norm(contact.force - straight * touch.normal)
        assert straight >= 0
        assert across <= touch.friction * straight + 1e-9


@pytest.mark.parametrize("posture", SYMMETRIC)
def test_a_posture_alike_on_both_sides_loads_both_sides_alike(posture: str) -> None:
    found = load_of(posture).equilibrium

    forces = {(contact.site, contact.surface): contact.force for contact in found.contacts}

    for (site, surface), force in forces.items():
        if site.startswith("left ") and not surface.startswith("left "):
            assert forces[("right" + site[4:], surface)] == pytest.approx(force * [1, -1, 1], abs=2.0)


def test_a_mirrored_posture_has_mirrored_moments() -> None:
    body, spine, pose = body_of(), spine_of(), pose_of("side-bend-standing")
    other = mirrored(body, pose)

    one = equilibrium(body, pose, 0, spine)
    two = equilibrium(body, other, 0, spine)

    for joint, moment in one.moment.items():
        twin = joint.replace("left ", "RIGHT ").replace("right ", "left ").replace("RIGHT ", "right ")
        sign = -1 if joint.split("/")[1].split()[1] in {"bend", "twist"} else 1
        assert two.moment[twin] == pytest.approx(sign * moment, abs=1e-6)


def mirrored(body: Body, pose: Pose) -> Pose:
    """Return the mirror image of a pose: left and right changed over."""
    q = pose.q.copy()
    q[1], q[3], q[5] = -q[1], -q[3], -q[5]
    for index, joint in enumerate(body.joints):
        name = joint.name
        twin = name.replace("left ", "RIGHT ").replace("right ", "left ").replace("RIGHT ", "right ")
        sign = -1 if twin == name and joint.kind.split()[1] in {"bend", "twist"} else 1
        q[6 + body.joint(twin)] = sign * pose.q[6 + index]
    swap = {"left": "right", "right": "left"}
    contacts = tuple(
        replace(c, site=" ".join(swap.get(w, w) for w in c.site.split()), normal=c.normal * [1, -1, 1])
        for c in pose.contacts
    )
    return replace(pose, q=q, placement=place(body, q), contacts=contacts)


@pytest.mark.parametrize("posture", ["standing", "lying-back", "sitting-stool"])
def test_doubling_all_masses_doubles_every_contact_force(posture: str) -> None:
    body, pose = body_of(), pose_of(posture)
    heavy = replace(body, mass=2 * body.mass)
    spine, strong = spine_of(), type(spine_of()).build(spine_of().definition, heavy)
    twice = replace(pose, placement=replace(pose.placement, body=heavy, gravity=2 * pose.placement.gravity))

    light = equilibrium(body, pose, 0, spine)
    found = equilibrium(heavy, twice, 0, strong)

    for one, two in zip(light.contacts, found.contacts, strict=True):
        assert two.force == pytest.approx(2 * one.force, abs=1e-4)


def test_a_posture_beyond_its_feet_says_what_is_missing() -> None:
    body, spine, pose = body_of(), spine_of(), pose_of("standing-bent")
    heels = replace(pose, contacts=tuple(c for c in pose.contacts if "heel" in c.site))

    found = equilibrium(body, heels, 0, spine)

    assert not found.is_balanced
    with pytest.raises(PoseError, match="N·m") as caught:
        found.require_balance()
    assert caught.value.where == "balance"
    assert "contact" in caught.value.detail


def test_a_posture_in_the_air_is_told_to_touch_something() -> None:
    body, spine, pose = body_of(), spine_of(), pose_of("standing")
    floating = replace(pose, contacts=())

    found = equilibrium(body, floating, 0, spine)

    assert found.missing_force[2] == pytest.approx(70 * 9.81, rel=1e-6)  # its whole weight
    with pytest.raises(PoseError, match="687 N upward") as caught:
        found.require_balance()
    assert "on.floor" in caught.value.detail


@pytest.mark.parametrize("kg", [-1, float("nan"), 501])
def test_a_load_that_no_hand_holds_is_refused(kg: float) -> None:
    with pytest.raises(PoseError) as caught:
        equilibrium(body_of(), pose_of("standing"), kg, spine_of())

    assert caught.value.where == "hands_kg"


def plank_on_springs(give: tuple[float, ...], places: tuple[float, ...], weight: float = 100.0) -> Balance:
    """Return a bar of one coordinate set (the root) on supports along x, its weight in the middle."""
    jacobian = np.zeros((len(places), 3, 6))
    jacobian[:, 0, 0] = jacobian[:, 1, 1] = jacobian[:, 2, 2] = 1.0
    jacobian[:, 2, 4] = [-x for x in places]  # turning forward lowers what is in front
    held = np.array([0.0, 0.0, weight, 0.0, 0.0, 0.0])
    count = len(places)
    supports = Supports(jacobian, np.tile([0.0, 0.0, 1.0], (count, 1)), np.zeros(count), np.array(give))
    effort = Effort(np.ones(6), np.zeros(6), 1000.0, 1.0)
    return balance(held, supports, effort)


def test_two_supports_share_a_weight_by_the_lever() -> None:
    found = plank_on_springs((1e-3, 1e-3), (-1.0, 3.0))

    assert found.force[:, 2] == pytest.approx([75, 25], rel=1e-4)  # 100 N * 3 / 4 and 100 N * 1 / 4


def test_three_supports_share_a_weight_as_springs_do() -> None:
    """A rigid bar on springs of 1, 1 and 1/2 at -1, 0 and 1 m sinks by a and tilts by b."""
    found = plank_on_springs((1.0, 1.0, 2.0), (-1.0, 0.0, 1.0))

    # 2.5 a - 0.5 b = 100 and -0.5 a + 1.5 b = 0 give a = 42.857, b = 14.286
    assert found.force[:, 2] == pytest.approx([28.571, 42.857, 28.571], rel=1e-3)


def test_a_support_that_would_have_to_pull_is_left_out() -> None:
    found = plank_on_springs((1e-3, 1e-3, 1e-3), (-1.0, 0.01, 5.0))

    assert (found.force[:, 2] >= 0).all()
    assert found.force[:, 2].sum() == pytest.approx(100, rel=1e-4)


def test_solver_agrees_with_two_others() -> None:
    body, spine = body_of(), spine_of()
    for posture in HELD:
        pose = pose_of(posture)
        effect, need, give = problem(body, spine, pose, load_of(posture).equilibrium.hands_kg)

        ours = least_effort(effect, need, give)

        root = np.sqrt(give)
        by_nnls = nnls(np.vstack([effect, np.diag(root)]), np.concatenate([need, np.zeros(len(give))]))[0]
        hessian = effect.T @ effect + np.diag(give)
        by_daqp = daqp.solve(
            hessian, -effect.T @ need, np.eye(len(give)), np.full(len(give), 1e9), np.zeros(len(give))
        )[0]
        assert ours == pytest.approx(by_nnls, abs=1e-3)
        assert ours == pytest.approx(by_daqp, abs=1e-3)


def problem(body: Body, spine: Spine, pose: Pose, kg: float) -> tuple[Array, Array, Array]:
    """Return the numbers that the solver is given for a pose."""
    supports = supports_of(touches_of(body, pose, spine), pose.placement)
    effort = effort_of(body, pose, spine, None)
    edges, owner = pyramid(supports.normal, supports.friction)
    weight = 1 / effort.strength
    weight[:6] = effort.root_weight
    held = pose.placement.gravity + sum((w * j[2] for j, w, _ in hand_loads(pose, kg)), np.zeros(body.n_q))
    reach = np.einsum("kcq,kc->kq", supports.jacobian[owner], edges)
    per_point = np.bincount(owner)[owner]
    give = effort.softness * per_point * supports.give[owner]
    slack = np.where(np.arange(body.n_q) < 6, 0, effort.slack)
    return (reach * weight).T, (held - slack) * weight, give


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(EffortError):
        least_effort(np.array([[np.nan]]), np.ones(1), np.ones(1))
