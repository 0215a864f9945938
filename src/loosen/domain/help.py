"""Records of medicines, help lines by country, thresholds and the safety notice."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from loosen.domain.basics import Evidence, Grade, Id, Number, Record, Text, Texts, Words
from loosen.domain.conditions import Condition


class LineKind(StrEnum):
    """What a telephone line is for."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    CRISIS = "crisis"


class HelpLine(Record):
    """One number to call."""

    kind: LineKind
    name: Words
    number: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9 #*+-]*$")]
    when: Text | None = None
    source: Id
    locator: Words
    checked: date
    confirmed: StrictBool


class Country(Record):
    """The lines of one country; ``ZZ`` stands for unknown and lists the common ones."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Words
    line: tuple[HelpLine, ...] = Field(min_length=1)


class MedicineVerdict(StrEnum):
    """What the screen says for one medicine, in rising order of caution."""

    FOLLOW_PACK = "follow-pack"
    ASK_FIRST = "ask-first"
    DO_NOT_USE = "do-not-use"


class PackLimit(Record):
    """What packs of a country say, never a dose for a person."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    single: Text
    gap: Text
    most_24h: Text
    most_days: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class MedicineCheck(Record):
    """Who must not take it, or must ask first, and why."""

    id: Id
    verdict: MedicineVerdict
    when: Condition
    words: Text
    same_day: StrictBool = False
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Medicine(Record):
    """An over-the-counter medicine: screened, never scheduled, never dosed."""

    id: Id
    name: Text
    also: Texts | None = None
    place: Text
    food: Text
    grade: Grade
    limit: tuple[PackLimit, ...] = Field(min_length=1)
    check: tuple[MedicineCheck, ...] = Field(min_length=1)
    general: Texts
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Threshold(Record):
    """One number that decides something, with its unit and source."""

    id: Id
    name: Text
    value: Number
    unit: Words
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class NoticeItem(Record):
    """One element of the safety notice."""

    order: StrictInt
    title: Text
    words: Text


class Notice(Record):
    """The safety notice: shown after the outcome, confirmed with an active tick."""

    id: Id
    version: StrictInt
    since: date
    short: Text
    intended_use: Text
    tick: Text
    reviewer: Text
    item: tuple[NoticeItem, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Site(Record):
    """What a clinic or household sets for its own copy, in the overlay folder only."""

    id: Id
    name: Words
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9 #*+-]*$")] | None = None
    words: Text | None = None
    forbidden: tuple[Id, ...] = ()
