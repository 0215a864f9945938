"""``loosen figure``: drawings ready-made and drawn now."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Run

SVG = "{http://www.w3.org/2000/svg}"


def drawn(run: Run, folder: Path, *words: str) -> str:
    out = folder / "figure.svg"
    result = run("figure", *words, "--out", str(out))
    assert result.exit_code == 0, result.stderr
    return out.read_text(encoding="utf-8")


def test_without_an_id_the_figures_are_listed(run: Run) -> None:
    assert "cat-cow-all-fours" in run("figure").stdout


def test_a_still_has_title_and_words_and_does_not_move(run: Run, tmp_path: Path) -> None:
    svg = ET.fromstring(drawn(run, tmp_path, "cat-cow-all-fours"))  # noqa: S314 - our own drawing

    assert "Cat" in (svg.findtext(f"{SVG}title") or "")
    assert len(svg.findtext(f"{SVG}desc") or "") > 40
    assert not list(svg.iter(f"{SVG}animate"))


def test_an_animated_figure_moves_and_is_small(run: Run, tmp_path: Path) -> None:
    text = drawn(run, tmp_path, "cat-cow-all-fours", "--animated")

    assert list(ET.fromstring(text).iter(f"{SVG}animate"))  # noqa: S314 - our own drawing
    assert len(gzip.compress(text.encode())) < 10_000


@pytest.mark.parametrize("words", [("--sex", "female"), ("--skin", "dark"), ("--lines",), ("--sheet",)])
def test_every_look_is_drawn(words: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    usual = drawn(run, tmp_path, "pelvic-tilt-lying")

    assert drawn(run, tmp_path, "pelvic-tilt-lying", *words) != usual


def test_a_png_is_a_png(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "figure.png"

    run("figure", "standing", "--png", "--width", "120", "--out", str(out))

    assert out.read_bytes().startswith(b"\x89PNG")


def test_an_unknown_figure_is_told_with_the_ones_that_exist(run: Run) -> None:
    result = run("figure", "handstand")

    assert result.exit_code == 2
    assert "There is no figure 'handstand'" in result.stderr
    assert "standing" in result.stderr


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    result = run("figure", "standing", "--out", str(tmp_path / "nowhere" / "f.svg"))

    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_ready_made_figures_and_loads_need_no_solver(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("loosen.body", "loosen.coach.drawing", "mujoco"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mujoco", None)
    from loosen.coach import loads

    loads.body_of.cache_clear()

    figure, load = run("figure", "standing"), run("load", "standing")
    other = run("load", "--json", given='{"posture": "standing", "hands_kg": 9}')

    loads.body_of.cache_clear()
    assert figure.exit_code == load.exit_code == 0
    assert "like standing" in load.stdout
    assert other.exit_code == 1
    assert "loosen[body]" in other.stdout
