"""What a device did while it was on its own, taken in once, each entry through the use case that it belongs to.

Nothing is dropped: an entry is taken, is known already, or is refused with the reason. The clock of a device may be
wrong by years; what it says is corrected by how far it is off now, and kept between the last time the device was
heard of and the present moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from loosen.coach.coach import Coach, following
from loosen.coach.daily import Daily
from loosen.coach.state import PersonState
from loosen.core.facts import FactValue, as_json, read_facts
from loosen.domain.basics import Record
from loosen.domain.events import EventKind
from loosen.domain.plan import DayLog
from loosen.errors import CallError, FactsError, JournalError, LoosenError

MOST_ENTRIES = 100
_DOORS = 64
_PAIN = "pain_now"
_MOST_PAIN = 10
_EARLIEST = 1900
_DAY_S = 24 * 3600
_SLACK = timedelta(minutes=2)
_Body = Mapping[str, Any]


class Entry(Record):
    """One thing that was done or told on a device.

    Attributes:
        id: Made by the device (a UUID), so that sending it twice does not double it.
        kind: ``day``, ``screened``, ``bout-started``, ``bout-finished``, ``signs`` or ``checked``.
        day: On which day it counts, by the calendar of the device.
        at: When it happened, by the clock of the device, with its offset from UTC.
        after: When the device had last heard from the server before that, by the clock of the server.
        body: The rest, by kind.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    kind: Annotated[str, StringConstraints(max_length=40)]
    day: Annotated[str, StringConstraints(max_length=40)] = ""
    at: Annotated[str, StringConstraints(max_length=40)] = ""
    after: Annotated[str, StringConstraints(max_length=40)] = ""
    body: dict[str, Any] = Field(default_factory=dict)


