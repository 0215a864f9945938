"""The plan of the coming days as a calendar (iCalendar, RFC 5545), to subscribe to or to take in once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from loosen.coach.coach import Coach
from loosen.coach.daily import Daily
from loosen.coach.state import PersonState
from loosen.domain.events import EventKind
from loosen.domain.plan import Plan, PlannedBout, Walks
from loosen.errors import NotFoundError

DAYS = 14
_SECRET_BYTES = 24
_MINUTE_S = 60
_LAST_HOUR = 19
_NOTICE_FIRST = "Read the safety notice in the app first. Then your plan stands here."
_ASK_AGAIN = timedelta(hours=6)


@dataclass(frozen=True)
class Wishes:
    """How a calendar is to look.

    Attributes:
        first_hour: When the first bout of a day begins; the others follow through the day.
        alarm: Whether the calendar reminds when a bout begins.
        discreet: Whether the titles say nothing of a back, for calendars that others see.
    """

    first_hour: int = 9
    alarm: bool = False
    discreet: bool = True


def share(coach: Coach, person: str) -> str:
    """Return a new secret for the address of the person's feed; the one before no longer opens it."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    coach.record(person, (EventKind.CALENDAR_SHARED, {"key": _fingerprint(secret)}))
    return secret


def stop_sharing(coach: Coach, person: str) -> None:
    """Close the feed of a person."""
    coach.record(person, (EventKind.CALENDAR_SHARED, {"key": None}))


def opened_with(coach: Coach, person: str, secret: str) -> PersonState:
    """Return where a person stands, for someone who holds the secret of their feed.

    Raises:
        NotFoundError: The secret opens nothing; whether the person exists is not told.
    """
    state = coach.state(person)
    if state.calendar is None or not hmac.compare_digest(state.calendar, _fingerprint(secret)):
        raise NotFoundError("This calendar is not there any more.", detail="Make a new link on the calendar page.")
    return state


def calendar_of(daily: Daily, state: PersonState, now: datetime, *, address: str, wishes: Wishes) -> bytes:
    """Return the next days as a calendar: bouts at their hours, walks and looks back as notes of the day.

    Times carry no zone: 9 o'clock is 9 o'clock wherever the calendar is read.

    Args:
        daily: The use cases of a day.
        state: Where the person stands.
        now: The present moment.
        address: Where the app answers, for the link back.
        wishes: How it is to look.
    """
    calendar = Calendar()
    name = "Loosen" if wishes.discreet else "Loosen: back plan"
    for key, value in (("prodid", "-//Loosen//Plan//EN"), ("version", "2.0"), ("calscale", "GREGORIAN")):
        calendar.add(key, value)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    seed = f"{state.check}/{state.calendar}"
    for day in (daily.today() + timedelta(days=ahead) for ahead in range(DAYS)):
        plan = daily.plan_on(state, day).plan
        if day == daily.today() and daily.ended_today(state):
            plan = plan.model_copy(update={"bouts": ()})
        withheld = _withheld(plan, state)
        events = _events(plan, day, address, wishes) if withheld is None else [_open_the_app(day, withheld, wishes)]
        for number, event in enumerate(events):
            event.add("uid", f"{uuid5(NAMESPACE_URL, f'{seed}/{day}/{number}')}@loosen")
            event.add("dtstamp", now)
            event.add("url", f"{address}/today")
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
        if withheld is not None:
            break  # nothing is planned until the safety questions are asked again, or the notice is read
    return bytes(calendar.to_ical())


def _withheld(plan: Plan, state: PersonState) -> str | None:
    """Return why there is nothing to show; None where there is."""
    if plan.withheld is not None:
        return plan.withheld
    return None if state.notice_for == state.check else _NOTICE_FIRST


def _open_the_app(day: date, why: str, wishes: Wishes) -> Event:
    return _note(day, "Loosen: open the app" if wishes.discreet else "Safety first: open the app", why)


def _events(plan: Plan, day: date, address: str, wishes: Wishes) -> Iterator[Event]:
    for bout in plan.bouts:
        for start in _starts(day, bout.times_a_day, wishes.first_hour):
            yield _bout(bout, start, address, wishes)
    if plan.day is not None and plan.day.walking is not None:
        yield _note(day, _walk_title(plan.day.walking), plan.day.walking.words)
    if plan.review is not None and plan.review.since == day:
        yield _note(day, "Loosen: a short review", "How is it going? Look back at the last weeks in the app.")


def _starts(day: date, times: int, first_hour: int) -> Iterator[datetime]:
    """Yield the moments at which the bouts of a day begin, spread to the early evening."""
    first = datetime.combine(day, time(first_hour))
    room = timedelta(hours=max(times - 1, _LAST_HOUR - first_hour))
    for number in range(times):
        yield first + room * number / max(1, times - 1) if times > 1 else first


def _bout(bout: PlannedBout, start: datetime, address: str, wishes: Wishes) -> Event:
    event = Event()
    minutes = -(-bout.seconds // _MINUTE_S)
    title = f"Loosen: {minutes} minutes" if wishes.discreet else f"{bout.title}: {minutes} minutes"
    event.add("summary", title)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    lines = [] if wishes.discreet else [item.name for item in bout.items]
    event.add("description", "\n".join([*lines, f"Begin: {address}/bout", "The safety questions come first."]))
    if wishes.alarm:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(0))
        alarm.add("description", title)
        event.add_component(alarm)
    return event


def _note(day: date, title: str, words: str) -> Event:
    event = Event()
    event.add("summary", title)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("description", words)
    return event


def _walk_title(walks: Walks) -> str:
    minutes = f"{walks.minutes} minutes"
    return f"Walk {minutes}" if walks.times == 1 else f"Walk {walks.times} × {minutes}"


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
