"""Masses, lengths and discs of people."""

from __future__ import annotations

import numpy as np
import pytest

from loosen.body.kinematics import place
from loosen.body.model import Body
from loosen.domain.anatomy import BodyDefinition, BodyPerson, Sex


def standing(body: Body) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    q = np.zeros(body.n_q)
    q[2] = 1.0
    return q


def height_of(body: Body) -> float:
    placement = place(body, standing(body))
    return float(placement.site("crown")[2] - placement.site("left heel")[2])


@pytest.mark.parametrize("sex", list(Sex))
def test_mass_fractions_sum_to_one(definition: BodyDefinition, sex: Sex) -> None:
    total = sum(part.mass.of(sex) * part.count for part in definition.proportions.part)

    assert total == pytest.approx(1.0, abs=1e-3)


def test_every_part_of_the_mass_table_is_given_out_whole(definition: BodyDefinition) -> None:
    given: dict[str, float] = {}
    for segment in definition.frame.segment:
        for part, share in segment.mass.items():
            given[part] = given.get(part, 0.0) + share

    assert given == pytest.approx({part.name: 1.0 for part in definition.proportions.part})


@pytest.mark.parametrize("mass", [45.0, 70.0, 130.0])
@pytest.mark.parametrize("sex", list(Sex))
def test_the_segments_weigh_what_the_person_weighs(definition: BodyDefinition, mass: float, sex: Sex) -> None:
    body = Body.build(definition, BodyPerson(mass_kg=mass, stature_m=1.7, sex=sex))

    assert body.mass.sum() == pytest.approx(mass)
    assert (body.mass > 0).all()


@pytest.mark.parametrize("stature", [1.5, 1.74, 2.0])
def test_the_body_is_as_tall_as_the_person(definition: BodyDefinition, stature: float) -> None:
    body = Body.build(definition, BodyPerson(mass_kg=70, stature_m=stature))

    assert height_of(body) == pytest.approx(stature, rel=0.005)


def test_a_woman_is_as_tall_as_she_is(definition: BodyDefinition) -> None:
    body = Body.build(definition, BodyPerson(mass_kg=60, stature_m=1.65, sex=Sex.FEMALE))

    assert height_of(body) == pytest.approx(1.65, rel=0.006)


def test_half_the_body_lies_above_the_low_discs(body: Body) -> None:
    shares = {cut.name: (body.mass[list(cut.above)].sum() + cut.mass) / 70 for cut in body.cuts}

    assert shares["L4/5"] == pytest.approx(0.491, abs=0.002)  # head, arms, upper and middle trunk of the table
    assert shares["L5/S1"] == pytest.approx(0.519, abs=0.002)  # and a quarter of the lower trunk


def test_a_woman_carries_less_above_the_low_discs(definition: BodyDefinition) -> None:
    body = Body.build(definition, BodyPerson(mass_kg=61.9, stature_m=1.735, sex=Sex.FEMALE))
    shares = {cut.name: (body.mass[list(cut.above)].sum() + cut.mass) / 61.9 for cut in body.cuts}

    assert shares["L4/5"] == pytest.approx(0.458, abs=0.003)


def test_what_is_above_the_disc_stands_two_centimetres_in_front_of_it(body: Body) -> None:
    placement = place(body, standing(body))
    cut = next(cut for cut in body.cuts if cut.name == "L4/5")
    disc = placement.origin[cut.segment] + cut.at
    above = list(cut.above)
    total = body.mass[above].sum() + cut.mass

    middle = (
        body.mass[above] @ placement.centres[above] + cut.mass * (placement.origin[cut.segment] + cut.centre)
    ) / total

    assert middle[0] - disc[0] == pytest.approx(0.02, abs=0.004)
    assert middle[1] == pytest.approx(0, abs=1e-12)


def test_extra_mass_goes_to_trunk_thighs_and_arms(definition: BodyDefinition) -> None:
    usual = Body.build(definition, BodyPerson(mass_kg=75, stature_m=1.741))
    heavy = Body.build(definition, BodyPerson(mass_kg=25 * 1.741**2 + 20, stature_m=1.741))
    at_edge = Body.build(definition, BodyPerson(mass_kg=25 * 1.741**2, stature_m=1.741))
    trunk = [
        usual.segment(name) for name in ("pelvis", "lumbar lower", "lumbar upper", "thorax lower", "thorax upper")
    ]
    thighs = [usual.segment("left thigh"), usual.segment("right thigh")]

    extra = heavy.mass - at_edge.mass

    assert extra[trunk].sum() == pytest.approx(12)  # 60 % of 20 kg
    assert extra[thighs].sum() == pytest.approx(5)  # 25 %
    assert extra[usual.segment("head")] == pytest.approx(0)
    assert (heavy.centre - at_edge.centre)[usual.segment("pelvis"), 0] == pytest.approx(0.02)  # 1 cm for 10 kg


def test_left_and_right_are_mirror_images(body: Body) -> None:
    placement = place(body, standing(body))

    for name in body.sites:
        if name.startswith("left "):
            twin = placement.site("right " + name.removeprefix("left "))
            assert placement.site(name) == pytest.approx(twin * [1, -1, 1], abs=1e-12)


def test_skin_touches_the_floor_only_with_the_feet_in_standing(body: Body) -> None:
    placement = place(body, standing(body))
    lowest = placement.site("left heel")[2]

    low = {name for name in body.sites if placement.site(name)[2] < lowest + 0.002}

    assert {name.split(" ", 1)[1] for name in low} == {"heel", "big ball", "little ball", "mid foot"}
