"""Flares: on which day of one a person is, what that day changes, and when one calls for a visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

RELIEF, RESTART, OVER = "FLARE-RELIEF", "FLARE-RESTART", "FLARE-OVER"
_WAY_BACK = (RESTART, "FLARE-BUILD", "FLARE-FULL")
_SLOW, _THIRD = "FLARE-SLOW", "FLARE-THIRD"
_WHOLE = 100


@dataclass(frozen=True)
class FlareCut:
    """What a day of a flare changes.

    Attributes:
        rule: The rule that is quoted.
        is_relief: Whether the day is for relief only.
        percent: Share of the sets.
        walk_percent: Share of the walking.
    """

    rule: str
    is_relief: bool = False
    percent: int = _WHOLE
    walk_percent: int = _WHOLE


def flare_day(history: Iterable[HistoryDay], on: date, library: Library) -> int | None:
    """Return the day of the flare that runs on a day, from 0, or None where none does or its end was told."""
    flares = Flares(library)
    for day in history:
        if day.date <= on:
            flares.take_in(day)
    day_of_it = flares.day_on(on)
    return None if day_of_it < 0 or flares.is_told_over else day_of_it


class Flares:
    """Takes in the days in order and knows which flare runs.

    Attributes:
        began: The first days of all flares, in order.
    """

    def __init__(self, library: Library) -> None:
        self._rules = library.adaptation
        self.began: list[date] = []
        self._counted_from: date | None = None
        self._over_on: date | None = None
        self._shortened_on: date | None = None
        self._told_on: date | None = None
        self._first: HistoryDay | None = None
        self._is_slow = False

    def take_in(self, day: HistoryDay) -> None:
        """Take in one more day; a flare that is taken back on its first day has never been."""
        if self.day_on(day.date) >= 0 and day.flare_over:
            self._end(day.date)
        elif day.flare and not day.flare_over:
            if self._is_new_on(day.date):
                self._begin(day.date)
            self._told_on = day.date
        if self.day_on(day.date) >= 0:
            self._note_pain(day)

    def _is_new_on(self, on: date) -> bool:
        """Return whether a flare told on a day is a new one: not in the relief days, nor told day after day."""
        if self.day_on(on) < 0 or self._over_on is not None:
            return True
        is_told_on = self._told_on == on - timedelta(days=1)
        return not self.is_relief_on(on) and not is_told_on

    def _begin(self, on: date) -> None:
        self.began.append(on)
        self._counted_from, self._over_on, self._shortened_on = on, None, None
        self._first, self._is_slow = None, False

    def _end(self, on: date) -> None:
        """Let the way back begin today, if it has not begun yet."""
        restart = self._rules[RESTART].values["from_day"]
        if self._over_on is None:
            self._over_on = on
        if self.day_on(on) < restart:
            self._counted_from, self._shortened_on = on - timedelta(days=restart), on

    @property
    def began_last(self) -> date | None:
        """The first day of the last flare."""
        return self.began[-1] if self.began else None

    @property
    def is_told_over(self) -> bool:
        """Whether the last flare was told to be over."""
        return self._over_on is not None

    def day_on(self, on: date) -> int:
        """Return the day of the flare that runs, from 0; below 0 where none does."""
        day = -1 if self._counted_from is None else (on - self._counted_from).days
        return day if day <= self._rules[_WAY_BACK[-1]].values["to_day"] else -1

    def is_relief_on(self, on: date) -> bool:
        """Return whether a day of a flare is for relief."""
        return 0 <= self.day_on(on) <= self._rules[RELIEF].values["to_day"]

    def cut_on(self, on: date) -> FlareCut | None:
        """Return what a flare changes on a day, or None where none runs."""
        if self.is_relief_on(on):
            return FlareCut(RELIEF, is_relief=True, walk_percent=self._rules[RELIEF].values["walk_percent"])
        if self._shortened_on == on:
            return FlareCut(OVER, percent=self._rules[OVER].values["percent"])
        day = self.day_on(on)
        for name in _WAY_BACK:
            values = self._rules[name].values
            if values["from_day"] <= day <= values["to_day"]:
                return FlareCut(name, percent=values["percent"])
        return None

    def reminders_on(self, on: date) -> tuple[str, ...]:
        """Return the rules by which the flare that runs calls for a routine visit."""
        if self.day_on(on) < 0 or self._over_on is not None:
            return ()
        slow, third = self._rules[_SLOW].values, self._rules[_THIRD].values
        said = []
        if self._is_slow and self.day_on(on) >= slow["from_day"]:
            said.append(_SLOW)
        since = self.began[-1] - timedelta(days=third["days"])
        if sum(since < first for first in self.began) >= third["flares"]:
            said.append(_THIRD)
        return tuple(said)

    def _note_pain(self, day: HistoryDay) -> None:
        """Note whether the pain told last is not clearly below that of the first day told of this flare.

        Worst is compared with worst where both days tell it, else pain now with pain now; a day that tells neither
        changes nothing.
        """
        if (day.pain_latest, day.pain_worst) == (None, None):
            return
        self._first = self._first or day
        values = self._rules[_SLOW].values
        if self.day_on(day.date) < values["from_day"]:
            return
        for first, last in (
            (self._first.pain_worst, day.pain_worst),
            (self._first.pain_latest, day.pain_latest),
        ):
            if first is not None and last is not None:
                self._is_slow = first >= values["points"] and first - last < values["points"]
                return
