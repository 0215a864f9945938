"""Scales and axes: from days and values to places in a chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loosen.web.charts.svg import element, words

Point = tuple[float, float]
"""Across and down, each as a part of the drawing area from 0 to 1; down, 0 is the top."""

_INNER = 1000
_MOST_DATES = 7
_WEEK = 7
_LETTERS = 4
_STEPS, _TEN = (2, 4, 6, 8, 10), 10


@dataclass(frozen=True)
class Frame:
    """The drawing area of a chart.

    Attributes:
        top: Its upper edge, in pixels.
        bottom: Its lower edge, in pixels.
        left: Its left edge, in percent of the width.
        right: Its right edge, in percent of the width.
    """

    top: float
    bottom: float
    left: float = 8.0
    right: float = 98.0

    def x(self, part: float) -> str:
        """Return a place across, from 0 at the left edge to 1 at the right one."""
        return f"{self.left + (self.right - self.left) * part:.2f}%"

    def wide(self, part: float) -> str:
        """Return a width, as a part of the drawing area."""
        return f"{(self.right - self.left) * part:.2f}%"

    def y(self, part: float) -> float:
        """Return a place down, from 0 at the upper edge to 1 at the lower one."""
        return round(self.top + (self.bottom - self.top) * part, 1)

    def inner(self, *children: str) -> str:
        """Return a picture that is stretched over the drawing area; its unit is a thousandth of it."""
        return element(
            "svg",
            *children,
            x=self.x(0),
            y=self.top,
            width=self.wide(1),
            height=self.bottom - self.top,
            viewBox=f"0 0 {_INNER} {_INNER}",
            preserveAspectRatio="none",
            overflow="visible",
        )


@dataclass(frozen=True)
class Days:
    """A scale of days: each day has its place in the middle of an equal share."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def part(self, day: date) -> float:
        """Return where a day lies, from 0 to 1."""
        return ((day - self.first).days + 1 / 2) / self.count


def nice_most(value: float) -> int:
    """Return a round number that is not below a value, and whose half is round too, for the end of an axis."""
    unit = 1
    while True:
        for step in _STEPS:
            if unit * step >= value:
                return unit * step
        unit *= _TEN


def path(points: Sequence[Point]) -> str:
    """Return the path through points, in thousandths of the drawing area."""
    return "M" + "L".join(f"{round(across * _INNER)} {round(down * _INNER)}" for across, down in points)


def bar_path(left: float, right: float, part: float) -> str:
    """Return the path of a bar that stands on the lower edge, in thousandths of the drawing area."""
    begins, ends, top = (round(place * _INNER) for place in (left, right, 1 - part))
    return f"M{begins} {_INNER}V{top}H{ends}V{_INNER}Z"


def runs(points: Iterable[Point | None]) -> Iterator[list[Point]]:
    """Yield the stretches of points between gaps."""
    stretch: list[Point] = []
    for point in points:
        if point is not None:
            stretch.append(point)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def levels(frame: Frame, marks: Sequence[tuple[float, str]]) -> Iterator[str]:
    """Yield the lines across with their labels; each mark is its part from the bottom and its label."""
    for part, label in marks:
        down = frame.y(1 - part)
        yield element("line", class_="plot-grid", x1=frame.x(0), x2=frame.x(1), y1=down, y2=down)
        yield words(label, class_="plot-axis", x=f"{frame.left - 1.5:.2f}%", y=down + _LETTERS, text_anchor="end")


def dates(frame: Frame, days: Days, *, lines: bool = True) -> Iterator[str]:
    """Yield the dates below a chart, one a week or fewer, every second of them for wide pages only."""
    every = _WEEK * (1 + (days.count - 1) // (_WEEK * _MOST_DATES))
    for number, offset in enumerate(range(0, days.count, every)):
        day = days.first + timedelta(days=offset)
        across = frame.x(days.part(day))
        odd = " plot-odd" if number % 2 else ""
        if lines:
            yield element("line", class_="plot-week", x1=across, x2=across, y1=frame.top, y2=frame.bottom)
        room = days.count - offset >= every / 2 or not number
        if room:
            anchor = "start" if not number else "middle"
            place = frame.x(0) if not number else across
            yield words(short_day(day), class_=f"plot-axis{odd}", x=place, y=frame.bottom + 18, text_anchor=anchor)


def short_day(day: date) -> str:
    """Return a day as people write it."""
    return f"{day.day} {day:%b}"
