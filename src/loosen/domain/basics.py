"""The smallest words: answers, grades, levels, texts and evidence."""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=60)]
"""The name of an entry; it is also its file name."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)]
"""A piece of text that a person reads; never empty."""

Number = StrictInt | StrictFloat
"""A number as written in a file: an integer or a float, never true or false."""


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Answer(StrEnum):
    """What a person says to a yes-or-no question. Unknown is never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Truth(IntEnum):
    """Kleene's three truth values, ordered so that *and* is the minimum and *or* the maximum."""

    FALSE = 0
    OPEN = 1
    TRUE = 2


class Grade(StrEnum):
    """How sure the evidence is."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    X = "X"

    @property
    def words(self) -> str:
        """The grade as a person reads it."""
        return _GRADE_WORDS[self]


_GRADE_WORDS = {
    Grade.A: "Strong evidence",
    Grade.B: "Fair evidence",
    Grade.C: "Weak evidence",
    Grade.D: "Opinion, not tested",
    Grade.X: "Evidence against",
}


class Verdict(StrEnum):
    """What the evidence says about a claim that was found in the world."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"


class Level(StrEnum):
    """How soon help is needed: the urgency letter that a rule returns."""

    EMERGENCY = "E"
    SAME_DAY = "S"
    WEEK = "W"
    ROUTINE = "R"

    @property
    def rank(self) -> int:
        """Place in the order of urgency; higher is more urgent."""
        return _LEVEL_RANK[self]


_LEVEL_RANK = {Level.ROUTINE: 2, Level.WEEK: 3, Level.SAME_DAY: 4, Level.EMERGENCY: 5}


class Disposition(StrEnum):
    """Outcome of triage, in rising order."""

    SELF_CARE = "self-care"
    NOT_ENOUGH_ANSWERS = "not-enough-answers"
    SEE_A_CLINICIAN = "see-a-clinician"
    SAME_DAY = "same-day"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """Place in the rising order."""
        return list(Disposition).index(self)

    @property
    def is_urgent(self) -> bool:
        """Whether somebody has to see the person today."""
        return self in {Disposition.SAME_DAY, Disposition.EMERGENCY}


class Text(Record):
    """A text by language. English is the one that must be there."""

    en: Words

    def __str__(self) -> str:
        return self.en


class Texts(Record):
    """A list of texts by language."""

    en: tuple[Words, ...] = Field(min_length=1)


class Evidence(Record):
    """Where a value or statement comes from and how sure it is.

    Attributes:
        source: Id of a file in ``sources/``.
        locator: Where in the source: table, section, rule, page.
        grade: How sure.
        confirmed: True when the statement was read in the source; false when it was written down from
            memory of the literature, which pages show as "not yet confirmed".
        checked: Day on which it was last looked at.
        supports: Which value or statement it stands for, when not the whole entry.
        note: What a reader should know about it.
    """

    source: Id
    locator: Words
    grade: Grade
    confirmed: StrictBool
    checked: date
    supports: Words | None = None
    note: Words | None = None
