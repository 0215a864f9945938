"""Screens of questions as forms: what the page shows, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loosen.core.facts import FactValue
from loosen.domain.basics import Answer
from loosen.domain.results import LineToAsk, ScreenToAsk
from loosen.domain.safety import FactType, Question

EXACT = ".exact"
CLARIFIED = "-clarified"


@dataclass(frozen=True)
class Nest:
    """A follow-up question and the inputs that bring it up: a tick, or "not sure"."""

    question: Question
    parents: tuple[str, ...]


def nests_after(screen: ScreenToAsk) -> dict[str, list[Nest]]:
    """Return the nested questions of a screen by the question after which they stand.

    A follow-up of several questions stands after the last of them, a clarifying question after its own.
    """
    place = {q.id: index for index, q in enumerate(q for line in screen.lines for q in line.questions)}
    nests: dict[str, list[Nest]] = {}
    for line in screen.lines:
        for question in line.nested:
            names = question.under or ((question.clarifies,) if question.clarifies else ())
            parents = tuple(name for name in names if name in place)
            if parents:
                last = max(parents, key=lambda name: place[name])
                nests.setdefault(last, []).append(Nest(question, parents))
    return nests


def read_form(screen: ScreenToAsk, form: Mapping[str, str]) -> dict[str, object]:
    """Return the answers that a submitted screen holds, in the form of the contract.

    A yes-or-no question that was shown and left alone is an explicit no. A nested one counts only when its
    parent brought it up. A number or choice that was left alone stays unanswered, and is asked again.
    """
    answers: dict[str, object] = {}
    for question in (q for line in screen.lines for q in line.questions):
        answers.update(_read(question, form))
    nested = [q for line in screen.lines for q in line.nested]
    for question in sorted(nested, key=lambda q: q.clarifies is None):  # clarifiers first: they bring up the rest
        if _is_up(question, answers):
            answers.update(_read(question, form))
    for line in screen.lines:
        answers.update(_counted_on(line, answers))
    return answers


def _counted_on(line: LineToAsk, answers: Mapping[str, object]) -> dict[str, object]:
    """Return what is taken to be so where nothing of a line was ticked; the title of the line says so."""
    if any(answers.get(question.id) is not False for question in line.questions):
        return {}
    wanted = ((question.id, question.counted_on) for question in line.questions)
    return {name: True for name, when in wanted if when is not None and answers.get(when.fact) in when.choices}


def _is_up(question: Question, answers: Mapping[str, object]) -> bool:
    if question.clarifies is not None:
        return answers.get(question.clarifies) == "unknown"
    return any(_leads_on(parent, answers) for parent in question.under)


def _leads_on(parent: str, answers: Mapping[str, object]) -> bool:
    """Return whether a parent was answered yes, or not sure with a clarifier that does not deny it."""
    if answers.get(parent) == "unknown":
        return answers.get(f"{parent}{CLARIFIED}") is not False
    return answers.get(parent) is True


def _read(question: Question, form: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    value = form.get(question.id, "")
    if question.clarifies is not None:
        if value:
            yield question.id, {"yes": True, "no": False}.get(value, "unknown")
    elif question.type is FactType.ANSWER:
        yes, unsure = value == "yes", form.get(f"{question.id}.unsure") == "yes"
        yield question.id, True if yes else "unknown" if unsure else False
    elif question.type is FactType.NUMBER:
        exact = form.get(f"{question.id}{EXACT}", "").strip() or value.strip()
        if exact:
            yield question.id, "unknown" if exact == "unknown" else _number(exact)
    elif value:
        yield question.id, value


def as_sent(screen: ScreenToAsk, form: Mapping[str, str]) -> dict[str, FactValue]:
    """Return what a submitted screen says, unchecked, so that the page can show it again."""
    said = {True: Answer.YES, False: Answer.NO, "unknown": Answer.UNKNOWN}
    return {
        name: value if isinstance(value, int | float) and not isinstance(value, bool) else said.get(value, str(value))
        for name, value in read_form(screen, form).items()
    }


def _number(text: str) -> object:
    """Return the number that a text writes, or the text itself, which the check then names as wrong."""
    plain = text.replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        number = float(plain)
    except ValueError:
        return text
    return number if number == number and abs(number) != float("inf") else text  # noqa: PLR0124 - not a number


def options_of(question: Question) -> list[tuple[str, str]]:
    """Return the ready-made answers of a choice or number question: value and label."""
    if question.choice:
        return [(choice.id, choice.label.en) for choice in question.choice]
    return [(str(quick.value), quick.label.en) for quick in question.quick]


def all_ticks(screen: ScreenToAsk) -> bool:
    """Return whether a screen holds only yes-or-no questions, so that "none of these" answers it."""
    asked = [q for line in screen.lines for q in line.questions]
    return all(q.type is FactType.ANSWER and q.clarifies is None for q in asked)


def is_ticked(facts: Mapping[str, FactValue], fact: str, answer: str) -> bool:
    """Return whether an input stands for what was answered before."""
    value = facts.get(fact)
    if isinstance(value, Answer):
        return value.value == answer
    return value is not None and str(value) == answer
