"""A person's state: what their events add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pydantic import ValidationError

from loosen.coach.diary import Diary
from loosen.core.facts import FactValue, read_facts
from loosen.domain.events import Event, EventKind
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from loosen.errors import FactsError

PAIN = "pain-now"


@dataclass(frozen=True)
class Correction:
    """An answer that the person changed."""

    at: datetime
    fact: str
    before: FactValue | None
    after: FactValue | None


@dataclass(frozen=True)
class PersonState:
    """Where a person stands.

    Attributes:
        check: Id of the check in hand, None before the first.
        begun_at: When it began.
        facts: Its answers.
        corrections: What was changed, in order.
        triaged_at: When its outcome was last reached.
        notice_for: The check for which the safety notice was confirmed.
        cleared_for: The check after which a clinician allowed self-care.
        cleared_reasons: The rules that spoke then, with their levels; the clearance covers no others.
        country: The country whose lines are shown.
        diary: Bouts and days; they outlast a check.
        known_then: Days as they were reported when the check began, with the pain that was answered in it.
        calendar: Fingerprint of the secret in the address of the calendar feed; None while there is none.
        unread: How many entries of the diary could not be used; they stay in the journal and in the export.
    """

    check: str | None = None
    begun_at: datetime | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    triaged_at: datetime | None = None
    notice_for: str | None = None
    cleared_for: str | None = None
    cleared_reasons: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    diary: Diary = field(default_factory=Diary)
    known_then: tuple[HistoryDay, ...] = ()
    calendar: str | None = None
    unread: int = 0


def fold(events: Iterable[Event], library: Library, state: PersonState | None = None) -> PersonState:
    """Return what events add up to, on top of a state if one is given.

    Answers that the knowledge no longer knows are left out, and asked again.
    """
    state = PersonState() if state is None else state
    for event in events:
        state = _after(state, event, library)
    return state


def _after(state: PersonState, event: Event, library: Library) -> PersonState:
    match event.kind:
        case EventKind.CHECK_BEGUN:
            return PersonState(
                check=event.id,
                begun_at=event.at,
                country=state.country,
                diary=replace(state.diary, checks=(*state.diary.checks, event.at)),
                known_then=state.diary.told_last,
                calendar=state.calendar,
                unread=state.unread,
            )
        case EventKind.ANSWERED:
            told = known_facts(event.body["facts"], library)
            diary = _with_pain(state.diary, event, told.get(PAIN))
            seen = _with_seen(state.known_then, event.at.astimezone().date(), told.get(PAIN))
            facts = {**state.facts, **told}
            return replace(state, facts=facts, triaged_at=None, diary=diary, known_then=seen)
        case EventKind.CORRECTED:
            return _corrected(state, event, library)
        case EventKind.TRIAGED:
            return replace(state, triaged_at=event.at)
        case EventKind.NOTICE_CONFIRMED:
            return replace(state, notice_for=state.check)
        case EventKind.CLINICIAN_CLEARED:
            return replace(state, cleared_for=state.check, cleared_reasons=event.body.get("reasons", {}))
        case EventKind.CALENDAR_SHARED:
            return replace(state, calendar=event.body["key"])
        case EventKind.COUNTRY_SET:
            return replace(state, country=event.body["country"])
        case _:
            return _noted(state, event)


def _noted(state: PersonState, event: Event) -> PersonState:
    """Return the state with an entry of the diary; one that cannot be used must never hide the safety words."""
    try:
        return replace(state, diary=state.diary.after(event))
    except (ValidationError, ValueError, KeyError, TypeError):
        return replace(state, unread=state.unread + 1)


def _corrected(state: PersonState, event: Event, library: Library) -> PersonState:
    """Replace one answer and drop what followed from the old one; the clearance falls with it.

    Pain differs from day to day, so a clearance outlasts it; rules that a clinician has not seen still end it.
    """
    name = event.body["fact"]
    after = known_facts({name: event.body["to"]}, library).get(name)
    gone = _with_follow_ups(name, library)
    facts = {fact: value for fact, value in state.facts.items() if fact not in gone}
    if after is not None:
        facts[name] = after
    change = Correction(event.at, name, state.facts.get(name), after)
    cleared_for = state.cleared_for if name == PAIN else None
    corrections = (*state.corrections, change)
    diary = _with_pain(state.diary, event, facts.get(name) if name == PAIN else None)
    return replace(state, facts=facts, corrections=corrections, triaged_at=None, cleared_for=cleared_for, diary=diary)


def _with_seen(known: tuple[HistoryDay, ...], day: date, pain: FactValue | None) -> tuple[HistoryDay, ...]:
    """Return what a check has seen, with the pain that was answered in it."""
    if not isinstance(pain, int | float):
        return known
    of_day = next((one for one in known if one.date == day), HistoryDay(date=day))
    return (*(one for one in known if one.date != day), of_day.model_copy(update={"pain_last": int(pain)}))


def _with_pain(diary: Diary, event: Event, pain: FactValue | None) -> Diary:
    return diary.with_pain(event.at.astimezone().date(), int(pain)) if isinstance(pain, int | float) else diary


def _with_follow_ups(name: str, library: Library) -> set[str]:
    """Return a fact with the questions that follow it up, and those that follow these."""
    found = {name}
    while True:
        more = {q.id for q in library.facts.values() if found & set(q.under) or q.clarifies in found} - found
        if not more:
            return found
        found |= more


def known_facts(raw: Mapping[str, object], library: Library) -> dict[str, FactValue]:
    """Return answers as far as the knowledge still knows them."""
    try:
        return read_facts(raw, library)
    except FactsError:
        known: dict[str, FactValue] = {}
        for name, value in raw.items():
            try:
                known.update(read_facts({name: value}, library))
            except FactsError:
                continue  # the question changed since; it is asked again
        return known
