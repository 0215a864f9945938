"""What a device did while it was on its own, taken in once, each entry through the use case that it belongs to.

Nothing is dropped: an entry is taken, is known already, or is refused with the reason. What comes in late never takes
the place of something more urgent that was told meanwhile. Where the time of an entry is not sure, a yes or a stop
sign counts as newest, and an all-clear as oldest.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from loosen.coach.checkin import CheckIn
from loosen.coach.coach import Coach, following
from loosen.coach.daily import Daily
from loosen.coach.state import PAIN, PersonState, fold
from loosen.coach.sync_order import Before, Clock, When, before_of, moment_of
from loosen.coach.sync_reading import as_told, joined, known_facts, known_names, names_of, pain_of, seconds_of, why_of
from loosen.core.facts import Facts
from loosen.domain.basics import Answer, Disposition, Record
from loosen.domain.events import Event, EventKind
from loosen.domain.plan import DayLog
from loosen.domain.results import PlanState
from loosen.errors import CallError, JournalError, LoosenError

MOST_ENTRIES = 100
_DOORS = 64
_PAIN = "pain_now"
_MOST_EVENTS = 4
"""So many events an entry becomes at most, those with fresh ids aside."""
_NEWER = "A newer safety check was done meanwhile. That one counts."
_MAY_BE_NEWER = "The check on the server may be newer than this one. That one counts."
_LOOK = "Look at it under Check."
_ASKED_AGAIN = "Some answers no longer fit the questions. They are asked again."


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
        for_good: Whether it would be refused again however often it is sent: there is nothing to wait for.
    """

    id: str
    status: EntryStatus
    why: str = ""
    note: str = ""
    for_good: bool = False


@dataclass(frozen=True)
class _Letter:
    """What the entries of one letter have in common.

    Attributes:
        person: Whose they are.
        before: What was known here before any of them was taken in.
    """

    person: str
    before: Before


