"""Records of how pain usually goes on, and of what a week aims at."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StrictFloat, StrictInt, model_validator

from loosen.domain.basics import Evidence, Id, Record, Text
from loosen.domain.care import Range, Stage

Measured = Annotated[StrictInt | StrictFloat, Field(ge=0, le=100)]
"""A value on the scale of its course."""

PAIN_MOST = 10
"""The end of the scale on which people tell their pain."""


class CourseKind(StrEnum):
    """What a course is for."""

    TYPICAL = "typical"
    HOPEFUL = "hopeful"
    FIRST_DAYS = "first-days"


class CountsFrom(StrEnum):
    """From when the days of a course are counted."""

    PAIN = "pain"
    FIRST_REPORT = "first-report"


class PointValue(StrEnum):
    """One of the numbers of a point."""

    MEAN = "mean"
    LOW = "low"
    HIGH = "high"


class CoursePoint(Record):
    """What a group of people told on average on one day of a study.

    Attributes:
        day: Day of the course; 26 weeks are day 182.
        mean: The average, on the scale of the course.
        low: Lower end of the range that the source gives.
        high: Upper end of it.
        confirmed: Which of these were read in the source; the others were written down from memory.
    """

    day: StrictInt = Field(ge=0)
    mean: Measured
    low: Measured
    high: Measured
    confirmed: tuple[PointValue, ...] = ()

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not self.low <= self.mean <= self.high:
            raise ValueError(f"day {self.day}: low, mean and high must rise")
        return self


class Course(Record):
    """How pain went on in studies of people whose pain had lasted so long.

    Attributes:
        kind: Whether it is the usual band, a more hopeful line, or a detail of the first days.
        name: Whose course it is.
        from_day: For people whose pain had lasted at least so many days when they came.
        before_day: And fewer than so many.
        counts_from: What day 0 is: when the pain began, or when the people came.
        scale: The end of the scale of the values.
        about: What the reader must know to read it rightly.
    """

    id: Id
    kind: CourseKind
    name: Text
    from_day: StrictInt = Field(ge=0)
    before_day: StrictInt = Field(gt=0)
    counts_from: CountsFrom
    scale: StrictInt = Field(gt=0)
    about: Text
    point: tuple[CoursePoint, ...] = Field(min_length=2)
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _goes_on(self) -> Self:
        days = [point.day for point in self.point]
        if days != sorted(set(days)):
            raise ValueError("the points must stand in the order of their days, each day once")
        if self.before_day <= self.from_day:
            raise ValueError(f"before_day ({self.before_day}) must lie after from_day ({self.from_day})")
        if max(point.high for point in self.point) > self.scale:
            raise ValueError(f"a value lies above the scale of {self.scale}")
        return self


class WeekAim(Record):
    """What a week of a stage aims at: on how many days there is a guided bout, on how many a walk.

    Attributes:
        id: The stage.
        bout_days: Days with a bout; the aim is met from the start of the range on.
        walk_days: Days with the walks of the programme.
    """

    id: Stage
    bout_days: Range
    walk_days: Range
    evidence: tuple[Evidence, ...] = Field(min_length=1)
