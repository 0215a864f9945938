"""Taking in files: what Loosen itself saved, steps and walks from Apple Health, or a plain table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, BinaryIO

from pydantic import ValidationError

from loosen.coach.coach import CLOCKS_DIFFER, Coach
from loosen.coach.state import fold
from loosen.domain.basics import Record
from loosen.domain.event_bodies import body_days, body_problem
from loosen.domain.events import Event, EventKind
from loosen.domain.planning import MiniQuestion, StopSign
from loosen.errors import CallError
from loosen.importers.apple_health import is_health, read_health
from loosen.importers.counted import Counted
from loosen.importers.own_export import is_own_export, read_own_export
from loosen.importers.table import read_table

OnRead = Callable[[int], None]
_HEAD = 4096
_AT_ONCE = 500
_DAYS_AT_ONCE = 400
_MOST_NOTES = 20
_FIRST_DAY = date(1900, 1, 1)
"""Nobody told of a day before this one."""
_ZONES_DIFFER = timedelta(days=1)
"""Where it was told the day may have been tomorrow's already, and not more."""
_OF_A_CHECK = {
    EventKind.CHECK_BEGUN,
    EventKind.ANSWERED,
    EventKind.CORRECTED,
    EventKind.TRIAGED,
    EventKind.NOTICE_CONFIRMED,
    EventKind.CLINICIAN_CLEARED,
}
_LATER_CHECK = "Answers of safety checks were left out, because you have answered one here already."


class FileKind(StrEnum):
    """What was taken in."""

    OWN_EXPORT = "own-export"
    APPLE_HEALTH = "apple-health"
    TABLE = "table"


class Imported(Record):
    """What a file holds, and what of it is or would be new.

    Attributes:
        kind: Which kind of file it is.
        dry_run: Whether nothing was changed.
        entries: Entries that are new; for devices, days.
        known: Entries that were here already.
        left_out: Entries that cannot be used.
        first: The first day of what is new.
        last: The last one.
        notes: What was left out and why, the first of them.
    """

    kind: FileKind
    dry_run: bool
    entries: int
    known: int
    left_out: int
    first: date | None
    last: date | None
    notes: tuple[str, ...]


@dataclass
class _Tally:
    """What a reading has found so far."""

    new: int = 0
    known: int = 0
    left_out: int = 0
    days: list[date] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    causes: list[StopSign | MiniQuestion] = field(default_factory=list)

    def note(self, why: str) -> None:
        self.left_out += 1
        if len(self.notes) < _MOST_NOTES and why not in self.notes:
            self.notes.append(why)

    def count(self, day: date) -> None:
        self.new += 1
        self.days = [min([day, *self.days]), max([day, *self.days])]

    def result(self, kind: FileKind, *, dry_run: bool) -> Imported:
        first, last = (self.days[0], self.days[-1]) if self.days else (None, None)
        return Imported(
            kind=kind,
            dry_run=dry_run,
            entries=self.new,
            known=self.known,
            left_out=self.left_out,
            first=first,
            last=last,
            notes=tuple(self.notes),
        )


def import_file(
    coach: Coach, person: str, source: BinaryIO, name: str, *, dry_run: bool = False, on_read: OnRead | None = None
) -> Imported:
    """Take in a file, or look at what taking it in would change.

    A damaged file changes nothing: it is read to its end before the first entry is recorded. Entries that are here
    already are left as they are, so that the same file can be taken in twice.

    Args:
        coach: The use cases, with the journal.
        person: Whose it becomes.
        source: The file; it must be possible to go back to its beginning.
        name: Of the file.
        dry_run: Change nothing.
        on_read: Called with the number of bytes of each reading, for a progress bar; a file that Loosen saved is
            read twice.

    Raises:
        CallError: The file is damaged, or none that can be read.
        FactsError: Lines of a table that cannot be used.
    """
    tell = on_read or (lambda _: None)
    head = source.read(_HEAD)
    source.seek(0)
    if not head.strip():
        raise CallError("The file is empty.", where=name, detail="Choose another file.")
    if is_own_export(head):
        return _take_events(coach, person, source, dry_run=dry_run, on_read=tell)
    counted = Counted()
    kind = FileKind.APPLE_HEALTH if is_health(head, name) else FileKind.TABLE
    (read_health if kind is FileKind.APPLE_HEALTH else read_table)(source, counted, tell)
    return _take_days(coach, person, counted, kind, dry_run=dry_run)


