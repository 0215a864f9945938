"""The JSON API of one person: today, the log, history. The person is the one of the cookie."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from pydantic import Field, StringConstraints

from loosen.coach.checkin import CheckIn
from loosen.coach.sync import MOST_ENTRIES, Entry, EntryAnswer
from loosen.domain.basics import Record
from loosen.domain.plan import DayLog, HistoryDay, IsoDay, Plan
from loosen.errors import NotAllowedError, NotFoundError
from loosen.web.api import PROBLEMS, Problem
from loosen.web.asked import coach_of, daily_of, sync_of
from loosen.web.session import NOBODY, current_person, who_of

router = APIRouter(prefix="/api/v1/me", tags=["me"], responses=PROBLEMS)
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9-]{16,36}$",
        description="An id that the client made (best a UUIDv7). The same id twice counts once.",
    ),
]


class History(Record):
    """The reported days, in order."""

    days: tuple[HistoryDay, ...]


NOT_TAKEN: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "description": words}
    for code, words in ((409, "Entries of somebody else"), (503, "Nothing can be saved for good now"))
}


class LogCall(Record):
    """A day and what is reported of it; without a day it is today."""

    day: IsoDay | None = None
    log: DayLog


def _person(request: Request) -> str:
    person = current_person(request)
    if person == NOBODY:
        raise NotFoundError("There is nobody here yet.", where="cookie", detail="Open the app and begin the check.")
    return person


Person = Annotated[str, Depends(_person)]


@router.get("/today")
def today(request: Request, person: Person) -> Plan:
    """Today's plan; not before the safety notice was read."""
    state = coach_of(request).state(person)
    if state.triaged_at is not None and state.notice_for != state.check:
        raise NotAllowedError("The safety notice comes first.", where="notice", detail="Read and tick it in the app.")
    return daily_of(request).plan(state).plan


@router.get("/history")
def history(request: Request, person: Person) -> History:
    """Every reported day."""
    coach = coach_of(request)
    return History(days=coach.state(person).diary.history)


class EntriesCall(Record):
    """What a device did while it was on its own.

    Attributes:
        who: Whose it is, as the pages of that person say; entries of somebody else are not taken.
        sent_at: When it was sent, by the clock of the device, with its offset from UTC.
        entries: What was done, in order.
    """

    who: Annotated[str, StringConstraints(max_length=40)]
    sent_at: Annotated[str, StringConstraints(max_length=40)]
    entries: tuple[Entry, ...] = Field(max_length=MOST_ENTRIES)


class EntriesAnswer(Record):
    """What became of the entries, and the time by the clock of the server."""

    now: datetime
    results: tuple[EntryAnswer, ...]


@router.post("/events", responses=NOT_TAKEN)
def take_in(request: Request, person: Person, call: EntriesCall) -> EntriesAnswer:
    """Take in what a device did on its own. Sending an entry twice counts once; nothing is dropped in silence."""
    if call.who != who_of(person):
        raise NotAllowedError(
            "These entries belong to somebody else.",
            where="who",
            detail="They stay on the device. Open Loosen as the person who made them.",
        )
    coach = coach_of(request)
    results = sync_of(request).take_in(person, call.sent_at, call.entries)
    return EntriesAnswer(now=coach.now(), results=results)


@router.post("/days")
def log_day(request: Request, person: Person, call: LogCall, key: IdempotencyKey = None) -> History:
    """Report a day. What changes an earlier report is kept as a correction."""
    coach = coach_of(request)
    log = call.log.model_dump(mode="json", exclude_none=True)
    CheckIn(daily_of(request)).save(person, log, day=call.day, event_id=key)
    return History(days=coach.state(person).diary.history)
