"""Records of what helps: remedies, movements, cards that say "not now", first-step sets."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from loosen.domain.basics import Evidence, Grade, Id, Number, Record, Text, Texts, Verdict, Words
from loosen.domain.conditions import Condition


class Stage(StrEnum):
    """When a movement may start: days since the pain began, then persistent and maintenance."""

    T0 = "T0"
    T1 = "T1"
    T1_LATE = "T1-late"
    T2 = "T2"
    T2_LATE = "T2-late"
    T3 = "T3"
    M = "M"

    @property
    def rank(self) -> int:
        """Place in the order of stages."""
        return _STAGE_RANK[self]


_STAGE_RANK = {stage: rank for rank, stage in enumerate(Stage)}


class Position(StrEnum):
    """The position of the body in which a movement is done."""

    LYING_BACK = "lying-back"
    LYING_SIDE = "lying-side"
    LYING_FRONT = "lying-front"
    ALL_FOURS = "all-fours"
    HALF_KNEELING = "half-kneeling"
    FLOOR_SITTING = "floor-sitting"
    CHAIR = "chair"
    STANDING = "standing"
    WALKING = "walking"


class Surface(StrEnum):
    """Where the body is supported. A movement that only lists ``floor`` needs getting down and up."""

    FLOOR = "floor"
    BED = "bed"
    CHAIR = "chair"
    FEET = "feet"


class Kit(StrEnum):
    """Things a movement or remedy needs."""

    MAT = "mat"
    CHAIR = "chair"
    BED = "bed"
    PILLOW = "pillow"
    CUSHION = "cushion"
    TOWEL = "towel"
    WALL = "wall"
    BALL = "ball"
    BAND = "band"
    STICK = "stick"
    WEIGHT = "weight"
    ROLLER = "roller"
    TABLE = "table"
    STEP = "step"
    SHOES = "shoes"
    HEAT_PACK = "heat-pack"
    COLD_PACK = "cold-pack"


class MovementPurpose(StrEnum):
    """What a movement is for."""

    RELIEF = "relief"
    MOBILITY = "mobility"
    CONTROL = "control"
    STRENGTH = "strength"
    ENDURANCE = "endurance"
    AEROBIC = "aerobic"
    WARM_UP = "warm-up"
    PREVENTION = "prevention"


class VariantKind(StrEnum):
    """How a variant relates to the movement as first described."""

    BASE = "base"
    REGRESSION = "regression"
    PROGRESSION = "progression"
    POSITION = "position"


class Range(Record):
    """Where a dose starts, how far it may go, and by which step."""

    start: Number
    most: Number
    step: Number | None = None

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.most < self.start:
            raise ValueError(f"most ({self.most}) is below start ({self.start})")
        return self


class Dose(Record):
    """How much of a movement. Either repetitions, or a duration; hold and seconds are per repetition.

    Attributes:
        sets: Rounds.
        repetitions: Per set (and per side, if ``per_side``).
        hold_s: Seconds held per repetition.
        move_s: Seconds that moving takes per repetition, apart from the hold.
        duration_s: Seconds in one go, for rest, breathing and walking.
        distance_m: Metres, for carries.
        load_kg: Mass in the hands.
        easy_time_percent: Share of the easy walking time.
        spots: Places treated, for self-massage.
        per_side: Whether each side gets the dose.
        rest_s: Rest between sets.
        times_per_day: How often on a day.
        days_per_week: On how many days.
    """

    sets: Range = Range(start=1, most=1)
    repetitions: Range | None = None
    hold_s: Range | None = None
    move_s: Number = 0
    duration_s: Range | None = None
    distance_m: Range | None = None
    load_kg: Range | None = None
    easy_time_percent: Range | None = None
    spots: Range | None = None
    per_side: StrictBool = False
    rest_s: Number = 0
    times_per_day: Range
    days_per_week: Range

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if not (self.repetitions or self.duration_s or self.distance_m):
            raise ValueError("a dose needs repetitions, duration_s or distance_m")
        return self


class Breath(Record):
    """The rhythm of a breath that a person is led through.

    Attributes:
        in_s: Seconds of breathing in.
        out_s: Seconds of breathing out.
    """

    in_s: StrictInt = Field(gt=0)
    out_s: StrictInt = Field(gt=0)


class Limit(Record):
    """What a tag does here: block (never offer) or caution (adapt, and say why)."""

    tag: Id
    words: Text


class Variant(Record):
    """One way to do a movement, complete in itself.

    Attributes:
        id: Unique over all movements.
        kind: Base, easier (regression), harder (progression) or another position.
        replaces: For a regression, progression or position: the variant it starts from.
        breath: The rhythm in which to breathe, where the movement is that.
        needs_one_of: Facts or tags are not enough: words for a condition on its use (shown, not evaluated).
    """

    id: Id
    kind: VariantKind
    name: Text
    position: Position
    surfaces: tuple[Surface, ...] = Field(min_length=1)
    kit: tuple[Kit, ...] = ()
    stage_from: Stage
    steps: Texts
    breathing: Text
    breath: Breath | None = None
    mistakes: Texts
    dose: Dose
    block: tuple[Limit, ...] = ()
    caution: tuple[Limit, ...] = ()


class Movement(Record):
    """A movement with all its variants."""

    id: Id
    code: Id
    name: Text
    also: Texts | None = None
    aim: Text
    why: Text
    purposes: tuple[MovementPurpose, ...] = Field(min_length=1)
    targets: Texts
    feel: Text
    stop: Texts
    grade: Grade
    variant: tuple[Variant, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    people_say: Texts | None = None

    @model_validator(mode="after")
    def _has_one_base(self) -> Self:
        bases = [variant for variant in self.variant if variant.kind is VariantKind.BASE]
        if len(bases) != 1:
            raise ValueError(f"exactly one variant must have kind = 'base'; there are {len(bases)}")
        return self

    @property
    def base(self) -> Variant:
        """The variant as first described."""
        return next(variant for variant in self.variant if variant.kind is VariantKind.BASE)


class NotNow(Record):
    """A movement that is shown as a card with the reason for not doing it now; never scheduled."""

    id: Id
    code: Id
    name: Text
    heard: Text
    truth: Text
    instead: tuple[Id, ...] = Field(min_length=1)
    later: Text
    grade: Grade
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class RemedyUse(StrEnum):
    """What the product does with a remedy."""

    OFFER_NOW = "offer-now"
    OFFER_LATER = "offer-later"
    EXPLAIN = "explain"
    SCREEN = "screen"
    ADVISE_AGAINST = "advise-against"


class RemedyDose(Record):
    """How much of a remedy; minutes and counts, with temperature where heat or water is used."""

    minutes: Range | None = None
    times_per_day: Range | None = None
    gap_min: Number | None = None
    temperature_c: Range | None = None
    hours: Range | None = None
    most_days: Number | None = None
    words: Text


class Remedy(Record):
    """Something people do for a back spasm other than a movement, with our verdict.

    Attributes:
        heard: What people are told.
        finding: What studies show, in plain words.
        how: Steps, when it is offered.
        skin: Skin safety, where heat, cold or pressure is applied.
        block: States in which it is never offered.
        caution: States in which it is adapted or explained.
    """

    id: Id
    code: Id
    name: Text
    also: Texts | None = None
    verdict: Verdict
    grade: Grade
    use: RemedyUse
    heard: Text
    finding: Text
    effect: Text | None = None
    how: Texts | None = None
    skin: Text | None = None
    dose: RemedyDose | None = None
    kit: tuple[Kit, ...] = ()
    block: tuple[Limit, ...] = ()
    caution: tuple[Limit, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    people_say: Texts | None = None


class StageSet(Record):
    """Which movements and remedies suit a situation, in order (for today, most fitting first).

    Attributes:
        order: Earlier sets are tried first; the first whose condition certainly holds is used.
        when: The situation, over facts and tags.
        movements: Movement ids in the order of use.
        variants: Variant ids to prefer, one for a movement.
        remedies: Remedy ids.
        skip: Movement ids that count as blocked here.
        open: Whether other movements that nothing speaks against may join.
    """

    id: Id
    order: StrictInt
    name: Text
    stages: tuple[Stage, ...] = Field(min_length=1)
    when: Condition | None = None
    movements: tuple[Id, ...] = ()
    variants: tuple[Id, ...] = ()
    remedies: tuple[Id, ...] = ()
    skip: tuple[Id, ...] = ()
    open: StrictBool = False
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class AvoidToday(Record):
    """Something to leave out today, and why."""

    id: Id
    order: StrictInt
    words: Text
    why: Text
    when: Condition | None = None
    until: Words | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)
