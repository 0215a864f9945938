"""Many figures on one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

_VIEW = re.compile(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)" role="img" aria-labelledby="[^"]*"')
_GAP = 24
_CELL = 250  # width of a column [units]
_SCALE = 0.5  # figures of a sheet are drawn at half their size, all alike
_LINE, _LETTER, _NARROWEST = 17, 7.4, 130  # a caption: height of a line, width of a letter, least width
_HEAD = 44
_FONTS = "Helvetica,Arial,DejaVu Sans,Liberation Sans,sans-serif"  # a rasteriser knows no generic name alone


@dataclass(frozen=True)
class Group:
    """Figures that belong together, and the caption under them."""

    caption: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class _Block:
    """A group with its sizes."""

    lines: tuple[str, ...]
    figures: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    width: int

    @property
    def height(self) -> int:
        return max(height for _, height in self.sizes)


def grid(figures: Sequence[str], *, columns: int, title: str, desc: str, prefix: str = "s") -> str:
    """Return figures in rows and columns as one picture, all at one scale.

    Args:
        figures: SVG texts made here, each with ids of its own.
        columns: How many stand in a row.
        title: Name of the page.
        desc: Its text alternative.
        prefix: Start of the ids of title and text.
    """
    sizes = [box_of(figure)[2:] for figure in figures]
    wide, high = max(w for w, _ in sizes) + _GAP, max(h for _, h in sizes) + _GAP
    cells = ""
    for i, (figure, (w, h)) in enumerate(zip(figures, sizes, strict=True)):
        cells += _placed(figure, (i % columns * wide + (wide - w) // 2, i // columns * high + high - h), (w, h))
    return _page((wide * columns, high * -(-len(figures) // columns)), title, desc, cells, prefix)


def sheet(figures: Sequence[tuple[str, str]], *, columns: int = 4, title: str = "Figures") -> str:
    """Return a contact sheet of named figures; names double as the text alternative."""
    return contact_sheet([Group(name, (svg,)) for name, svg in figures], columns=columns, title=title)


def contact_sheet(groups: Sequence[Group], *, columns: int = 4, title: str = "Figures") -> str:
    """Return groups of figures one after the other, as many in a row as fit, each caption close under its figures.

    Args:
        groups: What belongs together, in reading order; each figure has ids of its own.
        columns: Width of the sheet, in columns of one lying body.
        title: The heading.
    """
    width = columns * _CELL
    cells, texts, top = "", "", _HEAD
    for row in _rows([_block(group, width) for group in groups], width):
        foot, left = top + max(block.height for block in row), _GAP // 2
        for block in row:
            cells += _figures(block, left, foot)
            texts += _caption(block, left, foot)
            left += block.width + _GAP
        top = foot + max(len(block.lines) for block in row) * _LINE + _GAP
    heading = f'<text x="{_GAP // 2}" y="28" font-size="20" font-weight="700">{escape(title)}</text>'
    words = f'<g font-family="{_FONTS}" font-size="13" fill="#34435a">{heading}{texts}</g>'
    paper = f'<rect width="{width}" height="{top}" fill="#fff"/>'  # a reader's dark page does not swallow captions
    return _page((width, top), title, ", ".join(group.caption for group in groups), paper + cells + words, "s")


def _block(group: Group, most: int) -> _Block:
    boxes = [box_of(figure) for figure in group.figures]
    side_by_side = sum(box[2] for box in boxes)
    scale = min(_SCALE, (most - _GAP) / side_by_side)
    sizes = tuple((round(w * scale), round(h * scale)) for _, _, w, h in boxes)
    width = max(sum(w for w, _ in sizes), _NARROWEST)
    lines = tuple(wrap(group.caption, int(width / _LETTER))) or ("",)
    return _Block(lines, group.figures, sizes, width)


def _rows(blocks: Sequence[_Block], width: int) -> list[list[_Block]]:
    rows: list[list[_Block]] = [[]]
    used = 0
    for block in blocks:
        if rows[-1] and used + block.width + _GAP > width:
            rows.append([])
            used = 0
        rows[-1].append(block)
        used += block.width + _GAP
    return rows


def _figures(block: _Block, left: int, foot: int) -> str:
    text, x = "", left + (block.width - sum(w for w, _ in block.sizes)) // 2
    for figure, (w, h) in zip(block.figures, block.sizes, strict=True):
        text += _placed(figure, (x, foot - h), (w, h))
        x += w
    return text


def _caption(block: _Block, left: int, foot: int) -> str:
    x = left + block.width // 2
    lines = "".join(
        f'<tspan x="{x}" y="{foot + _LINE * i + 12}">{escape(line)}</tspan>' for i, line in enumerate(block.lines)
    )
    return f'<text text-anchor="middle">{lines}</text>'


def _page(size: tuple[int, int], title: str, desc: str, body: str, prefix: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" role="img" '
        f'aria-labelledby="{prefix}t {prefix}d"><title id="{prefix}t">{escape(title, quote=False)}</title>'
        f'<desc id="{prefix}d">{escape(desc, quote=False)}</desc>{body}</svg>'
    )


def box_of(figure: str) -> tuple[int, int, int, int]:
    """Return left, top, width and height of a figure made here."""
    found = _VIEW.search(figure)
    if found is None:
        raise ValueError("a figure of a sheet has no viewBox of its own; use the text that still() returns")
    left, top, width, height = (int(part) for part in found.groups())
    return left, top, width, height


def _placed(figure: str, at: tuple[int, int], size: tuple[int, int]) -> str:
    """Return a figure as a part of a page."""
    left, top, width, height = box_of(figure)
    place = (
        f'x="{at[0]}" y="{at[1]}" width="{size[0]}" height="{size[1]}" '
        f'viewBox="{left} {top} {width} {height}" aria-hidden="true"'
    )
    return _VIEW.sub(place, figure, count=1).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
