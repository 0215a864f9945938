"""Kleene's three-valued evaluation of conditions. Unknown is never no."""

from __future__ import annotations

from collections.abc import Iterator

from loosen.core.facts import Facts, FactValue
from loosen.domain import conditions as c
from loosen.domain.basics import Answer, Truth
from loosen.domain.conditions import leaves
from loosen.domain.library import Library
from loosen.domain.safety import Question


class Reading:
    """One way to read a set of answers.

    Args:
        facts: The answers.
        library: The knowledge.
        missing: What an unanswered fact or clarifying question counts as; FALSE shows what "not sure" alone
            keeps open.
    """

    def __init__(self, facts: Facts, library: Library, *, missing: Truth = Truth.OPEN) -> None:
        self._facts = facts
        self._questions = library.facts
        self._signs = library.signs
        self._missing = missing
        self._sign_values: dict[str, Truth] = {}
        self._sign_facts: dict[str, tuple[str, ...]] = {}
        self._applies: dict[str, bool] = {}

    def truth(self, condition: c.Condition) -> Truth:
        """Return whether a condition holds: true, false, or open."""
        kind = type(condition)
        if kind is c.Yes:
            return self.answered_yes(condition.fact)  # type: ignore[union-attr]
        if kind is c.AnyOf:
            best = Truth.FALSE
            for part in condition.any:  # type: ignore[union-attr]
                value = self.truth(part)
                if value is Truth.TRUE:
                    return value
                best = max(best, value)
            return best
        if kind is c.AllOf:
            worst = Truth.TRUE
            for part in condition.all:  # type: ignore[union-attr]
                value = self.truth(part)
                if value is Truth.FALSE:
                    return value
                worst = min(worst, value)
            return worst
        if kind is c.SignRef:
            return self._sign(condition.sign)  # type: ignore[union-attr]
        if kind is c.Unless:
            value = self.truth(condition.when)  # type: ignore[union-attr]
            excused = value is not Truth.FALSE and self.truth(condition.unless) is Truth.TRUE  # type: ignore[union-attr]
            return Truth.FALSE if excused else value
        if kind is c.AtLeast:
            return self._count(condition)  # type: ignore[arg-type]
        return self._compared(condition)  # type: ignore[arg-type]

    def answered_yes(self, fact: str) -> Truth:
        """Return whether a yes-or-no fact counts as yes; "not sure" on a hard fact waits for its clarifier."""
        value = self._facts.get(fact)
        if value is Answer.NO:
            return Truth.FALSE
        if value is Answer.YES:
            return Truth.TRUE
        if value is Answer.UNKNOWN:
            return self._unsure(self._questions.get(fact))
        return self._missing if self.applies(fact) else Truth.FALSE

    def applies(self, fact: str) -> bool:
        """Return whether a question can concern this person, given the other answers."""
        known = self._applies.get(fact)
        if known is None:
            self._applies[fact] = known = self._can_apply(self._questions[fact])
        return known

    def missing_facts(self, condition: c.Condition) -> Iterator[str]:
        """Yield the unanswered facts that can still settle a condition, exceptions included."""
        match condition:
            case c.Yes() | c.InRange() | c.IsOneOf():
                yield from self._missing_leaf(condition.fact)
            case c.AnyOf(any=parts):
                if self.truth(condition) is not Truth.TRUE:
                    for part in parts:
                        yield from self.missing_facts(part)
            case c.AllOf(all=parts) | c.AtLeast(of=parts):
                if self.truth(condition) is Truth.OPEN:
                    for part in parts:
                        yield from self.missing_facts(part)
            case c.SignRef(sign=sign):
                yield from self.missing_facts(self._signs[sign].when)
            case c.Unless():
                yield from self.missing_facts(condition.when)
                yield from self.missing_excuses(condition)

    def missing_parents(self, fact: str) -> Iterator[str]:
        """Yield the unanswered questions that a question follows up."""
        for parent in self._questions[fact].under:
            if parent not in self._facts and self.applies(parent):
                yield parent

    def missing_excuses(self, condition: c.Condition) -> Iterator[str]:
        """Yield the unanswered exceptions that could still take back a condition that holds."""
        if self.truth(condition) is Truth.FALSE:
            return
        match condition:
            case c.AnyOf(any=parts) | c.AllOf(all=parts) | c.AtLeast(of=parts):
                certain = isinstance(condition, c.AnyOf) and any(self._is_certain(part) for part in parts)
                for part in () if certain else parts:
                    yield from self.missing_excuses(part)
            case c.SignRef(sign=sign):
                yield from self.missing_excuses(self._signs[sign].when)
            case c.Unless():
                yield from self.missing_excuses(condition.when)
                for leaf in leaves(condition.unless):
                    yield from self._missing_leaf(leaf.fact)

    def holding_facts(self, condition: c.Condition) -> Iterator[str]:
        """Yield the facts that make a condition hold (or keep it open)."""
        return self._holding(condition, self.truth(condition))

    def _holding(self, condition: c.Condition, whole: Truth) -> Iterator[str]:
        """Yield the holding facts of a condition whose truth is known."""
        if whole is Truth.FALSE:
            return
        match condition:
            case c.Yes() | c.InRange() | c.IsOneOf():
                if condition.fact in self._facts:
                    yield condition.fact
            case c.AnyOf(any=parts) | c.AllOf(all=parts) | c.AtLeast(of=parts):
                for part in parts:
                    value = self.truth(part)
                    if not isinstance(condition, c.AnyOf) or value is whole:
                        yield from self._holding(part, value)
            case c.SignRef(sign=sign):
                yield from self._holding_of_sign(sign)
            case c.Unless():
                yield from self.holding_facts(condition.when)

    def _holding_of_sign(self, sign: str) -> tuple[str, ...]:
        """Return the holding facts of a sign; many rules ask for the same one."""
        known = self._sign_facts.get(sign)
        if known is None:
            self._sign_facts[sign] = known = tuple(dict.fromkeys(self.holding_facts(self._signs[sign].when)))
        return known

    def _is_certain(self, condition: c.Condition) -> bool:
        return self.truth(condition) is Truth.TRUE and next(self.missing_excuses(condition), None) is None

    def _sign(self, sign: str) -> Truth:
        value = self._sign_values.get(sign)
        if value is None:
            self._sign_values[sign] = value = self.truth(self._signs[sign].when)
        return value

    def _count(self, condition: c.AtLeast) -> Truth:
        values = [self.truth(part) for part in condition.of]
        sure = sum(value is Truth.TRUE for value in values)
        if sure >= condition.count:
            return Truth.TRUE
        possible = sure + sum(value is Truth.OPEN for value in values)
        return Truth.OPEN if possible >= condition.count else Truth.FALSE

    def _compared(self, condition: c.InRange | c.IsOneOf) -> Truth:
        value = self._facts.get(condition.fact)
        if value is None:
            return self._missing if self.applies(condition.fact) else Truth.FALSE
        if value is Answer.UNKNOWN:
            return Truth.OPEN
        holds = value in condition.choices if isinstance(condition, c.IsOneOf) else _in_range(condition, value)
        return Truth.TRUE if holds else Truth.FALSE

    def _unsure(self, question: Question | None) -> Truth:
        if question is None or question.clarifier_id is None:
            return Truth.OPEN
        clarified = self._facts.get(question.clarifier_id)
        if clarified is None:
            return self._missing
        return Truth.FALSE if clarified is Answer.NO else Truth.TRUE

    def _can_apply(self, question: Question) -> bool:
        if question.clarifies is not None:
            return self._facts.get(question.clarifies) is Answer.UNKNOWN
        if question.under and all(self.answered_yes(parent) is Truth.FALSE for parent in question.under):
            return False
        return question.asked_if is None or self.truth(question.asked_if) is not Truth.FALSE

    def _missing_leaf(self, fact: str) -> Iterator[str]:
        if fact not in self._facts:
            if self.applies(fact):
                yield fact
            return
        clarifier = self._questions[fact].clarifier_id
        if self._facts[fact] is Answer.UNKNOWN and clarifier is not None and clarifier not in self._facts:
            yield clarifier


def _in_range(condition: c.InRange, value: FactValue) -> bool:
    if not isinstance(value, int | float):
        return False
    return (
        (condition.at_least is None or value >= condition.at_least)
        and (condition.above is None or value > condition.above)
        and (condition.at_most is None or value <= condition.at_most)
        and (condition.below is None or value < condition.below)
    )
