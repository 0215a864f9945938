"""Conditions in plain text, as a clinician reads them."""

from __future__ import annotations

from dataclasses import dataclass

from loosen.domain import conditions as c
from loosen.domain.library import Library
from loosen.domain.safety import Question


@dataclass(frozen=True)
class Worded:
    """A condition as a clinician reads it: a line, and the lines under it."""

    text: str
    parts: tuple[Worded, ...] = ()
    sign: str | None = None


def condition_words(condition: c.Condition, library: Library) -> Worded:
    """Return a condition in words."""
    match condition:
        case c.Yes(fact=fact):
            return Worded(_name(library, fact))
        case c.InRange():
            return Worded(f"{_name(library, condition.fact)} {_range(condition, library.facts.get(condition.fact))}")
        case c.IsOneOf(fact=fact, choices=choices):
            labels = {choice.id: choice.label.en for choice in library.facts[fact].choice}
            return Worded(f"{_name(library, fact)}: {' or '.join(f'“{labels[choice]}”' for choice in choices)}")
        case c.AnyOf(any=parts):
            return _group("Any one of:", parts, library)
        case c.AllOf(all=parts):
            return _group("All of:", parts, library)
        case c.AtLeast(count=count, of=parts):
            return _group(f"At least {count} of:", parts, library)
        case c.SignRef(sign=sign):
            return Worded(library.signs[sign].name.en, sign=sign)
        case c.Unless(when=when, unless=unless):
            held = condition_words(when, library)
            excuse = condition_words(unless, library)
            if not held.parts and not excuse.parts:
                return Worded(f"{held.text}, unless {excuse.text}", sign=held.sign)
            return Worded(held.text, (*held.parts, Worded(f"Unless: {excuse.text}", excuse.parts)), held.sign)


def _group(head: str, parts: tuple[c.Condition, ...], library: Library) -> Worded:
    worded = tuple(condition_words(part, library) for part in parts)
    return worded[0] if len(worded) == 1 else Worded(head, worded)


def _name(library: Library, fact: str) -> str:
    question = library.facts.get(fact)
    if question is None:
        return library.tags[fact].name.en
    return question.short.en.rstrip("?")


def _range(condition: c.InRange, question: Question | None) -> str:
    unit = f" {question.unit}" if question and question.unit else ""
    limits = (
        ("at least", condition.at_least),
        ("above", condition.above),
        ("at most", condition.at_most),
        ("below", condition.below),
    )
    return " and ".join(f"{words} {value:g}{unit}" for words, value in limits if value is not None)
