"""Promises about a saved animation: it stands still for those who ask for less motion."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree as ET

import pytest

from loosen.coach.drawing import Drawing
from loosen.figures.calm import calmed
from loosen.knowledge.body import load_postures
from tests.unit.figures.pictures import SVG


@pytest.fixture(scope="module")
def page() -> str:
    drawing = Drawing(load_postures()["cat-cow-all-fours"])
    return calmed(drawing.moving(), drawing.strip())


def test_key_poses_stand_in_for_the_animation_where_less_motion_is_asked_for(page: str) -> None:
    root = ET.fromstring(page)  # noqa: S314

    by_class = {e.get("class"): e for e in root}
    calm = by_class["fig-calm"]
    assert calm.get("display") == "none"
    assert calm.find(f".//{SVG}animate") is None
    assert len(calm.findall(f"{SVG}svg/{SVG}svg")) == 3
    assert by_class["fig-moving"].find(f".//{SVG}animate") is not None
    assert "prefers-reduced-motion:reduce" in page


def test_ids_stay_unique(page: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == len(set(ids))


def test_key_poses_cost_little_beside_the_animation(page: str) -> None:
    assert len(gzip.compress(page.encode(), 9)) < 16_000


def test_text_that_is_no_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="no figure made here"):
        calmed("<p>no</p>", "<p>no</p>")
