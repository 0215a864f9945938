"""What may be in a bout: the movements that pass the hard filters, with their dose and what each is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from loosen.core.adaptation import WARM_UP, Adaptation
from loosen.core.bout_problem import Candidate
from loosen.core.dosing import dose_now, steps_of
from loosen.core.lately import OFTEN_ENOUGH, TRAINED, is_hard
from loosen.core.now import BREATHING, REST, WALKING
from loosen.core.script import DoseNow, ScriptItem, seconds_of
from loosen.core.suitability import Suitability
from loosen.domain.care import Movement, MovementPurpose, Position, StageSet, Surface, Variant, VariantKind
from loosen.domain.library import Library
from loosen.domain.plan import Person
from loosen.domain.planning import Planning, StageAim

RELIEF_SET = "first-days"
POSITIONS = tuple(Position)
PURPOSES = tuple(MovementPurpose)
_UPRIGHT = {Position.CHAIR, Position.STANDING}
_NOT_IN_BOUTS = {REST, WALKING, WARM_UP}
_EASY = {MovementPurpose.RELIEF, MovementPurpose.MOBILITY}


@dataclass(frozen=True)
class Option:
    """A variant that may be in the bout, with its dose and what it takes and gives."""

    item: ScriptItem
    candidate: Candidate
    because: str


@dataclass
class Menu:
    """Makes the options of a bout and remembers why other movements are not among them.

    Attributes:
        library: The knowledge.
        suits: The hard filters.
        steps: The set that fits.
        adaptation: What the reported days change.
        person: Goals.
        planning: The weights.
        aim: What the stage aims at.
        is_relief: Whether the bout is for relief only.
        is_trained: Whether the training of the day is done, so that only relief and mobility are left.
        sets_least: Sets of a movement that trains, as far as its dose goes.
        left_out: Why a movement is not among the options, by movement.
    """

    library: Library
    suits: Suitability
    steps: StageSet
    adaptation: Adaptation
    person: Person
    planning: Planning
    aim: StageAim
    is_relief: bool
    is_trained: bool = False
    sets_least: int = 1
    left_out: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict, init=False)

    @cached_property
    def _named(self) -> list[str]:
        """The movements of the set, as far as they can be in a bout."""
        return [name for name in self.steps.movements if name not in _NOT_IN_BOUTS]

    def options(self) -> Iterator[Option]:
        """Yield every variant that may be in the bout."""
        for group, movement in enumerate(self._movements()):
            resting = self.adaptation.resting.get(movement.id)
            if resting is not None:
                self.left_out[movement.id] = self.library.adaptation[resting].says.en
                continue
            found = list(self._variants(movement))
            if not found:
                self.left_out[movement.id] = self._why_none(movement)
            for rank, variant in enumerate(found):
                yield self.option(group, movement, variant, is_usual=rank == 0)

    def warm_up(self) -> Option | None:
        """Return the warm-up movement in the first way that suits, or None."""
        movement = self.library.movements[WARM_UP]
        for variant in movement.variant:
            if variant.kind is not VariantKind.PROGRESSION and self._why_not(movement, variant) is None:
                return self.option(-1, movement, variant, is_usual=True)
        return None

    def option(self, group: int, movement: Movement, variant: Variant, *, is_usual: bool) -> Option:
        """Return a variant with its dose of today and what it takes and gives."""
        level = self.adaptation.levels.get(movement.id, 0)
        most = steps_of(movement.base.dose)
        if variant.kind is VariantKind.PROGRESSION and level > most:
            level -= most + 1  # a harder version begins at the start of its own dose
        dose = self._with_sets(dose_now(variant.dose, level, self.planning), movement, variant, level)
        bonus, because = self._bonus(movement)
        if movement.id == BREATHING and self.adaptation.breathes:
            bonus += self.planning.breathing_points
        if self.library.loads.get(variant.id, 0) > self.aim.load_n:
            bonus, because = bonus - self.planning.heavy_points, f"{because} {self.planning.heavy.en}"
        units = [0] * len(PURPOSES)
        for place, purpose in enumerate(movement.purposes):
            rank = self.planning.first_purpose_units if place == 0 else self.planning.other_purpose_units
            units[PURPOSES.index(purpose)] += rank
        candidate = Candidate(
            group=group,
            position=POSITIONS.index(variant.position),
            seconds=seconds_of(dose, self.planning),
            units=tuple(units),
            bonus=bonus - (0 if is_usual else self.planning.other_variant_points),
        )
        return Option(ScriptItem(movement, variant, dose, self._surface(variant)), candidate, because)

    def _with_sets(self, dose: DoseNow, movement: Movement, variant: Variant, level: int) -> DoseNow:
        """Return the dose with as many sets as a bout of the stage has of what trains; what went back stays there."""
        most = int(variant.dose.sets.most)
        if level < 0 or not _trains(movement) or min(self.sets_least, most) <= dose.sets:
            return dose
        return replace(dose, sets=min(self.sets_least, most))

    def _surface(self, variant: Variant) -> Surface | None:
        """Return where a variant is done: the first of its surfaces that is there."""
        return next((surface for surface in variant.surfaces if surface in self.suits.room.surfaces), None)

    def _movements(self) -> Iterator[Movement]:
        """Yield the movements that the set allows and the day is for, those of the set first."""
        for movement in self._allowed():
            if self.is_trained and _trains(movement):
                self.left_out[movement.id] = self.library.adaptation[TRAINED].says.en
            else:
                yield movement

    def _allowed(self) -> Iterator[Movement]:
        for name in self._named:
            movement = self.library.movements[name]
            if self._is_for_today(movement):
                yield movement
            else:
                self.left_out[name] = "Today is for relief only."
        others = sorted(set(self.library.movements) - set(self._named) - _NOT_IN_BOUTS)
        for name in others:
            if self.steps.open and not self.is_relief:
                yield self.library.movements[name]
            else:
                self.left_out[name] = f"It is not part of: {self.steps.name.en.lower()}."

    def _is_for_today(self, movement: Movement) -> bool:
        """Return whether a movement of the set may be in the bout: for relief, only what relieves."""
        relieves = MovementPurpose.RELIEF in movement.purposes
        return not self.is_relief or relieves or movement.id in self.library.sets[RELIEF_SET].movements

    def _variants(self, movement: Movement) -> Iterator[Variant]:
        """Yield the usual variant that may be offered and, where that is not upright, an upright one beside it."""
        order = self._kinds(movement)
        ordered = sorted(
            (variant for variant in movement.variant if variant.kind in order or variant.id in self.steps.variants),
            key=lambda v: (v.id not in self.steps.variants, order.index(v.kind) if v.kind in order else 0),
        )
        suiting = [
            variant
            for variant in ordered
            if self._why_not(movement, variant) is None and self._resting_by(movement, variant) is None
        ]
        yield from suiting[:1]
        if suiting and suiting[0].position not in _UPRIGHT:
            yield from [variant for variant in suiting if variant.position in _UPRIGHT][:1]

    def _resting_by(self, movement: Movement, variant: Variant) -> str | None:
        """Return the rule by which a way of a movement rests today, or None."""
        if is_hard(variant, self.library):
            rule = self.adaptation.light_only.get(movement.id, self.adaptation.strength_rests)
            if rule is not None:
                return rule
        often = self.adaptation.days_done.get(movement.id, 0) >= variant.dose.days_per_week.most
        return OFTEN_ENOUGH if often else None

    def _kinds(self, movement: Movement) -> list[VariantKind]:
        level = self.adaptation.levels.get(movement.id, 0)
        if level < 0 or self.is_relief:
            return [VariantKind.REGRESSION, VariantKind.BASE, VariantKind.POSITION]
        usual = [VariantKind.BASE, VariantKind.POSITION, VariantKind.REGRESSION]
        if level > steps_of(movement.base.dose):
            return [VariantKind.PROGRESSION, *usual]
        # A movement whose usual ways are all ruled out may still have a harder one that suits, such as on a chair.
        suits = any(self._why_not(movement, v) is None for v in movement.variant if v.kind in usual)
        return usual if suits else [*usual, VariantKind.PROGRESSION]

    def _why_not(self, movement: Movement, variant: Variant) -> str | None:
        """Return why a variant may not be offered, or None if it may; each is looked at once."""
        if variant.id not in self._known:
            too_heavy = self.library.loads.get(variant.id, 0) > self.planning.most_load_n
            why_not = self.planning.too_heavy.en if too_heavy else self.suits.why_not(movement, variant)
            self._known[variant.id] = why_not
        return self._known[variant.id]

    def _why_none(self, movement: Movement) -> str:
        reasons = [self._why_not(movement, variant) for variant in (movement.base, *movement.variant)]
        resting = (
            self._resting_by(movement, variant)
            for variant in movement.variant
            if self._why_not(movement, variant) is None
        )
        rule = next((rule for rule in resting if rule is not None), None)
        if rule is not None and None in reasons:
            return self.library.adaptation[rule].says.en
        return next((reason for reason in reasons if reason is not None), "It comes later.")

    def _bonus(self, movement: Movement) -> tuple[int, str]:
        """Return the points of a movement beside its benefit, and why it is in."""
        because = f"Nothing speaks against it, and it helps with {movement.purposes[0].value}."
        points = self.planning.grade_points.get(movement.grade, 0)
        names = self._named
        if movement.id in names:
            points += self.planning.fit_points * (len(names) - names.index(movement.id)) // len(names)
            because = f"It belongs to: {self.steps.name.en.lower()}. It is for {movement.purposes[0].value}."
        wanted = [goal.value for goal in self.person.goals if goal in movement.purposes]
        if wanted:
            points += self.planning.goal_points
            because += f" You want {' and '.join(wanted)}."
        lately = sum(movement.id in bout for bout in self.adaptation.recent[: self.planning.habit_bouts])
        return points - self.planning.habit_points * lately, because


def _trains(movement: Movement) -> bool:
    """Return whether a movement is for more than relief and mobility."""
    return not set(movement.purposes) <= _EASY
