"""Bouts and days of a person: what their daily events add up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from loosen.coach.records import BoutRecord, DayCorrection, OwnActivity, RemedyUse, Review, RmdqAnswers
from loosen.domain.events import Event, EventKind
from loosen.domain.plan import HistoryDay, Person

_MOST_BOUTS = 48
"""As many as a reported day can hold."""


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
        pains: The pain that was reported last of each day; before a second bout it differs from the day's.
        uses: Uses of remedies, in order.
        activities: What the person wants to do again, as chosen last.
        reviews: What was answered on review days, in order.
        rmdq: Questionnaires that were filled in, in order.
        counted: What a device counted, by day.
        checks: When the safety checks were begun, in order.
    """

    person: Person = field(default_factory=Person)
    days: Mapping[date, HistoryDay] = field(default_factory=dict)
    bouts: tuple[BoutRecord, ...] = ()
    corrections: tuple[DayCorrection, ...] = ()
    screened_at: datetime | None = None
    pains: Mapping[date, int] = field(default_factory=dict)
    felt: tuple[tuple[date, str], ...] = ()
    uses: tuple[RemedyUse, ...] = ()
    activities: tuple[OwnActivity, ...] = ()
    reviews: tuple[Review, ...] = ()
    rmdq: tuple[RmdqAnswers, ...] = ()
    counted: Mapping[date, Mapping[str, int]] = field(default_factory=dict)
    checks: tuple[datetime, ...] = ()

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
        in_bouts = {name for bout in self.bouts if day in {bout.day, bout.ended_on} for name in bout.signs}
        return in_bouts | {name for on, name in self.felt if on == day}

    @property
    def told_last(self) -> tuple[HistoryDay, ...]:
        """The days in order, each with the pain that was reported last of it."""
        return tuple(day.model_copy(update={"pain_last": self.pains.get(day.date)}) for day in self.history)

    def last_pain(self, today: date) -> tuple[date, int] | None:
        """Return the pain that was reported last, with its day; what was told of a day to come does not count yet."""
        last = max((day for day in self.pains if day <= today), default=None)
        return None if last is None else (last, self.pains[last])

    def rise_since_bout(self, day: date, pain: int) -> int | None:
        """Return a day's pain minus the pain before the bouts of the last earlier day; None when there were none.

        Of several bouts the one that began with least pain counts, so that a rise between them is not lost.
        """
        earlier = [(bout.day, bout.pain_before) for bout in self.bouts if bout.day < day]
        known = [(on, before) for on, before in earlier if before is not None]
        last = max((on for on, _ in known), default=None)
        return None if last is None else pain - min(before for on, before in known if on == last)

    def not_yet_known(self, day: date, found: Mapping[str, int]) -> dict[str, int]:
        """Return what a device counted on a day as far as it is new; what the person reported wins over it."""
        known, counted = self.days.get(day), self.counted.get(day, {})
        return {
            name: value
            for name, value in found.items()
            if getattr(known, name, None) in {None, counted.get(name)} and counted.get(name) != value
        }

    def with_pain(self, day: date, pain: int | None) -> Diary:
        """Return the diary with a pain as the last that was reported of a day."""
        return self if pain is None else replace(self, pains={**self.pains, day: pain})

    def after(self, event: Event) -> Diary:
        """Return the diary with one more event taken in; other kinds of events leave it as it is."""
        take_in = _TAKES_IN.get(event.kind)
        return self if take_in is None else take_in(self, event)

    def _person_set(self, event: Event) -> Diary:
        return replace(self, person=Person.model_validate(event.body["person"]))

    def _screened(self, event: Event) -> Diary:
        return replace(self, screened_at=event.at if not event.body["yes"] else None)

    def _bout_started(self, event: Event) -> Diary:
        day, pain = date.fromisoformat(event.body["day"]), event.body.get("pain")
        bout = BoutRecord(event.id, day, pain, tuple(event.body["items"]), sets=dict(event.body.get("sets", {})))
        return replace(self, bouts=(*self.bouts, bout)).with_pain(day, pain)

    def _signs_felt(self, event: Event) -> Diary:
        day, signs = date.fromisoformat(event.body["day"]), event.body["signs"]
        known = self.days.get(day)
        ended_by = {"ended_by": list(dict.fromkeys([*(known.ended_by if known else ()), *signs]))}
        return replace(self._with_day(day, ended_by), felt=(*self.felt, *((day, sign) for sign in signs)))

    def _pain_told(self, event: Event) -> Diary:
        return self.with_pain(date.fromisoformat(event.body["day"]), event.body["pain"])

    def _day_logged(self, event: Event) -> Diary:
        day, log = date.fromisoformat(event.body["day"]), event.body["log"]
        return self._with_day(day, log).with_pain(day, log.get("pain_now"))

    def _day_corrected(self, event: Event) -> Diary:
        day, changes = date.fromisoformat(event.body["day"]), event.body["changes"]
        corrected = self._with_day(day, changes).with_pain(day, changes.get("pain_now"))
        return replace(corrected, corrections=(*self.corrections, DayCorrection(event.at, day, changes)))

    def _remedy_started(self, event: Event) -> Diary:
        day, pain = date.fromisoformat(event.body["day"]), event.body.get("pain")
        use = RemedyUse(event.id, event.body["remedy"], event.at, day, pain)
        return replace(self, uses=(*self.uses, use)).with_pain(day, pain)

    def _activities_chosen(self, event: Event) -> Diary:
        chosen = tuple(OwnActivity(one["id"], one["name"]) for one in event.body["activities"])
        return replace(self, activities=chosen)

    def _reviewed(self, event: Event) -> Diary:
        review = Review(date.fromisoformat(event.body["day"]), event.body["facts"])
        return replace(self, reviews=(*self.reviews, review))

    def _rmdq_filled(self, event: Event) -> Diary:
        filled = RmdqAnswers(date.fromisoformat(event.body["day"]), tuple(event.body["ticked"]))
        return replace(self, rmdq=(*self.rmdq, filled))

    def _remedy_finished(self, event: Event) -> Diary:
        body, pain = event.body, event.body.get("pain")
        uses = tuple(
            replace(use, pain_after=pain, seconds=body.get("seconds"), is_over=True) if use.id == body["use"] else use
            for use in self.uses
        )
        return replace(self, uses=uses).with_pain(date.fromisoformat(body["day"]), pain)

    def _imported(self, event: Event) -> Diary:
        """Take in what a device counted."""
        diary = self
        for text, found in sorted(event.body["days"].items()):
            day = date.fromisoformat(text)
            fresh = diary.not_yet_known(day, found)
            if fresh:
                counted = {**diary.counted, day: {**diary.counted.get(day, {}), **fresh}}
                diary = replace(diary._with_day(day, fresh), counted=counted)
        return diary

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
        planned = next((sum(bout.sets.values()) for bout in self.bouts if bout.id == body["bout"]), 0)
        if planned and (done or stopped):
            together["sets"] = max(planned, (known.sets if known else None) or 0)
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


