"""Invented people, and the answers they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loosen.coach import Coach, PersonState
from loosen.coach.opening import open_coach
from loosen.coach.people import person_of
from loosen.core.facts import FactValue, read_facts
from loosen.core.interview import next_screen
from loosen.core.logic import Reading
from loosen.domain.library import Library
from loosen.domain.results import ScreenToAsk
from loosen.domain.safety import FactType, Question
from loosen.settings import Settings

MOST_SCREENS = 60
DONE_TOKEN = "bench-done"  # noqa: S105 - an invented person's cookie
MIDWAY_TOKEN = "bench-midway"  # noqa: S105 - an invented person's cookie
_MIDWAY_SCREENS = 3
_SAID: dict[str, object] = {
    "age": 35,
    "sex": "male",
    "days-since-start": 1,
    "pain-now": 5,
    "site": "low-back",
    "floor-ok": "yes",
    "place": "home",
    "old-trouble-checked": "checked",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who answers every yes-or-no question alike.

    Attributes:
        name: In words, for the table.
        answer: What they say to a yes-or-no question.
    """

    name: str
    answer: bool | str

    def says(self, question: Question) -> object:
        """Return their answer to a question, in the form of the contract."""
        if question.id in _SAID:
            return _SAID[question.id]
        if question.type is FactType.ANSWER:
            return self.answer
        return question.choice[0].id if question.choice else question.minimum


WELL = Person("nothing serious applies", False)
ILL = Person("yes to every question", True)
UNSURE = Person("not sure of anything", "unknown")


def everything_answered(person: Person, library: Library) -> dict[str, FactValue]:
    """Return a person's answers to every question that concerns them."""
    facts: dict[str, FactValue] = {}
    while True:
        reading = Reading(facts, library)
        lacking = [q for q in library.facts.values() if q.id not in facts and reading.applies(q.id)]
        if not lacking:
            return facts
        facts |= read_facts({question.id: person.says(question) for question in lacking}, library)


def interview(person: Person, library: Library) -> Iterator[dict[str, FactValue]]:
    """Yield the answers before each screen of a person's interview, the last with nothing left to ask."""
    facts: dict[str, FactValue] = {}
    for _ in range(MOST_SCREENS):
        yield dict(facts)
        screen = next_screen(facts, library)
        if screen is None:
            return
        facts |= read_facts(answers_to(screen, person), library)
    raise RuntimeError(f"the interview of {person.name!r} does not end")


def answers_to(screen: ScreenToAsk, person: Person) -> dict[str, object]:
    """Return a person's answers to the questions of a screen that everybody sees."""
    return {question.id: person.says(question) for line in screen.lines for question in line.questions}


def fill_journal(data_dir: Path) -> None:
    """Put two people into the journal of a data folder: one with steps to do now, one midway through the check."""
    opened = open_coach(Settings.from_environment({"data_dir": data_dir}, {}))
    try:
        _check(opened.coach, person_of(MIDWAY_TOKEN), most=_MIDWAY_SCREENS)
        done = person_of(DONE_TOKEN)
        _check(opened.coach, done, most=MOST_SCREENS)
        opened.coach.confirm_notice(done)
        _fit(opened.coach, done)
    finally:
        opened.close()


def _check(coach: Coach, person: str, *, most: int) -> None:
    coach.begin_check(person)
    for _ in range(most):
        screen = coach.next_screen(coach.state(person))
        if screen is None:
            return
        coach.answer(person, answers_to(screen, WELL))


def _fit(coach: Coach, person: str) -> PersonState:
    for _ in range(MOST_SCREENS):
        state = coach.state(person)
        screen = coach.next_fit_screen(state)
        if screen is None:
            return state
        coach.answer(person, answers_to(screen, WELL))
    raise RuntimeError("the questions about body and room do not end")
