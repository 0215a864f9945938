"""When a person has recovered, and when a new spell of pain has begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loosen.core.lately import most_pain
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

RECOVERED, RECURRENCE = "RECOVERED", "RECURRENCE"


class Recovery:
    """Takes in the days in order.

    Attributes:
        well_since: The day on which recovery was reached; None while it is not.
        spell_from: The first day of a new spell that came after a long time without pain.
        recurred_on: The day on which that spell had lasted long enough to count as one.
    """

    def __init__(self, library: Library) -> None:
        self._recovered = library.adaptation[RECOVERED].values
        self._recurrence = library.adaptation[RECURRENCE].values
        self._quiet: list[date] = []
        self._sore_from: date | None = None
        self._quiet_before = 0
        self.well_since: date | None = None
        self.spell_from: date | None = None
        self.recurred_on: date | None = None

    def take_in(self, day: HistoryDay) -> None:
        """Take in one more day; a day on which no pain was told changes nothing, unless it is a flare."""
        pain = most_pain(day)
        if day.flare and not day.flare_over:
            self.well_since = None
        if pain is None:
            return
        if pain >= self._recurrence["pain_from"]:
            self._note_sore(day.date)
        else:
            self._sore_from = None
        if pain > self._recovered["pain_most"]:
            self._quiet.clear()
            if pain >= self._recovered["ends_from"]:
                self.well_since = None
            return
        self._quiet.append(day.date)
        self._note_quiet(day.date, is_flare=day.flare and not day.flare_over)

    def _note_quiet(self, on: date, *, is_flare: bool) -> None:
        needed = self._recovered["days"]
        if self.well_since is not None or is_flare or len(self._quiet) < needed:
            return
        if (on - self._quiet[-needed]).days < self._recovered["within_days"]:
            self.well_since, self.recurred_on, self.spell_from = on, None, None

    def _note_sore(self, on: date) -> None:
        """Note a sore day; the second of two that follow each other makes a new spell of it."""
        if self._sore_from is None:
            self._sore_from = on
            self._quiet_before = (on - self._quiet[0]).days if self._quiet else 0
            return
        lasts = (on - self._sore_from).days >= self._recurrence["lasts_days"]
        if lasts and self.recurred_on is None and self._quiet_before >= self._recurrence["after_days"]:
            self.spell_from, self.recurred_on = self._sore_from, on


def first_well_day(days: Sequence[HistoryDay], checked_on: date | None, today: date, library: Library) -> date:
    """Return the first day without an episode, of somebody who has no pain by the answers.

    That is the first reported day after the last sore one, else the day of the safety check, else today.
    """
    ends_from = library.adaptation[RECOVERED].values["ends_from"]
    first: date | None = None
    for day in sorted(days, key=lambda one: one.date):
        if (most_pain(day) or 0) >= ends_from or (day.flare and not day.flare_over):
            first = None
        elif first is None:
            first = day.date
    return first or checked_on or today
