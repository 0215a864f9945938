"""Own activities: where each began, and where it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loosen.core.outcome_words import number_words
from loosen.domain.course import PAIN_MOST
from loosen.domain.outcomes import ActivityReport
from loosen.web.charts.frame import Frame
from loosen.web.charts.svg import chart, element, words

_ROW = 58
_TOP = 6
_NAME, _TRACK = 18, 36
_NOW, _BEFORE = 8, 6
_ARROW = "M-9 -5 L0 0 L-9 5"


def activities_chart(activities: Sequence[ActivityReport], message: str) -> str:
    """Return a line from 0 to 10 for each activity, with an open ring where it began and a full one where it is."""
    foot = _TOP + _ROW * len(activities)
    frame = Frame(top=_TOP, bottom=foot, left=3, right=97)
    parts = [part for number, one in enumerate(activities) for part in _row(frame, _TOP + number * _ROW, one)]
    ends = [
        words("0, cannot", class_="plot-axis", x=frame.x(0), y=foot + 8, text_anchor="start"),
        words("10, as before", class_="plot-axis", x=frame.x(1), y=foot + 8, text_anchor="end"),
    ]
    return chart("activities", "What you can do, 0 to 10", message, foot + 18, [*parts, *ends])


def _row(frame: Frame, top: float, one: ActivityReport) -> Iterator[str]:
    now = one.change.after if one.change.after is not None else float(one.told[-1][1])
    before = one.change.before if one.change.after is not None else None
    down = top + _TRACK
    yield words(one.name, class_="plot-name", x=frame.x(0), y=top + _NAME)
    said = number_words(now) if before is None else f"{number_words(before)} → {number_words(now)}"
    yield words(said, class_="plot-value", x=frame.x(1), y=top + _NAME, text_anchor="end")
    yield element("line", class_="plot-track", x1=frame.x(0), x2=frame.x(1), y1=down, y2=down)
    here = frame.x(now / PAIN_MOST)
    if before is not None and before != now:
        there = frame.x(before / PAIN_MOST)
        yield element("line", class_="plot-move", x1=there, x2=here, y1=down, y2=down)
        yield element("circle", class_="plot-before", cx=there, cy=down, r=_BEFORE)
    yield element("circle", class_="plot-now", cx=here, cy=down, r=_NOW)
