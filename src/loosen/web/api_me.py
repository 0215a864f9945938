"""The JSON API of one person: today, the log, history. The person is the one of the cookie."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request

from loosen.domain.basics import Record
from loosen.domain.plan import DayLog, HistoryDay, IsoDay, Plan
from loosen.errors import NotFoundError
from loosen.web.api import PROBLEMS
from loosen.web.asked import coach_of, daily_of
from loosen.web.session import NOBODY, current_person

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
    """Today's plan."""
    coach = coach_of(request)
    return daily_of(request).plan(coach.state(person)).plan


@router.get("/history")
def history(request: Request, person: Person) -> History:
    """Every reported day."""
    coach = coach_of(request)
    return History(days=coach.state(person).diary.history)


@router.post("/days")
def log_day(request: Request, person: Person, call: LogCall, key: IdempotencyKey = None) -> History:
    """Report a day. What changes an earlier report is kept as a correction."""
    coach = coach_of(request)
    log = call.log.model_dump(mode="json", exclude_none=True)
    daily_of(request).log_day(person, log, day=call.day, event_id=key)
    return History(days=coach.state(person).diary.history)
