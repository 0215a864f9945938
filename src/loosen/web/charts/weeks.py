"""What was done week by week, against the aim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loosen.domain.outcomes import WeekReport
from loosen.web.charts.frame import Frame, levels, nice_most, short_day
from loosen.web.charts.svg import chart, element, words

_HEIGHT = 210
_FRAME = Frame(top=30, bottom=172, left=11)
_BAR, _AIM = 0.62, 0.86
_DAYS = 7
_MOST_LABELS, _FEWEST_SLOTS = 8, 4
_HATCH = "hatch"


@dataclass(frozen=True)
class _Bar:
    """One bar, of one part or two, with its aim and what is written above it."""

    lower: float
    upper: float
    aim: float
    label: str


def days_chart(weeks: Sequence[WeekReport], message: str) -> str:
    """Return the days with a session of each week, against the aim."""
    bars = [_Bar(week.bout_days, 0, week.aim_days, str(week.bout_days)) for week in weeks]
    marks = [(days / _DAYS, str(days)) for days in range(0, _DAYS + 1)]
    return chart(
        "days", "Days with a session, by week", message, _HEIGHT, _drawn(weeks, bars, _DAYS, marks, ticks=True)
    )


def minutes_chart(weeks: Sequence[WeekReport], message: str) -> str:
    """Return the minutes in sessions and on foot of each week, against the aim."""
    bars = [
        _Bar(week.walked or 0, week.bout_minutes, week.aim_minutes, str((week.walked or 0) + week.bout_minutes))
        for week in weeks
    ]
    most = nice_most(max([bar.lower + bar.upper for bar in bars] + [bar.aim for bar in bars] + [1]))
    marks = [(part / 2, str(most * part // 2)) for part in range(3)]
    return chart(
        "minutes",
        "Minutes moved, by week",
        message,
        _HEIGHT,
        [_hatch(), *_drawn(weeks, bars, most, marks, ticks=False)],
    )


def _drawn(
    weeks: Sequence[WeekReport], bars: Sequence[_Bar], most: float, marks: Sequence[tuple[float, str]], *, ticks: bool
) -> Iterator[str]:
    yield from levels(_FRAME, [mark for number, mark in enumerate(marks) if not ticks or number in {0, 3, _DAYS}])
    slot = 1 / max(len(weeks), _FEWEST_SLOTS)
    dense = 1 + (len(weeks) - 1) // _MOST_LABELS
    for number, (week, bar) in enumerate(zip(weeks, bars, strict=True)):
        middle = (number + 1 / 2) * slot
        left, wide = _FRAME.x(middle - slot * _BAR / 2), _FRAME.wide(slot * _BAR)
        open_class = "" if week.is_over else " plot-open"
        base = 1 - bar.lower / most
        top = base - bar.upper / most
        for kind, begins, ends in (("walk" if bar.upper or not ticks else "bar", base, 1.0), ("bout", top, base)):
            if ends > begins:
                high = _FRAME.y(ends) - _FRAME.y(begins)
                fill = {"fill": f"url(#{_HATCH})"} if kind == "bout" else {}
                down = _FRAME.y(begins)
                name = f"plot-{kind}{open_class}"
                yield element("rect", class_=name, x=left, y=down, width=wide, height=high, **fill)
        aim = _FRAME.y(1 - bar.aim / most)
        begins_at, ends_at = _FRAME.x(middle - slot * _AIM / 2), _FRAME.x(middle + slot * _AIM / 2)
        yield element("line", class_="plot-aim", x1=begins_at, x2=ends_at, y1=aim, y2=aim)
        if dense == 1 and (week.is_over or bar.lower or bar.upper):
            above = min(_FRAME.y(top), aim) - 7
            yield words(bar.label, class_="plot-value", x=_FRAME.x(middle), y=above, text_anchor="middle")
        if number % dense == 0:
            yield from _labels(week, _FRAME.x(middle), odd=number // dense % 2 == 1)


def _labels(week: WeekReport, across: str, *, odd: bool) -> Iterator[str]:
    name = str(week.number) if week.is_over else "now"
    yield words(name, class_="plot-axis", x=across, y=_FRAME.bottom + 17, text_anchor="middle")
    hidden = " plot-odd" if odd else ""
    yield words(
        short_day(week.first), class_=f"plot-date{hidden}", x=across, y=_FRAME.bottom + 33, text_anchor="middle"
    )


def _hatch() -> str:
    """Return the hatching of sessions, so that they differ from walks in black and white too."""
    line = element("path", class_="plot-hatch", d="M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5")
    pattern = element("pattern", line, id=_HATCH, width=6, height=6, patternUnits="userSpaceOnUse")
    return element("defs", pattern)
