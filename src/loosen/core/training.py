"""Weeks of training, and the light week that follows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loosen.domain.care import MovementPurpose
from loosen.domain.library import Library

DELOAD = "DELOAD"
_EASY = {MovementPurpose.RELIEF, MovementPurpose.MOBILITY, MovementPurpose.AEROBIC}


class TrainingWeeks:
    """Takes in what was done in order and knows when a light week is due."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._values = library.adaptation[DELOAD].values
        self._from: date | None = None
        self._last: date | None = None
        self._days = 0

    def take_in(self, on: date, movements: Iterable[str]) -> None:
        """Take in what was done on a day; only what is more than relief and moving easily is training."""
        if not any(set(self._library.movements[name].purposes) - _EASY for name in movements):
            return
        if self._from is None or self._last is None or self._is_over(on):
            self._from, self._days = on, 0
        self._days += on != self._last
        self._last = on

    def begin_anew(self) -> None:
        """Forget the weeks so far: a flare has its own lighter way back."""
        self._from = self._last = None
        self._days = 0

    def is_light_on(self, on: date) -> bool:
        """Return whether a day lies in a light week."""
        if self._from is None or self._days < self._values["training_days"] or self._is_over(on):
            return False
        return (on - self._from).days >= self._values["after_days"]

    def _is_over(self, on: date) -> bool:
        """Return whether a day lies past the light week, or past a break that was one."""
        if self._from is None or self._last is None:
            return True
        past = (on - self._from).days >= self._values["after_days"] + self._values["days"]
        return past or (on - self._last).days - 1 >= self._values["break_days"]
