"""The plan of a day: hard filters, then the exact optimum of a bout, with a reason for every movement in or out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from loosen.core.adaptation import Adaptation, Checked, adapt
from loosen.core.day import plan_day, review_on
from loosen.core.facts import Facts
from loosen.core.now import BREATHING, first_steps
from loosen.core.optimum import Bout, Curves, Problem, best_bout, closed
from loosen.core.options import POSITIONS, PURPOSES, RELIEF_SET, Menu, Option
from loosen.core.script import Script, compile_script
from loosen.core.situation import Situation, situation_of
from loosen.core.suitability import chosen_set, room_of, suitability_of
from loosen.core.triage import cite, triage
from loosen.domain.basics import Disposition
from loosen.domain.care import StageSet
from loosen.domain.library import Library
from loosen.domain.plan import Adapted, HistoryDay, Person, Plan, PlanItem, PlannedBout
from loosen.domain.planning import Planning, StageAim
from loosen.domain.results import ItemKind, LeftOut, PlanState, TriageResult

PLANNING = "default"
_MINUTE_S = 60
_PAIN_NOW = "pain-now"


@dataclass(frozen=True)
class MadeBout:
    """A bout with everything that the player needs."""

    planned: PlannedBout
    script: Script


@dataclass(frozen=True)
class MadePlan:
    """A plan and the scripts of its bouts, by bout id."""

    plan: Plan
    scripts: dict[str, Script]


def plan_for(
    facts: Facts,
    library: Library,
    *,
    person: Person,
    history: tuple[HistoryDay, ...],
    today: date,
    allowed: PlanState | None = None,
    is_stale: bool = False,
    checked: Checked | None = None,
) -> MadePlan:
    """Return the plan of a day.

    Args:
        facts: Checked answers, as of today.
        library: The knowledge.
        person: Minutes, room, goals, dislikes and a clinician's limits.
        history: Reported days, in any order.
        today: The day to plan.
        allowed: How much of a plan there may be, where a clinician's word changes what triage says.
        is_stale: Whether the safety check is so old that it must be run again first.
        checked: When it was run last, and what had been reported by then.

    Returns:
        The plan; withheld, with the reason, when the outcome of triage does not allow one.

    Raises:
        FactsError: The history cannot be used; all problems are listed.
    """
    result = triage(facts, library)
    state = allowed if allowed is not None else result.plan
    pain = facts.get(_PAIN_NOW)
    adaptation = adapt(history, library, today, int(pain) if isinstance(pain, int | float) else None, checked)
    if is_stale:
        rule = library.adaptation["RESCREEN-DUE"]
        adaptation = replace(adaptation, rescreen=True, said=(Adapted(rule=rule.id, says=rule.says.en),))
    situation = situation_of(facts, library)
    if state is PlanState.WITHHELD or adaptation.rescreen:
        return MadePlan(_withheld(result, state, adaptation, situation, library, today), {})
    return _Planner(facts, library, person, today, state, adaptation, result, situation).plan()


def _withheld(
    result: TriageResult,
    state: PlanState,
    adaptation: Adaptation,
    situation: Situation,
    library: Library,
    today: date,
) -> Plan:
    """Return a plan that says why there is none; the words of an urgent outcome come before everything."""
    urgent = state is PlanState.WITHHELD and result.disposition in {Disposition.EMERGENCY, Disposition.SAME_DAY}
    why = "Please go through the safety check again first." if adaptation.rescreen else ""
    if urgent or not adaptation.rescreen:
        why = f"{result.title}. {result.meaning} {why}".rstrip()
    return Plan(
        withheld=why,
        rescreen=adaptation.rescreen,
        today=today,
        stage=situation.stage.value,
        disposition=result.disposition.value,
        now=None,
        bouts=(),
        day=None,
        adapted=tuple(note for note in adaptation.said if note.rule.startswith(("RESCREEN", "MISSED"))),
        nothing_fits=None,
        left_out=(),
        review_on=None,
        knowledge_version=library.version,
    )


class _Planner:
    """Plans one day for one person."""

    def __init__(
        self,
        facts: Facts,
        library: Library,
        person: Person,
        today: date,
        state: PlanState,
        adaptation: Adaptation,
        result: TriageResult,
        situation: Situation,
    ) -> None:
        self.facts, self.library, self.person, self.today = facts, library, person, today
        self.state, self.adaptation, self.result, self.situation = state, adaptation, result, situation
        self.planning = library.planning[PLANNING]
        self.steps = self._set()
        room = room_of(situation, place=person.place, kit=person.equipment, floor_ok=person.floor_ok)
        self.suits = suitability_of(situation, library, room, limits=person.limits, dislikes=person.dislikes)
        self.aim = self._aim()
        self.menu = Menu(library, self.suits, self.steps, adaptation, person, self.planning, self._is_relief())

    def plan(self) -> MadePlan:
        """Return the plan."""
        options = list(self.menu.options())
        warm_up = self.menu.warm_up() if self.aim.warm_up and not self._is_relief() else None
        made = self._best(options, warm_up)
        nothing = None if made else self._nearest(options)
        chosen = {item.movement for item in made.planned.items} if made else set()
        self._note_unchosen(options, chosen)
        plan = Plan(
            withheld=None,
            rescreen=False,
            today=self.today,
            stage=self.situation.stage.value,
            disposition=self.result.disposition.value,
            now=first_steps(self.situation, self.library, self.state, self.suits),
            bouts=(made.planned,) if made else (),
            day=plan_day(self.facts, self.library, self.adaptation),
            adapted=self.adaptation.said,
            nothing_fits=nothing,
            left_out=tuple(
                LeftOut(id=name, name=self.library.movements[name].name.en, because=why)
                for name, why in sorted(self.menu.left_out.items())
            ),
            review_on=review_on(self.facts, self.library, self.today)
            if self.result.disposition is not Disposition.NOT_ENOUGH_ANSWERS
            else None,
            knowledge_version=self.library.version,
        )
        return MadePlan(plan, {made.planned.id: made.script} if made else {})

    def _set(self) -> StageSet:
        if self.adaptation.relief_only and self.state is PlanState.FULL:
            chosen = chosen_set(self.situation, self.library, self.state)
            return self.library.sets[RELIEF_SET] if chosen.when is None else chosen
        return chosen_set(self.situation, self.library, self.state)

    def _aim(self) -> StageAim:
        stages = {aim.stage: aim for aim in self.planning.stage}
        first = min(stages.values(), key=lambda aim: aim.stage.rank)
        return first if self._is_relief() else stages[self.situation.stage]

    def _is_relief(self) -> bool:
        return self.adaptation.relief_only or self.state is PlanState.COMFORT

    def _budget_s(self) -> int:
        asked = self.person.minutes if self.person.minutes is not None else int(self.aim.minutes.start)
        return min(asked, int(self.aim.minutes.most)) * _MINUTE_S

    def _problem(self, options: list[Option], start: int, warm_up: Option | None) -> Problem:
        nothing = (0,) * len(PURPOSES)
        seconds = self.planning.done_s + (warm_up.candidate.seconds if warm_up else 0)
        return Problem(
            candidates=tuple(option.candidate for option in options),
            curves=curves_of(self.planning, self.aim),
            budget_s=self._budget_s() - seconds,
            start=start,
            units=warm_up.candidate.units if warm_up else nothing,
            change_s=_table(self.planning, "seconds"),
            change_price=_table(self.planning, "price"),
            most_items=self.planning.most_items,
            most_positions=self.planning.most_positions,
        )

    def _best(self, options: list[Option], warm_up: Option | None) -> MadeBout | None:
        """Return the best bout over every position in which it may begin."""
        if warm_up is not None:
            starts = [warm_up.candidate.position]
        else:
            starts = sorted({option.candidate.position for option in options})
        bouts = [best_bout(self._problem(options, start, warm_up)) for start in starts]
        bouts = [bout for bout in bouts if bout.chosen]
        if not bouts:
            return None
        best = max(bouts, key=lambda bout: (bout.worth, -bout.seconds))
        return self._made(best, options, warm_up)

    def _made(self, bout: Bout, options: list[Option], warm_up: Option | None) -> MadeBout:
        chosen = [options[index] for index in bout.chosen]
        if warm_up is None:
            chosen = self._breathing_first(chosen)
        run = [warm_up, *chosen] if warm_up is not None else chosen
        change_s = _table(self.planning, "seconds")
        places = [option.candidate.position for option in run]
        changes = [0, *(change_s[a][b] for a, b in pairwise(places))]
        script = compile_script([option.item for option in run], changes, self.planning)
        planned = PlannedBout(
            id="bout",
            title="For relief" if self._is_relief() else self.steps.name.en,
            times_a_day=self.aim.times_a_day,
            minutes_most=self._budget_s() // _MINUTE_S,
            seconds=script.seconds,
            changes=tuple(dict.fromkeys(POSITIONS[place].value for place in places)),
            worth=bout.worth,
            items=tuple(self._planned(option) for option in run),
        )
        return MadeBout(planned, script)

    def _breathing_first(self, chosen: list[Option]) -> list[Option]:
        """Return the movements with breathing at the head of the first position, where it is there."""
        first = chosen[0].candidate.position
        return sorted(
            chosen,
            key=lambda option: not (option.item.movement.id == BREATHING and option.candidate.position == first),
        )

    def _planned(self, option: Option) -> PlanItem:
        item, dose = option.item, option.item.dose
        timed = dose.duration_s is not None
        return PlanItem(
            id=item.variant.id,
            movement=item.movement.id,
            kind=ItemKind.BREATHING if item.movement.id == BREATHING else ItemKind.MOVEMENT,
            name=item.movement.name.en,
            detail=item.variant.name.en,
            sets=dose.sets,
            repetitions=None if timed else dose.repetitions,
            hold_s=None if timed or not dose.hold_s else dose.hold_s,
            duration_s=dose.duration_s,
            per_side=dose.per_side,
            seconds=option.candidate.seconds,
            position=item.variant.position.value,
            because=option.because,
            cautions=self.suits.cautions(item.variant.caution),
            grade=item.movement.grade,
            grade_words=item.movement.grade.words,
            source=tuple(cite(evidence, self.library) for evidence in item.movement.evidence),
        )

    def _nearest(self, options: list[Option]) -> str:
        """Say what is nearest to fitting when no bout can be made."""
        if not options:
            return "No movement suits you just now. The easy positions and short walks under “now” do."
        least = min(options, key=lambda option: option.candidate.seconds)
        minutes = -(-(least.candidate.seconds + self.planning.done_s) // _MINUTE_S)
        name = least.item.movement.name.en
        return f"Nothing fits into that time. The nearest is: {name}, which takes {minutes} minutes."

    def _note_unchosen(self, options: list[Option], chosen: set[str]) -> None:
        minutes = self._budget_s() // _MINUTE_S
        for option in options:
            name = option.item.movement.id
            if name not in chosen:
                self.menu.left_out[name] = f"Others are worth more to you today within {minutes} minutes."


def curves_of(planning: Planning, aim: StageAim) -> Curves:
    """Return the worth of benefit by purpose, weighted for a stage."""
    tables = {curve.purpose: curve for curve in planning.curve}
    points = []
    for purpose in PURPOSES:
        curve, weight = tables.get(purpose), aim.weights.get(purpose, 0)
        table = [0]
        for width, slope in zip(curve.widths, curve.slopes, strict=True) if curve else ():
            for _ in range(width):
                table.append(table[-1] + slope * weight)
        points.append(tuple(table))
    return Curves(tuple(points))


def _table(planning: Planning, what: str) -> tuple[tuple[int, ...], ...]:
    """Return what it costs to get from each position into each other one; no detour is cheaper."""
    table = [[0] * len(POSITIONS) for _ in POSITIONS]
    for change in planning.change:
        a, b = (POSITIONS.index(position) for position in change.between)
        table[a][b] = table[b][a] = int(getattr(change, what))
    return closed(table)
