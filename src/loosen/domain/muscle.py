"""Records of what rest takes from muscle, how it comes back, and how much of lost weight is not fat."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StrictFloat, StrictInt, model_validator

from loosen.domain.basics import Evidence, Id, Record, Text

Amount = Annotated[StrictInt | StrictFloat, Field(ge=0, le=100)]
"""Percent, or a factor."""


class Measure(StrEnum):
    """What was measured."""

    SIZE = "size"
    STRENGTH = "strength"


class Span(Record):
    """A range."""

    low: Amount
    high: Amount

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.high < self.low:
            raise ValueError(f"high ({self.high}) is below low ({self.low})")
        return self


class MuscleLoss(Record):
    """What people lost in a situation, on average.

    Attributes:
        situation: What they did, and for how long.
        days: For how many days.
        measure: Size or strength.
        percent: How much of it was lost.
    """

    id: Id
    situation: Text
    days: StrictInt = Field(gt=0)
    measure: Measure
    percent: Span
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class MuscleFact(Record):
    """Something worth knowing, in words."""

    words: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class LeanModel(Record):
    """How much of lost weight is not fat: a rough estimate, never a measurement.

    Attributes:
        forbes_kg: Constant of Forbes: the share without fat is this over this plus the fat mass.
        training: Factor of strength training: what it usually is, and its range.
        protein: Factor of more protein.
        short_sleep: Factor of short nights.
        share: Between what the estimate is kept.
        spread_percent: How far off it may be either way.
        fat_kg: Fat masses for which it is shown.
        not_for: Who should not use it.
    """

    forbes_kg: Amount
    training: Amount
    training_range: Span
    protein: Amount
    protein_range: Span
    short_sleep: Amount
    share: Span
    spread_percent: Amount
    fat_kg: tuple[StrictInt, ...] = Field(min_length=1)
    not_for: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Muscle(Record):
    """What is known of muscle and rest.

    Attributes:
        loss: What was lost in which situation.
        regain_times: It takes so many times as long to come back as it took to go.
        fact: What else is worth knowing.
        lean: How much of lost weight is not fat.
    """

    id: Id
    loss: tuple[MuscleLoss, ...] = Field(min_length=1)
    regain_times: Span
    fact: tuple[MuscleFact, ...]
    lean: LeanModel
    evidence: tuple[Evidence, ...] = Field(min_length=1)
