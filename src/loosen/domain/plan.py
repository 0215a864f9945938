"""Records of the plan contract: who the plan is for, what went before, and the plan itself."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, StrictStr

from loosen.domain.basics import Grade, Id, Record
from loosen.domain.care import Kit, MovementPurpose
from loosen.domain.contracts import RawFact
from loosen.domain.results import CitedSource, ItemKind, LeftOut, Now


def _iso_only(value: object) -> object:
    """Refuse what is neither a day nor an ISO text; a number would be read as seconds since 1970."""
    if not isinstance(value, str | date):
        raise ValueError("give a day such as 2026-11-21")
    return value


def _near(day: date) -> date:
    """Refuse a day that nobody lives to plan; days are added to it later."""
    if not date(1900, 1, 1) <= day <= date(2999, 12, 31):
        raise ValueError("give a day from 1900 to 2999")
    return day


IsoDay = Annotated[date, BeforeValidator(_iso_only), AfterValidator(_near)]
"""A day, written as in ISO 8601."""


Ability = Annotated[StrictInt, Field(ge=0, le=10)]
"""How well an activity can be done, from 0 (not at all) to 10 (as before)."""


class Place(StrEnum):
    """Where the person is."""

    HOME = "home"
    WORK = "work"
    IN_BED = "in-bed"


class Person(Record):
    """What the plan has to fit besides the answers.

    Attributes:
        minutes: Minutes for one bout by the clock; None leaves it to the stage.
        equipment: Things at hand; None leaves it to the answers.
        floor_ok: Whether getting down to the floor and up again is safe; None leaves it to the answers.
        place: Where the person is; None leaves it to the answers.
        goals: What the person wants most.
        dislikes: Movements that the person does not want.
        limits: Movements or variants that a clinician has ruled out.
    """

    minutes: StrictInt | None = Field(default=None, ge=1, le=120)
    equipment: tuple[Kit, ...] | None = None
    floor_ok: StrictBool | None = None
    place: Place | None = None
    goals: tuple[MovementPurpose, ...] = ()
    dislikes: tuple[Id, ...] = ()
    limits: tuple[Id, ...] = ()


class HistoryDay(Record):
    """One day that was reported.

    Attributes:
        date: The day.
        pain_now: Pain before the first bout, 0 to 10.
        pain_last: Pain that was told last, 0 to 10; None where that is pain_now.
        pain_worst: Worst pain of the day, 0 to 10.
        morning_change: Pain that morning minus pain before the last bout, -10 to 10.
        done: Variants that were done.
        stopped: Variants that were stopped because of pain.
        bouts: How many bouts were done; None counts as one where something was done.
        sets: Most sets of one bout that was done that day, as it was planned, the warm-up included; None where that
            is not known.
        pain_after: Pain after the bout that ended with most of it, 0 to 10.
        ended_by: Stop signs that were felt in a bout.
        minutes_walked: Minutes walked.
        flare: Whether the person calls it a flare.
        flare_over: Whether the person says on that day that a flare is over.
        steps: Steps walked, as a device counted them.
        sleep: How the night was, from 0 (very bad) to 10 (very good).
        mood: How the mood was, from 0 (very low) to 10 (very good).
        medicine: Whether medicine for the pain was taken.
        activities: Own activities by id, from 0 (cannot do it) to 10 (as before).
        areas: Where it was felt, as areas of the body map.
        global_change: Change since the start, from -3 (very much worse) to 3 (very much better).
        muscle_soreness: Whether what hurts more is the dull soreness of muscles after a bout, and the person moves
            freely.
    """

    date: IsoDay
    pain_now: StrictInt | None = Field(default=None, ge=0, le=10)
    pain_last: StrictInt | None = Field(default=None, ge=0, le=10)
    pain_worst: StrictInt | None = Field(default=None, ge=0, le=10)
    morning_change: StrictInt | None = Field(default=None, ge=-10, le=10)
    done: tuple[Id, ...] = ()
    stopped: tuple[Id, ...] = ()
    bouts: StrictInt | None = Field(default=None, ge=0, le=48)
    sets: StrictInt | None = Field(default=None, ge=0)
    pain_after: StrictInt | None = Field(default=None, ge=0, le=10)
    ended_by: tuple[Id, ...] = ()
    minutes_walked: StrictInt | None = Field(default=None, ge=0, le=1440)
    flare: StrictBool = False
    flare_over: StrictBool = False
    steps: StrictInt | None = Field(default=None, ge=0, le=200_000)
    sleep: StrictInt | None = Field(default=None, ge=0, le=10)
    mood: StrictInt | None = Field(default=None, ge=0, le=10)
    medicine: StrictBool | None = None
    activities: dict[Id, Ability] = Field(default_factory=dict, max_length=5)
    areas: tuple[Id, ...] = ()
    global_change: StrictInt | None = Field(default=None, ge=-3, le=3)
    muscle_soreness: StrictBool = False

    @property
    def pain_latest(self) -> int | None:
        """The pain that holds now, if the day is today."""
        return self.pain_now if self.pain_last is None else self.pain_last


class DayLog(Record):
    """What a person reports of a day; everything may be left out. The fields are those of a `HistoryDay`."""

    pain_now: StrictInt | None = Field(default=None, ge=0, le=10)
    pain_worst: StrictInt | None = Field(default=None, ge=0, le=10)
    morning_change: StrictInt | None = Field(default=None, ge=-10, le=10)
    minutes_walked: StrictInt | None = Field(default=None, ge=0, le=1440)
    flare: StrictBool | None = None
    flare_over: StrictBool | None = None
    steps: StrictInt | None = Field(default=None, ge=0, le=200_000)
    sleep: StrictInt | None = Field(default=None, ge=0, le=10)
    mood: StrictInt | None = Field(default=None, ge=0, le=10)
    medicine: StrictBool | None = None
    activities: dict[Id, Ability] | None = Field(default=None, max_length=5)
    areas: tuple[Id, ...] | None = None
    global_change: StrictInt | None = Field(default=None, ge=-3, le=3)
    muscle_soreness: StrictBool | None = None


class ReviewedDay(Record):
    """What was answered on a review day."""

    date: IsoDay
    facts: dict[str, RawFact] = Field(default_factory=dict)


class PlanRequest(Record):
    """Call of `loosen plan`.

    Attributes:
        reviews: What was answered on review days; a review that was recorded is not asked for again.
        checked_on: The day on which the answers were given in a safety check. The history up to that day counts as
            known to it; without it, what calls for a new check goes on calling.
    """

    facts: dict[str, RawFact] = Field(default_factory=dict)
    none_of: tuple[StrictStr, ...] = ()
    person: Person = Person()
    history: tuple[HistoryDay, ...] = Field(default=(), max_length=4000)
    reviews: tuple[ReviewedDay, ...] = Field(default=(), max_length=400)
    today: IsoDay
    checked_on: IsoDay | None = None


class PlanItem(Record):
    """One movement of a bout.

    Attributes:
        id: The variant.
        movement: The movement.
        repetitions: Per set, and per side where there are sides.
        hold_s: Seconds held per repetition.
        load_kg: In the hands; None where nothing is carried.
        seconds: What it takes in all, by the clock.
        position: Of the body.
    """

    id: str
    movement: str
    kind: ItemKind
    name: str
    detail: str
    sets: int
    repetitions: int | None
    hold_s: int | None
    duration_s: int | None
    per_side: bool
    load_kg: int | None = None
    seconds: int
    position: str
    because: str
    cautions: tuple[str, ...]
    grade: Grade
    grade_words: str
    source: tuple[CitedSource, ...]


class PlannedBout(Record):
    """One guided run, to be done so many times on the day.

    Attributes:
        seconds: By the clock, getting ready and changes of position included.
        changes: Positions in order.
        worth: Points of the optimum, for those who check it.
    """

    id: str
    title: str
    times_a_day: int
    minutes_most: int
    seconds: int
    changes: tuple[str, ...]
    worth: int
    items: tuple[PlanItem, ...]


class DayPart(Record):
    """What the day holds besides bouts: an advice with its reason."""

    kind: str
    words: str
    because: str
    grade: Grade
    grade_words: str


class Walks(Record):
    """Walking of the day.

    Attributes:
        days: On how many days a week.
        week_minutes: Minutes to aim for this week, where the programme for prevention sets them.
        rule: The rule that sets the minutes; None where the programme of the stage does.
    """

    minutes: int
    minutes_most: int
    times: int
    times_most: int
    days: int = 7
    week_minutes: int | None = None
    rule: str | None = None
    name: str
    words: str
    cautions: tuple[str, ...]
    because: str
    grade: Grade
    grade_words: str


class Day(Record):
    """The day around the bouts.

    Attributes:
        tone: What is said to worries and circumstances that the person told of.
    """

    name: str
    goals: str
    walking: Walks | None
    breaks: DayPart
    sleep: tuple[DayPart, ...]
    work: tuple[DayPart, ...]
    relief: tuple[DayPart, ...]
    tone: tuple[DayPart, ...] = ()


class Adapted(Record):
    """A change of the plan and the rule that made it."""

    rule: str
    says: str
    about: str | None = None


class DueReview(Record):
    """A look back that is due.

    Attributes:
        rule: The rule that asks for it.
        day: Days since it began, or since recovery.
        since: The day on which it fell due.
    """

    rule: str
    day: int
    since: date
    says: str


class Plan(Record):
    """A plan for one day, or why there is none.

    Attributes:
        withheld: Why there is no plan; None when there is one.
        rescreen: Whether the safety check must be run again first.
        adapted: What was changed and by which rule.
        nothing_fits: When no bout can be made: what is nearest to fitting.
        left_out: Every movement that is not in, and why.
        review_on: When to look back; today where a review is due.
        review: The review that is due.
        reminders: What calls for a visit or a look back, and by which rule; it changes nothing of the plan.
    """

    withheld: str | None
    rescreen: bool
    today: date
    stage: str
    disposition: str
    now: Now | None
    bouts: tuple[PlannedBout, ...]
    day: Day | None
    adapted: tuple[Adapted, ...]
    nothing_fits: str | None
    left_out: tuple[LeftOut, ...]
    review_on: date | None
    knowledge_version: str
    review: DueReview | None = None
    reminders: tuple[Adapted, ...] = ()
