"""Whether pain became so much worse that the safety check must be run again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loosen.core.lately import most_pain
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

WORSE = "RESCREEN-WORSE"
_MORNING = "DAY-UP-2"
_Level = Callable[[HistoryDay], int | None]


@dataclass(frozen=True)
class _Rise:
    """A clear rise, which asks for the check until the same kind of pain is back below a limit.

    Attributes:
        of: The kind of pain.
        limit: Where the rise begins.
    """

    of: _Level
    limit: int

    def is_back(self, day: HistoryDay) -> bool:
        """Return whether a day tells that pain is back; a kind that was not told lies within the worst of the day."""
        told = self.of(day)
        level = most_pain(day) if told is None else told
        return level is not None and level < self.limit


class Worse:
    """Takes in the days in order and knows whether a clear rise still asks for the safety check.

    The worst of a day is compared with the worst of others, and pain now with pain now, so that a first report of the
    worst is not taken for a rise. A rise over several days counts where it ends above all of them; ups and downs do
    not. What the safety check has seen, and a flare that was told, do not ask for it again. Days on which nothing was
    told end nothing.

    Args:
        library: The knowledge, whose rules say how much is a rise, and how many days before count.
        checked_on: The day of the last safety check; it answers for every day before it.
        seen: What that check took into account.
    """

    def __init__(self, library: Library, checked_on: date | None, seen: Sequence[HistoryDay]) -> None:
        values = library.adaptation[WORSE].values
        self._rise, self._days = values["rise"], timedelta(days=values["days"])
        self._soon = timedelta(days=library.adaptation[_MORNING].values["days"])
        self._checked_on, self._seen = checked_on, seen
        self._told: list[HistoryDay] = []
        self._rises: list[_Rise] = []

    @property
    def is_due(self) -> bool:
        """Whether the check must be run again."""
        return bool(self._rises)

    def take_in(self, day: HistoryDay, flare_from: date | None, bout_on: date | None) -> None:
        """Take in one more day.

        Args:
            day: The day.
            flare_from: The first day of a flare that runs on it.
            bout_on: The day of the last bout before it; None where that is not known.
        """
        if (day.pain_latest, day.pain_worst, day.morning_change) == (None, None, None):
            return
        before, self._told = self._told, [*self._told, day]
        if day.flare and not day.flare_over:
            self._rises = []
            return
        self._rises = [rise for rise in self._rises if not rise.is_back(day)]
        if self._checked_on is None or day.date >= self._checked_on:
            since = max(day.date - self._days, flare_from or date.min)
            near = [one for one in before if one.date >= since]
            known = [one for one in self._seen if one.date >= since]
            self._rises += [*self._of_levels(day, near, known), *self._of_morning(day, known, bout_on)]

    def _of_levels(
        self, day: HistoryDay, before: Sequence[HistoryDay], known: Sequence[HistoryDay]
    ) -> Iterator[_Rise]:
        """Yield the rises over the days before."""
        levels: tuple[tuple[_Level, _Level], ...] = ((most_pain, lambda one: one.pain_worst), (_now, _now))
        for of_day, of_others in levels:
            level = of_day(day)
            if level is None or self._is_known(level, [of_day(one) for one in known]):
                continue
            others = [value for one in before if (value := of_others(one)) is not None]
            base = self._risen_from(level, others)
            if base is not None:
                yield _Rise(of_day, base + self._rise)

    def _risen_from(self, level: int, others: Sequence[int]) -> int | None:
        """Return the level from which pain clearly rose, or None where it did not."""
        if not others:
            return None
        lowest = min(others)
        if level > max(others) and level - lowest >= self._rise:
            return lowest
        return others[-1] if level - others[-1] >= self._rise else None

    def _of_morning(self, day: HistoryDay, known: Sequence[HistoryDay], bout_on: date | None) -> Iterator[_Rise]:
        """Yield the rise over the pain before the last bout, soon enough after it."""
        change = day.morning_change
        if change is None or change < self._rise or any(one.morning_change == change for one in known):
            return
        if bout_on is None or day.date - bout_on <= self._soon:
            before = 0 if day.pain_now is None else max(0, day.pain_now - change)
            yield _Rise(_now, before + self._rise)

    def _is_known(self, level: int, seen: Sequence[int | None]) -> bool:
        return any(value is not None and level - value < self._rise for value in seen)


def _now(day: HistoryDay) -> int | None:
    return day.pain_latest
