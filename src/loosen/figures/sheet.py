"""Many figures on one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

_VIEW = re.compile(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)" role="img" aria-labelledby="[^"]*"')


def grid(
    figures: Sequence[str],
    *,
    columns: int,
    title: str,
    desc: str,
    labels: Sequence[str] = (),
    prefix: str = "s",
    even: bool = False,
    gap: int = 24,
) -> str:
    """Return figures in rows and columns as one picture.

    Args:
        figures: SVG texts made here, each with ids of its own.
        columns: How many stand in a row.
        title: Name of the page.
        desc: Its text alternative.
        labels: A caption for each figure.
        prefix: Start of the ids of title and text.
        even: Give all figures the same width in place of the same scale.
        gap: Space between figures [units].
    """
    boxes = [_box(figure) for figure in figures]
    head = 34 if labels else 0
    scales = [min(1.0, 420 / w, 300 / h) if even else 1.0 for _, _, w, h in boxes]
    cell_w = max([round(b[2] * s) for b, s in zip(boxes, scales, strict=True)] + [_label_width(labels)]) + gap
    cell_h = max(round(b[3] * s) for b, s in zip(boxes, scales, strict=True)) + gap + head
    rows = -(-len(figures) // columns)
    cells = "".join(
        _cell(figure, boxes[i], scales[i], (i % columns * cell_w, i // columns * cell_h), (cell_w, cell_h), head)
        for i, figure in enumerate(figures)
    )
    captions = "".join(
        f'<text x="{i % columns * cell_w + gap // 2}" y="{i // columns * cell_h + 24}">{escape(label)}</text>'
        for i, label in enumerate(labels)
    )
    text = f'<g font-family="sans-serif" font-size="17" fill="#44546a">{captions}</g>' if labels else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {cell_w * columns} {cell_h * rows}" role="img" '
        f'aria-labelledby="{prefix}t {prefix}d"><title id="{prefix}t">{escape(title)}</title>'
        f'<desc id="{prefix}d">{escape(desc)}</desc>{cells}{text}</svg>'
    )


def sheet(figures: Sequence[tuple[str, str]], *, columns: int = 4, title: str = "Figures") -> str:
    """Return a contact sheet of named figures; names double as the text alternative."""
    names = [name for name, _ in figures]
    return grid(
        [svg for _, svg in figures], columns=columns, title=title, desc=", ".join(names), labels=names, even=True
    )


def _label_width(labels: Sequence[str]) -> int:
    return 10 * max((len(label) for label in labels), default=0)


def _box(figure: str) -> tuple[int, int, int, int]:
    found = _VIEW.search(figure)
    if found is None:
        raise ValueError("a figure of a sheet has no viewBox of its own; use the text that still() returns")
    left, top, width, height = (int(part) for part in found.groups())
    return left, top, width, height


def _cell(
    figure: str,
    box: tuple[int, int, int, int],
    scale: float,
    at: tuple[int, int],
    cell: tuple[int, int],
    head: int,
) -> str:
    left, top, width, height = box
    w, h = round(width * scale), round(height * scale)
    x = at[0] + (cell[0] - w) // 2
    y = at[1] + head + (cell[1] - head - h)
    place = f'x="{x}" y="{y}" width="{w}" height="{h}" viewBox="{left} {top} {width} {height}" aria-hidden="true"'
    return _VIEW.sub(place, figure, count=1).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
