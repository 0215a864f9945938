"""Promises about breath in pictures, and about steps that lead on."""

from __future__ import annotations

import gzip
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from loosen.coach.drawing import Drawing
from loosen.figures.breathing import SHARES
from loosen.figures.pieces import body_pieces
from loosen.figures.subject import breath_clock, clock_of
from loosen.knowledge.body import load_postures
from loosen.knowledge.figures import load_figure
from tests.unit.figures.pictures import SVG

LYING = "diaphragm-breathing-legs-on-chair"


@pytest.fixture(scope="module")
def lying() -> Drawing:
    return Drawing(load_postures()[LYING])


def test_belly_of_one_who_lies_on_the_back_rises_and_the_back_stays(lying: Drawing) -> None:
    whom = lying.subject
    body = body_pieces(whom.figure, whom.skeletons, whom.camera, whom.scale, breath=whom.breath)

    tops = [float(outline[:, 1, 1].min()) for outline in next(p for p in body.pieces if p.name == "shirt").outlines]
    trunk = body.solids["trunk"]
    lowest = [min(s.middle[2] - float(np.linalg.norm(s.axes[2])) for s in row) for row in (trunk[0], trunk[-1])]

    assert tops == sorted(tops, reverse=True)  # up is less in a picture
    assert lowest[0] == pytest.approx(lowest[1], abs=0.004)


def test_hands_on_the_belly_go_along(lying: Drawing) -> None:
    out, breathed_in = lying.subject.skeletons[0], lying.subject.skeletons[-1]

    rise = [
        float(breathed_in.origin[f"{side} hand"][2] - out.origin[f"{side} hand"][2]) for side in ("left", "right")
    ]

    assert min(rise) > 0.01
    assert np.allclose(out.origin["left forearm"], breathed_in.origin["left forearm"])


def test_turned_forearm_stays_a_rotation(lying: Drawing) -> None:
    turned = lying.subject.skeletons[-1].rotation["left forearm"]

    assert np.allclose(turned.T @ turned, np.eye(3))


def test_breath_out_is_longer_than_breath_in() -> None:
    breath = load_figure().breath
    assert breath is not None

    clock = breath_clock(breath)

    top = clock.share[clock.order.index(len(SHARES) - 1)]
    assert top < 0.5
    assert clock.order[0] == clock.order[-1] == 0


def test_breathing_moves_and_its_key_poses_are_out_and_in(lying: Drawing) -> None:
    moving, strip = lying.moving(), lying.strip()

    assert lying.moves
    assert "<animate" in moving
    assert len(gzip.compress(moving.encode(), 9)) < 10_000
    assert len(ET.fromstring(strip).findall(f"{SVG}svg")) == 2  # noqa: S314
    assert "The belly rises with the breath in." in strip


def test_rest_without_breath_stands_still() -> None:
    drawing = Drawing(load_postures()["lying-side"])

    assert not drawing.moves
    assert "<animate" not in drawing.moving()


def test_stations_that_swell_are_those_of_the_trunk() -> None:
    figure = load_figure()
    assert figure.breath is not None

    assert len(figure.breath.shares) == len(figure.trunk.stations)
    assert set(figure.breath.postures) <= set(load_postures())


def test_walker_never_steps_backward() -> None:
    posture = load_postures()["walking-easy"]
    drawing = Drawing(posture)

    clock = clock_of(posture, drawing.poses)

    assert list(clock.order) == sorted(clock.order)
    assert np.allclose(drawing.poses[0].placement.origin, drawing.poses[-1].placement.origin)
    assert drawing.keys == (0, 5, 10, 15)


def test_postures_that_go_round_exist() -> None:
    assert set(load_figure().cycles) <= set(load_postures())