_TAKES_IN: Mapping[EventKind, Callable[[Diary, Event], Diary]] = {
    EventKind.PERSON_SET: Diary._person_set,
    EventKind.MINI_SCREENED: Diary._screened,
    EventKind.BOUT_STARTED: Diary._bout_started,
    EventKind.SIGNS_FELT: Diary._signs_felt,
    EventKind.PAIN_TOLD: Diary._pain_told,
    EventKind.BOUT_FINISHED: Diary._finished,
    EventKind.DAY_LOGGED: Diary._day_logged,
    EventKind.DAY_CORRECTED: Diary._day_corrected,
    EventKind.REMEDY_STARTED: Diary._remedy_started,
    EventKind.REMEDY_FINISHED: Diary._remedy_finished,
    EventKind.ACTIVITIES_CHOSEN: Diary._activities_chosen,
    EventKind.REVIEWED: Diary._reviewed,
    EventKind.RMDQ_FILLED: Diary._rmdq_filled,
    EventKind.DAYS_IMPORTED: Diary._imported,
}


def _how_it_ended(body: Mapping[str, Any], known: HistoryDay | None) -> dict[str, Any]:
    """Return what the day keeps of how its bouts ended, one more of them taken in."""
    before = known or HistoryDay(date=date.fromisoformat(body["day"]))
    pains = [pain for pain in (before.pain_after, body.get("pain")) if pain is not None]
    is_bout = bool(body["done"] or body["stopped"])
    return {
        "bouts": min((before.bouts or 0) + is_bout, _MOST_BOUTS),
        "pain_after": max(pains, default=None),
        "ended_by": list(dict.fromkeys([*before.ended_by, *body.get("signs", ())])),
    }
