"""Draw the figures and work out the loads that come with the product, or a contact sheet to look at.

``python tools/figures.py`` writes ``src/loosen/knowledge/drawn``; run by ``make figures``.
``python tools/figures.py --sheet OUT.svg [ID ...]`` writes every key pose of some or all postures side by side.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

from loosen.coach.drawing import Drawing
from loosen.domain.drawn import PostureKind
from loosen.domain.posture import Posture
from loosen.errors import LoosenError
from loosen.figures.sheet import sheet
from loosen.knowledge.body import load_postures
from loosen.knowledge.drawn import DRAWN, INDEX, LOADS


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


def write_sheet(out: Path, names: list[str]) -> int:
    """Write every key pose of some postures, or of all, as one picture."""
    known = load_postures()
    figures: list[tuple[str, str]] = []
    for posture in [known[name] for name in names] if names else shipped():
        drawing = Drawing(posture)
        for number, key in enumerate(posture.key):
            figures.append((f"{posture.id} · {key.name}", drawing.still(number, prefix=f"s{len(figures)}_")))
    out.write_text(sheet(figures), encoding="utf-8")
    return len(figures)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("ids", nargs="*")
    given = parser.parse_args()
    count = write_sheet(given.sheet, given.ids) if given.sheet else write_all()
    sys.stdout.write(f"{count} drawn\n")


if __name__ == "__main__":
    main()
