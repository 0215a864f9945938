"""The 24-hour rule: what the morning after a bout says of it, and what a stopped movement means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from loosen.core.now import BREATHING
from loosen.core.progress import Progress
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay

WARM_UP = "warm-up-march"
BEGUN_SORE, STOPPED, ENDED_BADLY, TWICE_WORSE = "START-SORE", "STOPPED", "BOUT-ENDED", "DAY-UP-2-TWICE"
SLOW = "DAY-SLOW"
ROSE = frozenset({"DAY-UP-1", "DAY-UP-1-TWICE", "DAY-UP-2", SLOW})
"""What is said of a morning with more pain, unless it is only sore muscles."""
SORE, SORER = "DAY-SORE", "DAY-SORE-MORE"
_NEWEST_RESTS, _HARD_NIGHT = "DAY-UP-1-TWICE", "HARD-NIGHT"
_NEVER_NEW = {WARM_UP, BREATHING}
_WHOLE = 100


class Mornings:
    """Takes in mornings, stops and bouts in order, and keeps how far each movement has come.

    Attributes:
        progress: How far.
        last: Movements of the last bout.
        last_on: Its day.
        last_stopped: Those of them that were stopped.
        percent: Share of the sets that the morning of the last day leaves.
    """

    def __init__(self, library: Library, say: Callable[[str], None]) -> None:
        self._library = library
        self._rules = library.adaptation
        self._say = say
        self.progress = Progress(library)
        self.last: frozenset[str] = frozenset()
        self.last_on: date | None = None
        self.last_stopped: frozenset[str] = frozenset()
        self.percent = _WHOLE
        self._first_done: dict[str, date] = {}
        self._strikes: dict[str, int] = {}
        self._rests: dict[str, date] = {}
        self._dropped: set[str] = set()
        self._ended_badly = False
        self._relief_until: date | None = None
        self._relief_rule = TWICE_WORSE
        self._soreness = 0
        self._mornings = 0
        self._ups_1 = self._ups_2 = 0

    def begin_anew(self) -> None:
        """Let every dose begin at its start: a new spell of pain has begun."""
        self.progress = Progress(self._library)
        self._ups_1 = self._ups_2 = 0

    def take_in_morning(self, day: HistoryDay, times: int, *, is_light: bool) -> None:
        """Take in a morning.

        Args:
            day: The day.
            times: Good sessions running that a step takes.
            is_light: Whether the week is a light one, so that nothing goes up.
        """
        self.percent = _WHOLE
        change = day.morning_change
        if change is None or self.last_on is None or (change > 0 and not self._is_soon(day.date)):
            return
        self._mornings += 1
        if self._is_sore(day, change):
            self._note_soreness(change, day.date)
        elif self._mornings > 1:
            self._note_later_morning(change, day.date)
        elif change <= 0:
            self._ups_1 = self._ups_2 = 0
            self._dropped.clear()
            self._note_good(day, times, is_light=is_light)
        elif change < self._rules["DAY-UP-2"].values["rise"]:
            self._ups_1, self._ups_2 = self._ups_1 + 1, 0
            self.progress.note_not_good(self.last)
            self._note_slight_rise()
        else:
            self._note_clear_rise(day.date)

    def _is_soon(self, on: date) -> bool:
        """Return whether a morning is so soon after the last bout that more pain may come from it."""
        return self.last_on is not None and (on - self.last_on).days <= self._rules["DAY-UP-2"].values["days"]

    def _note_good(self, day: HistoryDay, times: int, *, is_light: bool) -> None:
        """Take in a morning that is not worse: a step where it is due, unless the bout itself did not end well."""
        mild = day.pain_now is not None and day.pain_now <= self._rules["DAY-PROGRESS"].values["pain_most"]
        if self._ended_badly:
            self._say(ENDED_BADLY)
        elif not mild:
            self.progress.note_not_good(self.last)
            self._say("DAY-HOLD")
        elif is_light:
            return
        elif self._is_hard(day):
            self._say(_HARD_NIGHT)
        else:
            for rule in self.progress.note_good(self.last - self.last_stopped, day.date, times):
                self._say(rule)

    def _is_hard(self, day: HistoryDay) -> bool:
        """Return whether somebody slept badly or feels low."""
        values = self._rules[_HARD_NIGHT].values
        slept_badly = day.sleep is not None and day.sleep <= values["sleep_most"]
        return slept_badly or (day.mood is not None and day.mood <= values["mood_most"])

    def _is_sore(self, day: HistoryDay, change: int) -> bool:
        """Return whether the pain rose, and soon enough after the bout, by no more than muscles that are sore."""
        since = (day.date - self.last_on).days if self.last_on is not None else 0
        return day.muscle_soreness and change > 0 and since <= self._rules[SORE].values["days"]

    def _note_soreness(self, change: int, on: date) -> None:
        """Hold; where the soreness grew since the morning before, the day is off."""
        self.progress.note_not_good(self.last)
        if 0 < self._soreness < change:
            self._relieve(SORER, on)
        else:
            self._say(SORE)
        self._soreness = change

    def _relieve(self, rule: str, until: date) -> None:
        if self._relief_until is None or self._relief_until <= until:
            self._relief_rule, self._relief_until = rule, until
        self._say(rule)

    def _note_slight_rise(self) -> None:
        """Hold; the second time in a row the newest movement rests, where it is clear which one that is."""
        known = self.last - _NEVER_NEW
        newest = max((self._first_done[movement] for movement in known), default=None)
        new = [movement for movement in known if self._first_done[movement] == newest]
        if self._ups_1 >= self._rules[_NEWEST_RESTS].values["times"] and len(new) == 1 and len(known) > 1:
            self._dropped.update(new)
        else:
            self._say("DAY-UP-1")

    def _note_clear_rise(self, on: date) -> None:
        self._ups_1, self._ups_2 = 0, self._ups_2 + 1
        self.progress.begin_count_anew()
        self.progress.step_back(self.last, on)
        values = self._rules[TWICE_WORSE].values
        if self._ups_2 >= values["times"]:
            self._relieve(TWICE_WORSE, on + timedelta(days=values["relief_days"] - 1))
        else:
            self._cut("DAY-UP-2")

    def _note_later_morning(self, change: int, on: date) -> None:
        """Take in another morning after the same bout: a bout counts once, but must have settled by now."""
        if change > 0:
            if self._ups_2 == 0:
                self.progress.step_back(self.last, on)
                self._ups_1, self._ups_2 = 0, 1
            self._cut(SLOW)

    def _cut(self, rule: str) -> None:
        self.percent = self._rules[rule].values["percent"]
        self._say(rule)

    def take_in_bout(self, day: HistoryDay, done: frozenset[str], stopped: frozenset[str]) -> None:
        """Take in what was done and stopped on a day."""
        for movement in sorted(stopped):
            self._note_stop(movement, day.date)
        for movement in done - stopped:
            self._strikes.pop(movement, None)
        for movement in done:
            self._first_done.setdefault(movement, day.date)
        self.progress.note_done(done, day.date)
        self.last, self.last_on, self._mornings, self._soreness = done, day.date, 0, 0
        self.last_stopped = stopped
        self._ended_badly = self.has_ended_badly(day)
        if self._ended_badly:
            self.progress.note_not_good(done)

    def has_ended_badly(self, day: HistoryDay) -> bool:
        """Return whether a bout of a day ended with a stop sign, or with pain that rose and is more than mild."""
        if day.ended_by:
            return True
        after, start = day.pain_after, day.pain_now
        is_felt = after is not None and after >= self._rules[ENDED_BADLY].values["pain_from"]
        return is_felt and (start is None or (after or 0) > start)

    def _note_stop(self, movement: str, on: date) -> None:
        values = self._rules[STOPPED].values
        self.progress.step_back([movement], on)
        self._strikes[movement] = self._strikes.get(movement, 0) + 1
        if self._strikes[movement] >= values["times"]:
            self._rests[movement] = on + timedelta(days=values["rest_days"])
            self._strikes.pop(movement)

    def resting_on(self, on: date) -> dict[str, str]:
        """Return the movements that are left out on a day, with the rule that says so."""
        resting = {movement: STOPPED for movement, until in self._rests.items() if on <= until}
        return {**resting, **dict.fromkeys(self._dropped, _NEWEST_RESTS)}

    def easier(self, resting: Iterable[str]) -> dict[str, str]:
        """Return the movements that come back easier, with the rule that says so."""
        return dict.fromkeys(self.last_stopped - set(resting), STOPPED)

    def relief_on(self, on: date) -> str | None:
        """Return the rule by which a day is for relief, or None where none says so."""
        is_relief = self._relief_until is not None and on <= self._relief_until
        return self._relief_rule if is_relief else None
