"""What the reported days change in today's plan, rule by rule. Replaying the same history gives the same result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from loosen.core.dosing import steps_of
from loosen.domain.care import Variant, VariantKind
from loosen.domain.library import Library
from loosen.domain.plan import Adapted, HistoryDay
from loosen.domain.planning import AdaptationRule
from loosen.errors import FactProblem, FactsError

_WHOLE = 100


@dataclass(frozen=True)
class Adaptation:
    """What today's plan has to take into account.

    Attributes:
        levels: Steps above the start of the dose, by movement; below 0 asks for an easier variant.
        percent: Share of the sets that is done today.
        relief_only: Whether today is for relief only.
        walk_percent: Share of the walking.
        resting: Movements that are left out today, with the rule that says so.
        light_only: Movements whose ways for strength rest today; lighter ways may be offered.
        recent: Movements of the last bouts, the latest first.
        rescreen: Whether the safety check must be run again first.
        said: The rules that changed something, with their sentences.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    percent: int = _WHOLE
    relief_only: bool = False
    walk_percent: int = _WHOLE
    resting: Mapping[str, str] = field(default_factory=dict)
    light_only: frozenset[str] = frozenset()
    recent: tuple[frozenset[str], ...] = ()
    rescreen: bool = False
    said: tuple[Adapted, ...] = ()


@dataclass(frozen=True)
class Checked:
    """The last time the safety check was run.

    Attributes:
        on: The day.
        history: What had been reported by then; the check took it into account.
    """

    on: date
    history: Sequence[HistoryDay] = ()


def adapt(
    history: Sequence[HistoryDay],
    library: Library,
    today: date,
    pain_now: int | None,
    checked: Checked | None = None,
) -> Adaptation:
    """Return what the reported days change today.

    Args:
        history: Reported days in any order; today may be among them.
        library: The knowledge, whose adaptation rules hold every number.
        today: The day of the plan.
        pain_now: Pain now by the answers, used when today was not reported.
        checked: The last safety check; what it has seen does not ask for it again.

    Raises:
        FactsError: Days in the future, a day that stands twice, or unknown movements; all are listed.

    Source:
        The rules of the kind ``adaptation``; each change quotes its rule.
    """
    days = _checked(history, library, today)
    replay = _Replay(library, checked)
    for day in days:
        replay.take_in(day)
    return replay.result(days, today, pain_now)


def _checked(history: Sequence[HistoryDay], library: Library, today: date) -> list[HistoryDay]:
    problems = []
    seen: set[date] = set()
    for index, day in enumerate(history):
        where = f"history.{index}"
        if day.date > today:
            what = f"{day.date} is after today ({today})."
            problems.append(FactProblem(f"{where}.date", what, "Leave it out, or mend the date."))
        if day.date in seen:
            problems.append(FactProblem(f"{where}.date", f"{day.date} stands twice.", "Merge the two entries."))
        seen.add(day.date)
        for name in (*day.done, *day.stopped):
            if name not in library.variants and name not in library.movements:
                what = f"There is no movement {name!r}."
                problems.append(FactProblem(f"{where}.done", what, "Use the ids of the plan."))
    if problems:
        raise FactsError(problems)
    return sorted(history, key=lambda day: day.date)


def is_hard(variant: Variant, library: Library) -> bool:
    """Return whether a variant is for strength, so that it is not done on 2 days that follow each other."""
    return variant.dose.days_per_week.most <= library.adaptation["NO-HARD-TWICE"].values["days_a_week"]


