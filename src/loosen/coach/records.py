"""Single things of a diary: bouts, uses of remedies, own activities, reviews, corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class BoutRecord:
    """One bout that was begun.

    Attributes:
        id: The event that began it.
        day: When.
        pain_before: Pain before it, 0 to 10.
        items: Variants that were planned.
        finished_at: When it ended, None while it runs or if it was left.
        done: Variants that were done.
        stopped: Variants that were stopped.
        pain_after: Pain after it, 0 to 10.
        seconds: How long it took, None when nobody measured it.
        signs: Stop signs that came up in it.
        sets: Sets that were planned, by variant; older entries have none.
    """

    id: str
    day: date
    pain_before: int | None
    items: tuple[str, ...]
    finished_at: datetime | None = None
    done: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    pain_after: int | None = None
    seconds: int | None = None
    signs: tuple[str, ...] = ()
    sets: Mapping[str, int] = field(default_factory=dict)

    @property
    def ended_on(self) -> date | None:
        """The day on which it ended; after midnight that is not the day on which it began."""
        return None if self.finished_at is None else self.finished_at.astimezone().date()


@dataclass(frozen=True)
class RemedyUse:
    """One use of a remedy.

    Attributes:
        id: The event that began it.
        remedy: Which one.
        at: When it began.
        day: On which day.
        pain_before: Pain before it, 0 to 10; None when it was not told.
        pain_after: Pain after it, 0 to 10; None when it was not told.
        seconds: How long it took; None when nobody measured it.
        is_over: Whether it was finished.
    """

    id: str
    remedy: str
    at: datetime
    day: date
    pain_before: int | None = None
    pain_after: int | None = None
    seconds: int | None = None
    is_over: bool = False


@dataclass(frozen=True)
class OwnActivity:
    """Something that a person wants to do again as before."""

    id: str
    name: str


@dataclass(frozen=True)
class Review:
    """What was answered on a review day: the questions about what may slow recovery."""

    day: date
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class RmdqAnswers:
    """A filled-in questionnaire of Roland and Morris: the numbers of the statements that were ticked."""

    day: date
    ticked: tuple[int, ...]


@dataclass(frozen=True)
class DayCorrection:
    """A change to a day that was logged before."""

    at: datetime
    day: date
    changes: Mapping[str, Any]
