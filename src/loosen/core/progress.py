"""How far a person has come with each movement: small steps, after good sessions running, never in leaps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from loosen.core.dosing import dose_now, load_steps_of, steps_of
from loosen.domain.care import Variant, VariantKind
from loosen.domain.library import Library
from loosen.domain.planning import Planning

_WHOLE = 100
_PLANNING = "default"


class Progress:
    """Steps above the start of the dose, by movement, as the days add them up.

    Attributes:
        levels: The steps; below 0 asks for an easier variant.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._planning: Planning = library.planning[_PLANNING]
        self._times = library.adaptation["DAY-PROGRESS"].values["times"]
        cap = library.adaptation["CAP-RISE"].values
        self._most_percent, self._week = _WHOLE + cap["percent_most"], timedelta(days=cap["days"])
        self.levels: dict[str, int] = {}
        self._good: dict[str, int] = {}
        self._last_done: dict[str, date] = {}
        self._before: dict[str, list[tuple[date, int]]] = {}
        self._volumes: dict[tuple[str, int], int] = {}

    def note_done(self, movements: Iterable[str], on: date) -> None:
        """Take in that movements were done on a day."""
        self._last_done.update(dict.fromkeys(movements, on))

    def note_not_good(self, movements: Iterable[str]) -> None:
        """Let the sessions running begin anew."""
        for movement in movements:
            self._good.pop(movement, None)

    def begin_count_anew(self) -> None:
        """Let the sessions running begin anew for every movement."""
        self._good.clear()

    def step_back(self, movements: Iterable[str], on: date) -> None:
        """Take movements one step back."""
        for movement in movements:
            self._good.pop(movement, None)
            self._set(movement, self._level(movement) - 1, on)

    def note_good(self, movements: Iterable[str], on: date, times: int | None = None) -> tuple[str, ...]:
        """Take in that a session went well and step up what is due.

        Args:
            movements: What was done.
            on: The day.
            times: Good sessions running that a step takes; as many as the rule says if not given.

        Returns:
            The rules that speak: of a step, of a step that is due after one more good session, of one that the cap
            on the rise of a week puts off.
        """
        said = []
        base, now = self._volume_of_week(on)
        for movement in sorted(movements):
            level = self._level(movement)
            if level >= self._top(movement):
                continue
            self._good[movement] = self._good.get(movement, 0) + 1
            if self._good[movement] < (times or self._times):
                said.append("DAY-GOOD")
                continue
            rise = self._volume(movement, level + 1) - self._volume(movement, level)
            if rise > 0 and (now + rise) * _WHOLE > base * self._most_percent:
                said.append("CAP-RISE")
                continue
            now += rise
            self._good.pop(movement)
            self._set(movement, level + 1, on)
            said.append("DAY-PROGRESS")
        told = set(said) - ({"DAY-GOOD"} if "DAY-PROGRESS" in said else set())
        return tuple(sorted(told, reverse=True))

    def _level(self, movement: str) -> int:
        return self.levels.get(movement, 0)

    def _set(self, movement: str, level: int, on: date) -> None:
        self._before.setdefault(movement, []).append((on, self._level(movement)))
        self.levels[movement] = level

    def _volume_of_week(self, on: date) -> tuple[int, int]:
        """Return the repetitions of what was done within a week: at the levels of a week ago, and at those of now."""
        week = [movement for movement, last in self._last_done.items() if last >= on - self._week]
        base = sum(self._volume(movement, self._level_on(movement, on - self._week)) for movement in week)
        return base, sum(self._volume(movement, self._level(movement)) for movement in week)

    def _level_on(self, movement: str, day: date) -> int:
        """Return the level that held at the end of a day."""
        level = self._level(movement)
        for changed_on, before in reversed(self._before.get(movement, ())):
            if changed_on <= day:
                break
            level = before
        return level

    def _volume(self, movement: str, level: int) -> int:
        """Return the repetitions of all sets and sides; a harder version counts from where the usual one ends."""
        known = self._volumes.get((movement, level))
        if known is None:
            found = self._library.movements[movement]
            most = steps_of(found.base.dose)
            known = self._repetitions(found.base, min(level, most))
            versions = self._harder(movement)
            if level > most and versions:
                harder = max(versions, key=lambda variant: steps_of(variant.dose))
                known += self._repetitions(harder, level - most - 1) - self._repetitions(harder, 0)
            self._volumes[movement, level] = known
        return known

    def _repetitions(self, variant: Variant, level: int) -> int:
        dose = dose_now(variant.dose, level, self._planning)
        return dose.sets * dose.repetitions * (2 if dose.per_side else 1)

    def _top(self, movement: str) -> int:
        """Return the most steps that a movement has: of its dose, of its harder versions, and at last of the load."""
        base = self._library.movements[movement].base.dose
        harder = [steps_of(variant.dose) + 1 + load_steps_of(variant.dose) for variant in self._harder(movement)]
        return steps_of(base) + (max(harder) if harder else load_steps_of(base))

    def _harder(self, movement: str) -> list[Variant]:
        return [v for v in self._library.movements[movement].variant if v.kind is VariantKind.PROGRESSION]
