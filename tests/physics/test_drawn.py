"""What comes ready-made is what the code makes of the posture files."""

from __future__ import annotations

import re

import pytest

from loosen.coach.drawing import Drawing
from loosen.domain.drawn import PostureKind
from loosen.domain.library import Library
from loosen.knowledge.body import load_postures
from loosen.knowledge.drawn import DRAWN, drawn_for, load_drawn, ready_loads, svg_text

HIDDEN = {PostureKind.CALIBRATION, PostureKind.TEMPLATE}
SHIPPED = sorted(name for name, posture in load_postures().items() if posture.kind not in HIDDEN)
NUMBER = re.compile(r"-?\d+")
MAKE = "Run `make figures`."


def test_every_shipped_posture_is_drawn_and_nothing_else() -> None:
    files = {path.name.split(".")[0] for path in DRAWN.glob("*.svg.gz")}

    assert sorted(load_drawn()) == SHIPPED, MAKE
    assert files == set(SHIPPED), MAKE


@pytest.mark.parametrize("name", SHIPPED)
def test_pictures_and_loads_are_those_of_the_posture_file(name: str) -> None:
    drawing = Drawing(load_postures()[name])
    loads = drawing.loads()

    assert [load.key for load in loads] == [load.key for load in ready_loads()[name]], MAKE
    for now, then in zip(loads, ready_loads()[name], strict=True):
        assert now.compression_n == pytest.approx(then.compression_n, rel=0.01, abs=3), MAKE
    for picture, svg in drawing.pictures():
        ready = svg_text(picture)
        assert ready is not None, MAKE
        assert NUMBER.sub("", svg) == NUMBER.sub("", ready), MAKE
        assert all(
            abs(int(a) - int(b)) <= 2 for a, b in zip(NUMBER.findall(svg), NUMBER.findall(ready), strict=True)
        ), MAKE


def test_every_picture_stands_for_something_that_exists(library: Library) -> None:
    known = {*library.variants, *library.remedies, *library.not_now}
    movements = {name for name, drawn in load_drawn().items() if drawn.kind is PostureKind.MOVEMENT}

    assert {shown for drawn in load_drawn().values() for shown in drawn.stands_for} <= known
    assert movements <= set(library.variants)


def test_no_two_pictures_stand_for_the_same() -> None:
    shown = [name for drawn in load_drawn().values() for name in (*drawn.stands_for, drawn.id)]

    assert len(shown) == len(set(shown))


def test_every_movement_variant_and_every_not_now_card_has_a_picture(library: Library) -> None:
    promised = {*library.variants, *library.not_now}

    assert sorted(promised - set(drawn_for())) == [], MAKE
