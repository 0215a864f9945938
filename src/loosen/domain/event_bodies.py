"""What the body of each kind of event holds; events of this program always do, those of a file are held to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from loosen.domain.contracts import RawFact
from loosen.domain.events import EventKind
from loosen.domain.plan import DayLog, IsoDay, Person

_Pain = Annotated[StrictInt, Field(ge=0, le=10)]
_Seconds = Annotated[StrictInt, Field(ge=0, le=24 * 3600)]
_Ids = list[Annotated[StrictStr, Field(max_length=60)]]
_Short = Annotated[StrictStr, Field(max_length=200)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="allow", populate_by_name=True)


class _Version(_Body):
    knowledge_version: _Short


class _Facts(_Body):
    facts: dict[_Short, RawFact]


class _Correction(_Body):
    fact: _Short
    to: RawFact | None


class _Clearance(_Body):
    reasons: dict[_Short, _Short] = Field(default_factory=dict)


class _Country(_Body):
    country: Annotated[StrictStr, Field(max_length=8)]


class _PersonSet(_Body):
    person: Person


class _Screened(_Body):
    yes: _Ids


class _OfADay(_Body):
    day: IsoDay


class _PainTold(_OfADay):
    pain: _Pain


class _BoutStarted(_OfADay):
    items: _Ids
    pain: _Pain | None = None
    sets: dict[_Short, StrictInt] = Field(default_factory=dict)


class _SignsFelt(_OfADay):
    signs: _Ids


class _BoutFinished(_OfADay):
    bout: _Short
    done: _Ids
    stopped: _Ids
    seconds: _Seconds | None = None
    pain: _Pain | None = None
    signs: _Ids = Field(default_factory=list)


class _DayLogged(_OfADay):
    log: DayLog


class _DayCorrected(_OfADay):
    changes: DayLog


class _RemedyStarted(_OfADay):
    remedy: _Short
    pain: _Pain | None = None


class _RemedyFinished(_OfADay):
    use: _Short
    pain: _Pain | None = None
    seconds: _Seconds | None = None


class _Activity(_Body):
    id: _Short
    name: _Short


class _Activities(_Body):
    activities: list[_Activity]


class _Reviewed(_OfADay, _Facts):
    pass


class _Rmdq(_OfADay):
    ticked: list[Annotated[StrictInt, Field(ge=1, le=24)]]


class _Counted(_Body):
    steps: Annotated[StrictInt, Field(ge=0, le=200_000)] | None = None
    minutes_walked: Annotated[StrictInt, Field(ge=0, le=1440)] | None = None


class _DaysImported(_Body):
    days: dict[IsoDay, _Counted]


class _Calendar(_Body):
    key: Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")] | None


_BODIES: Mapping[EventKind, type[_Body]] = {
    EventKind.CHECK_BEGUN: _Version,
    EventKind.ANSWERED: _Facts,
    EventKind.CORRECTED: _Correction,
    EventKind.TRIAGED: _Version,
    EventKind.NOTICE_CONFIRMED: _Body,
    EventKind.CLINICIAN_CLEARED: _Clearance,
    EventKind.COUNTRY_SET: _Country,
    EventKind.PERSON_SET: _PersonSet,
    EventKind.MINI_SCREENED: _Screened,
    EventKind.PAIN_TOLD: _PainTold,
    EventKind.BOUT_STARTED: _BoutStarted,
    EventKind.SIGNS_FELT: _SignsFelt,
    EventKind.BOUT_FINISHED: _BoutFinished,
    EventKind.DAY_LOGGED: _DayLogged,
    EventKind.DAY_CORRECTED: _DayCorrected,
    EventKind.REMEDY_STARTED: _RemedyStarted,
    EventKind.REMEDY_FINISHED: _RemedyFinished,
    EventKind.ACTIVITIES_CHOSEN: _Activities,
    EventKind.REVIEWED: _Reviewed,
    EventKind.RMDQ_FILLED: _Rmdq,
    EventKind.DAYS_IMPORTED: _DaysImported,
    EventKind.CALENDAR_SHARED: _Calendar,
}


def body_problem(kind: EventKind, body: Mapping[str, Any]) -> str | None:
    """Return the place in a body that cannot be used, or None where all of it can."""
    try:
        _BODIES[kind].model_validate(body)
    except ValidationError as error:
        return ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"]) or "its beginning"
    return None


def body_days(kind: EventKind, body: Mapping[str, Any]) -> tuple[date, ...]:
    """Return the days that a body without a problem tells of."""
    checked = _BODIES[kind].model_validate(body)
    if isinstance(checked, _DaysImported):
        return tuple(checked.days)
    return (checked.day,) if isinstance(checked, _OfADay) else ()