def _take_days(coach: Coach, person: str, counted: Counted, kind: FileKind, *, dry_run: bool) -> Imported:
    diary, today = coach.state(person).diary, coach.now().astimezone().date()
    days = counted.days()
    tally = _Tally(left_out=counted.left_out, notes=list(counted.notes))
    fresh: dict[str, dict[str, int]] = {}
    for day, found in days.items():
        if not _FIRST_DAY <= day <= today:
            tally.note(f"{day} has not come yet." if day > today else f"{day} is too long ago.")
            continue
        new = diary.not_yet_known(day, found)
        if new:
            fresh[day.isoformat()] = new
            tally.count(day)
        else:
            tally.known += 1
    if fresh and not dry_run:
        coach.record(person, *_in_parts(fresh, kind))
    return tally.result(kind, dry_run=dry_run)


def _in_parts(days: Mapping[str, dict[str, int]], kind: FileKind) -> Iterator[tuple[EventKind, dict[str, Any]]]:
    names = sorted(days)
    for start in range(0, len(names), _DAYS_AT_ONCE):
        part = {name: days[name] for name in names[start : start + _DAYS_AT_ONCE]}
        yield EventKind.DAYS_IMPORTED, {"source": kind.value, "days": part}


def _take_events(coach: Coach, person: str, source: BinaryIO, *, dry_run: bool, on_read: OnRead) -> Imported:
    """Go through the file once to see that all of it can be used, and once more to record it."""
    tally = _Tally()
    for _ in _usable(coach, person, read_own_export(source, on_read), tally):
        pass
    if not dry_run and tally.new:
        source.seek(0)
        batch: list[Event] = []
        for event in _usable(coach, person, read_own_export(source, on_read), _Tally()):
            batch.append(event)
            if len(batch) == _AT_ONCE:
                coach.add(batch)
                batch = []
        coach.add(batch)
        if tally.causes:  # what a sign elsewhere began was left out with the answers, so it begins here
            coach.begin_check(person, (fact for cause in tally.causes for fact in cause.asks))
    return tally.result(FileKind.OWN_EXPORT, dry_run=dry_run)


def _usable(coach: Coach, person: str, raw: Iterator[dict[str, Any]], tally: _Tally) -> Iterator[Event]:
    """Yield the events that are new and can be used; the others are counted with their reason."""
    known = {event.id for event in coach.events(person)}
    state = coach.state(person)
    has_check, begun = state.check is not None, state.begun_at
    latest = coach.now() + CLOCKS_DIFFER
    for number, entry in enumerate(raw, 1):
        event = _as_event(entry, person)
        if isinstance(event, str):
            tally.note(f"Entry {number}: {event}")
        elif event.id in known:
            tally.known += 1
        elif wrong := _wrong_day(event, latest):
            tally.note(f"Entry {number} is dated {wrong}.")
        elif has_check and event.kind in _OF_A_CHECK:
            tally.note(_LATER_CHECK)
        else:
            after = fold([event], coach.library, state)
            if after.unread > state.unread:
                tally.note(f"Entry {number} ({event.kind.value}) is damaged.")
                continue
            state = after
            known.add(event.id)
            tally.count(event.at.date())
            if begun is not None and event.at > begun:
                tally.causes.extend(_causes(event, coach))
            yield event


def _as_event(entry: dict[str, Any], person: str) -> Event | str:
    """Return an entry as an event of this person, or what is wrong with it."""
    kind = entry.get("kind")
    if kind not in EventKind.__members__.values():
        return f"{str(kind)[:30]!r} is of a kind that is not known here."
    try:
        event = Event.model_validate({**entry, "person": person})
    except ValidationError as error:
        return f"it is damaged at {'.'.join(map(str, error.errors()[0]['loc'])) or 'its beginning'}."
    if event.at.tzinfo is None:
        return "its time has no time zone."
    wrong = body_problem(event.kind, event.body)
    return event if wrong is None else f"({event.kind.value}) it is damaged at {wrong}."


def _wrong_day(event: Event, latest: datetime) -> str:
    """Return what is wrong with when an event happened, or with a day that it tells of; empty where nothing is."""
    days = [event.at.date(), *body_days(event.kind, event.body)]
    if event.at > latest or max(days) > (latest + _ZONES_DIFFER).date():
        return f"{max(days)}, which has not come yet"
    return f"{min(days)}, which is too long ago" if min(days) < _FIRST_DAY else ""


def _causes(event: Event, coach: Coach) -> list[StopSign | MiniQuestion]:
    """Return the signs that an event tells of, and the questions before a bout that it answers with yes."""
    signs, questions = coach.library.stop_signs, coach.library.mini_screen
    if event.kind in {EventKind.SIGNS_FELT, EventKind.BOUT_FINISHED}:
        felt = event.body.get("signs", ())
        return [signs[name] for name in felt if name in signs and signs[name].opens_check]
    if event.kind is EventKind.MINI_SCREENED:
        return [questions[name] for name in event.body["yes"] if name in questions]
    return []