class EntryStatus(StrEnum):
    """What became of an entry."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"


class EntryAnswer(Record):
    """What became of one entry.

    Attributes:
        id: Of the entry.
        status: Whether it was taken, was known already, or was refused.
        why: Why it was refused.
        note: What was changed on the way, such as the day.
    """

    id: str
    status: EntryStatus
    why: str = ""
    note: str = ""


@dataclass(frozen=True)
class _When:
    """When an entry happened, corrected."""

    moment: datetime
    day: date
    note: str


class Sync:
    """Takes in what devices send.

    Args:
        coach: The use cases of the check, with journal and clock.
    """

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._doors = tuple(threading.Lock() for _ in range(_DOORS))  # a person comes through one at a time
        self._kinds: Mapping[str, Callable[[str, Entry, _When], str]] = {
            "day": self._day,
            "screened": self._screened,
            "bout-started": self._bout_started,
            "bout-finished": self._bout_finished,
            "signs": self._signs,
            "checked": self._checked,
        }

    def take_in(self, person: str, sent_at: str, entries: Sequence[Entry]) -> tuple[EntryAnswer, ...]:
        """Take in entries in their order.

        Args:
            person: Whose they are.
            sent_at: When they were sent, by the clock of the device.
            entries: What was done.

        Returns:
            What became of each, in the same order.

        Raises:
            JournalError: Nothing can be saved for good now; whatever was not taken in stays with the device.
        """
        if self._coach.trouble is not None:
            raise self._coach.trouble
        with self._doors[hash(person) % _DOORS]:
            recorded = self._coach.events(person)
            known = {event.id for event in recorded}
            sent = _moment(sent_at)
            off = self._coach.now() - sent if sent is not None else None
            begun = recorded[0].at if recorded else None
            answers = []
            for entry in entries:
                answers.append(self._take(person, entry, known, _Clock(self._coach.now(), off, begun)))
                known.add(entry.id)
            return tuple(answers)

    def _take(self, person: str, entry: Entry, known: set[str], clock: _Clock) -> EntryAnswer:
        if entry.id in known:
            return EntryAnswer(id=entry.id, status=EntryStatus.KNOWN)
        take_in = self._kinds.get(entry.kind)
        if take_in is None:
            why = f"This server does not know entries of the kind {entry.kind!r}. Update it, then send again."
            return EntryAnswer(id=entry.id, status=EntryStatus.REFUSED, why=why)
        when = clock.when(entry)
        try:
            note = take_in(person, entry, when)
        except JournalError:
            raise
        except LoosenError as error:
            return EntryAnswer(id=entry.id, status=EntryStatus.REFUSED, why=_why(error))
        except (TypeError, ValueError, KeyError):  # one damaged entry must not hold back those behind it
            return EntryAnswer(id=entry.id, status=EntryStatus.REFUSED, why="This entry is damaged.")
        return EntryAnswer(id=entry.id, status=EntryStatus.TAKEN, note=" ".join(filter(None, (when.note, note))))

    def _day(self, person: str, entry: Entry, when: _When) -> str:
        """Take in how a day was. The first pain of a day is the day's; a later one is the one that was told last."""
        log = entry.body.get("log")
        if not isinstance(log, Mapping) or not log:
            raise CallError("Nothing was filled in.", where="log", detail="Fill in what you know.")
        self._log(person, dict(log), when, entry.id)
        return ""

    def _log(self, person: str, log: dict[str, Any], when: _When, entry_id: str) -> None:
        daily = Daily(self._coach)
        if when.day >= daily.today():
            daily.log_day(person, log, event_id=entry_id)
            return
        known = self._coach.state(person).diary.days.get(when.day)
        pain = log.get(_PAIN)
        if pain is not None and known is not None and known.pain_now is not None:
            log.pop(_PAIN)
            told = {"day": when.day.isoformat(), "pain": _pain(pain)}
            # what comes last carries the id of the entry: a crash in between lets the entry be taken in again
            first_id = following(entry_id, len(DayLog.model_fields)) if log else entry_id
            self._coach.record(person, (EventKind.PAIN_TOLD, told), event_id=first_id)
        daily.log_day(person, log, day=when.day, event_id=entry_id)

    def _screened(self, person: str, entry: Entry, when: _When) -> str:
        """Take in the questions before a bout; any yes begins the check again, unless a newer one was begun."""
        questions = self._coach.library.mini_screen
        said = entry.body.get("answers")
        answers = said if isinstance(said, Mapping) else {}
        yes = sorted(name for name in questions if answers.get(name) is True)
        if not yes and any(not isinstance(answers.get(name), bool) for name in questions):
            raise CallError(
                "A question before the bout has no answer.", where="answers", detail="Answer each of them."
            )
        asked = dict.fromkeys(fact for name in yes for fact in questions[name].asks)
        is_old = self._is_older(self._coach.state(person), when)
        then = self._coach.at(when.moment)
        check = then.check_events(asked) if yes and not is_old else ()
        then.record(person, (EventKind.MINI_SCREENED, {"yes": yes}), *check, event_id=entry.id)
        return ""

    def _bout_started(self, person: str, entry: Entry, when: _When) -> str:
        """Take in that a bout was begun; it was done already, so no plan is asked whether it may be."""
        items, variants = entry.body.get("items"), self._coach.library.variants
        if (
            not isinstance(items, list)
            or not items
            or any(not isinstance(item, str) or item not in variants for item in items)
        ):
            raise CallError(
                "This bout has movements that are not known here.",
                where="items",
                detail="The movements changed since. Write down how the day was under Log.",
            )
        pain = entry.body.get("pain")
        pain = None if pain is None else _pain(pain)
        if pain is not None:
            self._log(person, {_PAIN: pain}, when, following(entry.id, 1))
        body = {"day": when.day.isoformat(), "items": items, "pain": pain}
        self._coach.at(when.moment).record(person, (EventKind.BOUT_STARTED, body), event_id=entry.id)
        return ""

    def _bout_finished(self, person: str, entry: Entry, when: _When) -> str:
        body, bouts = entry.body, self._coach.state(person).diary.bouts
        if not body.get("signs") and any(bout.id == body.get("bout") and bout.finished_at for bout in bouts):
            raise CallError("This bout was finished already.", where="bout", detail="It stands under History.")
        Daily(self._coach.at(when.moment)).finish_bout(
            person,
            done=_names(body.get("done")),
            stopped=_names(body.get("stopped")),
            seconds=_whole(body.get("seconds")),
            pain=None if body.get("pain") is None else _pain(body["pain"]),
            signs=_names(body.get("signs")),
            bout=str(body.get("bout", "")),
            event_id=entry.id,
        )
        return ""

    def _signs(self, person: str, entry: Entry, when: _When) -> str:
        """Take in stop signs that were felt outside of a bout."""
        signs = _names(entry.body.get("signs"))
        if not signs:
            raise CallError("No stop sign was named.", where="signs", detail="Name one of the stop signs.")
        daily = Daily(self._coach.at(when.moment))
        daily.finish_bout(
            person, done=(), stopped=(), seconds=None, pain=None, signs=signs, bout=entry.id, event_id=entry.id
        )
        return ""

    def _checked(self, person: str, entry: Entry, when: _When) -> str:
        """Take in a safety check that was done on the device; a newer one that was done meanwhile counts."""
        if self._is_older(self._coach.state(person), when):
            raise CallError(
                "A newer safety check was done meanwhile. That one counts.",
                where="checked",
                detail="Look at it under Check.",
            )
        raw = entry.body.get("facts")
        facts, strange = _known_facts(raw if isinstance(raw, Mapping) else {}, self._coach)
        then = self._coach.at(when.moment)
        what: list[tuple[EventKind, dict[str, Any]]] = [*then.check_events(())]
        if facts:
            told = {name: as_json(value) for name, value in facts.items()}
            what.append((EventKind.ANSWERED, {"facts": told}))
        then.record(person, *what, event_id=entry.id)
        then.answer(person, {})  # notes the outcome where it is reached
        return "Some answers no longer fit the questions. They are asked again." if strange else ""

    def _is_older(self, state: PersonState, when: _When) -> bool:
        return state.begun_at is not None and when.moment < state.begun_at


