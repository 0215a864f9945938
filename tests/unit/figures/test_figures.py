"""Promises about pictures: well formed, small, steady point counts, the near limb in front."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from loosen.domain.outline import Cover
from loosen.figures import things
from loosen.figures.animated import animated, there_and_back
from loosen.figures.camera import Camera
from loosen.figures.outline import hull, path_texts, tube
from loosen.figures.paint import mixed
from loosen.figures.pieces import on_floor
from loosen.figures.scene import Subject, compose
from loosen.figures.sheet import Group, contact_sheet, sheet
from loosen.figures.skeleton import Skeleton, Solid
from loosen.figures.still import key_strip, still
from loosen.figures.style import DAY, NIGHT, PRINT, WOMAN, Look, Skin, with_skin
from loosen.knowledge.figures import load_figure, load_musculature
from tests.unit.figures.mannequin import doll, mirrored

SVG = "{http://www.w3.org/2000/svg}"
KNEEL = {"thigh": 85, "shank": 90, "foot": -45, "hand": 80}
CAT = {"lumbar_lower": 15, "lumbar_upper": 15, "thorax_lower": 12, "thorax_upper": 15, "neck": 25, "head": 15}
COW = {"lumbar_lower": -12, "lumbar_upper": -14, "thorax_lower": -6, "neck": -25, "head": -15}
POSES = {
    "standing": {},
    "cat": {"tilt": 78, **KNEEL, **CAT, "upper_arm": 110},
    "sitting": {"thigh": 88, "shank": 88, "upper_arm": 25, "forearm": 60},
    "on the back": {"tilt": -90, "thigh": 50, "shank": 100, "foot": -40, "upper_arm": (5, 12, 0)},
}
LIT = ("erector-spinae", "gluteus-maximus", "quadriceps")


def subject(*skeletons: Skeleton, lit: tuple[str, ...] = LIT) -> Subject:
    muscles = tuple(m for m in load_musculature().muscle if m.id in lit)
    return Subject(load_figure(), skeletons, muscles=muscles, things=(things.mat((-0.8, 0.9)),))


def cat_to_cow(steps: int = 5) -> tuple[Skeleton, ...]:
    shares = np.linspace(0, 1, steps)
    return tuple(
        doll(
            tilt=78 + 20 * s,
            **KNEEL,
            **{name: CAT[name] * (1 - s) + COW.get(name, 0) * s for name in CAT},
            upper_arm=110 - 20 * s,
        )
        for s in shares
    )


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # made by the code under test


def points_in(path: str) -> int:
    return len(re.findall(r"-?\d+", path))


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


def test_mirrored_pose_seen_from_the_other_side_is_the_mirrored_picture() -> None:
    pose = doll(right_thigh=60, left_thigh=10, right_shank=30, right_upper_arm=(40, 30, 20), lumbar_upper=10)
    here, there = Camera(), Camera().mirrored()

    one = compose(Subject(load_figure(), (pose,), here))
    other = compose(Subject(load_figure(), (mirrored(pose),), there))

    def swapped(name: str) -> str:
        return name.replace("right ", "R ").replace("left ", "right ").replace("R ", "left ")

    outlines = {piece.name: piece.outlines[0][:, 1] for piece in other.body.pieces}
    for piece in one.body.pieces:
        a = piece.outlines[0][:, 1] * [-1, 1]
        b = outlines[swapped(piece.name)]
        assert a.min(axis=0) == pytest.approx(b.min(axis=0), abs=1e-6)
        assert a.max(axis=0) == pytest.approx(b.max(axis=0), abs=1e-6)
    assert [[swapped(n) for n in g] for g in one.groups] == other.groups


@pytest.mark.parametrize("name", POSES)
def test_near_limb_is_painted_over_the_trunk_and_the_far_one_under_it(name: str) -> None:
    scene = compose(subject(doll(**POSES[name])))

    order = [node for group in scene.groups for node in group]

    assert order.index("left upper arm") < order.index("trunk") < order.index("right upper arm")
    assert order.index("left thigh") < order.index("right thigh")
    assert {"left thigh", "left upper arm"} <= scene.far


def test_hand_on_the_belly_of_a_far_arm_is_painted_over_the_trunk() -> None:
    pose = doll(left_upper_arm=(35, 0, -70), left_forearm=(80, 0, 0), right_upper_arm=-20)
    scene = compose(Subject(load_figure(), (pose,), Camera(turn=80)))

    order = [node for group in scene.groups for node in group]

    assert order.index("trunk") < order.index("left forearm")


def test_head_is_always_over_the_collar() -> None:
    for turn in (-160, -90, 0, 90, 180):
        scene = compose(Subject(load_figure(), (doll(),), Camera(turn=turn)))

        order = [node for group in scene.groups for node in group]

        assert order.index("trunk") < order.index("head")


def test_order_of_painting_is_one_for_all_poses_of_a_movement() -> None:
    scene = compose(subject(*cat_to_cow()))

    assert sorted(node for group in scene.groups for node in group if not node.startswith("thing")) == sorted(
        ["trunk", "head"]
        + [f"{s} {p}" for s in ("left", "right") for p in ("upper arm", "forearm", "thigh", "shank")]
    )


def test_hull_of_one_ball_is_a_circle_of_its_size() -> None:
    ball = Solid(np.zeros(3), np.eye(3) * 0.1)

    points = hull([ball], Camera())[:, 1]

    assert np.linalg.norm(points, axis=1) == pytest.approx(np.full(len(points), 25.0))  # 0.1 m * 250 units


def test_tube_is_as_thick_as_its_balls() -> None:
    balls = [Solid(np.array([0.0, 0.0, z]), np.eye(3) * 0.05) for z in (0.0, 0.1, 0.2, 0.3)]

    points = tube(balls, Camera(turn=0, down=0))[0][:, 1]

    assert np.ptp(points[:, 0]) == pytest.approx(25.0)  # 2 * 0.05 m * 250 units
    assert np.ptp(points[:, 1]) == pytest.approx(100.0)  # (0.3 + 2 * 0.05) m * 250 units


def test_path_is_written_in_whole_numbers_relative_to_its_start() -> None:
    nodes = np.array([[[0, 9], [0, 0], [9, 0]], [[10, 3], [10.2, 6], [10, 9]], [[4, 10], [10, 10], [8, 8]]], float)

    (text,) = path_texts([nodes])

    assert text == "m0 0c9 0 10 3 10 6s-6 4 0 4c-2-2-10-1-10-10z"


def test_highlighted_muscle_on_the_far_side_is_not_drawn() -> None:
    near = compose(subject(doll(), lit=("gluteus-medius",)))

    assert len(near.lit) == 1
    assert near.lit[0].clip[-1].startswith("right ")


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


def test_hair_keeps_its_point_count_from_every_side() -> None:
    counts = set()
    for turn in range(0, 360, 45):
        body = compose(Subject(load_figure(), (doll(),), Camera(turn=turn))).body
        counts.add(len(next(p for p in body.pieces if p.cover is Cover.HAIR).outlines[0]))

    assert len(counts) == 1


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


def test_neck_lies_over_the_hair_of_the_nape_when_looked_at_from_the_feet() -> None:
    from_the_feet = Camera(turn=72, down=24)
    lying = doll(tilt=-90)
    whom = replace(subject(lying), camera=from_the_feet)

    names = [p.name for p in compose(whom).body.pieces if p.node == "head" and not p.detail]

    assert names.index("neck") > names.index("hair")


def test_spine_is_left_out_where_the_trunk_is_looked_at_along_its_length() -> None:
    lying = doll(tilt=-90)

    from_the_feet = still(replace(subject(lying), camera=Camera(turn=72, down=24)), title="t", desc="d")
    from_the_side = still(replace(subject(lying), camera=Camera(turn=10, down=9)), title="t", desc="d")

    assert "fig-spine" not in from_the_feet
    assert "fig-spine" in from_the_side


def test_tip_of_a_shoe_never_sinks_into_the_floor() -> None:
    toe = Solid(np.array([0.0, 0.0, 0.01]), np.eye(3) * 0.02)

    lifted = on_floor(toe)

    assert lifted.middle[2] == pytest.approx(0.02)


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


def test_frame_holds_every_outline() -> None:
    scene = compose(subject(doll(**POSES["cat"])))

    left, top, width, height = scene.box
    points = np.vstack([piece.outlines[0][:, 1] for piece in scene.body.pieces])
    assert (points >= [left + 5, top + 5]).all()
    assert (points <= [left + width - 5, top + height - 5]).all()


def test_every_muscle_can_be_lit_from_some_side() -> None:
    for muscle in load_musculature().muscle:
        seen = [
            len(compose(Subject(load_figure(), (doll(),), Camera(turn=turn), muscles=(muscle,))).lit)
            for turn in (0, 90, 180, 270)
        ]

        assert max(seen) > 0, muscle.id


def test_held_stick_moves_with_the_body() -> None:
    poses = cat_to_cow(2)
    stick = things.line("stick", [((0.0, -0.4, 0.5), (0.5, -0.4, 0.6)), ((0.0, -0.4, 0.6), (0.5, -0.4, 0.8))], "wood")
    whom = replace(subject(*poses), things=(stick,))

    svg = animated(whom, [0, 1], title="t", desc="d")

    group = next(g for g in drawn(svg).iter(f"{SVG}g") if g.get("class") == "fig-thing")
    assert group.find(f".//{SVG}animate") is not None


def test_night_palette_has_lighter_trousers() -> None:
    assert int(NIGHT.trousers.near[1:3], 16) > int(DAY.trousers.near[1:3], 16)


def test_mixed_colour_lies_between() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
