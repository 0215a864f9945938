"""One screen of the check in the terminal: numbers and choices, then the list, then what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from loosen.cli.dialogue import Dialogue, read_marks, read_number
from loosen.core.facts import as_json, in_words, read_facts
from loosen.core.logic import Reading
from loosen.domain.basics import Answer
from loosen.domain.safety import FactType
from loosen.errors import FactsError

if TYPE_CHECKING:
    from loosen.core.facts import FactValue
    from loosen.domain.library import Library
    from loosen.domain.results import ScreenToAsk
    from loosen.domain.safety import Question

_SAID = {"y": True, "yes": True, "n": False, "no": False, "not sure": "unknown"}
_MARKED = {"yes": True, "unsure": "unknown"}
_KEYS = "w why, b back, q save and stop"
_LIST_HELP = f"Numbers for yes, 2? for not sure, Enter for none of these ({_KEYS})"
_LIST_HELP_AGAIN = f"All numbers again, 2? for not sure, 0 for none, Enter to keep them ({_KEYS})"

Raw = dict[str, object]
"""Answers as the contract writes them: true, false, "unknown", a number or a choice, by fact id."""


class Asking:
    """Asks one screen.

    Args:
        screen: The screen.
        facts: What was answered before.
        library: The knowledge.
        dialogue: The terminal.
        is_review: The screen was answered before: Enter keeps an answer.

    Attributes:
        answers: What the person answered on this screen so far; stays when they leave half-way.
    """

    def __init__(
        self,
        screen: ScreenToAsk,
        facts: Mapping[str, FactValue],
        library: Library,
        dialogue: Dialogue,
        *,
        is_review: bool = False,
    ) -> None:
        self.answers: Raw = {}
        self._screen = screen
        self._facts = facts
        self._library = library
        self._dialogue = dialogue
        self._is_review = is_review

    def run(self) -> None:
        """Ask everything on the screen that applies.

        Raises:
            Leaving: The person leaves half-way.
        """
        screen = self._screen.screen
        self._dialogue.title(f"Step {self._screen.step} of at most {self._screen.steps}: {screen.title.en}")
        if screen.help:
            self._dialogue.line(_for_keys(screen.help.en))
        asked = [q for line in self._screen.lines for q in line.questions]
        listed = [q for q in asked if q.type is FactType.ANSWER and q.clarifies is None]
        clarifiers = [q for q in asked if q.clarifies is not None]
        for question in asked:
            if question not in listed and question not in clarifiers and self._applies(question):
                self._ask_alone(question)
        self._ask_list([q for q in listed if self._applies(q)])
        nested = [q for line in self._screen.lines for q in line.nested if self._is_review or self._is_open(q)]
        self._ask_what_follows([*clarifiers, *nested])

    def _now(self) -> dict[str, FactValue]:
        """Return what is known with this screen's answers; what hung on a changed answer is open again."""
        known = {name: value for name, value in self._facts.items() if not self._is_undone(name)}
        return {**known, **read_facts(self.answers, self._library)}

    def _is_open(self, question: Question) -> bool:
        return question.id not in self._facts or self._is_undone(question.id)

    def _is_undone(self, name: str) -> bool:
        question = self._library.facts[name]
        parents = (*question.under, *((question.clarifies,) if question.clarifies else ()))
        return any(
            parent in self.answers and parent in self._facts and self.answers[parent] != as_json(self._facts[parent])
            for parent in parents
        )

    def _applies(self, question: Question) -> bool:
        return Reading(self._now(), self._library).applies(question.id)

    def _ask_what_follows(self, questions: list[Question]) -> None:
        """Ask each follow-up whose parent is yes or not sure; a clarifying question comes before the others."""
        left = sorted(questions, key=lambda q: q.clarifies is None)
        while True:
            ready = next((q for q in left if self._is_brought_up(q)), None)
            if ready is None:
                return
            left.remove(ready)
            self._ask_alone(ready)

    def _is_brought_up(self, question: Question) -> bool:
        now = self._now()
        if question.clarifies is not None:
            return now.get(question.clarifies) is Answer.UNKNOWN
        up = any(now.get(parent) in {Answer.YES, Answer.UNKNOWN} for parent in question.under)
        return up and self._applies(question)

    def _ask_list(self, questions: list[Question]) -> None:
        if not questions:
            return
        titles = {line.line.id: line.line.title.en for line in self._screen.lines}
        line = None
        for number, question in enumerate(questions, start=1):
            if question.line != line:
                line = question.line
                self._dialogue.line(titles[line], indent=1)
            before = self._facts.get(question.id)
            shown = f" [{in_words(question, before)}]" if before is not None else ""
            self._dialogue.line(f"{question.ask.en}{shown}", indent=3, mark=f"{number:>2}. ")
        help_words = _LIST_HELP_AGAIN if self._is_review else _LIST_HELP
        while True:
            text = self._ask(help_words, questions)
            if self._is_review and not text:
                return
            marks = read_marks(text, len(questions))
            if not isinstance(marks, str):
                break
            self._dialogue.line(marks)
        for number, question in enumerate(questions, start=1):
            self.answers[question.id] = _MARKED[marks[number]] if number in marks else False

    def _ask_alone(self, question: Question) -> None:
        """Ask one question by itself until the answer can be used."""
        before = None if self._is_undone(question.id) else self._facts.get(question.id)
        shown = f" [{in_words(question, before)}]" if before is not None else ""
        self._dialogue.line(f"{question.ask.en}{shown}", indent=1)
        for number, choice in enumerate(question.choice, start=1):
            self._dialogue.line(choice.label.en, indent=3, mark=f"{number:>2}. ")
        hints = [f"{each.value} = {each.label.en}" for each in question.quick if each.label.en != str(each.value)]
        if hints:
            self._dialogue.line(", ".join(hints), indent=3)
        wanted = _wanted(question)
        keep = ", Enter to leave it as it is" if self._is_review else ""
        while question.id not in self.answers:
            text = self._ask(f"{wanted[0].upper()}{wanted[1:]}, ? for not sure{keep} ({_KEYS})", [question])
            if self._is_review and not text:
                return
            problem = self._take(question, text)
            if problem:
                self._dialogue.line(problem)

    def _take(self, question: Question, text: str) -> str:
        """Take in a typed answer; return what is wrong with it, or nothing."""
        raw = _read(question, text)
        if raw is None:
            return f"Please give {_wanted(question)}, or ? for not sure."
        try:
            read_facts({question.id: raw}, self._library)
        except FactsError as error:
            return f"{error.problems[0].what} {error.problems[0].remedy}"
        self.answers[question.id] = raw
        return ""

    def _ask(self, prompt: str, questions: Iterable[Question]) -> str:
        """Return an answer; ``w`` tells why these are asked, and asks again."""
        while True:
            text = self._dialogue.ask(prompt)
            if text != "w":
                return text
            for why in dict.fromkeys(question.why.en for question in questions):
                self._dialogue.line(why, indent=3)


def _wanted(question: Question) -> str:
    """Return what to type."""
    return {
        FactType.ANSWER: "y for yes, n for no",
        FactType.NUMBER: f"a number from {question.minimum} to {question.maximum}",
        FactType.CHOICE: f"a number from 1 to {len(question.choice)}",
        FactType.DATE: "a day such as 2026-11-21",
    }[question.type]


def _read(question: Question, text: str) -> object:
    """Return a typed answer as the contract writes it, or None where it is none."""
    if text == "?":
        return "unknown"
    if question.type is FactType.ANSWER:
        return _SAID.get(text)
    if question.type is FactType.DATE:
        return text or None
    number = read_number(text)
    if question.type is FactType.NUMBER:
        return number
    if isinstance(number, int) and 1 <= number <= len(question.choice):
        return question.choice[number - 1].id
    return None


def _for_keys(text: str) -> str:
    """Return a hint that was written for a thumb, for someone at a keyboard."""
    return re.sub(r"\b([Tt])ap\b", lambda match: "Mark" if match[1] == "T" else "mark", text)
