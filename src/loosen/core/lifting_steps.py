"""The ladder back to lifting: which step fits today, why, and what would open the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loosen.core.adaptation import Adaptation, Checked
from loosen.core.facts import Facts
from loosen.core.flares import Flares
from loosen.core.lately import movement_of, with_pain_of
from loosen.core.planner import changes_for
from loosen.core.prevention import as_well
from loosen.core.situation import Situation, situation_of
from loosen.core.triage import triage
from loosen.core.yellow import Reviewed
from loosen.domain.care import Limit, Stage
from loosen.domain.library import Library
from loosen.domain.life import CalmDays, KgRange, LiftingStep
from loosen.domain.plan import HistoryDay
from loosen.domain.results import PlanState

LIFTING = "lifting-technique"
_WORSE, _STOPPED, _SORE, _RECENT = "DAY-UP-2", "STOPPED", "START-SORE", "rescreen-after"
_OF_RELIEF = {_SORE, "DAY-UP-2-TWICE", "FLARE-RELIEF"}
_TAKEN_OUT = "Your clinician or clinic has taken it out."
_NOT_TOLD = "You have not told us whether this is so."
_ASK = "Ask a clinician what you may lift."


@dataclass(frozen=True)
class Hold:
    """Why a step is lower than the days alone would allow.

    Attributes:
        rule: The rule of adaptation behind it; None where it is the outcome of the check.
        words: Why.
        until: What ends it.
    """

    rule: str | None
    words: str
    until: str


@dataclass(frozen=True)
class Rung:
    """A step of the ladder, for one person today.

    Attributes:
        step: The step.
        is_open: Whether it may be done today as far as stage, pain, states and the last days go.
        why_not: Why it never fits this person as they are; None where only time and practice are lacking.
        cautions: What to watch for in this person.
    """

    step: LiftingStep
    is_open: bool
    why_not: str | None
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class LiftingToday:
    """Where a person stands on the ladder.

    Attributes:
        rungs: All steps in order.
        now: The step that fits today; None where a clinician has to say what may be lifted.
        kg: How heavy, after what was done so far; None where there is no step.
        why: Why this one.
        holds: What holds it down today.
        opens: What would open the next one.
        stage: The stage of the plan.
    """

    rungs: tuple[Rung, ...]
    now: LiftingStep | None
    kg: KgRange | None
    why: str
    holds: tuple[Hold, ...]
    opens: str
    stage: Stage

    @property
    def rung(self) -> Rung | None:
        """The rung of the step that fits today."""
        return next((rung for rung in self.rungs if rung.step is self.now), None)


def lifting_today(
    facts: Facts,
    library: Library,
    *,
    history: Sequence[HistoryDay],
    today: date,
    allowed: PlanState | None = None,
    limits: Iterable[str] = (),
    checked: Checked | None = None,
    reviews: Sequence[Reviewed] = (),
) -> LiftingToday | None:
    """Return which step of lifting fits a person today.

    It rests on what the plan rests on, so that it never goes beyond the plan: stage and states, the pain told last,
    days that are for relief only, and movements that were stopped. A state that nobody has ruled out counts as there.
    More pain never leads to a higher step.

    Args:
        facts: Checked answers, as of today.
        library: The knowledge, whose lifting steps hold every number.
        history: Reported days, in any order.
        today: The day.
        allowed: How much of a plan there may be, where a clinician's word changes what triage says.
        limits: Movements, variants or remedies that a clinician has ruled out.
        checked: The last safety check.
        reviews: What was answered on review days.

    Returns:
        The ladder with the step; None where no plan may be made, as then nothing is said of lifting either.

    Raises:
        FactsError: The history cannot be used; all problems are listed.
    """
    facts = with_pain_of(today, facts, history)
    state = allowed if allowed is not None else triage(facts, library).plan
    adaptation = changes_for(facts, library, history, today, checked, reviews)
    if state is PlanState.WITHHELD or adaptation.rescreen:
        return None
    if adaptation.well_since is not None:
        facts = as_well(facts)
    taken_out = frozenset(limits) | {name for site in library.site.values() for name in site.forbidden}
    days = sorted((day for day in history if day.date <= today), key=lambda day: day.date)
    return _Ladder(library, situation_of(facts, library), days, today, taken_out).today(state, adaptation)


class _Ladder:
    """The ladder as one person stands before it."""

    def __init__(
        self,
        library: Library,
        situation: Situation,
        days: Sequence[HistoryDay],
        today: date,
        taken_out: frozenset[str],
    ) -> None:
        self._library = library
        self._situation = situation
        self._days = days
        self._today = today
        self._taken_out = taken_out
        ordered = sorted(library.lifting_steps.values(), key=lambda step: step.order)
        self._rungs = tuple(self._rung(step) for step in ordered)

    def today(self, state: PlanState, adaptation: Adaptation) -> LiftingToday:
        """Return the step that fits, with the reasons."""
        reached = [rung for rung in self._rungs if rung.is_open]
        holds = self._one_back(reached) if len(reached) > 1 else []
        if holds:
            reached = reached[:-1]
        relief = self._relief(state, adaptation)
        light = [rung for rung in reached if rung.step.on_relief_days]
        if relief is not None and len(light) < len(reached):
            reached, holds = light, [relief]
        now = reached[-1].step if reached else None
        kg = now.kg.after(self._times_done(now)) if now is not None else None
        why = now.because.en if now is not None else self._rungs[0].why_not or _ASK
        return LiftingToday(self._rungs, now, kg, why, tuple(holds), self._opens(now, holds), self._situation.stage)

    def _times_done(self, step: LiftingStep) -> int:
        """Return on how many days the move of a step was done and not stopped."""
        return sum(step.move in day.done and step.move not in day.stopped for day in self._days)

    def _rung(self, step: LiftingStep) -> Rung:
        why_not = self._why_not(step)
        cautions = tuple(limit.words.en for limit in step.caution if limit.tag in self._situation.tags)
        return Rung(step, why_not is None and self._has_come(step), why_not, cautions)

    def _why_not(self, step: LiftingStep) -> str | None:
        names = {LIFTING, step.id}
        blocks: tuple[Limit, ...] = step.block
        if step.move is not None:
            movement, variant = self._library.variants[step.move]
            names |= {movement.id, variant.id}
            blocks += variant.block
        if names & self._taken_out:
            return _TAKEN_OUT
        for limit in blocks:
            if limit.tag in self._situation.unsure:
                return f"{limit.words.en} {_NOT_TOLD}"
            if limit.tag in self._situation.tags:
                return limit.words.en
        return None

    def _has_come(self, step: LiftingStep) -> bool:
        """Return whether stage, answers and the last days allow a step; what is not known does not."""
        has_come = step.stage_from.rank <= self._situation.stage.rank and self._situation.surely(step.when)
        return has_come and self._is_calm(step.calm) and self._is_practised(step)

    def _is_calm(self, calm: CalmDays | None) -> bool:
        """Return whether the last days were calm; somebody without pain need not have reported any."""
        if calm is None:
            return True
        since = self._today - timedelta(days=float(self._library.thresholds[_RECENT].value))
        told = [max(_pains(day)) for day in self._days if day.date >= since and _pains(day)][-calm.days :]
        is_enough = len(told) == calm.days or self._situation.stage is Stage.M
        return is_enough and all(pain <= calm.pain_most for pain in told)

    def _is_practised(self, step: LiftingStep) -> bool:
        if step.practised is None or step.move is None or self._situation.stage is Stage.M:
            return True
        sessions = self._sessions({movement_of(step.move, self._library)})[-step.practised :]
        return len(sessions) == step.practised and not any(stopped for _, stopped in sessions)

    def _sessions(self, movements: set[str]) -> list[tuple[date, bool]]:
        """Return the days with one of some movements, each with whether one of these was stopped."""
        found = []
        for day in self._days:
            stopped = {movement_of(name, self._library) for name in day.stopped} & movements
            if stopped or {movement_of(name, self._library) for name in day.done} & movements:
                found.append((day.date, bool(stopped)))
        return found

    def _relief(self, state: PlanState, adaptation: Adaptation) -> Hold | None:
        """Return why only light things fit, where the plan is for comfort or relief only."""
        if state is PlanState.COMFORT:
            return Hold(
                None, "Until a clinician has seen you, keep to light things.", "After you have seen a clinician."
            )
        if not adaptation.relief_only:
            return None
        rule = next((note.rule for note in adaptation.said if note.rule in _OF_RELIEF), None)
        words = "Today is for relief only, so keep to light things."
        return Hold(rule, words, "When the days for relief are over.")

    def _one_back(self, reached: Sequence[Rung]) -> list[Hold]:
        """Return what asks for the step before the last: a flare, a bad morning, a move that was stopped."""
        before, step = (rung.step for rung in reached[-2:])
        back = "go 1 step back" if before.order == step.order - 1 else f"go back to “{before.name.en}”"
        found = []
        flares = Flares(self._library)
        for day in self._days:
            flares.take_in(day)
        cut = flares.cut_on(self._today)
        if cut is not None:
            found.append(Hold(cut.rule, f"You are in a flare, so {back}.", "When the flare is over."))
        if self._is_sorer():
            words = f"It was clearly more sore this morning, so {back}."
            found.append(Hold(_WORSE, words, "When a morning is no worse than the day before."))
        sessions = self._sessions(set(step.trains))
        rest = timedelta(days=self._library.adaptation[_STOPPED].values["rest_days"])
        if sessions and sessions[-1][1] and self._today - sessions[-1][0] < rest:
            words = f"You stopped a move that trains this, so {back}."
            found.append(Hold(_STOPPED, words, f"When you have done it without a stop, or after {rest.days} days."))
        return found

    def _is_sorer(self) -> bool:
        """Return whether pain this morning is clearly higher than before a bout of the last days."""
        values = self._library.adaptation[_WORSE].values
        last = self._days[-1] if self._days else None
        if last is None or last.date != self._today or (last.morning_change or 0) < values["rise"]:
            return False
        bouts = [day.date for day in self._days[:-1] if day.done or day.stopped]
        return not bouts or (self._today - bouts[-1]).days <= values["days"]

    def _opens(self, now: LiftingStep | None, holds: Sequence[Hold]) -> str:
        if now is None:
            return _ASK
        if holds:
            return " ".join(hold.until for hold in holds)
        later = next((rung for rung in self._rungs if rung.step.order > now.order), None)
        return later.why_not if later is not None and later.why_not is not None else now.next.en


def _pains(day: HistoryDay) -> list[int]:
    """Return the pain of the morning and the pain that was told last."""
    return [pain for pain in (day.pain_now, day.pain_last) if pain is not None]
