"""Promises about skins, builds, print and night, and about sheets of many pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from loosen.figures.camera import Camera
from loosen.figures.paint import mixed
from loosen.figures.scene import Subject, compose
from loosen.figures.sheet import Group, contact_sheet, sheet
from loosen.figures.still import key_strip, still
from loosen.figures.style import DAY, NIGHT, PRINT, WOMAN, Look, Skin, with_skin
from loosen.knowledge.figures import load_figure
from tests.unit.figures.mannequin import doll
from tests.unit.figures.pictures import SVG, cat_to_cow, drawn, subject


def test_print_style_is_black_on_white() -> None:
    svg = still(replace(subject(doll()), look=PRINT), title="t", desc="d")

    colours = set(re.findall(r"#[0-9a-f]{6}", svg))

    assert colours <= {"#000000", "#ffffff", "#555555"}


@pytest.mark.parametrize("skin", Skin)
def test_each_skin_tone_colours_the_figure(skin: Skin) -> None:
    look = Look(with_skin(DAY, skin))

    svg = still(replace(subject(doll()), look=look), title="t", desc="d")

    assert look.palette.skin.near in svg


def test_woman_has_narrower_shoulders_and_wider_hips_than_a_man_of_her_size() -> None:
    front = Camera(turn=90, down=0)

    def width(look: Look, name: str) -> float:
        scene = compose(Subject(load_figure(), (doll(),), front, look=look))
        piece = next(p for p in scene.body.pieces if p.name == name)
        return float(np.ptp(piece.outlines[0][:, 1, 0]))

    assert width(WOMAN, "trousers") > width(Look(), "trousers")
    assert width(WOMAN, "shirt") > 0
    assert WOMAN.hair == "knot"


def test_heavier_person_is_drawn_rounder() -> None:
    thin, round_ = (compose(Subject(load_figure(), (doll(),), mass_kg=kg)).body.pieces for kg in (60.0, 100.0))

    def area(pieces: tuple, name: str) -> float:
        x, y = next(p for p in pieces if p.name == name).outlines[0][:, 1].T
        return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2

    assert area(round_, "shirt") > 1.2 * area(thin, "shirt")


def test_key_strip_and_sheet_are_well_formed() -> None:
    whom = subject(*cat_to_cow(2))

    strip = key_strip(whom, [0, 1], title="Cat and cow", desc="Two poses.")
    page = sheet([("one", still(whom, title="a", desc="b", prefix="a")), ("two", strip)])

    assert len(drawn(strip).findall(f"{SVG}svg")) == 2
    assert len(drawn(page).findall(f"{SVG}svg")) == 2


def test_caption_of_a_sheet_is_close_under_its_figure() -> None:
    whom = subject(doll())
    figures = [("low", still(whom, title="a", desc="b", prefix="a")), ("also low", still(whom, title="a", desc="b"))]

    page = drawn(sheet(figures))

    feet = {int(e.attrib["y"]) + int(e.attrib["height"]) for e in page.findall(f"{SVG}svg")}
    captions = {int(e.attrib["y"]) for e in page.iter(f"{SVG}tspan")}
    assert len(feet) == len(captions) == 1
    assert 0 < captions.pop() - feet.pop() < 20


def test_groups_of_a_sheet_go_on_in_the_next_row_when_one_is_full() -> None:
    svg = still(subject(doll(right_thigh=90, upper_arm=90)), title="a", desc="b")

    page = drawn(contact_sheet([Group(f"figure {i}", (svg, svg)) for i in range(6)], columns=2, title="Six"))

    width = int(page.attrib["viewBox"].split()[2])
    ends = [int(e.attrib["x"]) + int(e.attrib["width"]) for e in page.findall(f"{SVG}svg")]
    assert max(ends) <= width == 500
    assert len({e.attrib["y"] for e in page.findall(f"{SVG}svg")}) > 1


def test_print_fills_nothing_but_white() -> None:
    svg = still(replace(subject(doll()), look=PRINT), title="t", desc="d")

    fills = set(re.findall(r'fill="([^"]+)"', svg))

    assert fills <= {"none", "#ffffff", "url(#fh)"}


def test_every_sheet_of_the_manual_is_shown_and_small() -> None:
    docs = Path(__file__).parents[3] / "docs"
    page = (docs / "figures.md").read_text(encoding="utf-8")

    shown = set(re.findall(r"\(figures/([a-z0-9-]+\.svg)\)", page))

    assert shown == {path.name for path in (docs / "figures").iterdir()}
    assert max(path.stat().st_size for path in (docs / "figures").iterdir()) < 600_000


def test_night_palette_has_lighter_trousers() -> None:
    assert int(NIGHT.trousers.near[1:3], 16) > int(DAY.trousers.near[1:3], 16)


def test_mixed_colour_lies_between() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
