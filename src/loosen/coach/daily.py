"""The use cases of a day: plan, questions before a bout, the bout, the log, history, export."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from loosen.coach.coach import CLOCKS_DIFFER, Coach
from loosen.coach.known import checked_at, is_change_derived, reviews_of, usable_history
from loosen.coach.records import BoutRecord
from loosen.coach.same import Same
from loosen.coach.state import PAIN, PersonState
from loosen.coach.told import asked_again, checked, items_of, sign_of
from loosen.core.adaptation import adapt
from loosen.core.facts import FactValue
from loosen.core.lately import TRAINED
from loosen.core.one_day import PLANNING
from loosen.core.planner import MadePlan, plan_for
from loosen.core.prevention import is_well
from loosen.core.recovery import RECOVERED
from loosen.core.suitability import wish_problems
from loosen.core.zones import zone_table
from loosen.domain.care import Stage
from loosen.domain.events import EventKind
from loosen.domain.plan import Adapted, DayLog, HistoryDay, Person, Plan
from loosen.domain.planning import MiniQuestion, StopAction, StopSign
from loosen.domain.results import PlanState
from loosen.errors import CallError, FactProblem, FactsError, NotAllowedError, NotFoundError

DAYS = "days-since-start"
SCREEN_HOLDS = "mini-screen-holds"
_EXPORT_FORMAT = 1
_KEPT = 64


class Daily:
    """Leads a person from day to day.

    Args:
        coach: The use cases of the check, with journal and clock.
    """

    def __init__(self, coach: Coach) -> None:
        self.coach = coach
        self.library = coach.library
        # Pages ask for the same plan again and again; it changes only with the state, the day and what is allowed.
        self._planned = lru_cache(maxsize=_KEPT)(self._plan)

    def today(self) -> date:
        """Return the day it is where this machine is."""
        return self.coach.now().astimezone().date()

    def facts_today(self, state: PersonState) -> dict[str, FactValue]:
        """Return the answers as of today: the days have gone on, and pain is what was last reported."""
        return self.facts_on(state, self.today())

    def facts_on(self, state: PersonState, day: date) -> dict[str, FactValue]:
        """Return the answers as they will be on a day, if nothing else is told until then."""
        facts = dict(state.facts)
        days = facts.get(DAYS)
        if isinstance(days, int | float) and state.begun_at is not None:
            facts[DAYS] = int(days) + max(0, (day - state.begun_at.astimezone().date()).days)
        last = state.diary.last_pain(day)
        if last is not None and state.begun_at is not None and state.begun_at.astimezone().date() <= last[0]:
            facts[PAIN] = last[1]
        return facts

    def plan(self, state: PersonState) -> MadePlan:
        """Return today's plan with the scripts of its bouts."""
        return self.plan_on(state, self.today())

    def plan_on(self, state: PersonState, day: date, person: Person | None = None) -> MadePlan:
        """Return the plan of a day to come, if nothing more is told until then; it is withheld past the check.

        Args:
            state: Where the person stands.
            day: Today or a day to come.
            person: What the plan has to fit, where that differs from what the person chose.
        """
        is_stale = self.coach.is_stale(state, day)
        allowed = PlanState.WITHHELD if is_stale else self._allowed(state, day)
        made = self._planned(Same(state), day, allowed, is_stale, person or state.diary.person)
        ended = self.ended_today(state) if day == self.today() else ()
        return _without_bouts(made, ended[0]) if ended and made.plan.bouts else made

    def _allowed(self, state: PersonState, day: date) -> PlanState:
        """Return how much of a plan there may be, by the answers of the check and by what was told since."""
        now = self.coach.outcome_of(self.facts_on(state, day))
        told_since = self.coach.plan_state(state, now)
        if now.disposition.is_urgent and told_since is PlanState.WITHHELD:
            return told_since
        return self.coach.plan_state(state, self.coach.outcome(state))

    def _plan(
        self, same: Same[PersonState], today: date, allowed: PlanState, is_stale: bool, person: Person
    ) -> MadePlan:
        state = same.record
        return plan_for(
            self.facts_on(state, today),
            self.library,
            person=person,
            history=usable_history(state.diary.told_last, self.library, today),
            today=today,
            allowed=allowed,
            is_stale=is_stale,
            checked=checked_at(state),
            reviews=reviews_of(state, self.library),
        )

    def changes_on(self, state: PersonState, day: date) -> tuple[Adapted, ...]:
        """Return what the reported days change on a later day, if nothing more is reported until then."""
        history = usable_history(state.diary.history, self.library, day)
        reviews = reviews_of(state, self.library)
        return adapt(history, self.library, day, None, checked_at(state), reviews=reviews).said

    def set_person(self, person: str, raw: Mapping[str, object]) -> None:
        """Record minutes, goals, dislikes and limits.

        Raises:
            FactsError: A value cannot be used; all are listed.
        """
        wished = checked(Person, raw, "person")
        wrong = wish_problems(wished, self.library)
        if wrong:
            raise FactsError(wrong)
        self.coach.record(person, (EventKind.PERSON_SET, {"person": wished.model_dump(mode="json")}))

    def mini_questions(self) -> tuple[MiniQuestion, ...]:
        """Return the questions before a bout."""
        return tuple(sorted(self.library.mini_screen.values(), key=lambda question: question.order))

    def screen(self, person: str, answers: Mapping[str, bool]) -> bool:
        """Record the answers before a bout; any yes begins the full safety check again.

        Returns:
            True when all are no.

        Raises:
            CallError: A question is not answered.
        """
        missing = [name for name in self.library.mini_screen if name not in answers]
        if missing:
            raise CallError(
                "Please answer each of the questions.", where=missing[0], detail="Tap Yes or No for each."
            )
        yes = sorted(name for name, value in answers.items() if value)
        self.coach.record(person, (EventKind.MINI_SCREENED, {"yes": yes}))
        if yes:
            self.coach.begin_check(person, asked_again(self.library.mini_screen[name] for name in yes))
        return not yes

    def is_screened(self, state: PersonState) -> bool:
        """Return whether the questions before a bout were answered with no a short while ago."""
        at = state.diary.screened_at
        holds = timedelta(hours=float(self.library.thresholds[SCREEN_HOLDS].value))
        return at is not None and -CLOCKS_DIFFER <= self.coach.now() - at < holds

    def start_bout(self, person: str, pain: int, event_id: str | None = None) -> BoutRecord:
        """Record that a bout begins.

        Raises:
            NotAllowedError: There is no plan, a stop sign ended exercise for today, or the questions before a
                bout are not answered.
        """
        state = self.coach.state(person)
        for sign in self.ended_today(state):
            raise NotAllowedError("There is no more exercise today.", detail=sign.advice.en, where="bout")
        if not self.is_screened(state):
            raise NotAllowedError("The 4 questions come first.", detail="Answer them, then begin.", where="bout")
        self._note_pain_before(person, pain, state)
        plan = self.plan(self.coach.state(person)).plan
        if not plan.bouts:
            words = plan.withheld or plan.nothing_fits or "There is no bout today."
            raise NotAllowedError(words, detail="See today’s page.", where="bout")
        sets = {item.id: item.sets for item in plan.bouts[0].items}
        body = {"day": self.today().isoformat(), "items": list(sets), "pain": pain, "sets": sets}
        self.coach.record(person, (EventKind.BOUT_STARTED, body), event_id=event_id)
        return self.coach.state(person).diary.bouts[-1]

    def _note_pain_before(self, person: str, pain: int, state: PersonState) -> None:
        """Record the pain before a bout. The first of a day is the day's; a later one leaves that as it is."""
        known = state.diary.days.get(self.today())
        if known is None or known.pain_now is None:
            self.log_day(person, {"pain_now": pain})
        elif state.diary.pains.get(self.today()) != pain:
            body = {"day": self.today().isoformat(), "pain": pain}
            self.coach.record(person, (EventKind.PAIN_TOLD, body))
            self.keep_check_current(person)

    def finish_bout(
        self,
        person: str,
        *,
        done: tuple[str, ...],
        stopped: tuple[str, ...],
        seconds: int | None,
        pain: int | None,
        signs: tuple[str, ...] = (),
        bout: str | None = None,
        event_id: str | None = None,
    ) -> None:
        """Record how a bout went; a stop sign that calls for it begins the full check. An event id counts once.

        A stop sign is recorded even where the bout was finished elsewhere already. Pain after a bout is pain now: the
        check gets to know it.

        Args:
            person: Whose bout it is.
            done: Variants that were done.
            stopped: Variants that were stopped.
            seconds: How long it took, None when nobody measured it.
            pain: Pain after it.
            signs: Stop signs that came up.
            bout: Which bout; the one that was begun last if not given.
            event_id: Made by whoever records it.

        Raises:
            NotFoundError: No such bout is running.
            FactsError: Unknown movements or stop signs, or numbers out of range.
        """
        diary = self.coach.state(person).diary
        running = diary.open_bout(bout)
        if running is None:
            if event_id and any(event.id == event_id for event in self.coach.events(person)):
                return
            if not signs:
                raise NotFoundError("No bout is running.", where="bout", detail="Begin one from today’s page.")
            self.tell_signs(person, signs, event_id)
            return
        felt = self._signs(signs)
        day = HistoryDay(date=running.day, done=items_of(done, running), stopped=items_of(stopped, running))
        if pain is not None and not 0 <= pain <= 10:  # noqa: PLR2004 - the scale of pain
            raise CallError(f"{pain} is not a pain from 0 to 10.", where="pain", detail="Give a number from 0 to 10.")
        body = {
            "bout": running.id,
            "day": running.day.isoformat(),
            "done": list(day.done),
            "stopped": list(day.stopped),
            "seconds": None if seconds is None else max(0, min(seconds, 24 * 3600)),
            "pain": pain,
            "signs": [sign.id for sign in felt],
        }
        told = {name for on, name in diary.felt if on >= running.day}  # these began their check when they were told
        checks = self._checks(sign for sign in felt if sign.id not in told)
        self.coach.record(person, (EventKind.BOUT_FINISHED, body), *checks, event_id=event_id)
        self.keep_check_current(person, after_something=True)

    def tell_signs(self, person: str, signs: Iterable[str], event_id: str | None = None) -> None:
        """Record stop signs of a bout that is over; one that calls for it begins the full check.

        Raises:
            FactsError: There is no such sign.
        """
        felt = self._signs(signs)
        told = {"day": self.today().isoformat(), "signs": [sign.id for sign in felt]}
        self.coach.record(person, (EventKind.SIGNS_FELT, told), *self._checks(felt), event_id=event_id)

    def _signs(self, names: Iterable[str]) -> list[StopSign]:
        return [sign_of(name, self.library) for name in dict.fromkeys(names)]

    def _checks(self, felt: Iterable[StopSign]) -> Iterator[tuple[EventKind, dict[str, Any]]]:
        """Yield what begins the full check, where a sign calls for it."""
        causes = list(felt)
        if any(sign.opens_check for sign in causes):
            yield from self.coach.check_events(asked_again(causes))

    def done_today(self, state: PersonState, plan: Plan) -> tuple[int, int]:
        """Return how many bouts were done today: of training that is over, and of what the plan is about."""
        done = sum(bout.day == self.today() and bout.finished_at is not None for bout in state.diary.bouts)
        is_trained = any(note.rule == TRAINED for note in plan.adapted)
        trained = self.library.planning[PLANNING].aim_of(Stage(plan.stage)).times_a_day if is_trained else 0
        return min(done, trained), max(0, done - trained)

    def ended_today(self, state: PersonState) -> tuple[StopSign, ...]:
        """Return the stop signs after which there is no more exercise today; others are left to the full check."""
        felt = state.diary.signs_on(self.today())
        known = (sign for name, sign in self.library.stop_signs.items() if name in felt)
        return tuple(sign for sign in known if sign.action is StopAction.STOP_BOUT and not sign.opens_check)

    def log_day(
        self, person: str, raw: Mapping[str, object], *, day: date | None = None, event_id: str | None = None
    ) -> None:
        """Record how a day is; what changes an earlier report of that day is a correction.

        The first pain of a day is compared with the pain before the last bout, for the 24-hour rule. A later "pain
        now" of today leaves it as it is; to mend the first, the day has to be named.

        Raises:
            FactsError: A value cannot be used, or the day is in the future; all are listed.
        """
        on = day or self.today()
        if on > self.today():
            raise FactsError([FactProblem("day", f"{on} has not come yet.", "Choose today or an earlier day.")])
        checked(HistoryDay, {"date": on}, "log")
        log = checked(DayLog, raw, "log").model_dump(mode="json", exclude_none=True)
        if not log:
            return
        diary = self.coach.state(person).diary
        known = diary.days.get(on)
        events: list[tuple[EventKind, dict[str, Any]]] = []
        pain = log.get("pain_now")
        if pain is not None and day is None and known is not None and known.pain_now is not None:
            log.pop("pain_now")
            if diary.pains.get(on) != pain:
                events.append((EventKind.PAIN_TOLD, {"day": on.isoformat(), "pain": pain}))
        if "pain_now" in log and "morning_change" not in log and is_change_derived(diary, on):
            rise = diary.rise_since_bout(on, log["pain_now"])
            log.update({} if rise is None else {"morning_change": rise})
        old = known.model_dump(mode="json") if known else {}
        told = {
            name for name, value in old.items() if value is not False and value not in (None, [], {})
        }  # a 0 is told
        changed = {name: value for name, value in log.items() if name in told and old[name] != value}
        fresh = {name: value for name, value in log.items() if name not in changed}
        if fresh:
            events.append((EventKind.DAY_LOGGED, {"day": on.isoformat(), "log": fresh}))
        if changed:
            events.append((EventKind.DAY_CORRECTED, {"day": on.isoformat(), "changes": changed}))
        self.coach.record(person, *events, event_id=event_id)
        self.keep_check_current(person)

    def zones(self, pain_before: int) -> tuple[tuple[StopAction, str], ...]:
        """Return what each pain from 0 to 10 means in a bout that began at a given pain."""
        return zone_table(pain_before, self.library)

    def export(self, person: str) -> dict[str, Any]:
        """Return everything of a person as plain JSON."""
        return {
            "format": _EXPORT_FORMAT,
            "exported_at": self.coach.now().isoformat(),
            "knowledge_version": self.library.version,
            "events": [event.model_dump(mode="json", exclude={"person"}) for event in self.coach.events(person)],
        }

    def export_csv(self, person: str) -> str:
        """Return the days of a person as a table, one day a line."""
        out = io.StringIO()
        columns = [*HistoryDay.model_fields]
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        for day in self.coach.state(person).diary.history:
            row = day.model_dump(mode="json")
            writer.writerow({name: _cell(value) for name, value in row.items()})
        return out.getvalue()

    def keep_check_current(self, person: str, *, after_something: bool = False) -> None:
        """Let the check know the pain that was told last, so that what has become worse is asked again.

        Pain after a check of somebody without pain begins a new one, with everything about it; an urgent outcome is
        not forgotten for that.

        Args:
            person: Whose check it is.
            after_something: Whether it is the pain after a bout or remedy: where that eased it for a while, nothing
                has to be asked again when the pain is back.
        """
        state = self.coach.state(person)
        pain = self.facts_today(state).get(PAIN)
        known = state.facts.get(PAIN)
        if not isinstance(pain, int | float) or known == pain:
            return
        if after_something and isinstance(known, int | float) and pain < known:
            return
        returns = is_well(state.facts) and pain >= self.library.adaptation[RECOVERED].values["ends_from"]
        if returns and not self.coach.outcome(state).disposition.is_urgent:
            self.coach.begin_check(person)
            self.coach.answer(person, {PAIN: pain})
        elif returns or PAIN in state.facts:
            self.coach.correct(person, {PAIN: pain})


def _without_bouts(made: MadePlan, sign: StopSign) -> MadePlan:
    """Return a plan as it is once a stop sign has ended exercise for the day."""
    plan = made.plan.model_copy(update={"bouts": (), "nothing_fits": f"No more exercise today. {sign.advice.en}"})
    return replace(made, plan=plan, scripts={})


def _cell(value: object) -> object:
    """Return a value as it stands in a cell of a table."""
    if isinstance(value, Mapping):
        return " ".join(f"{name}={inner}" for name, inner in value.items())
    return " ".join(value) if isinstance(value, list) else value
