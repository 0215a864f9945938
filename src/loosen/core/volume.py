"""How many sets a usual bout had lately, and how many it may have: the total never leaps."""

from __future__ import annotations

from datetime import date, timedelta

from loosen.domain.library import Library

CAP_RISE = "CAP-RISE"
_WHOLE = 100


class Volume:
    """Takes in the sets of bouts in order; bouts for relief are none of them.

    Attributes:
        last_whole: Sets of the last bout that no rule had cut; None where none is known.
    """

    def __init__(self, library: Library) -> None:
        values = library.adaptation[CAP_RISE].values
        self._most_percent = _WHOLE + values["percent_most"]
        self._week, self._back = timedelta(days=values["days"]), timedelta(days=values["back_days"])
        self._sets: dict[date, int] = {}
        self.last_whole: int | None = None

    def take_in(self, on: date, sets: int, *, is_cut: bool) -> None:
        """Take in the sets of a day's bout, and whether a rule had left only a share of them."""
        self._sets[on] = sets
        if not is_cut:
            self.last_whole = sets

    def most_on(self, today: date) -> int | None:
        """Return the most sets that a usual bout may have today, or None where nothing is known.

        The base is the most of some weeks that ended a week ago, so that a flare or a light week does not lower it;
        of somebody who began within this week it is the first bout.
        """
        earlier = [sets for on, sets in self._sets.items() if self._week <= today - on <= self._back]
        of_week = [sets for on, sets in self._sets.items() if today - on < self._week]
        if not earlier and not of_week:
            return None
        base = max(earlier) if earlier else of_week[0]
        return max(base + 1, base * self._most_percent // _WHOLE)
