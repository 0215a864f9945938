"""How pain usually goes on: the band of a course on one day, always a range, never a forecast for one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from loosen.domain.course import PAIN_MOST, CountsFrom, Course, CourseKind, CoursePoint
from loosen.domain.library import Library
from loosen.domain.outcomes import Typical
from loosen.domain.plan import HistoryDay

NEW_SPELL, NO_PAIN = "new-spell-after", "no-pain-most"
Triple = tuple[float, float, float]
"""Lower end, average and upper end."""


@dataclass(frozen=True)
class Spell:
    """The spell of pain that goes on.

    Attributes:
        began: The day on which the pain began, as far as it is known.
        first_report: The first day of it that was reported.
    """

    began: date
    first_report: date


@dataclass(frozen=True)
class Aligned:
    """A course laid over the calendar.

    Attributes:
        course: The band that fits this spell.
        day_0: The date of its day 0.
        hopeful: A more hopeful line for the same people, if there is one.
    """

    course: Course
    day_0: date
    hopeful: Course | None

    def day_of(self, day: date) -> int:
        """Return which day of the course a date is."""
        return (day - self.day_0).days

    def on(self, day: date) -> Typical | None:
        """Return where the averages lie on a date, 0 to 10; None outside of what was measured."""
        number = self.day_of(day)
        found = band_on(self.course, number)
        if found is None:
            return None
        low, mean, high = found
        hopeful = band_on(self.hopeful, number) if self.hopeful else None
        brighter = hopeful[1] if hopeful and hopeful[1] < low else None
        return Typical(low=low, mean=mean, high=high, hopeful=brighter)


def band_on(course: Course, day: int) -> Triple | None:
    """Return low, mean and high of a course on one of its days, 0 to 10; None outside of the measured days.

    Between two measured days the values lie on a straight line.
    """
    for before, after in pairwise(course.point):
        if before.day <= day <= after.day:
            part = (day - before.day) / (after.day - before.day)
            low, mean, high = (
                _shown(start + (end - start) * part, course)
                for start, end in zip(_values(before), _values(after), strict=True)
            )
            return low, mean, high
    return None


def course_for(days: int, library: Library, kind: CourseKind = CourseKind.TYPICAL) -> Course | None:
    """Return the course of people whose pain had lasted so many days when they came; None where none was measured."""
    fitting = (
        course
        for course in library.courses.values()
        if course.kind is kind and course.from_day <= days < course.before_day
    )
    return min(fitting, key=lambda course: course.id, default=None)


def aligned(spell: Spell, library: Library) -> Aligned | None:
    """Return the course that fits a spell, laid over the calendar.

    People are put where they stood when they first reported: whoever comes with new pain stays on the course of new
    pain, as in the studies.
    """
    days = (spell.first_report - spell.began).days
    course = course_for(days, library)
    if course is None:
        return None
    day_0 = spell.began if course.counts_from is CountsFrom.PAIN else spell.first_report
    return Aligned(course, day_0, course_for(days, library, CourseKind.HOPEFUL))


def spell_of(history: Sequence[HistoryDay], library: Library, today: date, days: int | None) -> Spell | None:
    """Return the spell that goes on.

    A new one begins with pain after a long time without; what a later check says of the beginning does not make a
    spell shorter than its reports.

    Args:
        history: Reported days in order.
        library: The knowledge.
        today: The day.
        days: How many days ago the pain began, by the last safety check; None where it was not told.

    Returns:
        The spell, or None where no pain was ever told or nobody said when it began.
    """
    gap = timedelta(days=float(library.thresholds[NEW_SPELL].value))
    most = library.thresholds[NO_PAIN].value
    reports = [(day.date, pain) for day in history if (pain := pain_of(day)) is not None]
    hurting = [day for day, pain in reports if pain > most]
    if not reports or days is None:
        return None
    first = hurting[0] if hurting else reports[0][0]
    for before, after in pairwise(hurting):
        if after - before > gap:
            first = after
    return Spell(began=min(first, today - timedelta(days=days)), first_report=first)


def pain_of(day: HistoryDay) -> int | None:
    """Return the pain that stands for a day: what was told first, or else what was told last."""
    return day.pain_now if day.pain_now is not None else day.pain_last


def _values(point: CoursePoint) -> Triple:
    return float(point.low), float(point.mean), float(point.high)


def _shown(value: float, course: Course) -> float:
    return value * PAIN_MOST / course.scale
