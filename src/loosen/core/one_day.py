"""One day for one person: the best bout with its script, the day around it, and why the rest is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from loosen.core.adaptation import RISES, Adaptation
from loosen.core.bout_problem import Problem
from loosen.core.cut import Choice, cut_to, sets_of, with_fewer_repetitions
from loosen.core.day import plan_day
from loosen.core.dosing import share_of
from loosen.core.facts import Facts
from loosen.core.lately import OFTEN_ENOUGH, STRENGTH_RESTS, STRONG_ENOUGH, TRAINED
from loosen.core.now import BREATHING, first_steps
from loosen.core.optimum import best_bout
from loosen.core.options import POSITIONS, PURPOSES, RELIEF_SET, Menu, Option
from loosen.core.resting import RestPosition, rest_position
from loosen.core.reviews import LookBack
from loosen.core.script import Script, compile_script
from loosen.core.situation import Situation
from loosen.core.suitability import chosen_set, room_of, suitability_of
from loosen.core.triage import cite
from loosen.core.volume import CAP_RISE
from loosen.core.worth import curves_of, table_of
from loosen.domain.care import StageSet
from loosen.domain.library import Library
from loosen.domain.plan import Adapted, Day, Person, Plan, PlanItem, PlannedBout
from loosen.domain.results import ItemKind, LeftOut, Now, PlanState, TriageResult

PLANNING = "default"
_MINUTE_S = 60
_WHOLE = 100


@dataclass(frozen=True)
class MadeBout:
    """A bout with everything that the player needs."""

    planned: PlannedBout
    script: Script


@dataclass(frozen=True)
class MadePlan:
    """A plan, the scripts of its bouts, by bout id, and where to rest in them when something hurts."""

    plan: Plan
    scripts: dict[str, Script]
    rest: RestPosition | None = None


class DayPlanner:
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
        ahead: LookBack,
    ) -> None:
        self.ahead = ahead
        self.facts, self.library, self.person, self.today = facts, library, person, today
        self.state, self.adaptation, self.result, self.situation = state, adaptation, result, situation
        self.planning = library.planning[PLANNING]
        self.steps = self._set()
        room = room_of(situation, place=person.place, kit=person.equipment, floor_ok=person.floor_ok)
        self.suits = suitability_of(situation, library, room, limits=person.limits, dislikes=person.dislikes)
        own_aim = self.planning.aim_of(situation.stage)
        self.is_trained = not self._is_relief() and adaptation.bouts_today >= own_aim.times_a_day
        self.is_easy = self._is_relief() or self.is_trained
        self.is_capped = False
        self.aim = min(self.planning.stage, key=lambda aim: aim.stage.rank) if self.is_easy else own_aim
        self.most_items = self.planning.most_items_of(self.aim, self._budget_s() // _MINUTE_S)
        self.menu = Menu(
            library,
            self.suits,
            self.steps,
            adaptation,
            person,
            self.planning,
            self.aim,
            self._is_relief(),
            self.is_trained,
            self.aim.sets_least if self._budget_s() >= self.aim.minutes.start * _MINUTE_S else 1,
        )

    def plan(self) -> MadePlan:
        """Return the plan."""
        now = first_steps(self.situation, self.library, self.state, self.suits)
        options = list(self.menu.options())
        choice = self._choice(options)
        made = self._made(choice) if choice is not None else None
        nothing = None if made else self._nearest(options, now)
        self._note_unchosen(options, choice)
        day = self._day()
        plan = Plan(
            withheld=None,
            rescreen=False,
            today=self.today,
            stage=self.situation.stage.value,
            disposition=self.result.disposition.value,
            now=now,
            bouts=(made.planned,) if made else (),
            day=day,
            adapted=self._adapted(day),
            nothing_fits=nothing,
            left_out=tuple(
                LeftOut(id=name, name=self.library.movements[name].name.en, because=why)
                for name, why in sorted(self.menu.left_out.items())
            ),
            review_on=self.ahead.on,
            knowledge_version=self.library.version,
            review=self.ahead.due,
            reminders=(*self.adaptation.reminders, *self._reminders()),
        )
        scripts = {made.planned.id: made.script} if made else {}
        return MadePlan(plan, scripts, rest_position(self.suits, self.library) if made else None)

    def _reminders(self) -> Iterator[Adapted]:
        """Yield what calls for a visit, and the review that is due."""
        for rule in self.ahead.reminders:
            yield self._note(rule)
        if self.ahead.due is not None:
            yield Adapted(rule=self.ahead.due.rule, says=self.ahead.due.says)

    def _set(self) -> StageSet:
        if self.adaptation.relief_only and self.state is PlanState.FULL:
            chosen = chosen_set(self.situation, self.library, self.state)
            return self.library.sets[RELIEF_SET] if chosen.when is None else chosen
        return chosen_set(self.situation, self.library, self.state)

    def _adapted(self, day: Day) -> tuple[Adapted, ...]:
        """Return what was changed; once the training of the day is done, nothing is said about training."""
        said = self.adaptation.said
        if day.walking is not None and day.walking.rule is not None:
            said = (*said, self._note(day.walking.rule))
        if self.is_capped and all(note.rule != CAP_RISE for note in said):
            said = (*said, self._note(CAP_RISE))
        if not self.is_trained:
            return said
        of_training = RISES | {STRENGTH_RESTS, STRONG_ENOUGH, OFTEN_ENOUGH}
        return (*(note for note in said if note.rule not in of_training), self._note(TRAINED))

    def _note(self, rule: str) -> Adapted:
        return Adapted(rule=rule, says=self.library.adaptation[rule].says.en)

    def _day(self) -> Day:
        is_severe = self.situation.surely(self.library.sets["severe"].when)
        is_gentle = is_severe or self._is_relief()
        return plan_day(self.facts, self.library, self.adaptation, self.suits, self.steps, is_gentle=is_gentle)

    def _is_relief(self) -> bool:
        return self.adaptation.relief_only or self.state is PlanState.COMFORT

    def _budget_s(self) -> int:
        asked = self.person.minutes if self.person.minutes is not None else int(self.aim.minutes.start)
        return min(asked, int(self.aim.minutes.most)) * _MINUTE_S

    def _choice(self, options: list[Option]) -> Choice | None:
        """Return the best bout, cut where today has only a share of it.

        Where the warm-up leaves no time for anything else, a bout goes without one.
        """
        warm_up = self.menu.warm_up() if self.aim.warm_up and not self.is_easy else None
        choice = self._best(options, warm_up)
        if choice is None and warm_up is not None:
            choice = self._best(options, None)
        if choice is None or self.is_easy:
            return choice
        usual = self._without_leap(choice)
        return usual if self.adaptation.percent == _WHOLE else self._cut(usual, options)

    def _without_leap(self, usual: Choice) -> Choice:
        """Return the usual bout with no more sets than it may have after those of the last weeks."""
        most, before = self.adaptation.sets_most, self.adaptation.sets_before
        limit = min((sets for sets in (most, before) if sets is not None), default=sets_of(usual))
        self.is_capped = most is not None and most == limit < sets_of(usual)
        return cut_to(usual, limit, self.planning) if limit < sets_of(usual) else usual

    def _cut(self, usual: Choice, options: list[Option]) -> Choice:
        """Return a bout with today's share of the sets of the usual one, of movements of the last bouts if it can be.

        The time falls with the sets, so that it is not filled with other movements; where too little fits then, the
        whole time may be used for the share of sets.
        """
        percent = self.adaptation.percent
        fewest = 1 + (usual.warm_up is not None)
        most_sets = max(fewest, share_of(sets_of(usual), percent))
        if most_sets >= sets_of(usual):
            return with_fewer_repetitions(usual, percent, self.planning)
        lately = {name for bout in self.adaptation.usual[: self.planning.habit_bouts] for name in bout}
        known = [option for option in options if option.item.movement.id in lately]
        places = most_sets - (usual.warm_up is not None)
        for share in (percent, _WHOLE):
            found = self._best(known, usual.warm_up, share=share, most_items=places)
            if found is not None and sets_of(found) >= most_sets:
                return cut_to(found, most_sets, self.planning)
        return cut_to(usual, most_sets, self.planning)

    def _problem(
        self, options: list[Option], starts: list[int], warm_up: Option | None, budget_s: int, most_items: int
    ) -> Problem:
        nothing = (0,) * len(PURPOSES)
        return Problem(
            candidates=tuple(option.candidate for option in options),
            curves=curves_of(self.planning, self.aim),
            budget_s=budget_s,
            starts=tuple(starts),
            units=warm_up.candidate.units if warm_up else nothing,
            change_s=table_of(self.planning.change, "seconds"),
            change_price=table_of(self.planning.change, "price"),
            most_items=most_items,
            most_positions=self.planning.most_positions,
        )

    def _best(
        self,
        options: list[Option],
        warm_up: Option | None,
        *,
        share: int = _WHOLE,
        most_items: int | None = None,
    ) -> Choice | None:
        """Return the best bout over every position in which it may begin, within a share of the time."""
        if warm_up is not None:
            starts = [warm_up.candidate.position]
        else:
            starts = sorted({option.candidate.position for option in options})
        if not starts:
            return None
        seconds = self.planning.done_s + (warm_up.candidate.seconds if warm_up else 0)
        budget_s = (self._budget_s() - seconds) * share // _WHOLE
        most = min(self.most_items, most_items or self.most_items)
        bout = best_bout(self._problem(options, starts, warm_up, budget_s, most))
        if not bout.chosen:
            return None
        return Choice(warm_up, tuple(options[index] for index in bout.chosen), bout.worth, budget_s - bout.seconds)

    def _made(self, choice: Choice) -> MadeBout:
        run = list(choice.run) if choice.warm_up is not None else self._breathing_first(list(choice.movements))
        change_s = table_of(self.planning.change, "seconds")
        places = [option.candidate.position for option in run]
        changes = [0, *(change_s[a][b] for a, b in pairwise(places))]
        script = compile_script([option.item for option in run], changes, self.planning)
        planned = PlannedBout(
            id="bout",
            title="For relief" if self.is_easy else self.steps.name.en,
            times_a_day=self.aim.times_a_day,
            minutes_most=self._budget_s() // _MINUTE_S,
            seconds=script.seconds,
            changes=tuple(dict.fromkeys(POSITIONS[place].value for place in places)),
            worth=choice.worth,
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
            load_kg=dose.load_kg,
            seconds=option.candidate.seconds,
            position=item.variant.position.value,
            because=option.because,
            cautions=self.suits.cautions(item.variant.caution),
            grade=item.movement.grade,
            grade_words=item.movement.grade.words,
            source=tuple(cite(evidence, self.library) for evidence in item.movement.evidence),
        )

    def _nearest(self, options: list[Option], now: Now | None) -> str:
        """Say what is nearest to fitting when no bout can be made."""
        if not options:
            names = [item.name for item in now.items] if now is not None else []
            there = f" Under “now” you find: {', '.join(names)}." if names else ""
            return f"No movement suits you just now.{there}"
        least = min(options, key=lambda option: option.candidate.seconds)
        minutes = -(-(least.candidate.seconds + self.planning.done_s) // _MINUTE_S)
        name, unit = least.item.movement.name.en, "minute" if minutes == 1 else "minutes"
        return f"Nothing fits into that time. The nearest is: {name}, which takes {minutes} {unit}."

    def _note_unchosen(self, options: list[Option], choice: Choice | None) -> None:
        chosen = {option.item.movement.id for option in choice.movements} if choice else set()
        for option in options:
            name = option.item.movement.id
            if name not in chosen:
                self.menu.left_out.setdefault(name, self._why_unchosen(option, choice))

    def _why_unchosen(self, option: Option, choice: Choice | None) -> str:
        """Return why a movement that suits is not in the bout."""
        minutes, most = self._budget_s() // _MINUTE_S, self.most_items
        too_long = f"Others are worth more to you today within {minutes} minutes."
        if choice is None:
            return too_long
        if self.is_capped:
            return "The total of sets grows step by step, and others go first today."
        if self.adaptation.percent < _WHOLE and not self.is_easy:
            return f"Today has about {self.adaptation.percent} % of your usual sets, and others go first."
        if len(choice.movements) >= most:
            return f"A bout has {most} movements at most, and others are worth more to you today."
        last, place = choice.movements[-1].candidate.position, option.candidate.position
        places = {other.candidate.position for other in choice.run}
        change_s = 0 if place in places else table_of(self.planning.change, "seconds")[last][place]
        if option.candidate.seconds + change_s > choice.free_s:
            return too_long
        return "It would add too little to the others today."
