"""Flares, doses and events of every day on one time line, a lane for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from loosen.domain.course import PAIN_MOST
from loosen.domain.outcomes import DoneDay, Happening, HappeningKind
from loosen.web.charts.frame import Days, Frame, bar_path, dates
from loosen.web.charts.svg import chart, element, words

_LANE, _LABEL, _TOP, _FOOT = 46, 14, 4, 26
_BAR, _LEAST = 0.7, 0.1
_FEW = 3
_MOST_DAYS, _WEEK = 180, 7
_SHAPES = {
    "flare": "M0 -8 L7 5 L-7 5 Z",
    "stop": "M-5 -5 L5 5 M-5 5 L5 -5",
    "check": "M-6 0 L-2 5 L6 -5",
    "look": "M0 -7 L7 0 L0 7 L-7 0 Z",
    "dot": "M-4 0 A4 4 0 1 0 4 0 A4 4 0 1 0 -4 0 Z",
    "ring": "M-5 0 A5 5 0 1 0 5 0 A5 5 0 1 0 -5 0 Z",
}
_MARKS = {
    HappeningKind.FLARE: "flare",
    HappeningKind.FLARE_OVER: "ring",
    HappeningKind.STOP: "stop",
    HappeningKind.CHECK: "check",
    HappeningKind.REVIEW: "look",
    HappeningKind.QUESTIONNAIRE: "look",
}


@dataclass(frozen=True)
class _Lane:
    """One lane: bars by day, as parts of the tallest, or marks."""

    name: str
    kind: str
    bars: tuple[tuple[date, float], ...] = ()
    marks: tuple[tuple[date, str], ...] = ()


def time_line(done: Sequence[DoneDay], happenings: Sequence[Happening], message: str) -> str:
    """Return the time line; a lane that would be empty is left out."""
    scale = Days(done[0].date, done[-1].date)
    lanes = [lane for lane in _lanes(done, happenings) if lane.bars or lane.marks]
    frame = Frame(top=_TOP, bottom=_TOP + _LANE * max(1, len(lanes)), left=2, right=98)
    parts = [*dates(frame, scale)]
    for number, lane in enumerate(lanes):
        parts += _drawn(lane, _TOP + number * _LANE, frame, scale)
    return chart("events", "What happened when", message, round(frame.bottom) + _FOOT, parts)


def _lanes(done: Sequence[DoneDay], happenings: Sequence[Happening]) -> Iterator[_Lane]:
    def told(*kinds: HappeningKind) -> tuple[tuple[date, str], ...]:
        return tuple((one.date, _MARKS[one.kind]) for one in happenings if one.kind in kinds)

    yield _Lane("Flares", "flare", marks=told(HappeningKind.FLARE, HappeningKind.FLARE_OVER))
    yield _Lane("Stopped, it hurt", "stop", marks=told(HappeningKind.STOP))
    yield _Lane("Sets done", "plain", bars=_bars(done, lambda day: day.sets))
    yield _Lane("Minutes walked", "walk", bars=_bars(done, lambda day: day.walked))
    for name, felt in (("Sleep", _sleep), ("Mood", _mood)):
        if sum(felt(day) is not None for day in done) >= _FEW:
            yield _Lane(f"{name}, taller is better", "felt", bars=_bars(done, felt, most=PAIN_MOST))
    yield _Lane("Heat and other remedies", "dot", marks=tuple((d.date, "dot") for d in done if d.remedies))
    yield _Lane("Medicine", "ring", marks=tuple((day.date, "ring") for day in done if day.medicine))
    checks = told(HappeningKind.CHECK, HappeningKind.REVIEW, HappeningKind.QUESTIONNAIRE)
    yield _Lane("Checks and look-backs", "check", marks=checks)


def _sleep(day: DoneDay) -> int | None:
    return day.sleep


def _mood(day: DoneDay) -> int | None:
    return day.mood


def _step(days: int) -> int:
    """Return for how many days one bar stands: for a week where days would be thinner than a line."""
    return 1 if days <= _MOST_DAYS else _WEEK


def _bars(
    done: Sequence[DoneDay], value: Callable[[DoneDay], int | None], most: float | None = None
) -> tuple[tuple[date, float], ...]:
    """Return the mean of what was told for each bar, as parts of the most; 0 is not drawn."""
    step = _step(len(done))
    found = []
    for begins in range(0, len(done), step):
        days = done[begins : begins + step]
        told = [number for day in days if (number := value(day)) is not None]
        if any(told):
            found.append((days[len(days) // 2].date, fmean(told)))
    top = most or max((height for _, height in found), default=1)
    return tuple((day, height / top) for day, height in found)


def _drawn(lane: _Lane, top: float, frame: Frame, scale: Days) -> Iterator[str]:
    base = top + _LANE - 6
    high = _LANE - _LABEL - 12
    yield element("line", class_="plot-grid", x1=frame.x(0), x2=frame.x(1), y1=base, y2=base)
    yield words(lane.name, class_="plot-lane", x=frame.x(0), y=top + _LABEL)
    if lane.bars:
        half = _BAR * _step(scale.count) / scale.count / 2
        room = Frame(top=base - high, bottom=base, left=frame.left, right=frame.right)
        shapes = (
            bar_path(scale.part(day) - half, scale.part(day) + half, max(_LEAST, part)) for day, part in lane.bars
        )
        yield room.inner(element("path", class_=f"plot-{lane.kind}", d="".join(shapes)))
    for day, mark in lane.marks:
        shape = element("path", class_=f"plot-mark plot-mark-{mark}", d=_SHAPES[mark])
        yield element("svg", shape, x=frame.x(scale.part(day)), y=base - high / 2, overflow="visible")
