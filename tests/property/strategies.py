"""Invented answers over the real facts."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from loosen.core.facts import Facts, FactValue, read_facts
from loosen.core.logic import Reading
from loosen.domain.basics import Answer
from loosen.domain.results import ScreenToAsk
from loosen.domain.safety import FactType, Purpose, Question
from loosen.knowledge import load_library

Raw = dict[str, Any]
YES_NO = (True, False, "unknown")
LIBRARY = load_library()
_DAYS = (0, 1, 2, 3, 6, 7, 13, 14, 27, 28, 41, 42, 43, 83, 84, 85, 400, 3650)
_AGES = (0, 9, 10, 15, 17, 18, 19, 29, 35, 40, 49, 50, 55, 64, 65, 69, 70, 71, 80, 100)
_SMALL = (0, 3, 4, 5, 6, 7, 8, 10)


def numbers_of(question: Question) -> list[float]:
    """Return numbers that lie on both sides of what rules ask for."""
    low, high = question.minimum or 0, question.maximum or 0
    pool = _DAYS if high > 1000 else _AGES if high > 100 else _SMALL if high <= 10 else (*_SMALL, 12, 19, 20, 21, 40)
    return [number for number in pool if low <= number <= high]


def answer_to(question: Question) -> st.SearchStrategy[Any]:
    """Any answer to a question, "not sure" included."""
    if question.type is FactType.NUMBER:
        return st.sampled_from([*numbers_of(question), "unknown"])
    if question.type is FactType.CHOICE:
        return st.sampled_from([*(choice.id for choice in question.choice), "unknown"])
    return st.sampled_from(YES_NO)


@st.composite
def some_answers(draw: st.DrawFn, *, most: int = 12) -> Raw:
    """Answers given so far: nothing, the hard flags or the whole check denied, and then some more."""
    answers: Raw = {}
    background = draw(st.sampled_from(["nothing", "hard", "safety"]))
    if background != "nothing":
        answers = {
            q.id: False
            for q in LIBRARY.questions.values()
            if q.type is FactType.ANSWER and (q.hard or (background == "safety" and q.purpose is Purpose.SAFETY))
        }
        answers |= {"age": draw(st.sampled_from(_AGES)), "sex": draw(st.sampled_from(["male", "female", "other"]))}
    names = draw(st.lists(st.sampled_from(sorted(LIBRARY.facts)), max_size=most, unique=True))
    return {**answers, **{name: draw(answer_to(LIBRARY.facts[name])) for name in names}}


@st.composite
def full_answers(draw: st.DrawFn) -> Raw:
    """One fixed answer of a person to every question there is, clarifying questions included."""
    random = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311 - invented people, not secrets
    yes, unsure = draw(st.sampled_from([(0.0, 0.0), (0.02, 0.02), (0.05, 0.0), (0.0, 0.1), (0.15, 0.1), (0.5, 0.2)]))
    answers: Raw = {}
    for name, question in LIBRARY.facts.items():
        if question.type is FactType.ANSWER:
            chance = random.random()
            answers[name] = True if chance < yes else "unknown" if chance < yes + unsure else False
        else:
            options: list[object] = [choice.id for choice in question.choice] or list(numbers_of(question))
            answers[name] = "unknown" if random.random() < unsure else random.choice(options)
    named = draw(st.lists(st.sampled_from(sorted(LIBRARY.facts)), max_size=6, unique=True))
    return {**answers, **{name: draw(answer_to(LIBRARY.facts[name])) for name in named}}


def only_what_applies(raw: Raw) -> dict[str, FactValue]:
    """Return a person's answers without those to questions that would never concern them."""
    facts = read_facts(raw, LIBRARY)
    while True:
        reading = Reading(facts, LIBRARY)
        kept = {name: value for name, value in facts.items() if reading.applies(name)}
        if len(kept) == len(facts):
            return kept
        facts = kept


def answers_on(screen: ScreenToAsk, person: Facts, given: Facts) -> dict[str, FactValue]:
    """Return what a person has answered after a screen: what is shown, and what opens below it.

    Asked for something that cannot concern them (it could not be known yet), they say no.
    """
    shown = [q for line in screen.lines for q in line.questions if q.id in person or q.type is FactType.ANSWER]
    facts = {**given, **{q.id: person.get(q.id, Answer.NO) for q in shown}}
    nested = [q for line in screen.lines for q in line.nested if q.id in person]
    while opened := [q for q in nested if q.id not in facts and is_opened(q, facts)]:
        facts |= {q.id: person[q.id] for q in opened}
    return facts


def is_opened(question: Question, facts: Facts) -> bool:
    """Return whether a nested question opens: a clarifying one after "not sure", others after yes or "not sure"."""
    if question.clarifies is not None:
        return facts.get(question.clarifies) is Answer.UNKNOWN
    return any(facts.get(parent) in {Answer.YES, Answer.UNKNOWN} for parent in question.under)
