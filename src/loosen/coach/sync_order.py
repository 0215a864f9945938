"""When the entry of a device happened, and whether that was before or after what is known here.

The clock of a device may be wrong by years. What it says is corrected by how far it is off now, and kept between the
last time the device was heard of and the present moment. Where that does not make it sure, the entry may have
happened at any moment between the two.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from loosen.coach.state import PAIN, PersonState
from loosen.domain.events import Event, EventKind

_EARLIEST = 1900
_SLACK = timedelta(minutes=2)
_ANSWERS = {EventKind.CHECK_BEGUN, EventKind.ANSWERED, EventKind.CORRECTED}
_UNREADABLE = "The time of this entry cannot be read"
_AHEAD = "The clock of the device was ahead"
_BEHIND = "The clock of the device was behind"


@dataclass(frozen=True)
class When:
    """When an entry happened, corrected.

    Attributes:
        moment: The likely moment.
        day: On which day it counts.
        note: What was changed, in words.
        earliest: The first moment at which it can have happened.
        latest: The last one.
        trouble: Why the moment is not sure; empty where it is.
    """

    moment: datetime
    day: date
    note: str
    earliest: datetime
    latest: datetime
    trouble: str = ""

    def is_after(self, moment: datetime | None) -> bool:
        """Return whether this surely happened after a moment."""
        return moment is None or self.earliest >= moment

    def is_before(self, moment: datetime | None) -> bool:
        """Return whether this surely happened before a moment."""
        return moment is not None and self.latest < moment

    def newest(self) -> When:
        """Return it as late as it can have been: nothing that speaks of danger is older than it may be."""
        return self._put(self.latest) if self.trouble else self

    def oldest(self) -> When:
        """Return it as early as it can have been: nothing that speaks of safety is newer than it may be."""
        return self._put(self.earliest) if self.trouble else self

    def _put(self, moment: datetime) -> When:
        day, today = moment.astimezone().date(), self.latest.astimezone().date()
        as_of = "today" if day == today else str(day)
        return replace(self, moment=moment, day=day, note=f"{self.trouble}, so this counts as of {as_of}.")


@dataclass(frozen=True)
class Clock:
    """Corrects what the clock of a device says.

    Attributes:
        now: The present moment.
        off: How far the clock of the device is behind; None where it said nothing that can be read.
        begun: When the first event of the person was recorded.
    """

    now: datetime
    off: timedelta | None
    begun: datetime | None

    def when(self, at: str, after: str, day: str) -> When:
        """Return when an entry happened: between the last time the device was heard of and now.

        Args:
            at: When, by the clock of the device.
            after: When the device had last heard from the server before that, by the clock of the server.
            day: On which day it counts, by the calendar of the device.
        """
        said, heard, meant = moment_of(at), self._heard(after), _day_of(day)
        first = heard or self.now
        if said is None or self.off is None:
            return self._dated(When(self.now, self._today, "", first, self.now, _UNREADABLE), None, meant)
        try:
            moment = said + self.off
        except OverflowError:
            moment = self.now + 2 * _SLACK
        if moment > self.now + _SLACK:
            return self._dated(When(self.now, self._today, "", first, self.now, _AHEAD), said, meant)
        if heard is not None and moment < heard - _SLACK:
            return self._dated(When(heard, self._today, "", heard, self.now, _BEHIND), said, meant)
        earliest = moment - _SLACK if heard is None else max(moment - _SLACK, heard)
        found = When(min(moment, self.now), self._today, "", earliest, min(moment + _SLACK, self.now))
        return self._dated(found, said, meant)

    @property
    def _today(self) -> date:
        return self.now.astimezone().date()

    def _heard(self, after: str) -> datetime | None:
        """Return when the device was heard of, or else the person; that cannot have been in the future."""
        begun = None if self.begun is None else self.begun - _SLACK
        known = (moment for moment in (moment_of(after), begun) if moment is not None and moment <= self.now)
        return next(known, None)

    def _dated(self, when: When, said: datetime | None, meant: date | None) -> When:
        """Return it with its day: as many days before it as the device meant, and never in the future."""
        zone = said.tzinfo if said is not None else None
        day = when.moment.astimezone(zone).date()
        as_of = day if when.trouble == _BEHIND else "today"
        note = f"{when.trouble}, so this counts as of {as_of}." if when.trouble else ""
        if said is not None and meant is not None:
            day += min(timedelta(0), meant - said.date())
        if day > self._today:
            return replace(when, note=note or "That day has not come yet here, so this counts as of today.")
        return replace(when, day=max(day, date(_EARLIEST, 1, 1)), note=note)


@dataclass(frozen=True)
class Before:
    """What was known here before the entries of a letter were taken in.

    Attributes:
        state: Where the person stood.
        answered_at: When the safety check was last begun, answered or corrected; a pain alone is no answer.
        pain_at: When a pain was told last.
    """

    state: PersonState
    answered_at: datetime | None
    pain_at: datetime | None


def before_of(state: PersonState, events: Sequence[Event]) -> Before:
    """Return what was known before a letter, from all that had been recorded by then."""
    answered = (event.at for event in events if event.kind in _ANSWERS and _facts_of(event) != {PAIN})
    pains = (event.at for event in events if _tells_pain(event))
    return Before(state, max(answered, default=None), max(pains, default=None))


def _facts_of(event: Event) -> Set[str]:
    return {event.body["fact"]} if event.kind is EventKind.CORRECTED else set(event.body.get("facts", ()))


def _tells_pain(event: Event) -> bool:
    body = event.body
    told = {**body.get("log", {}), **body.get("changes", {})}
    return body.get("pain") is not None or "pain_now" in told or (event.kind in _ANSWERS and PAIN in _facts_of(event))


def moment_of(text: str) -> datetime | None:
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
