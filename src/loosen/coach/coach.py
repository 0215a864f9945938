"""The use cases of the safety check and the first steps, for one person at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from loosen.coach.standing import Journal, Standing
from loosen.coach.state import PersonState
from loosen.core.contributors import possible_contributors
from loosen.core.facts import Facts, as_json, read_facts
from loosen.core.interview import next_fit_screen, next_screen, next_screen_for
from loosen.core.medicines import medicine_facts, screen_medicines
from loosen.core.now import first_steps
from loosen.core.prevention import first_answers, rescreen_rule
from loosen.core.situation import situation_of
from loosen.core.triage import triage
from loosen.domain.basics import Answer, Disposition, Level
from loosen.domain.events import Event, EventKind
from loosen.domain.help import Country
from loosen.domain.library import Library
from loosen.domain.results import (
    MedicineFinding,
    Now,
    PlanState,
    PossibleContributor,
    ScreenToAsk,
    TriageResult,
)
from loosen.domain.safety import Purpose
from loosen.errors import JournalError, NotAllowedError, NotFoundError

_KEPT = 256
CLOCKS_DIFFER = timedelta(minutes=2)
"""What lies further ahead than this was told while a clock was wrong; nothing may rest on it."""
UNKNOWN_COUNTRY = "ZZ"


class Coach:
    """Leads one person at a time through check, outcome and first steps.

    Args:
        library: The knowledge.
        journal: Where events are kept.
        clock: Returns the present moment, with time zone.
        new_id: Makes an event id for a moment.
    """

    def __init__(
        self,
        library: Library,
        journal: Journal,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[datetime], str],
    ) -> None:
        self.library = library
        self._journal = journal
        self._standing = Standing(journal, library)
        self._clock = clock
        self._new_id = new_id
        # One page asks for the same outcome several times, and the next page mostly for the same again.
        self._outcome = lru_cache(maxsize=_KEPT)(lambda facts: triage(dict(facts), library))
        self._screen = lru_cache(maxsize=_KEPT)(lambda facts: next_screen(dict(facts), library))
        self._steps = lru_cache(maxsize=_KEPT)(
            lambda facts, plan: first_steps(situation_of(dict(facts), library), library, plan)
        )
        self._fit_screen = lru_cache(maxsize=_KEPT)(lambda facts: next_fit_screen(dict(facts), library))

    def state(self, person: str) -> PersonState:
        """Return where a person stands."""
        return self._standing.of(person)

    def is_stale(self, state: PersonState, day: date | None = None) -> bool:
        """Return whether a check is so old, today or on a day to come, that it must be asked again.

        Days count, not hours: what is allowed in the morning is so in the evening.
        """
        if state.begun_at is None:
            return False
        now = self._clock()
        on = max(day or date.min, now.astimezone().date())
        is_ahead = state.begun_at - now > CLOCKS_DIFFER
        return is_ahead or on - state.begun_at.astimezone().date() > self.check_holds(state)

    def holds_until(self, state: PersonState) -> datetime | None:
        """Return the last second of the last day on which the check holds; None before the first."""
        if state.begun_at is None:
            return None
        return state.begun_at.astimezone().replace(hour=23, minute=59, second=59) + self.check_holds(state)

    def check_holds(self, state: PersonState) -> timedelta:
        """Return how long the check holds from when it was begun; longer for somebody without pain."""
        return timedelta(days=float(self.library.thresholds[rescreen_rule(state.facts)].value))

    def begin_prevention(self, person: str) -> None:
        """Begin a new check of somebody without pain; what is about a pain of now is not asked."""
        facts = read_facts(first_answers(), self.library)
        answers = {name: as_json(value) for name, value in facts.items()}
        self.record(person, *self.check_events(()), (EventKind.ANSWERED, {"facts": answers}))

    def begin_check(self, person: str, unsure: Iterable[str] = ()) -> None:
        """Begin a new check; the answers of an earlier one no longer count.

        Args:
            person: Whose it is.
            unsure: Facts that something gave rise to; they begin as "not sure" and are asked once more.
        """
        self.record(person, *self.check_events(unsure))

    def check_events(self, unsure: Iterable[str]) -> Iterator[tuple[EventKind, dict[str, Any]]]:
        """Yield what is recorded when a check begins."""
        yield EventKind.CHECK_BEGUN, {"knowledge_version": self.library.version}
        if facts := dict.fromkeys(unsure, Answer.UNKNOWN.value):
            yield EventKind.ANSWERED, {"facts": facts}

    def next_screen(self, state: PersonState) -> ScreenToAsk | None:
        """Return the next screen of the safety check, or None when the outcome is reached."""
        return self._screen(tuple(state.facts.items()))

    def next_fit_screen(self, state: PersonState) -> ScreenToAsk | None:
        """Return the next screen of what is needed to fit the steps, or None."""
        return self._fit_screen(tuple(state.facts.items()))

    def answer(self, person: str, raw: Mapping[str, object]) -> PersonState:
        """Record answers; when nothing more can change the outcome, record the outcome with its rules.

        Raises:
            FactsError: Answers that cannot be used; nothing is recorded.
        """
        state = self.state(person)
        facts = {
            name: value for name, value in read_facts(raw, self.library).items() if state.facts.get(name) != value
        }
        events: list[tuple[EventKind, dict[str, Any]]] = []
        if state.check is None:
            events.append((EventKind.CHECK_BEGUN, {"knowledge_version": self.library.version}))
        if facts:
            events.append((EventKind.ANSWERED, {"facts": {name: as_json(value) for name, value in facts.items()}}))
        self.record(person, *events)
        return self._note_outcome(person)

    def correct(self, person: str, raw: Mapping[str, object]) -> PersonState:
        """Record answers, those that change an earlier one as corrections; triage runs again.

        What followed from an answer that changes (its follow-up questions) is asked again.

        Raises:
            FactsError: Answers that cannot be used; nothing is recorded.
        """
        state = self.state(person)
        facts = read_facts(raw, self.library)
        changed = {name: value for name, value in facts.items() if name in state.facts and state.facts[name] != value}
        self.record(
            person,
            *(
                (EventKind.CORRECTED, {"fact": name, "from": as_json(state.facts[name]), "to": as_json(value)})
                for name, value in changed.items()
            ),
        )
        return self.answer(person, {name: raw[name] for name in facts if name not in changed})

    def outcome(self, state: PersonState) -> TriageResult:
        """Return the outcome of the answers so far."""
        return self.outcome_of(state.facts)

    def outcome_of(self, facts: Facts) -> TriageResult:
        """Return the outcome of answers."""
        return self._outcome(tuple(facts.items()))

    def plan_state(self, state: PersonState, result: TriageResult) -> PlanState:
        """Return how much of a plan there may be; a clinician's clearance lifts what they saw, never an emergency."""
        if self.is_stale(state):
            return PlanState.WITHHELD
        if _is_cleared(state, result) and result.disposition not in {
            Disposition.EMERGENCY,
            Disposition.NOT_ENOUGH_ANSWERS,
        }:
            return PlanState.FULL
        return result.plan

    def confirm_notice(self, person: str) -> None:
        """Record that the safety notice was read and ticked for this check."""
        notice = next(iter(self.library.notice.values()))
        self.record(person, (EventKind.NOTICE_CONFIRMED, {"version": notice.version}))

    def clear_by_clinician(self, person: str) -> None:
        """Record that a clinician has seen the person and allowed self-care.

        Raises:
            NotAllowedError: The outcome is an emergency, or there is none yet.
        """
        state = self.state(person)
        result = self.outcome(state)
        disposition = result.disposition
        if disposition in {Disposition.EMERGENCY, Disposition.NOT_ENOUGH_ANSWERS}:
            raise NotAllowedError(
                "This outcome cannot be cleared here.",
                detail="After emergency care, begin a new check.",
                where="clearance",
            )
        reasons = {reason.rule: reason.level.value for reason in result.because}
        self.record(person, (EventKind.CLINICIAN_CLEARED, {"disposition": disposition.value, "reasons": reasons}))

    def first_steps(self, state: PersonState) -> Now:
        """Return what to do now.

        Raises:
            NotAllowedError: The outcome withholds every plan.
        """
        return self._steps(tuple(state.facts.items()), self.plan_state(state, self.outcome(state)))

    def medicines(self, state: PersonState) -> tuple[MedicineFinding, ...]:
        """Return what the medicine screen says of each medicine."""
        return screen_medicines(state.facts, self.library)

    def next_medicine_screen(self, state: PersonState) -> ScreenToAsk | None:
        """Return the next screen of the medicine screen, or None when all of it is answered."""
        return next_screen_for(medicine_facts(self.library), state.facts, self.library)

    def next_contributor_screen(self, state: PersonState) -> ScreenToAsk | None:
        """Return the screen that asks what went before the pain, or None when it is answered."""
        names = [q.id for q in self.library.questions.values() if q.purpose is Purpose.CONTRIBUTOR]
        return next_screen_for(names, state.facts, self.library)

    def contributors(self, state: PersonState) -> tuple[PossibleContributor, ...]:
        """Return what may have played a part."""
        return possible_contributors(state.facts, self.library)

    def set_country(self, person: str, country: str) -> None:
        """Record whose help lines to show.

        Raises:
            NotFoundError: No such country is known.
        """
        if country not in self.library.countries:
            raise NotFoundError(
                f"No country {country!r} is known.",
                where="country",
                detail="Choose one of the list, or the common lines.",
            )
        self.record(person, (EventKind.COUNTRY_SET, {"country": country}))

    def country(self, state: PersonState) -> Country:
        """Return the person's country, or the one that lists the common lines."""
        return self.library.countries.get(str(state.country)) or self.library.countries[UNKNOWN_COUNTRY]

    def forget(self, person: str) -> int:
        """Remove everything of a person for good; return how many events that were."""
        removed = self._journal.forget(person)
        self._standing.forget(person)
        return removed

    def _note_outcome(self, person: str) -> PersonState:
        """Record the outcome with the versions of its rules, once it is reached and not yet recorded."""
        state = self.state(person)
        if state.triaged_at is None and self.next_screen(state) is None:
            result = self.outcome(state)
            rules = {reason.rule: reason.rule_version for reason in result.because}
            body = {
                "disposition": result.disposition.value,
                "level": result.level,
                "rules": rules,
                "knowledge_version": result.knowledge_version,
            }
            self.record(person, (EventKind.TRIAGED, body))
            state = self.state(person)
        return state

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def at(self, moment: datetime) -> Coach:
        """Return these use cases as they are at another moment, over the same journal."""
        other = copy(self)
        other._clock = lambda: moment
        return other

    @property
    def trouble(self) -> JournalError | None:
        """Why what is recorded now will not outlast this process; None while all is well."""
        trouble: JournalError | None = getattr(self._journal, "trouble", None)
        return trouble

    def record(self, person: str, *what: tuple[EventKind, dict[str, Any]], event_id: str | None = None) -> None:
        """Add events, all or none; an id that a client made is used for the first of them.

        The ids of the others then follow from it, so that the same call twice adds nothing the second time.
        """
        at = self._clock()
        first = event_id or self._new_id(at)
        ids = [first, *(following(first, place) if event_id else self._new_id(at) for place in range(1, len(what)))]
        self._journal.append(
            [
                Event(id=name, person=person, at=at, kind=kind, body=body)
                for name, (kind, body) in zip(ids, what, strict=False)
            ]
        )

    def add(self, events: Sequence[Event]) -> None:
        """Add events that were made elsewhere, all or none; those that are here already stay as they are."""
        self._journal.append(events)

    def events(self, person: str) -> tuple[Event, ...]:
        """Return everything that was recorded of a person, in order."""
        return self._journal.events(person)


def following(event_id: str, place: int) -> str:
    """Return the id of an event that is recorded together with another one, which a client made the id for."""
    return str(uuid5(NAMESPACE_OID, f"{event_id}/{place}"))


def _is_cleared(state: PersonState, result: TriageResult) -> bool:
    """Return whether a clinician's word covers this outcome: no rule speaks that did not speak then."""
    if state.check is None or state.cleared_for != state.check:
        return False
    urgent = (reason for reason in result.because if reason.level.rank > Level.ROUTINE.rank)
    return all(state.cleared_reasons.get(reason.rule) == reason.level.value for reason in urgent)
