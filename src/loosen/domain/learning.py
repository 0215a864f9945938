"""Records of what is known: sources, claims, questions people ask, contributors, yellow flags."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt, StringConstraints

from loosen.domain.basics import Evidence, Grade, Id, Record, Text, Texts, Verdict, Words
from loosen.domain.conditions import Condition

EntryRef = Annotated[str, StringConstraints(pattern=r"^[a-z_-]+/[A-Za-z0-9_-]+$")]
"""A pointer to an entry: its folder and its id, such as ``movements/cat-cow``."""


class SourceKind(StrEnum):
    """What kind of document a source is."""

    SYSTEMATIC_REVIEW = "systematic-review"
    TRIAL = "trial"
    COHORT = "cohort"
    LABORATORY = "laboratory"
    GUIDELINE = "guideline"
    CONSENSUS = "consensus"
    LABEL = "label"
    REGULATION = "regulation"
    TEXTBOOK = "textbook"
    WEB_TEXT = "web-text"
    CONVENTION = "convention"


class Source(Record):
    """A document that statements are taken from."""

    id: Id
    title: Words
    authors: Words
    year: StrictInt = Field(ge=1900, le=2100)
    kind: SourceKind
    published_in: Words | None = None
    doi: Words | None = None
    identifier: Words | None = None
    note: Words | None = None


class Claim(Record):
    """A statement found in one of the five source texts, with our verdict.

    Attributes:
        text: Letter of the source text: A to E.
        says: The claim in our own words.
        reason: Why the verdict; no two claims share a reason.
        acted_on_by: The entries of this knowledge that act on it.
    """

    id: Id
    text: Annotated[str, StringConstraints(pattern=r"^[A-E]$")]
    kind: Words
    says: Text
    verdict: Verdict
    grade: Grade
    reason: Text
    acted_on_by: tuple[EntryRef, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Faq(Record):
    """A question people ask and our answer."""

    id: Id
    order: StrictInt
    question: Text
    answer: Text
    grade: Grade
    see: tuple[EntryRef, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    people_say: Texts | None = None


class Contributor(Record):
    """Something that may have played a part in the pain, and what to change."""

    id: Id
    order: StrictInt
    name: Text
    when: Condition | None = None
    wording: Text
    change: Text
    finding: Text
    grade: Grade
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class YellowFlag(Record):
    """A worry or circumstance that goes with slower recovery; it steers tone and pace.

    Attributes:
        response: What helps, for the page of the review.
        tone: One short line of it, for the page of the day.
        crisis: What to do in a crisis; help lines stand beside it.
    """

    id: Id
    order: StrictInt
    domain: Text
    when: Condition
    response: Text
    tone: Text
    crisis: Text | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)
