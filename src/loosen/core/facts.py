"""Answers as they come from outside, checked against the questions. Nothing is ignored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from loosen.domain.basics import Answer
from loosen.domain.library import Library
from loosen.domain.safety import FactType, Question
from loosen.errors import FactProblem, FactsError

FactValue = Answer | int | float | str | date
"""A checked answer: yes/no/unknown, a number, the id of a choice, or a day."""

Facts = Mapping[str, FactValue]
"""Checked answers by fact id. A fact that is not there was not answered."""

_ANSWERS = {True: Answer.YES, False: Answer.NO, "unknown": Answer.UNKNOWN}


def read_facts(raw: Mapping[str, object], library: Library, none_of: Iterable[str] = ()) -> dict[str, FactValue]:
    """Return checked answers.

    Args:
        raw: Answers as in the contract: true, false, "unknown", a number, a choice id or an ISO date by fact id.
        library: The knowledge.
        none_of: Screens whose yes-or-no facts are all answered no; an answer in ``raw`` wins over that.

    Returns:
        The answers by fact id.

    Raises:
        FactsError: An unknown fact or screen, a wrong type, a number out of range; all are listed.
    """
    problems: list[FactProblem] = []
    facts: dict[str, FactValue] = {}
    for screen in none_of:
        if screen not in library.screens:
            problems.append(_unknown("none_of", "screen", str(screen), library.screens))
        for question in library.questions.values():
            if question.screen == screen and question.type is FactType.ANSWER:
                facts[question.id] = Answer.NO
    for name, value in raw.items():
        if name not in library.facts:
            problems.append(_unknown(f"facts.{name}", "fact", str(name), library.facts))
            continue
        checked = _check(library.facts[name], value)
        if isinstance(checked, FactProblem):
            problems.append(checked)
        else:
            facts[name] = checked
    if problems:
        raise FactsError(problems)
    return facts


def as_json(value: FactValue) -> bool | int | float | str:
    """Return an answer in the form of the contract."""
    if isinstance(value, Answer):
        return {Answer.YES: True, Answer.NO: False}.get(value, "unknown")
    return value.isoformat() if isinstance(value, date) else value


def in_words(question: Question, value: FactValue) -> str:
    """Return an answer as a person reads it."""
    if isinstance(value, Answer):
        return {Answer.YES: "Yes", Answer.NO: "No", Answer.UNKNOWN: "Not sure"}[value]
    for choice in question.choice:
        if choice.id == value:
            return choice.label.en
    for quick in question.quick:
        if quick.value == value:
            return quick.label.en
    return f"{value} {question.unit}" if question.unit else str(value)


def _check(question: Question, value: object) -> FactValue | FactProblem:
    where = f"facts.{question.id}"
    if isinstance(value, str) and value == "unknown":
        return Answer.UNKNOWN
    if question.type is FactType.ANSWER:
        if isinstance(value, bool):
            return _ANSWERS[value]
        return _wrong(where, value, "true, false or “unknown”", ("true", "false", "unknown"))
    if question.type is FactType.NUMBER:
        return _check_number(question, value)
    if question.type is FactType.CHOICE:
        allowed = tuple(choice.id for choice in question.choice)
        if isinstance(value, str) and value in allowed:
            return value
        return _wrong(where, value, "one of its choices", (*allowed, "unknown"))
    return _check_date(where, value)


def _check_number(question: Question, value: object) -> FactValue | FactProblem:
    where, unit = f"facts.{question.id}", question.unit
    low, high = question.minimum or 0, question.maximum or 0
    span = f"{low} to {high} {unit}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _wrong(where, value, f"a number from {span}", (span, "unknown"))
    if not low <= value <= high:
        return FactProblem(where, f"{value} is outside {span}.", f"Give a number from {span}.", (span,))
    return value


def _check_date(where: str, value: object) -> FactValue | FactProblem:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _wrong(where, value, "a day", ())
    except ValueError:
        return _wrong(where, value, "a day such as 2026-11-21", ("YYYY-MM-DD", "unknown"))


def _wrong(where: str, value: object, wanted: str, allowed: tuple[str, ...]) -> FactProblem:
    shown = repr(value)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."  # noqa: PLR2004 - width of a message
    return FactProblem(where, f"{shown} is not {wanted}.", f"Give {wanted}.", allowed)


def _unknown(where: str, what: str, name: str, known: Iterable[str]) -> FactProblem:
    names = sorted(known)
    close = get_close_matches(name, names, n=3)
    guess = f"Did you mean {' or '.join(repr(n) for n in close)}?" if close else "See `loosen facts` for all names."
    shown = name if len(name) <= 60 else name[:57] + "..."  # noqa: PLR2004 - width of a message
    return FactProblem(where[:80], f"There is no {what} {shown!r}.", guess, tuple(close))
