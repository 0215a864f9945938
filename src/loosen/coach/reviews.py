"""Looking back: what may slow recovery on the review days, and a published questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from loosen.coach.daily import DAYS, Daily
from loosen.coach.known import reviews_of
from loosen.coach.state import PersonState
from loosen.core.facts import Facts, as_json, read_facts
from loosen.core.interview import screen_with
from loosen.core.outcomes import questionnaire_change
from loosen.core.yellow import Outlook
from loosen.domain.basics import Answer, Disposition
from loosen.domain.checkin import Questionnaire
from loosen.domain.conditions import leaves
from loosen.domain.events import EventKind
from loosen.domain.learning import YellowFlag
from loosen.domain.outcomes import Change, Scored
from loosen.domain.results import LineToAsk, ScreenToAsk
from loosen.domain.safety import Purpose, Question
from loosen.errors import FactProblem, FactsError

CRISIS_RULE = "RF33"
RMDQ = "rmdq-24"


@dataclass(frozen=True)
class Looked:
    """What a review found.

    Attributes:
        day: When it was answered.
        flags: What may slow recovery, in order.
        is_many: Whether it is so much that an earlier visit is worth while.
    """

    day: date
    flags: tuple[YellowFlag, ...]
    is_many: bool


@dataclass(frozen=True)
class FormReport:
    """The questionnaire as filled in so far.

    Attributes:
        filled: Scores in order.
        change: From the first to the last.
        is_insensitive: Whether the last score lies where the questionnaire can hardly show a change.
    """

    filled: tuple[Scored, ...]
    change: Change
    is_insensitive: bool


class Reviews:
    """Leads through the review days.

    Args:
        daily: The use cases of a day.
    """

    def __init__(self, daily: Daily) -> None:
        self._daily, self._coach = daily, daily.coach
        self.library = daily.library

    def screens(self) -> tuple[ScreenToAsk, ...]:
        """Return the questions of a review, all of them, whatever was answered before."""
        screens = (one for one in self.library.ordered_screens if one.purpose is Purpose.YELLOW_FLAG)
        return tuple(screen_with({}, self.library, screen.id) for screen in screens)

    def crisis_questions(self) -> tuple[Question, ...]:
        """Return the questions of the safety check about a crisis, in their order."""
        rule = self.library.rules[CRISIS_RULE]
        names = {leaf.fact for outcome in rule.outcome for leaf in leaves(outcome.when)}
        return tuple(question for question in self.library.ordered_questions if question.id in names)

    def crisis_screen(self) -> ScreenToAsk:
        """Return the questions about a crisis as a screen of their own, to read a form by."""
        questions = self.crisis_questions()
        screen = self.library.screens[questions[0].screen]
        line = next(line for line in screen.line if line.id == questions[0].line)
        return ScreenToAsk(
            screen=screen, lines=(LineToAsk(line=line, questions=questions, nested=()),), step=1, steps=1
        )

    def save(self, person: str, raw: Mapping[str, object], event_id: str | None = None) -> bool:
        """Record a review. What points to a crisis goes into the safety check as well, on its own path.

        Args:
            person: Whose it is.
            raw: Answers as in the contract, by fact.
            event_id: Made by whoever records it; it counts once.

        Returns:
            Whether the safety check comes next.

        Raises:
            FactsError: Answers that cannot be used, or none at all; nothing is recorded.
        """
        facts = read_facts(raw, self.library)
        if not facts:
            raise FactsError([FactProblem("review", "Nothing was answered.", "Answer what you can.")])
        crisis = {question.id for question in self.crisis_questions()}
        read_by_flags = {leaf.fact for flag in self.library.yellow_flags.values() for leaf in leaves(flag.when)}
        kept = {name: as_json(value) for name, value in facts.items() if name not in crisis or name in read_by_flags}
        alarms = {name: as_json(facts[name]) for name in crisis & set(facts) if facts[name] is not Answer.NO}
        body = {"day": self._daily.today().isoformat(), "facts": kept}
        self._coach.record(person, (EventKind.REVIEWED, body), event_id=event_id)
        if alarms:
            self._tell_check(person, alarms)
        return bool(alarms)

    def asked_once_more(self, state: PersonState) -> Question | None:
        """Return the question that clears up a "not sure" about a crisis, or None where nothing is left open."""
        asked = (self.library.facts.get(str(one.clarifier_id)) for one in self.crisis_questions() if one.hard)
        return next(
            (
                one
                for one in asked
                if one is not None
                and state.facts.get(one.clarifies or "") is Answer.UNKNOWN
                and one.id not in state.facts
            ),
            None,
        )

    def answer_once_more(self, person: str, question: Question, answer: object) -> None:
        """Put the answer to that question into the check."""
        self._coach.correct(person, {question.id: answer})

    def next_page(self, person: str) -> str:
        """Return where somebody goes whose answers went into the check; what is open about a crisis comes first."""
        state = self._coach.state(person)
        if self.asked_once_more(state) is not None:
            return "/review/mind"
        return "/check" if self._coach.next_screen(state) is not None else "/outcome"

    def looked(self, state: PersonState) -> Looked | None:
        """Return what the last review found, or None before the first."""
        if not state.diary.reviews:
            return None
        last = state.diary.reviews[-1].day
        outlook = Outlook(self.library, reviews_of(state, self.library))
        return Looked(last, outlook.flags_on(last), outlook.is_careful_on(last))

    def told(self, state: PersonState) -> Facts:
        """Return what was answered in reviews; a later answer takes the place of an earlier one."""
        return {name: value for review in reviews_of(state, self.library) for name, value in review.facts.items()}

    def due(self, state: PersonState) -> bool:
        """Return whether the plan calls for a look back."""
        return self._daily.plan(state).plan.review is not None

    def form(self) -> Questionnaire:
        """Return the questionnaire."""
        return self.library.questionnaires[RMDQ]

    def form_due(self, state: PersonState) -> bool:
        """Return whether a day for the questionnaire has come since it was filled in last."""
        since = self._daily.facts_today(state).get(DAYS)
        if not isinstance(since, int | float):
            return False
        began = self._daily.today() - timedelta(days=int(since))
        past = [began + timedelta(days=day) for day in self.form().days if day <= since]
        filled = [one.day for one in state.diary.rmdq]
        return bool(past) and (not filled or max(filled) < max(past))

    def fill(self, person: str, ticked: Iterable[int], event_id: str | None = None) -> None:
        """Record the statements that were ticked, by their numbers from 1.

        Raises:
            FactsError: There is no such statement.
        """
        numbers = sorted(set(ticked))
        most = len(self.form().statement.en)
        wrong = [number for number in numbers if not 1 <= number <= most]
        if wrong:
            what = f"There is no statement {wrong[0]}."
            raise FactsError([FactProblem("ticked", what, f"The numbers go from 1 to {most}.")])
        body = {"day": self._daily.today().isoformat(), "ticked": numbers}
        self._coach.record(person, (EventKind.RMDQ_FILLED, body), event_id=event_id)

    def form_report(self, state: PersonState) -> FormReport:
        """Return the scores so far, and whether the change means something."""
        filled = tuple(Scored(date=one.day, score=len(one.ticked)) for one in state.diary.rmdq)
        form = self.form()
        last = filled[-1].score if filled else None
        is_insensitive = last is not None and not form.insensitive_below <= last <= form.insensitive_above
        return FormReport(filled, questionnaire_change(filled, self.library), is_insensitive)

    def _tell_check(self, person: str, alarms: Mapping[str, object]) -> None:
        """Put answers into the check: into the one in hand, or into a new one where that is old."""
        state = self._coach.state(person)
        is_emergency = self._coach.outcome(state).disposition is Disposition.EMERGENCY
        if self._coach.is_stale(state) and not is_emergency:
            self._coach.begin_check(person)
        self._coach.correct(person, alarms)
