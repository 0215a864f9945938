"""Records of the safety check: screens, questions, signs, rules, levels, tags."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from loosen.domain.basics import Evidence, Id, Level, Number, Record, Text, Texts, Words
from loosen.domain.conditions import Condition, IsOneOf


class FactType(StrEnum):
    """What kind of answer a question takes."""

    ANSWER = "answer"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"


class Purpose(StrEnum):
    """Why a question is asked."""

    SAFETY = "safety"
    FIT = "fit"
    CONTRIBUTOR = "contributor"
    YELLOW_FLAG = "yellow-flag"
    MEDICINE = "medicine"


class Line(Record):
    """One line of a screen; it may bundle several separate facts that belong together."""

    id: Id
    title: Text


class Screen(Record):
    """One page of questions that one thumb can clear."""

    id: Id
    order: StrictInt = Field(ge=1)
    purpose: Purpose
    title: Text
    help: Text | None = None
    line: tuple[Line, ...] = Field(min_length=1)


class Choice(Record):
    """One option of a choice question."""

    id: Id
    label: Text


class Quick(Record):
    """A ready-made number that a thumb can tap instead of typing."""

    value: Number
    label: Text


class Question(Record):
    """One fact and the words that ask for it.

    Attributes:
        id: The fact.
        screen: The screen it stands on.
        line: The line of that screen.
        order: Place within the line.
        type: What kind of answer it takes.
        hard: True when a yes can alone mean emergency or same day.
        background: True when it says who the person is or how long it has lasted, not what is wrong.
        purpose: Why it is asked.
        ask: The full question in lay words.
        short: The few words on the button.
        why: Why it is asked.
        clarifier: Hard facts only: the question that follows "not sure", one fact, in lay words.
        under: The questions it follows up; asked only when one of them is yes or not sure.
        asked_if: Asked only when this can hold.
        people_say: Ways in which people write this in their own words.
        counted_on: Taken to be so by a form on which nothing of the line was ticked, where another fact has a value.
    """

    id: Id
    screen: Id
    line: Id
    order: StrictInt = 1
    type: FactType = FactType.ANSWER
    hard: StrictBool = False
    background: StrictBool = False
    purpose: Purpose = Purpose.SAFETY
    ask: Text
    short: Text
    why: Text
    clarifier: Text | None = None
    clarifies: Id | None = None
    under: tuple[Id, ...] = ()
    asked_if: Condition | None = None
    choice: tuple[Choice, ...] = ()
    quick: tuple[Quick, ...] = ()
    minimum: Number | None = None
    maximum: Number | None = None
    unit: Words | None = None
    people_say: Texts | None = None
    counted_on: IsOneOf | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.type is FactType.CHOICE and len(self.choice) < 2:  # noqa: PLR2004 - a choice has options
            raise ValueError("a choice question needs at least two [[choice]] entries")
        if self.type is FactType.NUMBER and (self.minimum is None or self.maximum is None or not self.unit):
            raise ValueError("a number question needs minimum, maximum and unit")
        if self.hard and not self.clarifier:
            raise ValueError("a hard question needs a clarifier: the question that follows 'not sure'")
        if self.clarifier and self.type is not FactType.ANSWER:
            raise ValueError("only a yes-or-no question can have a clarifier")
        return self

    @property
    def clarifier_id(self) -> str | None:
        """Id of the fact that the clarifying question asks for."""
        return f"{self.id}-clarified" if self.clarifier else None


class Sign(Record):
    """A named condition that several rules share, such as "any nerve sign"."""

    id: Id
    name: Text
    when: Condition


class Outcome(Record):
    """One thing a rule can say: at which level, when, and on whose evidence.

    Attributes:
        do: What to do besides, where what its level says does not fit.
        say: What to say on the telephone, in the same case.
    """

    level: Level
    when: Condition
    advice: Text
    do: Texts | None = None
    say: Text | None = None
    blocks_plan: StrictBool = False
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Rule(Record):
    """A safety rule in the terms of the field.

    Attributes:
        title: The condition that the rule looks for, for clinicians.
        lay_title: The same for the person, without a diagnosis.
        version: Counts up with each change of meaning.
        since: Day from which this version holds.
        note: What a clinician should know.
        outcome: What it can say, most urgent first.
    """

    id: Id
    title: Text
    lay_title: Text
    version: StrictInt = Field(ge=1)
    since: date
    note: Text | None = None
    outcome: tuple[Outcome, ...] = Field(min_length=1)


class LevelWords(Record):
    """What a level means and what the screen says. One file each for E, S, W, R, G and N (not enough)."""

    id: Id
    within_days: StrictInt | None = None
    title: Text
    meaning: Text
    do: Texts
    say: Texts | None = None
    worse: Text | None = None
    plan: Words
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Tag(Record):
    """A state of the person that blocks or adapts remedies and movements."""

    id: Id
    name: Text
    detect: Text
    when: Condition
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class StageRule(Record):
    """When a person is in a stage, from the days since the pain began and the pain now."""

    id: Id
    order: StrictInt
    name: Text
    meaning: Text
    when: Condition
    evidence: tuple[Evidence, ...] = Field(min_length=1)
