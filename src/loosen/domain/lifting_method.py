"""Records of the lifting methods: every number of the revised lifting equation and of LiFFT, with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Self

from pydantic import Field, StrictInt, model_validator

from loosen.domain.basics import Evidence, Id, Number, Record, Text, Texts, Words


class Units(StrEnum):
    """The system of units that a lift is measured in."""

    METRIC = "metric"
    US = "us"


class Coupling(StrEnum):
    """How good the grip is. Unknown counts as poor: if in doubt take the worse."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UNKNOWN = "unknown"


class Duration(StrEnum):
    """How long lifting goes on before a recovery that is long enough."""

    SHORT = "short"
    MODERATE = "moderate"
    LONG = "long"


class Horizontal(Record):
    """Horizontal distance of the hands from the ankles: the multiplier is ``best / H``, 1 up to ``best``."""

    best: Number = Field(gt=0)
    most: Number = Field(gt=0)


class Vertical(Record):
    """Height of the hands: the multiplier is ``1 - slope |V - best|``.

    Attributes:
        best: Knuckle height; below it the columns for low lifts hold.
        slope: Lost for each unit away from it.
        most: The highest.
    """

    best: Number = Field(gt=0)
    slope: Number = Field(gt=0)
    most: Number = Field(gt=0)


class Travel(Record):
    """How far up or down the load goes: the multiplier is ``base + over / D``, 1 up to ``best``."""

    best: Number = Field(gt=0)
    most: Number = Field(gt=0)
    base: Number = Field(gt=0)
    over: Number = Field(gt=0)


class Asymmetry(Record):
    """Angle of the load from straight ahead, in degrees: the multiplier is ``1 - slope A``."""

    slope: Number = Field(gt=0)
    most: Number = Field(gt=0)


class Reach(Record):
    """Horizontal distance where it was not measured: ``add + depth / 2``, from half of the depth of the box.

    Attributes:
        low_below: Height of the hands below which ``add_low`` is taken in place of ``add``.
    """

    low_below: Number = Field(gt=0)
    add: Number = Field(gt=0)
    add_low: Number = Field(gt=0)


class Equation(Record):
    """The revised lifting equation in one system of units; the two are parallel and never mixed.

    Attributes:
        load_constant: The load that the best lift allows.
        most_load: More than this is a slip of the pen.
        most_length: A longer distance is a slip of the pen.
        rounding: Two measures that should agree may differ by this.
        example: An everyday lift to begin with, as a form holds it.
    """

    id: Id
    units: Units
    weight_unit: Words
    length_unit: Words
    load_constant: Number = Field(gt=0)
    horizontal: Horizontal
    vertical: Vertical
    travel: Travel
    asymmetry: Asymmetry
    reach: Reach
    most_load: Number = Field(gt=0)
    most_length: Number = Field(gt=0)
    rounding: Number = Field(gt=0)
    example: dict[str, Words]
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Column(Record):
    """Frequency multipliers of one duration: hands below knuckle height at the start, and not below it."""

    low: tuple[Number, ...] = Field(min_length=1)
    high: tuple[Number, ...] = Field(min_length=1)


class FrequencyTable(Record):
    """Frequency multipliers by lifts a minute; between the rows they run straight, after the last above 0 they are 0.

    Attributes:
        per_minute: The rows; slower than the first counts as the first.
        window_min: Minutes over which lifts are counted where the work is not even.
        most_pace: Lifts a minute while lifting, up to which such a count may be used.
    """

    id: Id
    per_minute: tuple[Number, ...] = Field(min_length=2)
    short: Column
    moderate: Column
    long: Column
    window_min: Number = Field(gt=0)
    most_pace: Number = Field(gt=0)
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    def column(self, duration: Duration) -> Column:
        """Return the column of a duration."""
        return {Duration.SHORT: self.short, Duration.MODERATE: self.moderate, Duration.LONG: self.long}[duration]

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if not all(one < other for one, other in pairwise(self.per_minute)):
            raise ValueError("per_minute must rise from row to row")
        for duration in Duration:
            column = self.column(duration)
            for values in (column.low, column.high):
                if len(values) != len(self.per_minute):
                    raise ValueError(f"{duration} must have {len(self.per_minute)} values in low and in high")
                if not all(one >= other for one, other in pairwise(values)) or not 0 <= values[-1] <= values[0] <= 1:
                    raise ValueError(f"the values of {duration} must fall and lie between 0 and 1")
        return self


class Grip(Record):
    """Coupling multipliers of one grip, and what it looks like."""

    low: Number = Field(gt=0, le=1)
    high: Number = Field(gt=0, le=1)
    name: Text
    says: Text


class CouplingTable(Record):
    """Coupling multipliers by grip; low is below knuckle height at the point that is looked at."""

    id: Id
    good: Grip
    fair: Grip
    poor: Grip
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    def grip(self, coupling: Coupling) -> Grip:
        """Return the grip; an unknown one is poor."""
        return {Coupling.GOOD: self.good, Coupling.FAIR: self.fair}.get(coupling, self.poor)


