"""Ranges beside each other: a name, a bar from low to high on one scale, and the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loosen.web.charts.frame import Frame
from loosen.web.charts.svg import chart, element, words

_ROW, _TOP, _NAME, _TRACK = 50, 2, 18, 34
_HIGH = 10
_END, _LETTERS = 5.0, 5.0


@dataclass(frozen=True)
class Ranged:
    """One row.

    Attributes:
        name: What it is about.
        low: Lower end.
        middle: The value itself.
        high: Upper end.
        said: The numbers in words.
    """

    name: str
    low: float
    middle: float
    high: float
    said: str


def ranges_chart(name: str, title: str, message: str, rows: Sequence[Ranged], most: float, unit: str) -> str:
    """Return a row for each range, all on the scale from 0 to the most."""
    foot = _TOP + _ROW * len(rows)
    frame = Frame(top=_TOP, bottom=foot, left=2, right=66)
    parts = [part for number, row in enumerate(rows) for part in _row(frame, _TOP + number * _ROW, row, most)]
    ends = [
        words("0", class_="plot-axis", x=frame.x(0), y=foot + 10, text_anchor="start"),
        words(f"{most:,g} {unit}", class_="plot-axis", x=frame.x(1), y=foot + 10, text_anchor="end"),
    ]
    return chart(name, title, message, foot + 18, [*parts, *ends])


def _row(frame: Frame, top: float, row: Ranged, most: float) -> Iterator[str]:
    down = top + _TRACK
    yield words(row.name, class_="plot-name", x=frame.x(0), y=top + _NAME)
    yield element("line", class_="plot-track", x1=frame.x(0), x2=frame.x(1), y1=down, y2=down)
    if row.high > row.low:
        wide = frame.wide((row.high - row.low) / most)
        yield element(
            "rect", class_="plot-range", x=frame.x(row.low / most), y=down - _HIGH / 2, width=wide, height=_HIGH
        )
    yield element("circle", class_="plot-now", cx=frame.x(row.middle / most), cy=down, r=_END)
    yield words(row.said, class_="plot-value", x="99%", y=down + _LETTERS, text_anchor="end")
