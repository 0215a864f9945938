"""What changed since the beginning, and whether the change is large enough to mean something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean, median

from loosen.core.course import Aligned, Spell, pain_of
from loosen.domain.library import Library
from loosen.domain.outcomes import ActivityReport, Change, Direction, PainDay, Scored
from loosen.domain.plan import HistoryDay

PAIN_POINTS, PAIN_PERCENT, PAIN_LEAST = "pain-change-points", "pain-change-percent", "pain-change-least"
MEAN_POINTS, SINGLE_POINTS = "activity-change-mean", "activity-change-single"
FORM_POINTS, FORM_PERCENT = "rmdq-change-points", "rmdq-change-percent"
FEW = "reports-few"
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
_HALF_WEEK = WEEK // 2 - WEEK // 2 % DAY
_WHOLE = 100
Told = Sequence[tuple[date, int]]
"""Days with a number that was told, in order."""


def change(
    before: float | None,
    after: float | None,
    *,
    points: float,
    percent: float | None = None,
    least: float = 0,
    falls_is_better: bool = True,
) -> Change:
    """Return a change, and its direction where it is large enough.

    Args:
        before: At the beginning; None where too little is known.
        after: Now; None where too little is known.
        points: A change counts from so many points on.
        percent: Or from so many percent of the beginning on.
        least: A change in percent counts from so many points on.
        falls_is_better: Whether a fall is for the better.
    """
    if before is None or after is None:
        return Change(before=before, after=after)
    moved = after - before
    share = round(moved * _WHOLE / before) if before else None
    is_large = abs(moved) >= points or (
        percent is not None and before > 0 and abs(moved) >= least and abs(moved) * _WHOLE >= percent * before
    )
    if not is_large:
        direction = Direction.SAME
    else:
        direction = Direction.BETTER if (moved < 0) is falls_is_better else Direction.WORSE
    return Change(before=before, after=after, percent=share, direction=direction)


def pains_of(history: Iterable[HistoryDay]) -> Told:
    """Return the pain of each day on which it was told, in order."""
    return [(day.date, pain) for day in history if (pain := pain_of(day)) is not None]


def median_between(told: Told, first: date, last: date, few: int) -> float | None:
    """Return the median of what was told from one day to another; None where it was told on fewer days than few."""
    begins, ends = (bisect_left(told, edge, key=_day_of) for edge in (first, last + DAY))
    found = [value for _, value in told[begins:ends]]
    return float(median(found)) if len(found) >= max(1, few) else None


def first_and_last_week(told: Told, first: date, today: date, few: int) -> tuple[float | None, float | None]:
    """Return the medians of the first week and of the last 7 days; the two never share a day."""
    before = median_between(told, first, first + WEEK - DAY, few)
    return before, median_between(told, max(first + WEEK, today - WEEK + DAY), today, few)


def pain_change(told: Told, first: date | None, today: date, library: Library) -> Change:
    """Return how pain changed from the first week of a spell to the last 7 days.

    Source:
        ``ostelo-2008``: 2 points or 30 percent; the thresholds hold the numbers.
    """
    if first is None:
        return Change()
    before, after = first_and_last_week(told, first, today, few_of(library))
    return change(
        before,
        after,
        points=_value(library, PAIN_POINTS),
        percent=_value(library, PAIN_PERCENT),
        least=_value(library, PAIN_LEAST),
    )


def pain_days(
    history: Sequence[HistoryDay], first: date, today: date, course: Aligned | None, library: Library
) -> tuple[PainDay, ...]:
    """Return every day from one to another with its pain, its usual pain and the typical range."""
    by_day: Mapping[date, HistoryDay] = {day.date: day for day in history}
    told, few = pains_of(history), few_of(library)
    found = []
    for number in range((today - first).days + 1):
        on = first + timedelta(days=number)
        day = by_day.get(on)
        found.append(
            PainDay(
                date=on,
                pain=pain_of(day) if day else None,
                worst=day.pain_worst if day else None,
                usual=median_between(told, on - _HALF_WEEK, on + _HALF_WEEK, few),
                is_flare=bool(day and day.flare),
                typical=course.on(on) if course else None,
            )
        )
    return tuple(found)


def activity_reports(
    history: Sequence[HistoryDay], names: Sequence[tuple[str, str]], today: date, library: Library
) -> tuple[ActivityReport, ...]:
    """Return the own activities that were scored, each with its change.

    Source:
        ``stratford-1995``: 3 points for one activity.
    """
    found = []
    for name, words in names:
        told = tuple((day.date, day.activities[name]) for day in history if name in day.activities)
        if told:
            before, after = first_and_last_week(told, told[0][0], max(told[-1][0], today - WEEK), 1)
            moved = change(before, after, points=_value(library, SINGLE_POINTS), falls_is_better=False)
            found.append(ActivityReport(id=name, name=words, told=told, change=moved))
    return tuple(found)


def activities_change(reports: Sequence[ActivityReport], library: Library) -> Change:
    """Return how the mean of the activities changed, over those that were scored at both ends.

    Source:
        ``stratford-1995``: 2 points for the mean.
    """
    both = [(one.change.before, one.change.after) for one in reports]
    known = [(before, after) for before, after in both if before is not None and after is not None]
    if not known:
        return Change()
    before, after = (fmean(values) for values in zip(*known, strict=True))
    return change(before, after, points=_value(library, MEAN_POINTS), falls_is_better=False)


def questionnaire_change(filled: Sequence[Scored], library: Library) -> Change:
    """Return how the score of a questionnaire changed from the first to the last.

    Source:
        ``ostelo-2008``: 5 points or 30 percent.
    """
    if not filled:
        return Change()
    before, after = float(filled[0].score), float(filled[-1].score) if len(filled) > 1 else None
    points, percent = _value(library, FORM_POINTS), _value(library, FORM_PERCENT)
    return change(before, after, points=points, percent=percent)


def first_day_of(spell: Spell | None, told: Told) -> date | None:
    """Return the day from which pain is compared: the first report of the spell, or of all."""
    if spell is not None:
        return spell.first_report
    return told[0][0] if told else None


def few_of(library: Library) -> int:
    """Return how many days with a report a week needs."""
    return int(_value(library, FEW))


def _day_of(told: tuple[date, int]) -> date:
    return told[0]


def _value(library: Library, name: str) -> float:
    return float(library.thresholds[name].value)
