"""What outsiders send and get: the JSON contracts, versioned by their schemas."""

from __future__ import annotations

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from loosen.domain.basics import Record
from loosen.domain.results import TriageResult
from loosen.domain.safety import Choice, FactType, Purpose

RawFact = StrictBool | StrictInt | StrictFloat | StrictStr
"""An answer as JSON has it: true, false, "unknown", a number, a choice id or an ISO date."""


class FactEntry(Record):
    """One fact as `loosen facts` lists it."""

    id: str
    question: str
    short: str
    type: FactType
    choices: tuple[Choice, ...]
    minimum: float | None
    maximum: float | None
    unit: str | None
    hard: bool
    purpose: Purpose
    clarifier: str | None
    clarifies: str | None
    under: tuple[str, ...]
    screen: str
    screen_title: str
    line: str
    why_asked: str


class FactsAnswer(Record):
    """Answer of `loosen facts`."""

    facts: tuple[FactEntry, ...]
    knowledge_version: str


class TriageRequest(Record):
    """Call of `loosen triage`.

    Attributes:
        facts: Answers by fact id.
        none_of: Screens of which nothing applies; an answer in ``facts`` wins over it.
        words: Free text, read for danger signs.
    """

    facts: dict[str, RawFact] = Field(default_factory=dict)
    none_of: tuple[StrictStr, ...] = ()
    words: StrictStr | None = None


class HeardSign(Record):
    """A danger sign heard in the free text."""

    fact: str
    question: str
    quote: str
    counted_as: str


class TriageAnswer(TriageResult):
    """Answer of `loosen triage`: the outcome, and what was heard in the free text."""

    heard: tuple[HeardSign, ...] = ()
