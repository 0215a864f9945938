"""Records of remedies with a timer: how long, how often, and what to look at meanwhile."""

from __future__ import annotations

from typing import Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from loosen.domain.basics import Evidence, Id, Record, Text, Texts
from loosen.domain.learning import EntryRef


class Lengths(Record):
    """How long one use takes: where it starts, the most, and the steps between, in one unit."""

    start: StrictInt = Field(gt=0)
    most: StrictInt = Field(gt=0)
    step: StrictInt = Field(gt=0)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.most < self.start or (self.most - self.start) % self.step:
            raise ValueError(f"from {self.start} to {self.most} does not go by steps of {self.step}")
        return self

    @property
    def all(self) -> tuple[int, ...]:
        """Every length that can be chosen."""
        return tuple(range(self.start, self.most + 1, self.step))


class Spots(Record):
    """A use that goes from spot to spot: how many, and how long each."""

    count: StrictInt = Field(gt=0)
    seconds: StrictInt = Field(gt=0)
    next: Text


class Pace(Record):
    """The pace of breathing."""

    in_s: StrictInt = Field(gt=0)
    out_s: StrictInt = Field(gt=0)
    breathe_in: Text
    breathe_out: Text


class RemedyTimer(Record):
    """How a remedy or an easy movement is used by the clock.

    Attributes:
        id: That of the remedy or movement.
        entry: The remedy or movement; who must not use it stands there.
        minutes: How long one use takes.
        most_times: How often on one day at the most.
        gap_min: Minutes between two uses.
        must_wait: Whether a use too many or too soon is refused, for the sake of the skin; otherwise it is said.
        check_every_min: Minutes between two looks at the skin.
        check: What to look for.
        half: What is said half-way.
        spots: Where it goes from spot to spot; each length then stands for one spot more.
        pace: Where it sets a pace of breathing.
        ready: What is said before it begins.
        while_on: What to do meanwhile.
        done: What is said at the end.
        stop: When to stop at once.
    """

    id: Id
    order: StrictInt
    entry: EntryRef
    minutes: Lengths
    most_times: StrictInt | None = Field(default=None, gt=0)
    gap_min: StrictInt | None = Field(default=None, gt=0)
    must_wait: StrictBool = False
    check_every_min: StrictInt | None = Field(default=None, gt=0)
    check: Text | None = None
    half: Text | None = None
    spots: Spots | None = None
    pace: Pace | None = None
    ready: Text
    while_on: Text
    done: Text
    stop: Texts
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.check is None) != (self.check_every_min is None):
            raise ValueError("check and check_every_min belong together")
        return self