class DurationClass(Record):
    """Up to how many minutes a duration reaches, and the recovery it needs, as a part of the work time."""

    most_min: Number = Field(gt=0)
    recovery: Number = Field(ge=0)
    name: Text


class DurationTable(Record):
    """The three durations."""

    id: Id
    short: DurationClass
    moderate: DurationClass
    long: DurationClass
    too_long: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    def of(self, duration: Duration) -> DurationClass:
        """Return one of the three."""
        return {Duration.SHORT: self.short, Duration.MODERATE: self.moderate, Duration.LONG: self.long}[duration]


class Circumstance(Record):
    """Something that the method does not cover: what is ticked, and why there is no answer then."""

    id: Id
    name: Text
    reason: Text


class Bound(Record):
    """A measure of the surroundings, the range that the method covers, and why there is no answer outside of it.

    Attributes:
        least: By system of units; none where only the most counts.
        most: By system of units; none where only the least counts.
        unit: By system of units; empty where it has none.
    """

    id: Id
    name: Text
    unit: dict[Units, str]
    least: dict[Units, Number] = Field(default_factory=dict)
    most: dict[Units, Number] = Field(default_factory=dict)
    reason: Text


class Refusals(Record):
    """What the lifting equation must not be asked about, and what to do then.

    Attributes:
        instead_body: What to look at where the body model has an answer of its own.
    """

    id: Id
    circumstance: tuple[Circumstance, ...] = Field(min_length=1)
    bound: tuple[Bound, ...] = Field(min_length=1)
    instead: Text
    instead_body: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class IndexBand(Record):
    """How a lifting index is read, from above a value.

    Attributes:
        above: The band holds above this value, up to the next band.
    """

    id: Id
    above: Number = Field(ge=0)
    title: Text
    words: Text


class Reading(Record):
    """How the answer of the lifting equation is read, and for whom it holds.

    Attributes:
        outside: For a lift of which the limit is 0.
        estimated: Where the distance of the hands was worked out from the depth of the box.
        healthy: For whom the limit is meant; always said.
        back_pain: What a person with back pain is told.
        unknown: What is told where nobody said whether the back hurts.
        careful: What a person with back pain can do.
    """

    id: Id
    band: tuple[IndexBand, ...] = Field(min_length=1)
    outside: Text
    estimated: Text
    healthy: Text
    back_pain: Text
    unknown: Text
    careful: Texts
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Change(Record):
    """One single change of a lift, in words; ``{to}`` stands for the new measure with its unit."""

    id: Id
    words: Text


class Changes(Record):
    """The single changes that are tried, and the words around the best one.

    Attributes:
        leads: Words after the best change; ``{rwl}`` and ``{now}`` stand for the new limit and the present one.
        leads_from_nothing: The same where the present limit is 0.
        leads_index: The same for several tasks; ``{li}`` and ``{now}`` stand for the indexes.
        none: Where no single change raises the limit.
    """

    id: Id
    change: tuple[Change, ...] = Field(min_length=1)
    leads: Text
    leads_from_nothing: Text
    leads_index: Text
    none: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class DoseBand(Record):
    """How the probability of a high-risk job is read, from a per cent value on."""

    id: Id
    percent_from: StrictInt = Field(ge=0, le=100)
    words: Text


class Lifft(Record):
    """The Lifting Fatigue Failure Tool, in the form of its authors' workbook (moments in ft lb).

    Attributes:
        intercept: Of the decimal logarithm of the damage of one lift.
        slope_per_ft_lb: Of the same, for each ft lb of moment.
        risk_intercept: Of the logit of the probability of a high-risk job.
        risk_slope: Of the same, for each decade of damage.
        caution_nm: A moment in N m above which one lift calls for caution.
        dose_cut: A day's damage that was proposed as a cut point.
        means: What the probability is the probability of.
    """

    id: Id
    intercept: Number
    slope_per_ft_lb: Number = Field(gt=0)
    risk_intercept: Number
    risk_slope: Number = Field(gt=0)
    caution_nm: Number = Field(gt=0)
    dose_cut: Number = Field(gt=0)
    band: tuple[DoseBand, ...] = Field(min_length=1)
    caution: Text
    over_cut: Text
    means: Text
    not_covered: Text
    needs: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class LiftingMethod:
    """Everything that the two methods need, read from the knowledge files.

    Attributes:
        titles: Titles of the sources that are cited, by id.
        version: Changes with the files.
    """

    equations: Mapping[Units, Equation]
    frequency: FrequencyTable
    coupling: CouplingTable
    duration: DurationTable
    refusals: Refusals
    reading: Reading
    changes: Changes
    lifft: Lifft
    titles: Mapping[str, str]
    version: str

    def evidence(self) -> Iterator[Evidence]:
        """Yield where every number and statement comes from."""
        for equation in self.equations.values():
            yield from equation.evidence
        for record in (self.frequency, self.coupling, self.duration, self.refusals):
            yield from record.evidence
        for other in (self.reading, self.changes, self.lifft):
            yield from other.evidence
