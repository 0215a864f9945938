"""Records of the planner: what a bout is worth, what changing position costs, how a session is timed."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from loosen.domain.basics import Evidence, Grade, Id, Record, Text, Words
from loosen.domain.care import MovementPurpose, Position, Range, Stage, Surface
from loosen.domain.conditions import Condition


class Curve(Record):
    """How the worth of more of one purpose falls: points a unit, step by step, then nothing.

    Attributes:
        purpose: What the benefit is for.
        widths: How many units each step spans.
        slopes: Points a unit on each step, falling.
    """

    purpose: MovementPurpose
    widths: tuple[StrictInt, ...] = Field(min_length=1)
    slopes: tuple[StrictInt, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if len(self.widths) != len(self.slopes):
            raise ValueError("widths and slopes must be of the same number")
        if list(self.slopes) != sorted(self.slopes, reverse=True) or min(self.slopes) < 0:
            raise ValueError("slopes must fall and not be negative")
        return self


class StageAim(Record):
    """What a bout of a stage aims at, and how long it may be.

    Attributes:
        weights: Points are multiplied by these, by purpose; a purpose that is not named counts nothing.
        minutes: The length of a bout: where it starts and the most.
        times_a_day: How many such bouts on a day.
        warm_up: Whether a bout begins with a warm-up movement.
        load_n: Compression of the low back [N] above which a movement pays the price of a heavy one.
        sets_least: Sets of a movement that trains, as far as its dose goes, in a bout of the usual length or longer.
    """

    stage: Stage
    weights: dict[MovementPurpose, StrictInt]
    minutes: Range
    times_a_day: StrictInt
    warm_up: StrictBool
    load_n: StrictInt = Field(gt=0)
    sets_least: StrictInt = Field(default=1, gt=0)


class PositionChange(Record):
    """What it costs to get from one position into another: time, and points for the effort and pain."""

    between: tuple[Position, Position]
    seconds: StrictInt = Field(ge=0)
    price: StrictInt = Field(ge=0)


class PlaceWords(Record):
    """How a person is told to get into a position.

    Attributes:
        position: Of the body.
        surface: Where; None for wherever no other entry of the position fits.
    """

    position: Position
    surface: Surface | None = None
    words: Text


class Planning(Record):
    """Everything the planner weighs; the formulation is in the manual.

    Attributes:
        first_purpose_units: Units of benefit that a movement gives to its first purpose.
        other_purpose_units: Units it gives to each other purpose.
        fit_points: Points for the movement that stands first in the set that fits; later ones get less.
        habit_points: Points lost for each of the last bouts that held the movement.
        habit_bouts: How many bouts count as the last ones.
        goal_points: Points added to a movement whose purpose is a goal of the person.
        most_positions: Positions in one bout, the first one included.
        most_items: Movements in one bout, the warm-up not counted.
        minutes_per_item: So many minutes asked for beyond the usual length of the stage make room for one more.
        get_ready_s: Seconds to get ready for each movement.
        next_s: How many of these, after the first movement, tell what comes next.
        switch_side_s: Seconds to switch sides.
        rest_s: Seconds between sets where the dose does not say.
        metre_s: Seconds for a metre of carrying.
        done_s: Seconds for the last words.
        grade_points: Points by how sure the evidence for a movement is.
        other_variant_points: Points lost by a variant that is not the usual one for this person.
        most_load_n: Compression of the low back [N] above which nothing is ever planned.
        too_heavy: Why such a movement is left out.
        heavy_points: Points lost by a movement that is heavy for the stage.
        heavy: What is said of such a movement where it is in all the same.
        breathing_points: Points added to calm breathing where it belongs to each bout.
        place: The words that lead into each position.
    """

    id: Id
    first_purpose_units: StrictInt
    other_purpose_units: StrictInt
    fit_points: StrictInt
    habit_points: StrictInt
    habit_bouts: StrictInt
    goal_points: StrictInt
    most_positions: StrictInt
    most_items: StrictInt
    minutes_per_item: StrictInt = Field(gt=0)
    get_ready_s: StrictInt
    next_s: StrictInt = Field(default=0, ge=0)
    switch_side_s: StrictInt
    rest_s: StrictInt
    metre_s: StrictInt
    done_s: StrictInt
    other_variant_points: StrictInt
    most_load_n: StrictInt = Field(gt=0)
    too_heavy: Text
    heavy_points: StrictInt = Field(ge=0)
    heavy: Text
    breathing_points: StrictInt = Field(ge=0)
    grade_points: dict[Grade, StrictInt]
    curve: tuple[Curve, ...]
    stage: tuple[StageAim, ...]
    change: tuple[PositionChange, ...]
    place: tuple[PlaceWords, ...]
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_every_position(self) -> Self:
        named = {entry.position for entry in self.place if entry.surface is None}
        missing = [position.value for position in Position if position not in named]
        if missing:
            raise ValueError(f"words to get there are missing for: {', '.join(missing)}")
        return self

    def words_to_get_to(self, position: Position, surface: Surface | None) -> Text:
        """Return the words that lead into a position, those for the surface where there are such."""
        entries = [entry for entry in self.place if entry.position is position]
        for wanted in (surface, None):
            for entry in entries:
                if entry.surface is wanted:
                    return entry.words
        raise LookupError(position)

    def most_items_of(self, aim: StageAim, minutes: int) -> int:
        """Return how many movements a bout of a stage holds at most, more of them in a longer one."""
        return self.most_items + max(0, minutes - int(aim.minutes.start)) // self.minutes_per_item

    def aim_of(self, stage: Stage) -> StageAim:
        """Return what a bout of a stage aims at."""
        return next(aim for aim in self.stage if aim.stage is stage)


class DayLine(Record):
    """A line of advice for the day, on evidence of its own; with a remedy it is only for those who may use that.

    Attributes:
        remedy: Whose limits hold for it, and whose grade it has.
        evidence: On what it rests, where it is of no remedy.
    """

    words: Text
    remedy: Id | None = None
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if self.remedy is None and not self.evidence:
            raise ValueError("A line needs a remedy or evidence.")
        return self


class Programme(Record):
    """What a day of a stage holds besides the bouts: walking, breaks, sleep, work.

    Attributes:
        when: Over facts; the first programme in order that holds is used.
        walk_minutes: Minutes of one walk.
        walks_a_day: How many.
        walk_days: On how many days a week.
        break_every_min: Minutes between breaks from sitting.
        training: How to train, which is no advice for work.
        review_days: When to look back, in days since it began, or since recovery where the plan is for prevention.
        review_every: Days between later reviews; None for no more.
        review_to: The last day of such a review; None for no end.
        is_prevention: Whether it is for times without pain; its days are counted from recovery.
    """

    id: Id
    order: StrictInt
    name: Text
    goals: Text
    when: Condition
    walk_minutes: Range
    walks_a_day: Range
    walk_days: StrictInt = Field(default=7, ge=1, le=7)
    break_every_min: StrictInt
    sleep: tuple[DayLine, ...]
    work: tuple[DayLine, ...] = ()
    training: tuple[DayLine, ...] = ()
    relief: tuple[DayLine, ...]
    review_days: tuple[StrictInt, ...]
    review_every: StrictInt | None = Field(default=None, gt=0)
    review_to: StrictInt | None = None
    is_prevention: StrictBool = False
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class AdaptationRule(Record):
    """One rule that changes a plan, with the numbers it uses and the sentence that is quoted.

    Attributes:
        applies: When, in words for clinicians.
        says: The sentence that the person reads when it changes something.
        values: Its numbers by name.
        units: The unit of each number.
    """

    id: Id
    name: Text
    applies: Text
    says: Text
    values: dict[str, StrictInt] = Field(default_factory=dict)
    units: dict[str, Words] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_units(self) -> Self:
        missing = sorted(set(self.values) - set(self.units))
        if missing:
            raise ValueError(f"a unit is missing for: {', '.join(missing)}")
        return self


class StopAction(StrEnum):
    """What happens in a bout when something hurts or feels wrong, in rising order."""

    CARRY_ON = "carry-on"
    EASE = "ease"
    STOP_EXERCISE = "stop-exercise"
    STOP_BOUT = "stop-bout"
    EMERGENCY = "emergency"


class MiniQuestion(Record):
    """One question before every bout; any yes opens the full safety check again.

    Attributes:
        asks: Facts that this check begins with as "not sure", so that each is asked once more in other words.
    """

    id: Id
    order: StrictInt
    ask: Text
    asks: tuple[Id, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class StopSign(Record):
    """Something felt during a bout that stops it, and what to do then.

    Attributes:
        ask: How the person says it, on a button.
        action: What happens at once.
        advice: What to do.
        opens_check: Whether the full safety check is run again.
        asks: Facts that this check begins with as "not sure"; limits that hang on them hold until they are told.
    """

    id: Id
    order: StrictInt
    rule: Id
    ask: Text
    action: StopAction
    advice: Text
    opens_check: StrictBool = False
    asks: tuple[Id, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Zone(Record):
    """A zone of pain during a bout.

    Attributes:
        pain_from: Pain now, of 10, from which the zone holds.
        rise_from: Rise over the start, of 10, from which it holds.
        action: What happens.
        says: What the person reads.
    """

    id: Id
    order: StrictInt
    pain_from: StrictInt = Field(ge=0, le=10)
    rise_from: StrictInt = Field(ge=0, le=10)
    action: StopAction
    says: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)
