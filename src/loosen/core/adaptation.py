"""What the reported days change in today's plan, rule by rule. Replaying the same history gives the same result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from loosen.core.lately import OFTEN_ENOUGH, STRENGTH_RESTS, bouts_on, days_done, hard_lately, movement_of
from loosen.core.now import BREATHING
from loosen.core.progress import Progress
from loosen.core.worse import got_worse
from loosen.domain.library import Library
from loosen.domain.plan import Adapted, HistoryDay
from loosen.domain.planning import AdaptationRule
from loosen.errors import FactProblem, FactsError

WARM_UP = "warm-up-march"
BEGUN_SORE = "START-SORE"
_WHOLE = 100
_NEVER_NEW = {WARM_UP, BREATHING}
RISES = {"DAY-PROGRESS", "DAY-GOOD", "CAP-RISE"}
_OF_RELIEF = {"FLARE-RELIEF", "DAY-UP-2-TWICE", BEGUN_SORE}
_GAPS = ("MISSED-SHORT", "MISSED-WEEK", "MISSED-FORTNIGHT", "MISSED-LONG")


@dataclass(frozen=True)
class Adaptation:
    """What today's plan has to take into account.

    Attributes:
        levels: Steps above the start of the dose, by movement; below 0 asks for an easier variant.
        percent: Share of the sets of the usual bout that is done today.
        relief_only: Whether today is for relief only.
        walk_percent: Share of the walking.
        resting: Movements that are left out today, with the rule that says so.
        light_only: Movements whose ways for strength rest today, with the rule that says so; lighter ways may be
            offered.
        days_done: On how many of the last days a movement was done.
        recent: Movements of the last bouts, the latest first.
        usual: Movements of the last bouts, the latest first, that were not for relief.
        bouts_today: How many bouts were done today.
        rescreen: Whether the safety check must be run again first.
        said: The rules that changed something, with their sentences.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    percent: int = _WHOLE
    relief_only: bool = False
    walk_percent: int = _WHOLE
    resting: Mapping[str, str] = field(default_factory=dict)
    light_only: Mapping[str, str] = field(default_factory=dict)
    days_done: Mapping[str, int] = field(default_factory=dict)
    recent: tuple[frozenset[str], ...] = ()
    usual: tuple[frozenset[str], ...] = ()
    bouts_today: int = 0
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


