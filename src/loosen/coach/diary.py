"""Bouts and days of a person: what their daily events add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from loosen.domain.events import Event, EventKind
from loosen.domain.plan import HistoryDay, Person


@dataclass(frozen=True)
class BoutRecord:
    """One bout that was begun.

    Attributes:
        id: The event that began it.
        day: When.
        pain_before: Pain before it, 0 to 10.
        items: Variants that were planned.
        finished_at: When it ended, None while it runs or if it was left.
        done: Variants that were done.
        stopped: Variants that were stopped.
        pain_after: Pain after it, 0 to 10.
        seconds: How long it took, None when nobody measured it.
        signs: Stop signs that came up in it.
    """

    id: str
    day: date
    pain_before: int | None
    items: tuple[str, ...]
    finished_at: datetime | None = None
    done: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    pain_after: int | None = None
    seconds: int | None = None
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class DayCorrection:
    """A change to a day that was logged before."""

    at: datetime
    day: date
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Diary:
    """What was done and reported.

    Attributes:
        person: Minutes, goals, dislikes and limits.
        days: Reported days.
        bouts: Bouts in order.
        corrections: Changes to days, in order.
        screened_at: When the questions before a bout were last all answered with no; a bout that ends uses
            the answers up.
    """

    person: Person = field(default_factory=Person)
    days: Mapping[date, HistoryDay] = field(default_factory=dict)
    bouts: tuple[BoutRecord, ...] = ()
    corrections: tuple[DayCorrection, ...] = ()
    screened_at: datetime | None = None

    @property
    def history(self) -> tuple[HistoryDay, ...]:
        """The days in order."""
        return tuple(self.days[day] for day in sorted(self.days))

    @property
    def running(self) -> BoutRecord | None:
        """The bout that was begun last and not finished, or None."""
        return self.bouts[-1] if self.bouts and self.bouts[-1].finished_at is None else None

    def after(self, event: Event) -> Diary:
        """Return the diary with one more event taken in; other kinds of events leave it as it is."""
        body = event.body
        match event.kind:
            case EventKind.PERSON_SET:
                return replace(self, person=Person.model_validate(body["person"]))
            case EventKind.MINI_SCREENED:
                return replace(self, screened_at=event.at if not body["yes"] else None)
            case EventKind.BOUT_STARTED:
                day = date.fromisoformat(body["day"])
                bout = BoutRecord(event.id, day, body.get("pain"), tuple(body["items"]))
                return replace(self, bouts=(*self.bouts, bout))
            case EventKind.BOUT_FINISHED:
                return self._finished(event)
            case EventKind.DAY_LOGGED:
                return self._with_day(date.fromisoformat(body["day"]), body["log"])
            case EventKind.DAY_CORRECTED:
                day = date.fromisoformat(body["day"])
                change = DayCorrection(event.at, day, body["changes"])
                return replace(self._with_day(day, body["changes"]), corrections=(*self.corrections, change))
            case _:
                return self

    def _finished(self, event: Event) -> Diary:
        body = event.body
        done, stopped = tuple(body["done"]), tuple(body["stopped"])
        day = date.fromisoformat(body["day"])
        known = self.days.get(day)
        together = {
            "done": list(dict.fromkeys([*(known.done if known else ()), *done])),
            "stopped": list(dict.fromkeys([*(known.stopped if known else ()), *stopped])),
        }
        bouts = list(self.bouts)
        for index, bout in enumerate(bouts):
            if bout.id == body["bout"]:
                bouts[index] = replace(
                    bout,
                    finished_at=event.at,
                    done=done,
                    stopped=stopped,
                    pain_after=body.get("pain"),
                    seconds=body.get("seconds"),
                    signs=tuple(body.get("signs", ())),
                )
        return replace(self._with_day(day, together), bouts=tuple(bouts), screened_at=None)

    def _with_day(self, day: date, changes: Mapping[str, Any]) -> Diary:
        known = self.days.get(day)
        raw = known.model_dump(mode="json", exclude_none=True) if known else {"date": day.isoformat()}
        merged = {name: value for name, value in {**raw, **changes}.items() if value is not None}
        return replace(self, days={**self.days, day: HistoryDay.model_validate(merged)})
