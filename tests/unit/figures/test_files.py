"""Promises about a picture as a file: well formed, small, steady point counts, words, nothing that is blocked."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace

import numpy as np
import pytest

from loosen.figures import things
from loosen.figures.animated import animated, there_and_back
from loosen.figures.still import still
from tests.unit.figures.mannequin import doll
from tests.unit.figures.pictures import POSES, SVG, cat_to_cow, drawn, points_in, subject


@pytest.mark.parametrize("name", POSES)
def test_still_is_well_formed_and_under_4_kb_compressed(name: str) -> None:
    whom = subject(doll(**POSES[name]))

    svg = still(whom, title=name, desc="A pose.")

    assert drawn(svg).tag == f"{SVG}svg"
    assert len(gzip.compress(svg.encode(), 9)) < 4_000


def test_animation_is_well_formed_and_under_10_kb_compressed() -> None:
    whom = subject(*cat_to_cow())

    svg = animated(whom, [0, 4], title="Cat and cow", desc="Two poses.")

    assert drawn(svg).tag == f"{SVG}svg"
    assert len(gzip.compress(svg.encode(), 9)) < 10_000


def test_longer_movement_gives_up_poses_between_keys_to_stay_under_10_kb() -> None:
    poses = cat_to_cow(9)
    whom = subject(*poses, *poses[-2::-1])

    svg = animated(whom, [0, 8, 16], title="Cat, cow and back", desc="Three poses.")

    assert len(gzip.compress(svg.encode(), 9)) < 10_000
    row = next(drawn(svg).iter(f"{SVG}animate")).attrib
    assert len(row["keyTimes"].split(";")) == len(row["values"].split(";"))


def test_every_outline_keeps_its_point_count_through_a_movement() -> None:
    root = drawn(animated(subject(*cat_to_cow()), [0, 4], title="t", desc="d"))

    rows = [a.attrib["values"].split(";") for a in root.iter(f"{SVG}animate")]

    assert rows
    for row in rows:
        assert len({points_in(path) for path in row}) == 1
        assert len({re.sub(r"[-\d ]+", "", path) for path in row}) == 1  # the same commands in the same order


def test_movement_comes_back_to_where_it_began() -> None:
    clock = there_and_back([0, 4], [2.0], [1.0, 3.0])

    assert clock.order[0] == clock.order[-1] == 0
    assert clock.seconds == pytest.approx(8.0)  # 2 s out, 3 s rest, 2 s back, 1 s rest
    assert list(clock.share) == sorted(clock.share)


def test_movement_is_slow_at_its_key_poses_and_quick_between() -> None:
    clock = there_and_back([0, 4], [2.0], [0.0, 0.0])

    steps = np.diff(clock.share)[:4]

    assert steps[0] > steps[1]
    assert steps[3] > steps[2]


def test_title_and_text_alternative_name_the_picture() -> None:
    root = drawn(still(subject(doll()), title="Standing <tall>", desc="Knees & hips straight.", prefix="q"))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "qt qd"
    assert root.findtext(f"{SVG}title") == "Standing <tall>"
    assert root.findtext(f"{SVG}desc") == "Knees & hips straight."


def test_picture_holds_nothing_that_a_strict_content_policy_blocks() -> None:
    svg = animated(subject(*cat_to_cow()), [0, 4], title="t", desc="d")

    root = drawn(svg)

    assert not [e for e in root.iter() if e.tag in {f"{SVG}style", f"{SVG}script", f"{SVG}image"}]
    assert not [e for e in root.iter() if "style" in e.attrib or any(a.startswith("on") for a in e.attrib)]


def test_all_ids_carry_the_prefix_and_every_reference_is_met() -> None:
    svg = still(subject(doll()), title="t", desc="d", prefix="k7_")

    ids = set(re.findall(r' id="([^"]+)"', svg))
    wanted = set(re.findall(r'href="#([^"]+)"', svg)) | set(re.findall(r"url\(#([^)]+)\)", svg))

    assert all(name.startswith("k7_") for name in ids)
    assert wanted <= ids


def test_key_poses_of_a_movement_share_one_frame() -> None:
    whom = subject(*cat_to_cow())

    frames = {
        drawn(svg).attrib["viewBox"]
        for svg in (
            still(whom, title="t", desc="d", key=0),
            still(whom, title="t", desc="d", key=4),
            animated(whom, [0, 4], title="t", desc="d"),
        )
    }

    assert len(frames) == 1


def test_held_stick_moves_with_the_body() -> None:
    poses = cat_to_cow(2)
    stick = things.line("stick", [((0.0, -0.4, 0.5), (0.5, -0.4, 0.6)), ((0.0, -0.4, 0.6), (0.5, -0.4, 0.8))], "wood")
    whom = replace(subject(*poses), things=(stick,))

    svg = animated(whom, [0, 1], title="t", desc="d")

    group = next(g for g in drawn(svg).iter(f"{SVG}g") if g.get("class") == "fig-thing")
    assert group.find(f".//{SVG}animate") is not None