class _Replay:
    """Goes through the days in order and keeps what they add up to."""

    def __init__(self, library: Library, checked: Checked | None) -> None:
        self._library = library
        self._checked = checked
        self._rules = library.adaptation
        self.progress = Progress(library)
        self.first_done: dict[str, date] = {}
        self.strikes: dict[str, int] = {}
        self.rests: dict[str, tuple[date, str]] = {}
        self.dropped: set[str] = set()
        self.last: frozenset[str] = frozenset()
        self.last_on: date | None = None
        self.last_stopped: frozenset[str] = frozenset()
        self.ended_badly = False
        self.mornings = 0
        self.recent: list[frozenset[str]] = []
        self.usual: list[frozenset[str]] = []
        self.ups_1 = self.ups_2 = 0
        self.relief_until: date | None = None
        self.flare_from: date | None = None
        self.said: list[Adapted] = []
        self.percent = _WHOLE

    def take_in(self, day: HistoryDay) -> None:
        """Take in one more day."""
        self.said, self.percent = [], _WHOLE
        self._note_morning(day)
        self._note_flare(day)
        stopped = {movement_of(name, self._library) for name in day.stopped}
        done = {movement_of(name, self._library) for name in day.done} | stopped
        for movement in sorted(stopped):
            self._note_stop(movement, day.date)
        for movement in done - stopped:
            self.strikes.pop(movement, None)
        if done:
            self._note_bout(day, frozenset(done), frozenset(stopped))

    def _note_bout(self, day: HistoryDay, done: frozenset[str], stopped: frozenset[str]) -> None:
        for movement in done:
            self.first_done.setdefault(movement, day.date)
        self.progress.note_done(done, day.date)
        self.last, self.last_on, self.mornings = done, day.date, 0
        self.last_stopped = stopped
        self.ended_badly = self._has_ended_badly(day)
        if self.ended_badly:
            self.progress.note_not_good(done)
        self.recent.insert(0, done)
        if not self._was_relief(day):
            self.usual.insert(0, done)

    def _has_ended_badly(self, day: HistoryDay) -> bool:
        """Return whether a bout of a day ended with a stop sign, or with pain that rose and is more than mild."""
        if day.ended_by:
            return True
        after, start = day.pain_after, day.pain_now
        is_felt = after is not None and after >= self._rules["BOUT-ENDED"].values["pain_from"]
        return is_felt and (start is None or (after or 0) > start)

    def _was_relief(self, day: HistoryDay) -> bool:
        sore = day.pain_now is not None and day.pain_now >= self._rules[BEGUN_SORE].values["pain_from"]
        return sore or self._is_relief_day(day.date)

    def _is_relief_day(self, on: date) -> bool:
        by_rises = self.relief_until is not None and on <= self.relief_until
        return by_rises or 0 <= self._flare_day(on) <= self._rules["FLARE-RELIEF"].values["to_day"]

    def _flare_day(self, on: date) -> int:
        """Return the day of the flare that runs, from 0; below 0 where none does."""
        day = -1 if self.flare_from is None else (on - self.flare_from).days
        return day if day <= self._rules["FLARE-FULL"].values["to_day"] else -1

    def _note_morning(self, day: HistoryDay) -> None:
        change = day.morning_change
        if change is None or self.last_on is None:
            return
        self.mornings += 1
        if self.mornings > 1:
            self._note_later_morning(change, day.date)
        elif change <= 0:
            self.ups_1 = self.ups_2 = 0
            self.dropped.clear()
            self._note_good_morning(day)
        elif change < self._rules["DAY-UP-2"].values["rise"]:
            self.ups_1, self.ups_2 = self.ups_1 + 1, 0
            self.progress.note_not_good(self.last)
            self._note_slight_rise()
        else:
            self.ups_1, self.ups_2 = 0, self.ups_2 + 1
            self.progress.step_back(self.last, day.date)
            rule = self._rules["DAY-UP-2-TWICE"]
            if self.ups_2 >= rule.values["times"]:
                self.relief_until = day.date + timedelta(days=rule.values["relief_days"] - 1)
                self._say("DAY-UP-2-TWICE")
            else:
                self.percent = self._rules["DAY-UP-2"].values["percent"]
                self._say("DAY-UP-2")

    def _note_good_morning(self, day: HistoryDay) -> None:
        """Take in a morning that is not worse: a step where it is due, unless the bout itself did not end well."""
        mild = day.pain_now is not None and day.pain_now <= self._rules["DAY-PROGRESS"].values["pain_most"]
        if self.ended_badly:
            self._say("BOUT-ENDED")
        elif not mild:
            self.progress.note_not_good(self.last)
            self._say("DAY-HOLD")
        else:
            for rule in self.progress.note_good(self.last - self.last_stopped, day.date):
                self._say(rule)

    def _note_slight_rise(self) -> None:
        """Hold; the second time in a row the newest movement rests, where it is clear which one that is."""
        rule = self._rules["DAY-UP-1-TWICE"]
        known = self.last - _NEVER_NEW
        newest = max((self.first_done[movement] for movement in known), default=None)
        new = [movement for movement in known if self.first_done[movement] == newest]
        if self.ups_1 >= rule.values["times"] and len(new) == 1 and len(known) > 1:
            self.dropped.update(new)
        else:
            self._say("DAY-UP-1")

    def _note_later_morning(self, change: int, on: date) -> None:
        """Take in another morning after the same bout: a bout counts once, but must have settled by now."""
        if change > 0:
            if self.ups_2 == 0:
                self.progress.step_back(self.last, on)
                self.ups_1, self.ups_2 = 0, 1
            self.percent = self._rules["DAY-UP-2"].values["percent"]
            self._say("DAY-UP-2")

    def _note_flare(self, day: HistoryDay) -> None:
        if day.flare and self._flare_day(day.date) < 0:
            self.flare_from = day.date

    def _note_stop(self, movement: str, on: date) -> None:
        rule = self._rules["STOPPED"]
        self.progress.step_back([movement], on)
        self.strikes[movement] = self.strikes.get(movement, 0) + 1
        if self.strikes[movement] >= rule.values["times"]:
            self.rests[movement] = (on + timedelta(days=rule.values["rest_days"]), rule.id)
            self.strikes.pop(movement)

    def _say(self, rule: str, about: str | None = None) -> None:
        self.said.append(Adapted(rule=rule, says=self._rules[rule].says.en, about=about))

    def result(self, days: Sequence[HistoryDay], today: date, pain_now: int | None) -> Adaptation:
        """Return what holds today."""
        reported = days[-1] if days and days[-1].date == today else None
        if reported is None:
            self.said, self.percent = [], _WHOLE
        pain = reported.pain_latest if reported and reported.pain_latest is not None else pain_now
        result = Adaptation(
            levels=dict(self.progress.levels),
            percent=self.percent,
            resting=self._resting(today),
            light_only=hard_lately(days, today, self._library),
            days_done=days_done(days, today, self._library),
            recent=tuple(self.recent),
            usual=tuple(self.usual),
            bouts_today=bouts_on(reported),
            rescreen=self._got_worse(days, today),
        )
        result = self._with_gap(result, today)
        result = self._with_flare(result, today)
        result = self._with_relief(result, pain, today)
        if self._got_worse(days, today):
            self._say("RESCREEN-WORSE")
        if reported is not None and self._has_ended_badly(reported):
            self._leave_out(RISES)
            self._say("BOUT-ENDED")
        if result.relief_only:
            kept = _OF_RELIEF | {"RESCREEN-WORSE"} | ({"MISSED-LONG"} if result.rescreen else set())
            self._leave_out({note.rule for note in self.said} - kept)
        else:
            self._say_about(result)
        return replace(result, said=tuple(dict.fromkeys(self.said)))

    def _leave_out(self, rules: set[str]) -> None:
        self.said = [note for note in self.said if note.rule not in rules]

    def _with_relief(self, result: Adaptation, pain: int | None, today: date) -> Adaptation:
        """Return what holds where today is for relief only; that is the cut, so there is no other."""
        if self.relief_until is not None and today <= self.relief_until:
            if not any(note.rule == "DAY-UP-2-TWICE" for note in self.said):
                self._say("DAY-UP-2-TWICE")
            result = replace(result, relief_only=True)
        if pain is not None and pain >= self._rules[BEGUN_SORE].values["pain_from"]:
            self._say(BEGUN_SORE)
            result = replace(result, relief_only=True)
        return replace(result, percent=_WHOLE) if result.relief_only else result

    def _resting(self, today: date) -> dict[str, str]:
        resting = {movement: rule for movement, (until, rule) in self.rests.items() if today <= until}
        resting.update(dict.fromkeys(self.dropped, "DAY-UP-1-TWICE"))
        return resting

    def _say_about(self, result: Adaptation) -> None:
        """Say which movements rest or come back easier, one note for each rule."""
        often = {
            movement: OFTEN_ENOUGH
            for movement, days in result.days_done.items()
            if days >= self._library.movements[movement].base.dose.days_per_week.most
        }
        light = {movement: rule for movement, rule in result.light_only.items() if rule == STRENGTH_RESTS}
        easier = dict.fromkeys(self.last_stopped - set(result.resting), "STOPPED")
        about: dict[str, list[str]] = {}
        for movement, rule in sorted({**light, **often, **result.resting, **easier}.items()):
            about.setdefault(rule, []).append(self._library.movements[movement].name.en)
        for rule, names in about.items():
            self._leave_out({rule})
            self._say(rule, ", ".join(names))

    def _gap(self, today: date) -> AdaptationRule | None:
        """Return the rule for the days without a bout, if there were any.

        A flare has its own way back; only a gap so long that the safety check is due counts beside it.
        """
        if self.last_on is None:
            return None
        missed = (today - self.last_on).days - 1
        for name in _GAPS[-1:] if self._flare_day(today) >= 0 else _GAPS:
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
        day = self._flare_day(today)
        relief = self._rules["FLARE-RELIEF"]
        if 0 <= day <= relief.values["to_day"]:
            self._say(relief.id)
            return replace(result, relief_only=True, walk_percent=relief.values["walk_percent"])
        for name in ("FLARE-RESTART", "FLARE-BUILD", "FLARE-FULL"):
            values = self._rules[name].values
            if values["from_day"] <= day <= values["to_day"]:
                self._say(name)
                return replace(result, percent=min(result.percent, values["percent"]))
        return result

    def _got_worse(self, days: Sequence[HistoryDay], today: date) -> bool:
        """Return whether pain rose so much that the safety check must be run again."""
        seen = self._checked.history if self._checked is not None else ()
        flare_from = self.flare_from if self._flare_day(today) >= 0 else None
        return got_worse(days, seen, flare_from, today, self._rules["RESCREEN-WORSE"])
