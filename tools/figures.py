"""Draw the figures and work out the loads that come with the product, or a contact sheet to look at.

``python tools/figures.py`` writes ``src/loosen/knowledge/drawn``; run by ``make figures``.
``python tools/figures.py --sheet OUT.svg [ID ...]`` writes every key pose of some or all postures side by side;
``--kind``, ``--columns`` and ``--lines`` choose what and how, and a name that ends in ``.png`` gets pixels.
``python tools/figures.py --docs`` writes the sheets of ``docs/figures``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from loosen.coach.drawing import Drawing, look_of
from loosen.domain.anatomy import Sex
from loosen.domain.drawn import PostureKind
from loosen.domain.posture import Posture
from loosen.errors import LoosenError
from loosen.figures.raster import png
from loosen.figures.sheet import Group, contact_sheet
from loosen.figures.style import Skin
from loosen.knowledge.body import load_postures
from loosen.knowledge.drawn import DRAWN, INDEX, LOADS

SHEETS = Path(__file__).parents[1] / "docs" / "figures"
SAMPLE = "cat-cow-all-fours"
MOST_FIGURES = 72
"""A sheet holds at most so many figures, which keeps it under 600 kB."""
PIXELS = 200
"""Width of one column of a sheet in pixels."""
TITLES = {
    PostureKind.EVERYDAY: "Everyday postures",
    PostureKind.REST: "Rest positions",
    PostureKind.NOT_NOW: "Not now",
}


def shipped() -> list[Posture]:
    """Return the postures that the product shows; those for calibration alone and templates are left out."""
    hidden = {PostureKind.CALIBRATION, PostureKind.TEMPLATE}
    return [one for _, one in sorted(load_postures().items()) if one.kind not in hidden]


def write_all() -> int:
    """Write every picture, the index and the loads, and take away what no posture makes any more."""
    DRAWN.mkdir(exist_ok=True)
    index, loads, problems, written = [], {}, [], {INDEX, LOADS}
    for posture in shipped():
        try:
            drawing = Drawing(posture)
            answers = drawing.loads()
        except LoosenError as error:
            problems.append(f"{posture.id}: {error}")
            continue
        loads[posture.id] = [answer.model_dump(mode="json") for answer in answers]
        index.append(drawing.drawn(answers).model_dump(mode="json"))
        for name, svg in drawing.pictures():
            path = DRAWN / f"{name}.svg.gz"
            path.write_bytes(gzip.compress(svg.encode(), mtime=0))
            written.add(path)
    if problems:
        sys.exit("\n".join(problems))
    INDEX.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in index) + "\n]\n", encoding="utf-8")
    LOADS.write_bytes(gzip.compress(json.dumps(loads).encode(), mtime=0))
    for path in set(DRAWN.iterdir()) - written:
        path.unlink()
    return len(index)


def write_sheet(out: Path, postures: Sequence[Posture], title: str, columns: int = 4, *, lines: bool = False) -> int:
    """Write every key pose of some postures as one picture; a name that ends in ``.png`` gets pixels."""
    groups: list[Group] = []
    count = 0
    for posture in postures:
        drawing = Drawing(posture, look=look_of(Sex.MALE, lines=True) if lines else None)
        keys = range(len(posture.key))
        groups.append(Group(posture.name.en, tuple(drawing.still(key, prefix=f"s{count + key}_") for key in keys)))
        count += len(keys)
    svg = contact_sheet(groups, columns=columns, title=title)
    if out.suffix == ".png":
        out.write_bytes(png(svg, width=columns * PIXELS, background="#ffffff"))
    else:
        out.write_text(svg, encoding="utf-8")
    return count


def write_docs() -> int:
    """Write the contact sheets of the manual, by kind, and one of the ways a figure can look."""
    SHEETS.mkdir(exist_ok=True)
    for old in SHEETS.glob("*.svg"):
        old.unlink()
    count = 0
    for name, title, postures in _chapters():
        count += write_sheet(SHEETS / f"{name}.svg", postures, title, 5)
    cat = load_postures()[SAMPLE]
    looks = [(str(skin), look_of(sex, skin)) for sex in Sex for skin in Skin]
    looks.append(("lines, for print", look_of(Sex.MALE, lines=True)))
    groups = [
        Group(label, (Drawing(cat, look=look).still(1, prefix=f"l{i}_"),)) for i, (label, look) in enumerate(looks)
    ]
    (SHEETS / "looks.svg").write_text(contact_sheet(groups, columns=5, title="Ways a figure can look"), "utf-8")
    return count + len(groups)


def _chapters() -> Iterator[tuple[str, str, list[Posture]]]:
    """Yield file name, heading and postures of each sheet; movements fill several."""
    every = shipped()
    parts: list[list[Posture]] = [[]]
    for move in (one for one in every if one.kind is PostureKind.MOVEMENT):
        if sum(len(one.key) for one in (*parts[-1], move)) > MOST_FIGURES:
            parts.append([])
        parts[-1].append(move)
    for number, part in enumerate(parts, start=1):
        yield f"movements-{number}", f"Movements, part {number} of {len(parts)}", part
    for kind, title in TITLES.items():
        yield kind.value, title, [one for one in every if one.kind is kind]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--kind", type=PostureKind, help="only postures of this kind")
    parser.add_argument("--columns", type=int, default=4)
    parser.add_argument("--lines", action="store_true", help="black lines on white")
    parser.add_argument("--docs", action="store_true", help="write the sheets of the manual")
    parser.add_argument("ids", nargs="*")
    given = parser.parse_args()
    if given.docs:
        count = write_docs()
    elif given.sheet:
        known = load_postures()
        postures = [known[name] for name in given.ids] if given.ids else shipped()
        kept = [one for one in postures if given.kind in {None, one.kind}]
        title = TITLES.get(given.kind, "Figures")
        count = write_sheet(given.sheet, kept, title, given.columns, lines=given.lines)
    else:
        count = write_all()
    sys.stdout.write(f"{count} drawn\n")


if __name__ == "__main__":
    main()
