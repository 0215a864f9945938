"""What goes into the lifting check and what comes out of it: the contract of `loosen lift`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, StrictInt, StrictStr

from loosen.domain.basics import Record
from loosen.domain.lifting_method import Coupling, Duration, Units

Measure = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
"""A measured number, not negative."""

Amount = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0)]
"""A measured number above 0."""

Pace = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1000)]
"""Lifts a minute."""

Angle = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=180)]
"""An angle in degrees."""

Temperature = Annotated[float, Field(strict=True, allow_inf_nan=False)]


def _yes_no_unknown(value: object) -> object:
    if value is True or value is False or value == "unknown":
        return value
    raise ValueError("Give true, false or “unknown”")


YesNoUnknown = Annotated[
    bool | Literal["unknown"],
    PlainValidator(_yes_no_unknown, json_schema_input_type=Literal[True, False, "unknown"]),
]
"""An answer of which unknown is never no."""

MOST_TASKS = 20
Figure = Annotated[float, AfterValidator(lambda value: float(f"{value:.9g}"))]
"""A computed number, without the last digits, which are noise of the arithmetic."""


class Place(StrEnum):
    """An end of a lift."""

    ORIGIN = "origin"
    DESTINATION = "destination"


class Hands(Record):
    """Where the hands are at one end of a lift; lengths in cm or inches.

    Attributes:
        horizontal: From the midpoint between the inner ankle bones to the midpoint of the hands, along the floor.
        box_depth: Depth of the box away from the body; the distance is estimated from it if it was not measured.
        vertical: Height of the knuckles above the floor.
        asymmetry: Angle of the load from straight ahead in degrees, without turning the feet.
    """

    horizontal: Amount | None = None
    box_depth: Amount | None = None
    vertical: Measure
    asymmetry: Angle = 0


class Counted(Record):
    """Lifts that were counted in a window of 15 minutes, for work that is not even.

    Attributes:
        lifts: How many.
        lifting_min: During how many of the 15 minutes there was lifting; the pace meanwhile is looked at.
    """

    lifts: Pace
    lifting_min: Annotated[Amount, Field(ge=1)] | None = None


class LiftTask(Record):
    """One kind of lift; weights in kg or lb, lengths in cm or inches, as the call says.

    Attributes:
        name: What it is called in the answer.
        load: The usual load.
        load_most: The heaviest load, where loads differ.
        origin: The hands at the start.
        destination: The hands at the end.
        travel: How far up or down the load goes; taken from the two heights if there is a destination.
        control_at_destination: Whether the load must be held, guided or re-gripped at the end; not known counts
            as yes where the destination is measured.
        coupling: How good the grip is; not known counts as poor.
        frequency: Lifts a minute.
        counted: The count of a quarter of an hour, instead of ``frequency``.
        lever_arm: For LiFFT: the farthest that the load gets from the low back (hip joint), horizontally.
        lifts_per_day: For LiFFT: how often a day; if the minutes of work are known, it is worked out.
    """

    name: Annotated[StrictStr, Field(max_length=80)] = ""
    load: Amount
    load_most: Amount | None = None
    origin: Hands
    destination: Hands | None = None
    travel: Measure | None = None
    control_at_destination: YesNoUnknown = "unknown"
    coupling: Coupling = Coupling.UNKNOWN
    frequency: Pace | None = None
    counted: Counted | None = None
    lever_arm: Measure | None = None
    lifts_per_day: Annotated[StrictInt, Field(ge=0, le=100_000)] | None = None


class Stretch(Record):
    """Minutes of lifting, and the minutes of light work or rest before the next lifting; none after the last."""

    lifting_min: Amount
    recovery_min: Measure | None = None


class Surroundings(Record):
    """What was measured around the lift; what is not known is left out.

    Attributes:
        temperature: In degrees Celsius (metric) or Fahrenheit (US).
        humidity: Relative, in per cent.
        floor_friction: Friction between sole and floor.
        speed: Of the hands, in cm or inches a second.
    """

    temperature: Temperature | None = None
    humidity: Measure | None = None
    floor_friction: Measure | None = None
    speed: Measure | None = None


class LiftRequest(Record):
    """Call of `loosen lift`.

    Attributes:
        units: Of every number in the call; metric is kg and cm, US is lb and inches.
        tasks: One kind of lift, or several in one shift.
        duration: How long lifting goes on: short, up to 1 hour; moderate, up to 2 hours; long, up to 8 hours.
        work: The stretches of lifting of a day with the recovery between them, instead of ``duration``.
        circumstances: What is so of the lift, by the ids of the refusals: the method does not cover these.
        surroundings: What was measured around it.
        back_pain: Whether the person who lifts has back pain; unknown is never no.
    """

    units: Units = Units.METRIC
    tasks: Annotated[tuple[LiftTask, ...], Field(min_length=1, max_length=MOST_TASKS)]
    duration: Duration | None = None
    work: Annotated[tuple[Stretch, ...], Field(max_length=MOST_TASKS)] = ()
    circumstances: tuple[StrictStr, ...] = ()
    surroundings: Surroundings = Surroundings()
    back_pain: YesNoUnknown = "unknown"


class Multipliers(Record):
    """The factors of the equation: load constant, horizontal, vertical, distance, asymmetry, frequency, coupling."""

    lc: Figure
    hm: Figure
    vm: Figure
    dm: Figure
    am: Figure
    fm: Figure
    cm: Figure


class Point(Record):
    """The equation at one end of a lift.

    Attributes:
        horizontal_estimated: Whether the horizontal distance was worked out from the depth of the box.
        firwl: The limit with a frequency multiplier of 1.
        rwl: The recommended weight limit; 0 is outside of the method.
        li: Load over limit; null outside of the method.
        outside: Measures for which a multiplier is 0, in words.
    """

    place: Place
    horizontal: Figure
    horizontal_estimated: bool
    vertical: Figure
    asymmetry: Figure
    multipliers: Multipliers
    firwl: Figure
    rwl: Figure
    li: Figure | None
    outside: tuple[str, ...]


class TaskAnswer(Record):
    """The equation for one kind of lift.

    Attributes:
        points: Each end that counts.
        limiting: The end with the lower limit; that one counts.
        rwl: The limit there (in a job of several tasks: STRWL).
        li: The usual load over it (STLI).
        firwl: The limit with a frequency multiplier of 1.
        fili: The heaviest load over it.
        order: Place by li in a job of several tasks, from 1.
        adds: What the task adds to the composite index.
    """

    name: str
    load: Figure
    frequency: Figure
    travel: Figure
    points: tuple[Point, ...]
    limiting: Place
    rwl: Figure
    li: Figure | None
    firwl: Figure
    fili: Figure | None
    order: int
    adds: Figure | None


class Refusal(Record):
    """Why the equation must not be used for a lift."""

    id: str
    reason: str


class SingleChange(Record):
    """What one change alone would do.

    Attributes:
        task: The number of the task, from 0.
        rwl: The limit of that task after it.
        li: The index after it: of the task, or of the whole job if it has several.
    """

    id: str
    task: int
    words: str
    rwl: Figure
    li: Figure | None


class LifftTask(Record):
    """LiFFT for one kind of lift: peak moment, damage of one lift and of all lifts of a day."""

    name: str
    lifts_per_day: int
    moment_nm: Figure
    moment_ft_lb: Figure
    damage_per_lift: Figure
    damage: Figure


class LifftAnswer(Record):
    """LiFFT for a day.

    Attributes:
        damage: Of the day, summed over the tasks.
        probability: That a job with this damage is a high-risk job.
    """

    tasks: tuple[LifftTask, ...]
    damage: Figure
    probability: Figure
    band: str
    words: tuple[str, ...]


class LiftSource(Record):
    """Where a number of the methods comes from."""

    id: str
    title: str
    locator: str
    grade: str
    confirmed: bool


class BodyAnswer(Record):
    """What the body model says about the lift as drawn.

    Attributes:
        load: The answer of `loosen load` for it.
        figure: The drawing, as SVG.
        note: What the answer stands for, or why there is none.
    """

    load: dict[str, Any] | None = None
    figure: str | None = None
    note: str = ""


class LiftAnswer(Record):
    """Answer of `loosen lift`.

    Attributes:
        applies: Whether the limit is meant for the person who lifts: only when they said that nothing hurts.
        refused: Why there is no limit, if so.
        rwl: The recommended weight limit of the one task; null when refused or for several tasks.
        li: The lifting index, for several tasks the composite one; null when refused or outside of the method.
        composite: Whether ``li`` is the composite index of several tasks.
        outside: Whether the lift is outside of what can be lifted by this method.
        multipliers: Those of the one task, at the end that counts.
        band: How the index is read; ``within``, ``raised``, ``high``, ``outside`` or ``refused``.
        title: The answer in one line.
        words: What the person is told, in order.
        cautions: For whom the limit is not meant, and what to do then.
        needle: The single change that helps most, in words.
        changes: What each single change alone would do, the most helpful first.
        lifft: The damage of a day; null where its inputs are missing.
        lifft_note: Why there is none, or what it does not cover.
        body_model: The body model's own answer; null where there is none.
        body_note: What that answer stands for, or why there is none.
        figure: The lift as drawn, as SVG; null where there is none.
        knowledge_version: Changes with the files of the lifting methods.
    """

    units: Units
    weight_unit: str
    length_unit: str
    applies: bool
    refused: tuple[Refusal, ...]
    rwl: Figure | None
    rwl_kg: Figure | None
    rwl_lb: Figure | None
    li: Figure | None
    composite: bool
    outside: bool
    duration: Duration | None
    multipliers: Multipliers | None
    band: str
    title: str
    words: tuple[str, ...]
    cautions: tuple[str, ...]
    tasks: tuple[TaskAnswer, ...]
    needle: str | None
    changes: tuple[SingleChange, ...]
    lifft: LifftAnswer | None
    lifft_note: str
    body_model: dict[str, Any] | None
    body_note: str
    figure: str | None
    sources: tuple[LiftSource, ...]
    knowledge_version: str