class _Replay:
    """Goes through the days in order and keeps what they add up to."""

    def __init__(self, library: Library, checked: Checked | None) -> None:
        self._library = library
        self._checked = checked
        self._rules = library.adaptation
        self.levels: dict[str, int] = {}
        self.first_done: dict[str, date] = {}
        self.strikes: dict[str, int] = {}
        self.rests: dict[str, tuple[date, str]] = {}
        self.dropped: set[str] = set()
        self.last: frozenset[str] = frozenset()
        self.last_on: date | None = None
        self.last_stopped: frozenset[str] = frozenset()
        self.mornings = 0
        self.recent: list[frozenset[str]] = []
        self.ups_1 = self.ups_2 = 0
        self.relief_until: date | None = None
        self.flare_from: date | None = None
        self.said: list[Adapted] = []
        self.percent = _WHOLE

    def take_in(self, day: HistoryDay) -> None:
        self.said, self.percent = [], _WHOLE
        self._note_morning(day)
        self._note_flare(day)
        stopped = {self._movement(name) for name in day.stopped}
        done = {self._movement(name) for name in day.done} | stopped
        for movement in sorted(stopped):
            self._note_stop(movement, day.date)
        for movement in done - stopped:
            self.strikes.pop(movement, None)
        if done:
            for movement in done:
                self.first_done.setdefault(movement, day.date)
            self.last, self.last_on, self.mornings = frozenset(done), day.date, 0
            self.last_stopped = frozenset(stopped)
            self.recent.insert(0, frozenset(done))

    def _note_morning(self, day: HistoryDay) -> None:
        change = day.morning_change
        if change is None or self.last_on is None:
            return
        self.mornings += 1
        if self.mornings > 1:
            self._note_later_morning(change)
        elif change <= 0:
            self.ups_1 = self.ups_2 = 0
            self.dropped.clear()
            mild = day.pain_now is not None and day.pain_now <= self._rules["DAY-PROGRESS"].values["pain_most"]
            if mild:
                self._move_levels(1, but=self.last_stopped)
            self._say("DAY-PROGRESS" if mild else "DAY-HOLD")
        elif change < self._rules["DAY-UP-2"].values["rise"]:
            self.ups_1, self.ups_2 = self.ups_1 + 1, 0
            self._say("DAY-UP-1")
            if self.ups_1 >= self._rules["DAY-UP-1"].values["times"] and self.last:
                self.dropped.add(max(self.last, key=lambda m: (self.first_done[m], m)))
        else:
            self.ups_1, self.ups_2 = 0, self.ups_2 + 1
            self._move_levels(-1)
            rule = self._rules["DAY-UP-2-TWICE"]
            if self.ups_2 >= rule.values["times"]:
                self.relief_until = day.date + timedelta(days=rule.values["relief_days"] - 1)
                self._say("DAY-UP-2-TWICE")
            else:
                self.percent = self._rules["DAY-UP-2"].values["percent"]
                self._say("DAY-UP-2")

    def _note_later_morning(self, change: int) -> None:
        """Take in another morning after the same bout: a bout counts once, but must have settled by now."""
        if change > 0:
            if self.ups_2 == 0:
                self._move_levels(-1)
                self.ups_1, self.ups_2 = 0, 1
            self.percent = self._rules["DAY-UP-2"].values["percent"]
            self._say("DAY-UP-2")

    def _note_flare(self, day: HistoryDay) -> None:
        if day.flare:
            ended = self._rules["FLARE-FULL"].values["to_day"]
            if self.flare_from is None or (day.date - self.flare_from).days > ended:
                self.flare_from = day.date

    def _note_stop(self, movement: str, on: date) -> None:
        rule = self._rules["STOPPED"]
        self.levels[movement] = self.levels.get(movement, 0) - 1
        self.strikes[movement] = self.strikes.get(movement, 0) + 1
        if self.strikes[movement] >= rule.values["times"]:
            self.rests[movement] = (on + timedelta(days=rule.values["rest_days"]), rule.id)
            self.strikes.pop(movement)

    def _move_levels(self, by: int, but: frozenset[str] = frozenset()) -> None:
        for movement in self.last - but:
            self.levels[movement] = min(self.levels.get(movement, 0) + by, self._top(movement))

    def _top(self, movement: str) -> int:
        """Return the most steps that a movement has: those of its dose, then those of its harder versions."""
        found = self._library.movements[movement]
        harder = [steps_of(v.dose) + 1 for v in found.variant if v.kind is VariantKind.PROGRESSION]
        return steps_of(found.base.dose) + max(harder, default=0)

    def _movement(self, name: str) -> str:
        return self._library.variants[name][0].id if name in self._library.variants else name

    def _say(self, rule: str, about: str | None = None) -> None:
        self.said.append(Adapted(rule=rule, says=self._rules[rule].says.en, about=about))

    def result(self, days: Sequence[HistoryDay], today: date, pain_now: int | None) -> Adaptation:
        """Return what holds today."""
        reported = days[-1] if days and days[-1].date == today else None
        if reported is None:
            self.said, self.percent = [], _WHOLE
        pain = reported.pain_now if reported and reported.pain_now is not None else pain_now
        light_only = self._light_only(days, today)
        result = Adaptation(levels=dict(self.levels), percent=self.percent, resting=self._resting(today))
        result = replace(result, light_only=light_only)
        result = replace(result, recent=tuple(self.recent), rescreen=self._got_worse(days, today))
        result = self._with_gap(result, today)
        result = self._with_flare(result, today)
        if self.relief_until is not None and today <= self.relief_until:
            if not any(note.rule == "DAY-UP-2-TWICE" for note in self.said):
                self._say("DAY-UP-2-TWICE")
            result = replace(result, relief_only=True)
        if pain is not None and pain >= self._rules["START-SORE"].values["pain_from"]:
            self._say("START-SORE")
            result = replace(result, relief_only=True)
        if self._got_worse(days, today):
            self._say("RESCREEN-WORSE")
        self._say_about({**dict.fromkeys(light_only, "NO-HARD-TWICE"), **result.resting})
        return replace(result, said=tuple(dict.fromkeys(self.said)))

    def _resting(self, today: date) -> dict[str, str]:
        resting = {movement: rule for movement, (until, rule) in self.rests.items() if today <= until}
        resting.update(dict.fromkeys(self.dropped, "DAY-UP-1"))
        return resting

    def _light_only(self, days: Sequence[HistoryDay], today: date) -> frozenset[str]:
        """Return the movements that were done for strength yesterday."""
        yesterday = [day for day in days if day.date == today - timedelta(days=1)]
        names = [name for day in yesterday for name in (*day.done, *day.stopped)]
        known, movements = self._library.variants, self._library.movements
        variants = [known[name][1] if name in known else movements[name].base for name in names]
        return frozenset(self._movement(variant.id) for variant in variants if is_hard(variant, self._library))

    def _say_about(self, resting: Mapping[str, str]) -> None:
        """Say which movements rest or come back easier, one note for each rule."""
        easier = dict.fromkeys(self.last_stopped - set(resting), "STOPPED")
        about: dict[str, list[str]] = {}
        for movement, rule in sorted({**resting, **easier}.items()):
            about.setdefault(rule, []).append(self._library.movements[movement].name.en)
        for rule, names in about.items():
            self.said = [note for note in self.said if note.rule != rule]
            self._say(rule, ", ".join(names))

    def _gap(self, today: date) -> AdaptationRule | None:
        """Return the rule for the days without a bout, if there were any."""
        if self.last_on is None:
            return None
        missed = (today - self.last_on).days - 1
        for name in ("MISSED-SHORT", "MISSED-WEEK", "MISSED-FORTNIGHT", "MISSED-LONG"):
            values = self._rules[name].values
            if values["from_days"] <= missed <= values.get("to_days", missed):
                return self._rules[name]
        return None

    def _with_gap(self, result: Adaptation, today: date) -> Adaptation:
        rule = self._gap(today)
        if rule is None:
            return result
        self._say(rule.id)
        percent = min(result.percent, rule.values.get("percent", _WHOLE))
        is_due = rule.id == "MISSED-LONG" and not self._was_checked_after(rule.values["from_days"])
        return replace(result, percent=percent, rescreen=result.rescreen or is_due)

    def _was_checked_after(self, missed: int) -> bool:
        """Return whether the safety check was run when that many days had been missed already."""
        if self._checked is None or self.last_on is None:
            return False
        return (self._checked.on - self.last_on).days - 1 >= missed

    def _with_flare(self, result: Adaptation, today: date) -> Adaptation:
        if self.flare_from is None:
            return result
        day = (today - self.flare_from).days
        relief = self._rules["FLARE-RELIEF"]
        if day <= relief.values["to_day"]:
            self._say(relief.id)
            return replace(result, relief_only=True, walk_percent=relief.values["walk_percent"])
        for name in ("FLARE-RESTART", "FLARE-BUILD", "FLARE-FULL"):
            values = self._rules[name].values
            if values["from_day"] <= day <= values["to_day"]:
                self._say(name)
                return replace(result, percent=min(result.percent, values["percent"]))
        return result

    def _got_worse(self, days: Sequence[HistoryDay], today: date) -> bool:
        """Return whether the worst pain rose so much that the safety check must be run again."""
        worst = [(day.date, day.pain_worst, day.flare) for day in days if day.pain_worst is not None]
        if len(worst) < 2 or worst[-1][2] or (today - worst[-1][0]).days > 1:  # noqa: PLR2004 - two days to compare
            return False
        seen = self._checked.history if self._checked is not None else ()
        if any((day.date, day.pain_worst) == worst[-1][:2] for day in seen):
            return False
        return int(worst[-1][1] or 0) - int(worst[-2][1] or 0) >= self._rules["RESCREEN-WORSE"].values["rise"]
