"""Records of desk, bed, car and lifting: what to do where people stay long, and the ladder back to lifting."""

from __future__ import annotations

from typing import Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from loosen.domain.basics import Evidence, Grade, Id, Number, Record, Text, Texts
from loosen.domain.care import Limit, Stage
from loosen.domain.conditions import Condition


class PlaceLine(Record):
    """A plain line with its own evidence.

    Attributes:
        when: Over facts and tags: for whom; it is left out only for those to whom it certainly does not apply.
        not_for: Tags of those for whom it is left out.
    """

    words: Text
    when: Condition | None = None
    not_for: tuple[Id, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class PlacePicture(Record):
    """A picture and what it shows here.

    Attributes:
        posture: A posture that is drawn.
        not_for: Tags of those to whom it is not shown.
    """

    posture: Id
    words: Text
    not_for: tuple[Id, ...] = ()


class Place(Record):
    """Where people stay for long, or what they do there: plain lines and pictures.

    Attributes:
        lead: The one thing to keep in mind.
        line: Three to five for each person; some are only for those to whom they apply.
        remedies: Entries that say more; who has to take care stands there.
    """

    id: Id
    order: StrictInt
    name: Text
    lead: Text
    line: tuple[PlaceLine, ...] = Field(min_length=3, max_length=6)
    picture: tuple[PlacePicture, ...] = Field(min_length=1)
    remedies: tuple[Id, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class KgRange(Record):
    """A weight in the hands.

    Attributes:
        least: From [kg]; None for from nothing.
        most: Up to [kg].
        is_under: Whether it has to stay below the most.
        step: By how much it rises [kg]; None where it may be the most from the first time on.
        step_days: After how many days on which the move of the step was done.
    """

    least: Number | None = Field(default=None, gt=0)
    most: Number = Field(gt=0)
    is_under: StrictBool = False
    step: Number | None = Field(default=None, gt=0)
    step_days: StrictInt = Field(default=1, gt=0)

    def after(self, days: int) -> KgRange:
        """Return what holds after some days on which the move was done."""
        if self.step is None or self.least is None:
            return self
        most = min(self.most, self.least + days // self.step_days * self.step)
        return self.model_copy(update={"most": most, "least": None if most == self.least else self.least})

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.least is not None and self.least >= self.most:
            raise ValueError(f"least ({self.least}) is not below most ({self.most})")
        return self


class LiftHeights(Record):
    """A lift as it is filled into the lifting check [cm].

    Attributes:
        reach: From the ankles to the hands, along the floor.
        start: Height of the hands when it begins.
        end: Height of the hands when it ends.
    """

    reach: Number = Field(gt=0)
    start: Number = Field(ge=0)
    end: Number = Field(ge=0)


class CalmDays(Record):
    """So many reported days running with so much pain at the most.

    Attributes:
        days: How many.
        pain_most: Pain of the morning and pain told last, of 10.
    """

    days: StrictInt = Field(gt=0)
    pain_most: StrictInt = Field(ge=0, le=10)


class LiftingStep(Record):
    """One rung of the ladder back to lifting: how heavy, from where, how, and for whom.

    Attributes:
        kg: The weight.
        from_where: The height from which it is lifted.
        how: Steps.
        because: Why this is enough, and safe enough, here.
        next: When the one after it comes.
        stage_from: It does not come earlier in the plan.
        when: Over facts and tags; it has to hold for certain.
        calm: What the last days must have been like.
        practised: So many last days with a movement that trains it, none of them stopped for pain.
        on_relief_days: Whether it may hold on days that are for relief only.
        move: The variant of the plan that is this lift as training; who may not do that one may not lift like this.
        trains: Movements that train it.
        picture: A posture that is drawn.
        lift: What the lifting check is filled with.
        block: In whom it never fits.
        caution: In whom it is to be adapted.
    """

    id: Id
    order: StrictInt
    name: Text
    kg: KgRange
    from_where: Text
    how: Texts
    because: Text
    next: Text
    stage_from: Stage
    when: Condition | None = None
    calm: CalmDays | None = None
    practised: StrictInt | None = Field(default=None, gt=0)
    on_relief_days: StrictBool = False
    move: Id | None = None
    trains: tuple[Id, ...] = Field(min_length=1)
    picture: Id
    lift: LiftHeights | None = None
    grade: Grade
    block: tuple[Limit, ...] = ()
    caution: tuple[Limit, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
