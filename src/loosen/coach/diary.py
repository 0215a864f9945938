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
        felt: Stop signs that were told when no bout was running any more, with their days.
        last_pain: The pain that was reported last, with its day; before a second bout it differs from the day's.
    """

    person: Person = field(default_factory=Person)
    days: Mapping[date, HistoryDay] = field(default_factory=dict)
    bouts: tuple[BoutRecord, ...] = ()
    corrections: tuple[DayCorrection, ...] = ()
    screened_at: datetime | None = None
    last_pain: tuple[date, int] | None = None
    felt: tuple[tuple[date, str], ...] = ()

    @property
    def history(self) -> tuple[HistoryDay, ...]:
        """The days in order."""
        return tuple(self.days[day] for day in sorted(self.days))

    @property
    def running(self) -> BoutRecord | None:
        """The bout that was begun last and not finished, or None."""
        return self.bouts[-1] if self.bouts and self.bouts[-1].finished_at is None else None

    def open_bout(self, bout: str | None) -> BoutRecord | None:
        """Return the bout of that id if it is not finished; without an id the one that was begun last."""
        if bout is None:
            return self.running
        return next((one for one in self.bouts if one.id == bout and one.finished_at is None), None)

    def signs_on(self, day: date) -> set[str]:
        """Return the stop signs that came up on a day."""
        in_bouts = {name for bout in self.bouts if bout.day == day for name in bout.signs}
        return in_bouts | {name for on, name in self.felt if on == day}

    def history_on(self, today: date) -> tuple[HistoryDay, ...]:
        """Return the days in order, today's with the pain that was reported last."""
        if self.last_pain is None or self.last_pain[0] != today or today not in self.days:
            return self.history
        return self._with_day(today, {"pain_last": self.last_pain[1]}).history

    def rise_since_bout(self, day: date, pain: int) -> int | None:
        """Return a day's pain minus the pain before the last bout of an earlier day; None when there was none."""
        before = [bout.pain_before for bout in self.bouts if bout.day < day and bout.pain_before is not None]
        return pain - before[-1] if before else None

    def with_pain(self, day: date, pain: int | None) -> Diary:
        """Return the diary with a pain as the last that was reported, unless a later day's is known."""
        is_older = self.last_pain is not None and self.last_pain[0] > day
        return self if pain is None or is_older else replace(self, last_pain=(day, pain))

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
                return replace(self, bouts=(*self.bouts, bout)).with_pain(day, body.get("pain"))
            case EventKind.SIGNS_FELT:
                day = date.fromisoformat(body["day"])
                return replace(self, felt=(*self.felt, *((day, sign) for sign in body["signs"])))
            case EventKind.PAIN_TOLD:
                return self.with_pain(date.fromisoformat(body["day"]), body["pain"])
            case EventKind.BOUT_FINISHED:
                return self._finished(event)
            case EventKind.DAY_LOGGED:
                day, log = date.fromisoformat(body["day"]), body["log"]
                return self._with_day(day, log).with_pain(day, log.get("pain_now"))
            case EventKind.DAY_CORRECTED:
                day = date.fromisoformat(body["day"])
                change = DayCorrection(event.at, day, body["changes"])
                corrected = self._with_day(day, body["changes"]).with_pain(day, body["changes"].get("pain_now"))
                return replace(corrected, corrections=(*self.corrections, change))
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
            **_how_it_ended(body, known),
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
        ended = replace(self._with_day(day, together), bouts=tuple(bouts), screened_at=None)
        return ended.with_pain(day, body.get("pain"))

    def _with_day(self, day: date, changes: Mapping[str, Any]) -> Diary:
        known = self.days.get(day)
        raw = known.model_dump(mode="json", exclude_none=True) if known else {"date": day.isoformat()}
        merged = {name: value for name, value in {**raw, **changes}.items() if value is not None}
        return replace(self, days={**self.days, day: HistoryDay.model_validate(merged)})


def _how_it_ended(body: Mapping[str, Any], known: HistoryDay | None) -> dict[str, Any]:
    """Return what the day keeps of how its bouts ended, one more of them taken in."""
    before = known or HistoryDay(date=date.fromisoformat(body["day"]))
    pains = [pain for pain in (before.pain_after, body.get("pain")) if pain is not None]
    is_bout = bool(body["done"] or body["stopped"])
    return {
        "bouts": (before.bouts or 0) + is_bout,
        "pain_after": max(pains, default=None),
        "ended_by": list(dict.fromkeys([*before.ended_by, *body.get("signs", ())])),
    }
