"""Remedies with timers: what may be used now, the use itself, and what helps this person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from loosen.coach.daily import Daily
from loosen.coach.records import BoutRecord, RemedyUse
from loosen.coach.state import PersonState
from loosen.core.helped import Helps, Trial, helped
from loosen.core.remedy_script import remedy_script
from loosen.core.script import Script
from loosen.core.situation import situation_of
from loosen.core.suitability import COMFORT_SET, Suitability, room_of, suitability_of
from loosen.domain.care import Movement, Remedy, Variant
from loosen.domain.events import EventKind
from loosen.domain.results import PlanState
from loosen.domain.timers import RemedyTimer
from loosen.errors import CallError, NotAllowedError, NotFoundError

_MOST_PAIN = 10
_MOST_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Offer:
    """A remedy with a timer, for one person now.

    Attributes:
        timer: How it is used.
        entry: The remedy or movement.
        minutes: Lengths to choose from.
        variants: Ways to do it that suit; empty for a remedy.
        why_not: Why it is not for this person; None where it is.
        cautions: What to watch for in this person.
        kit: What it takes.
        used: How often it was used today.
        free_at: When it may be used again; None where that is now.
        is_used_up: Whether it was used as often today as a day allows.
        running: The use that runs.
    """

    timer: RemedyTimer
    entry: Remedy | Movement
    minutes: tuple[int, ...]
    variants: tuple[Variant, ...]
    why_not: str | None
    cautions: tuple[str, ...]
    kit: tuple[str, ...]
    used: int
    free_at: datetime | None
    is_used_up: bool
    running: RemedyUse | None

    @property
    def may_start(self) -> bool:
        """Whether it may be begun now."""
        return self.why_not is None and not (self.timer.must_wait and (self.is_used_up or self.free_at is not None))


class Remedies:
    """Leads through remedies by the clock.

    Args:
        daily: The use cases of a day.
    """

    def __init__(self, daily: Daily) -> None:
        self._daily, self._coach = daily, daily.coach
        self.library = daily.library

    def offers(self, state: PersonState) -> tuple[Offer, ...]:
        """Return every remedy with a timer, in order, with the reason where it is not for this person now."""
        suits = self._suits(state)
        timers = sorted(self.library.timers.values(), key=lambda timer: timer.order)
        return tuple(self._offer(timer, state, suits) for timer in timers)

    def offer(self, state: PersonState, name: str) -> Offer:
        """Return one of them.

        Raises:
            NotFoundError: There is no such timer.
        """
        timer = self.library.timers.get(name)
        if timer is None:
            raise NotFoundError("There is no such timer.", where=name[:60], detail="Choose one from the list.")
        return self._offer(timer, state, self._suits(state))

    def start(self, person: str, name: str, pain: int | None, event_id: str | None = None) -> None:
        """Record that a remedy is begun. A second tap while it runs changes nothing.

        Raises:
            NotFoundError: There is no such timer.
            NotAllowedError: It is not for this person, or not now; or this pain brings up a safety question first.
            CallError: The pain is not from 0 to 10.
        """
        _check_pain(pain)
        if self.offer(self._coach.state(person), name).running is not None:
            return
        self._note_pain(person, pain)
        state = self._coach.state(person)
        if self._coach.next_screen(state) is not None:
            raise NotAllowedError("A safety question comes first.", detail="Answer it, then begin.", where="remedy")
        if self._daily.plan(state).plan.withheld is not None:
            raise NotAllowedError("The safety check comes first.", detail="See today’s page.", where="remedy")
        offer = self.offer(state, name)
        if not offer.may_start:
            words = offer.why_not or "It was used as often as is good for your skin. Wait a while."
            raise NotAllowedError(words, detail="See the list for what fits now.", where="remedy")
        body = {"remedy": name, "day": self._daily.today().isoformat(), "pain": pain}
        self._coach.record(person, (EventKind.REMEDY_STARTED, body), event_id=event_id)

    def finish(
        self, person: str, use: str, *, pain: int | None, seconds: int | None, event_id: str | None = None
    ) -> RemedyUse:
        """Record that a use is over. What happened is taken in even where no plan is allowed any more.

        Raises:
            NotFoundError: There is no such use that runs.
            CallError: The pain is not from 0 to 10.
        """
        _check_pain(pain)
        known = next((one for one in self._coach.state(person).diary.uses if one.id == use), None)
        if known is None:
            raise NotFoundError("This timer does not run.", where="remedy", detail="Begin it from the list.")
        if not known.is_over:
            measured = None if seconds is None else max(0, min(seconds, _MOST_SECONDS))
            body = {"use": use, "day": self._daily.today().isoformat(), "pain": pain, "seconds": measured}
            self._coach.record(person, (EventKind.REMEDY_FINISHED, body), event_id=event_id)
            self._daily.keep_check_current(person, after_something=True)
        return next(one for one in self._coach.state(person).diary.uses if one.id == use)

    def script(self, timer: RemedyTimer, minutes: int) -> Script:
        """Return the cues of one use."""
        planning = next(iter(self.library.planning.values()))
        return remedy_script(timer, minutes, planning.get_ready_s, planning.done_s)

    def elapsed_s(self, use: RemedyUse) -> int:
        """Return how many seconds ago a use was begun."""
        return max(0, int((self._coach.now() - use.at).total_seconds()))

    def helps(self, state: PersonState) -> tuple[Helps, Helps]:
        """Return what goes with less pain: of remedies, and of the movements of bouts."""
        uses, bouts = state.diary.uses, state.diary.bouts
        remedies = (
            Trial(frozenset({use.remedy}), use.pain_before, use.pain_after)
            for use in uses
            if use.pain_before is not None and use.pain_after is not None
        )
        return helped(remedies, self.library), helped(self._bout_trials(bouts), self.library)

    def name_of(self, name: str) -> str:
        """Return what a remedy or movement is called."""
        entry = self.library.remedies.get(name) or self.library.movements.get(name)
        return entry.name.en if entry else name

    def _note_pain(self, person: str, pain: int | None) -> None:
        """Let check and plan know the pain before the remedy is chosen for it."""
        today = self._daily.today()
        if pain is not None and self._coach.state(person).diary.pains.get(today) != pain:
            self._coach.record(person, (EventKind.PAIN_TOLD, {"day": today.isoformat(), "pain": pain}))
            self._daily.keep_check_current(person)

    def _bout_trials(self, bouts: tuple[BoutRecord, ...]) -> Iterator[Trial]:
        for bout in bouts:
            names = {self.library.variants[name][0].id for name in bout.done if name in self.library.variants}
            if names and bout.pain_before is not None and bout.pain_after is not None:
                yield Trial(frozenset(names), bout.pain_before, bout.pain_after)

    def _suits(self, state: PersonState) -> Suitability:
        situation = situation_of(self._daily.facts_today(state), self.library)
        person = state.diary.person
        room = room_of(situation, place=person.place, kit=person.equipment, floor_ok=person.floor_ok)
        return suitability_of(situation, self.library, room, limits=person.limits, dislikes=person.dislikes)

    def _offer(self, timer: RemedyTimer, state: PersonState, suits: Suitability) -> Offer:
        kind, _, name = timer.entry.partition("/")
        is_remedy = kind == "remedies"
        entry: Remedy | Movement = self.library.remedies[name] if is_remedy else self.library.movements[name]
        variants: tuple[Variant, ...] = ()
        kit: tuple[str, ...] = ()
        if isinstance(entry, Remedy):
            why_not = suits.why_no_remedy(entry)
            cautions = suits.cautions(entry.caution)
            kit = tuple(one.value.replace("-", " ") for one in entry.kit)
        else:
            reasons = [suits.why_not(entry, variant) for variant in entry.variant]
            variants = tuple(v for v, reason in zip(entry.variant, reasons, strict=True) if reason is None)
            why_not = None if variants else next(reason for reason in reasons if reason is not None)
            cautions = suits.cautions(tuple(limit for variant in variants for limit in variant.caution))
        minutes = timer.minutes.all
        if self._coach.plan_state(state, self._coach.outcome(state)) is PlanState.COMFORT:
            comfort = self.library.sets[COMFORT_SET]
            minutes = minutes[:1]
            variants = tuple(one for one in variants if one.id in comfort.variants) or variants
            if why_not is None and name not in {*comfort.remedies, *comfort.movements}:
                why_not = "Only the comfort set until a clinician has seen you."
        today = [use for use in state.diary.uses if use.remedy == name and use.day == self._daily.today()]
        return Offer(
            timer=timer,
            entry=entry,
            minutes=minutes,
            variants=variants,
            why_not=why_not,
            cautions=cautions,
            kit=kit,
            used=len(today),
            free_at=self._free_at(timer, state),
            is_used_up=timer.most_times is not None and len(today) >= timer.most_times,
            running=self._running(timer, state),
        )

    def _running(self, timer: RemedyTimer, state: PersonState) -> RemedyUse | None:
        """Return the use that was begun last and not told to be over, while it can still be going on."""
        last = next((use for use in reversed(state.diary.uses) if use.remedy == timer.id), None)
        if last is None or last.is_over or last.day != self._daily.today():
            return None
        return last

    def _free_at(self, timer: RemedyTimer, state: PersonState) -> datetime | None:
        """Return when the gap after the last use is over, or None where that has been."""
        last = next((use for use in reversed(state.diary.uses) if use.remedy == timer.id), None)
        if last is None or timer.gap_min is None:
            return None
        lasted = last.seconds if last.seconds is not None else timer.minutes.start * 60
        free = last.at + timedelta(seconds=lasted, minutes=timer.gap_min)
        return free if free > self._coach.now() else None


def _check_pain(pain: int | None) -> None:
    if pain is not None and not 0 <= pain <= _MOST_PAIN:
        raise CallError(f"{pain} is not a pain from 0 to 10.", where="pain", detail="Give a number from 0 to 10.")