class Sync:
    """Takes in what devices send.

    Args:
        coach: The use cases of the check, with journal and clock.
    """

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._library = coach.library
        self._doors = tuple(threading.Lock() for _ in range(_DOORS))  # a person comes through one at a time
        self._kinds: Mapping[str, Callable[[_Letter, Entry, When], str]] = {
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
            letter = _Letter(person, self._before(person, recorded, entries))
            sent = moment_of(sent_at)
            off = self._coach.now() - sent if sent is not None else None
            begun = recorded[0].at if recorded else None
            answers = []
            for entry in entries:
                when = Clock(self._coach.now(), off, begun).when(entry.at, entry.after, entry.day)
                answers.append(self._take(letter, entry, known, when))
                known.add(entry.id)
            return tuple(answers)

    def _before(self, person: str, recorded: Sequence[Event], entries: Sequence[Entry]) -> Before:
        """Return what was known before a letter; what it brought in when it was sent before is not counted."""
        own = {following(one.id, place) for one in entries for place in range(1, _MOST_EVENTS)}
        own |= {entry.id for entry in entries}
        others = [event for event in recorded if event.id not in own]
        is_first = len(others) == len(recorded)
        return before_of(self._coach.state(person) if is_first else fold(others, self._library), others)

    def _take(self, letter: _Letter, entry: Entry, known: set[str], when: When) -> EntryAnswer:
        if entry.id in known:
            return EntryAnswer(id=entry.id, status=EntryStatus.KNOWN)
        take_in = self._kinds.get(entry.kind)
        if take_in is None:
            why = f"This server does not know entries of the kind {entry.kind!r}. Update it, then send again."
            return EntryAnswer(id=entry.id, status=EntryStatus.REFUSED, why=why)
        try:
            note = take_in(letter, entry, when)
        except JournalError:
            raise
        except LoosenError as error:
            return EntryAnswer(id=entry.id, status=EntryStatus.REFUSED, why=why_of(error), for_good=True)
        except (TypeError, ValueError, KeyError):  # one damaged entry must not hold back those behind it
            why = "This entry is damaged."
            return EntryAnswer(id=entry.id, status=EntryStatus.REFUSED, why=why, for_good=True)
        return EntryAnswer(id=entry.id, status=EntryStatus.TAKEN, note=note)

    def _day(self, letter: _Letter, entry: Entry, when: When) -> str:
        """Take in how a day was. The first pain of a day is the day's; a later one is the one that was told last."""
        log = entry.body.get("log")
        if not isinstance(log, Mapping) or not log:
            raise CallError("Nothing was filled in.", where="log", detail="Fill in what you know.")
        known, (areas, strange) = dict(log), known_names(log.get("areas"), self._library.body_areas)
        if areas:
            known["areas"] = list(areas)
        elif strange and len(known) > 1:
            known.pop("areas")
        return joined(self._log(letter, known, when, entry.id), strange)

    def _log(self, letter: _Letter, log: dict[str, Any], when: When, entry_id: str) -> str:
        state, pain = self._coach.state(letter.person), log.get(_PAIN)
        if _is_less(pain, state.facts.get(PAIN)) and not when.is_after(letter.before.pain_at):
            when = when.oldest()
        daily = Daily(self._coach)
        is_past = when.day < daily.today()
        known = state.diary.days.get(when.day)
        if is_past and pain is not None and known is not None and known.pain_now is not None:
            log.pop(_PAIN)
            told = {"day": when.day.isoformat(), "pain": pain_of(pain)}
            # what comes last carries the id of the entry: a crash in between lets the entry be taken in again
            first_id = following(entry_id, len(DayLog.model_fields)) if log else entry_id
            self._coach.record(letter.person, (EventKind.PAIN_TOLD, told), event_id=first_id)
        CheckIn(daily).save(letter.person, log, day=when.day if is_past else None, event_id=entry_id)
        self._keep_pain(letter, when, state)
        return when.note

    def _screened(self, letter: _Letter, entry: Entry, when: When) -> str:
        """Take in the questions before a bout; any yes begins the check again, unless a newer one was begun."""
        questions = self._library.mini_screen
        said = entry.body.get("answers")
        answers = said if isinstance(said, Mapping) else {}
        yes = sorted(name for name in questions if answers.get(name) is True)
        if not yes and any(not isinstance(answers.get(name), bool) for name in questions):
            raise CallError(
                "A question before the bout has no answer.", where="answers", detail="Answer each of them."
            )
        when = when.newest() if yes else when.oldest()
        state, then = self._coach.state(letter.person), self._coach.at(when.moment)
        asked = tuple(dict.fromkeys(fact for name in yes for fact in questions[name].asks))
        is_asked = bool(yes) and not when.is_before(letter.before.state.begun_at)
        check = then.check_events(asked) if is_asked else ()
        then.record(letter.person, (EventKind.MINI_SCREENED, {"yes": yes}), *check, event_id=entry.id)
        self._keep_answers(letter.person, then, state)
        return when.note

    def _bout_started(self, letter: _Letter, entry: Entry, when: When) -> str:
        """Take in that a bout was begun; it was done already, so no plan is asked whether it may be."""
        items, variants = entry.body.get("items"), self._library.variants
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
        state, pain = self._coach.state(letter.person), entry.body.get("pain")
        pain = None if pain is None else pain_of(pain)
        if pain is not None:
            self._log(letter, {_PAIN: pain}, when, following(entry.id, 1))
        body = {"day": when.day.isoformat(), "items": items, "pain": pain}
        self._coach.at(when.moment).record(letter.person, (EventKind.BOUT_STARTED, body), event_id=entry.id)
        self._keep_pain(letter, when, state)
        return when.note

    def _bout_finished(self, letter: _Letter, entry: Entry, when: When) -> str:
        """Take in how a bout went. A stop sign is taken in even where the rest cannot be used."""
        state, body = self._coach.state(letter.person), entry.body
        signs, strange = self._signs_in(body)
        bouts = state.diary.bouts
        if not signs and any(bout.id == body.get("bout") and bout.finished_at for bout in bouts):
            raise CallError("This bout was finished already.", where="bout", detail="It stands under History.")
        when = when.newest() if signs else when
        then = self._coach.at(when.moment)
        try:
            _finish(then, letter.person, entry, signs)
        except CallError as error:
            if not signs:
                raise
            Daily(then).tell_signs(letter.person, signs, entry.id)
            strange = joined(strange, f"The rest could not be used. {why_of(error)}")
        self._keep_answers(letter.person, then, state)
        self._keep_pain(letter, when, state)
        return joined(when.note, strange)

    def _signs(self, letter: _Letter, entry: Entry, when: When) -> str:
        """Take in stop signs that were felt outside of a bout."""
        signs, strange = self._signs_in(entry.body)
        if not signs:
            raise CallError("No stop sign was named.", where="signs", detail="Name one of the stop signs.")
        when = when.newest()
        state, then = self._coach.state(letter.person), self._coach.at(when.moment)
        Daily(then).tell_signs(letter.person, signs, entry.id)
        self._keep_answers(letter.person, then, state)
        return joined(when.note, strange)

    def _signs_in(self, body: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
        """Return the stop signs that are known, and words about the others; all of them where none is known."""
        signs, strange = known_names(body.get("signs"), self._library.stop_signs)
        return (signs, strange) if signs else (names_of(body.get("signs")), "")

    def _checked(self, letter: _Letter, entry: Entry, when: When) -> str:
        """Take in a safety check that was done on the device; what was answered meanwhile counts."""
        person = letter.person
        told, strange = known_facts(entry.body.get("facts"), self._library)
        facts = self._with_pain(told, letter.before, when)
        if not when.is_after(letter.before.answered_at):
            facts = self._with_answers(facts, letter, when)
        when = when.newest() if self._coach.outcome_of(facts).disposition.is_urgent else when.oldest()
        then = self._coach.at(when.moment)
        what: list[tuple[EventKind, dict[str, Any]]] = [*then.check_events(())]
        if facts:
            what.append((EventKind.ANSWERED, {"facts": as_told(facts)}))
        then.record(person, *what, event_id=entry.id)
        then.answer(person, {})  # notes the outcome where it is reached
        return joined(when.note, _ASKED_AGAIN if strange else "")

    def _with_pain(self, told: Facts, before: Before, when: When) -> Facts:
        """Return answers with the pain that was told meanwhile; where the order is not sure, with the higher one."""
        pain, known = told.get(PAIN), before.state.facts.get(PAIN)
        if not isinstance(pain, int) or not isinstance(known, int) or when.is_after(before.pain_at):
            return told
        return {**told, PAIN: max(pain, known) if when.trouble else known}

    def _with_answers(self, told: Facts, letter: _Letter, when: When) -> Facts:
        """Return answers with those that were given meanwhile, or may have been: no yes and no doubt is lost.

        Raises:
            CallError: They say nothing more urgent than what is known here, so that stays as it is.
        """
        known = letter.before.state
        is_old = when.is_before(known.begun_at)
        is_waiting = self._coach.state(letter.person).check != known.check  # an entry before it began a check
        here, there = (self._coach.outcome_of(facts).disposition for facts in (known.facts, told))
        if not is_waiting and (is_old or not told or not _is_more_urgent(there, here)):
            raise CallError(_NEWER if is_old else _MAY_BE_NEWER, where="checked", detail=_LOOK)
        return known.facts if is_old else max((_graver(told, known.facts), told, known.facts), key=self._urgency)

    def _urgency(self, facts: Facts) -> int:
        disposition = self._coach.outcome_of(facts).disposition
        return disposition.rank if disposition.is_urgent else 0

    def _keep_answers(self, person: str, then: Coach, before: PersonState) -> None:
        """Give a check that an entry began the answers of the last one, where that allowed no plan.

        What led to that is not forgotten: a yes stays a yes. What was denied is asked once more.
        """
        state = self._coach.state(person)
        allowed = self._coach.plan_state(before, self._coach.outcome(before))
        if state.check == before.check or allowed is not PlanState.WITHHELD or self._coach.is_stale(before):
            return
        told = {name: one for name, one in before.facts.items() if one is not Answer.NO}
        kept = {name: one for name, one in told.items() if one is Answer.YES or name not in state.facts}
        then.answer(person, as_told(kept))

    def _keep_pain(self, letter: _Letter, when: When, before: PersonState) -> None:
        """Let the check know the pain that was told last, where an entry has told it of another one.

        A pain that was told earlier than the known one does not take its place, nor a lower one that may have been.
        """
        state, told_at = self._coach.state(letter.person), letter.before.pain_at
        daily = Daily(self._coach)
        known, now = daily.facts_today(before).get(PAIN), daily.facts_today(state).get(PAIN)
        is_late = known != now and when.is_before(told_at)
        is_told_again = known is not None and (is_late or (_is_less(now, known) and not when.is_after(told_at)))
        if is_told_again:
            self._coach.record(letter.person, (EventKind.PAIN_TOLD, {"day": when.day.isoformat(), "pain": known}))
        if is_told_again or (known == now and state.facts.get(PAIN) != before.facts.get(PAIN)):
            daily.keep_check_current(letter.person)


def _finish(then: Coach, person: str, entry: Entry, signs: tuple[str, ...]) -> None:
    body = entry.body
    Daily(then).finish_bout(
        person,
        done=names_of(body.get("done")),
        stopped=names_of(body.get("stopped")),
        seconds=seconds_of(body.get("seconds")),
        pain=None if body.get("pain") is None else pain_of(body["pain"]),
        signs=signs,
        bout=str(body.get("bout", "")),
        event_id=entry.id,
    )


def _is_more_urgent(told: Disposition, known: Disposition) -> bool:
    """Return whether an outcome is more urgent than a known one; what is not finished may yet become anything."""
    unfinished = Disposition.NOT_ENOUGH_ANSWERS
    if known is unfinished:
        return told is Disposition.EMERGENCY
    return not known.is_urgent if told is unfinished else told.rank > known.rank


def _graver(told: Facts, known: Facts) -> Facts:
    """Return answers with those known already where they are graver: a yes, and a doubt where there is no yes."""
    kept = {
        name: value
        for name, value in known.items()
        if value is Answer.YES or (value is Answer.UNKNOWN and told.get(name) is not Answer.YES)
    }
    return {**told, **kept}


def _is_less(pain: object, known: object) -> bool:
    return isinstance(pain, int) and isinstance(known, int) and pain < known
