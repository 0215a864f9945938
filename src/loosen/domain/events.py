"""What happened, in order. Events are only ever added; state is what they add up to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from loosen.domain.basics import Record


class EventKind(StrEnum):
    """What an event tells."""

    CHECK_BEGUN = "check-begun"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    TRIAGED = "triaged"
    NOTICE_CONFIRMED = "notice-confirmed"
    CLINICIAN_CLEARED = "clinician-cleared"
    COUNTRY_SET = "country-set"
    PERSON_SET = "person-set"
    MINI_SCREENED = "mini-screened"
    PAIN_TOLD = "pain-told"
    BOUT_STARTED = "bout-started"
    SIGNS_FELT = "signs-felt"
    BOUT_FINISHED = "bout-finished"
    DAY_LOGGED = "day-logged"
    DAY_CORRECTED = "day-corrected"
    REMEDY_STARTED = "remedy-started"
    REMEDY_FINISHED = "remedy-finished"
    ACTIVITIES_CHOSEN = "activities-chosen"
    REVIEWED = "reviewed"
    RMDQ_FILLED = "rmdq-filled"
    DAYS_IMPORTED = "days-imported"
    CALENDAR_SHARED = "calendar-shared"


class Event(Record):
    """One thing that happened to one person.

    Attributes:
        id: Made by whoever records it (UUIDv7), so that sending it twice does not double it.
        person: Whose it is; every query leads with it.
        at: When it happened, with time zone.
        kind: What it tells.
        body: The rest, as plain JSON.
    """

    id: str
    person: str
    at: datetime
    kind: EventKind
    body: dict[str, Any]
