"""Pain from day to day, before the band of what is typical."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loosen.core.outcome_words import number_words
from loosen.domain.course import PAIN_MOST
from loosen.domain.outcomes import PainDay, PainReport, Typical
from loosen.web.charts.frame import Days, Frame, Point, dates, levels, path, runs
from loosen.web.charts.svg import chart, element, words

_HEIGHT = 250
_FRAME = Frame(top=26, bottom=222)
_DOT, _FEW_DAYS_DOT = 2.6, 4.0
_FEW_DAYS, MOST_DOTS = 60, 180
_WEEK = 7
_LABEL_ABOVE = 10
_FLARE = "M0 -9 L6 2 L-6 2 Z"


def pain_chart(report: PainReport, message: str) -> str:
    """Return the chart of pain, 0 to 10: every report, the usual pain of 7 days, and the typical band."""
    days = report.days
    scale = Days(days[0].date, days[-1].date)
    marks = [(value / PAIN_MOST, str(value)) for value in range(0, PAIN_MOST + 1, 2)]
    parts = [
        *_band(days, scale),
        *levels(_FRAME, marks),
        *dates(_FRAME, scale, lines=False),
        *_worst(days, scale),
        *_end_bars(report, scale),
        *_usual(days, scale),
        *_dots(days, scale),
        *_flares(days, scale),
        *_end_numbers(report, scale),
    ]
    return chart("pain", "Pain, 0 to 10", message, _HEIGHT, parts)


def _down(value: float) -> float:
    return 1 - value / PAIN_MOST


def _band(days: Sequence[PainDay], scale: Days) -> Iterator[str]:
    """Yield the typical band, and a dashed line for a more hopeful study where it lies below the band."""
    known: list[tuple[float, Typical]] = [(scale.part(day.date), day.typical) for day in days if day.typical]
    if not known:
        return
    first, last = known[0], known[-1]
    # the band goes on to the edges of the first and the last day
    half = 1 / (2 * scale.count)
    known = [(max(0, first[0] - half), first[1]), *known, (min(1, last[0] + half), last[1])]
    upper = [(across, _down(one.high)) for across, one in known]
    lower = [(across, _down(one.low)) for across, one in reversed(known)]
    shapes = [element("path", class_="plot-band", d=path([*upper, *lower]) + "Z")]
    for edge in (upper, lower):
        shapes.append(element("path", class_="plot-band-edge", d=path(edge), vector_effect="non-scaling-stroke"))
    hopeful = runs(
        (scale.part(day.date), _down(day.typical.hopeful))
        if day.typical and day.typical.hopeful is not None
        else None
        for day in days
    )
    for stretch in hopeful:
        shapes.append(element("path", class_="plot-hopeful", d=path(stretch), vector_effect="non-scaling-stroke"))
    yield _FRAME.inner(*shapes)


def _usual(days: Sequence[PainDay], scale: Days) -> Iterator[str]:
    points: Iterator[Point | None] = (
        (scale.part(day.date), _down(day.usual)) if day.usual is not None else None for day in days
    )
    lines = [
        element("path", class_="plot-line", d=path(stretch), vector_effect="non-scaling-stroke")
        for stretch in runs(points)
    ]
    if lines:
        yield _FRAME.inner(*lines)


def _worst(days: Sequence[PainDay], scale: Days) -> Iterator[str]:
    """Yield a line up from each day to its worst pain, unless there are too many days to tell them apart."""
    lines = [
        path([(scale.part(day.date), _down(day.worst)), (scale.part(day.date), _down(day.pain))])
        for day in days
        if day.pain is not None and day.worst is not None and day.worst > day.pain
    ]
    if lines and scale.count <= _FEW_DAYS:
        yield _FRAME.inner(element("path", class_="plot-worst", d="".join(lines), vector_effect="non-scaling-stroke"))


def _dots(days: Sequence[PainDay], scale: Days) -> Iterator[str]:
    size = _FEW_DAYS_DOT if scale.count <= _FEW_DAYS else _DOT
    for day in days if scale.count <= MOST_DOTS else ():
        if day.pain is not None:
            across, down = _FRAME.x(scale.part(day.date)), _FRAME.y(_down(day.pain))
            yield element("circle", class_="plot-dot", cx=across, cy=down, r=size)


def _flares(days: Sequence[PainDay], scale: Days) -> Iterator[str]:
    for day in days:
        if day.is_flare:
            shape = element("path", class_="plot-flare", d=_FLARE)
            yield element("svg", shape, x=_FRAME.x(scale.part(day.date)), y=_FRAME.top - 8, overflow="visible")


def _ends(report: PainReport, scale: Days) -> Iterator[tuple[float, float]]:
    """Yield the values that the headline compares, with where their weeks begin, as far as they are shown."""
    first = report.compared_from
    begins = None if first is None else (first - scale.first).days / scale.count
    if report.change.before is not None and begins is not None and begins > -_WEEK / scale.count / 2:
        yield report.change.before, begins
    if report.change.after is not None:
        yield report.change.after, 1 - _WEEK / scale.count


def _end_bars(report: PainReport, scale: Days) -> Iterator[str]:
    for value, begins in _ends(report, scale):
        down = _FRAME.y(_down(value))
        left, right = _FRAME.x(max(0, begins)), _FRAME.x(min(1, begins + _WEEK / scale.count))
        yield element("line", class_="plot-end", x1=left, x2=right, y1=down, y2=down)


def _end_numbers(report: PainReport, scale: Days) -> Iterator[str]:
    week = _WEEK / scale.count
    for value, begins in _ends(report, scale):
        down = _FRAME.y(_down(value))
        place = max(down - _LABEL_ABOVE, _FRAME.top + _LABEL_ABOVE)
        middle = _FRAME.x(max(week / 2, min(1 - week / 2, begins + week / 2)))
        yield words(number_words(value), class_="plot-number", x=middle, y=place, text_anchor="middle")