@dataclass(frozen=True)
class _Clock:
    """Corrects what the clock of a device says.

    Attributes:
        now: The present moment.
        off: How far the clock of the device is behind; None where it said nothing that can be read.
        begun: When the first event of the person was recorded.
    """

    now: datetime
    off: timedelta | None
    begun: datetime | None

    def when(self, entry: Entry) -> _When:
        """Return when an entry happened: between the last time the device was heard of and now."""
        said = _moment(entry.at)
        heard = _moment(entry.after) or self.begun
        if said is None or self.off is None:
            return self._put(
                self.now, entry, None, "The time of this entry cannot be read, so it counts as of today."
            )
        try:
            moment = said + self.off
        except OverflowError:
            moment = self.now + 2 * _SLACK
        if moment > self.now + _SLACK:
            return self._put(self.now, entry, said, "The clock of the device was ahead, so this counts as of today.")
        if heard is not None and heard <= self.now and moment < heard - _SLACK:
            day = heard.astimezone(said.tzinfo).date()
            return self._put(heard, entry, said, f"The clock of the device was behind, so this counts as of {day}.")
        return self._put(min(moment, self.now), entry, said, "")

    def _put(self, moment: datetime, entry: Entry, said: datetime | None, note: str) -> _When:
        """Return a moment with its day: as many days before it as the device meant, and never in the future."""
        zone = said.tzinfo if said is not None else None
        today = self.now.astimezone().date()
        day = moment.astimezone(zone).date()
        meant = _day_of(entry.day)
        if said is not None and meant is not None:
            day += min(timedelta(0), meant - said.date())
        if day > today:
            return _When(moment, today, note or "That day has not come yet here, so this counts as of today.")
        return _When(moment, max(day, date(_EARLIEST, 1, 1)), note)


def _moment(text: str) -> datetime | None:
    """Return a moment with its zone, or None where a text is none that can be reckoned with."""
    try:
        moment = datetime.fromisoformat(text)
        usable = moment.tzinfo is not None and _EARLIEST < moment.astimezone().year < date.max.year
    except (ValueError, OverflowError, OSError):
        return None
    return moment if usable else None


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _known_facts(raw: _Body, coach: Coach) -> tuple[dict[str, FactValue], bool]:
    """Return the answers that can be used, and whether there were others."""
    facts: dict[str, FactValue] = {}
    for name, value in raw.items():
        try:
            facts.update(read_facts({name: value}, coach.library))
        except FactsError:
            continue
    return facts, len(facts) < len(raw)


def _pain(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_PAIN:
        raise CallError(
            f"{value!r} is not a pain from 0 to 10.", where="pain", detail="Give a whole number from 0 to 10."
        )
    return value


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or any(not isinstance(name, str) for name in value):
        raise CallError("A list of names was expected.", where="body", detail="Send ids.")
    return tuple(value)


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(max(0, min(value, _DAY_S)))


def _why(error: LoosenError) -> str:
    if isinstance(error, FactsError):
        return " ".join(f"{problem.what} {problem.remedy}" for problem in error.problems)
    return f"{error.title} {error.detail}".strip()
