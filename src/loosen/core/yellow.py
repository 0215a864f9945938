"""Worries and circumstances that go with slower recovery: they set the tone and the pace, and get no score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from loosen.core.facts import Facts
from loosen.core.logic import Reading
from loosen.domain.basics import Truth
from loosen.domain.conditions import leaves
from loosen.domain.learning import YellowFlag
from loosen.domain.library import Library
from loosen.domain.safety import Purpose

YELLOW = "YELLOW"
_MANY = "yellow-flags-many"


@dataclass(frozen=True)
class Reviewed:
    """What was answered on a day: at a review, or in the safety check."""

    on: date
    facts: Facts


@dataclass(frozen=True)
class _From:
    on: date
    flags: tuple[YellowFlag, ...]


class Outlook:
    """Knows for each day which of the flags are high, from the reviews up to then.

    Args:
        library: The knowledge.
        reviews: What was answered, in any order; a later answer to a question takes the place of an earlier one.
    """

    def __init__(self, library: Library, reviews: Sequence[Reviewed]) -> None:
        self._many = int(library.thresholds[_MANY].value)
        self._steps = tuple(_steps(library, reviews))

    def flags_on(self, day: date) -> tuple[YellowFlag, ...]:
        """Return the flags that are high on a day."""
        return next((step.flags for step in reversed(self._steps) if step.on <= day), ())

    def is_careful_on(self, day: date) -> bool:
        """Return whether so many are high that the pace is slower."""
        return len(self.flags_on(day)) >= self._many

    def careful_since(self, day: date) -> date | None:
        """Return the day since which the pace is slower, or None where it is not."""
        since = None
        for step in self._steps:
            if step.on <= day:
                is_careful = len(step.flags) >= self._many
                since = (since or step.on) if is_careful else None
        return since


def _steps(library: Library, reviews: Sequence[Reviewed]) -> Iterator[_From]:
    """Yield the flags that are high from each day with answers on."""
    if not reviews:
        return
    ordered = sorted(library.yellow_flags.values(), key=lambda flag: flag.order)
    wanted = {leaf.fact for flag in ordered for leaf in leaves(flag.when)}
    own = {name for name in wanted if library.facts[name].purpose is Purpose.YELLOW_FLAG}
    known: dict[str, object] = {}
    for review in sorted(reviews, key=lambda one: one.on):
        known.update({name: value for name, value in review.facts.items() if name in wanted})
        if own.isdisjoint(known):
            continue  # leg pain alone is for the safety check
        reading = Reading(known, library, missing=Truth.FALSE)  # type: ignore[arg-type]  # they were checked
        yield _From(review.on, tuple(flag for flag in ordered if reading.truth(flag.when) is Truth.TRUE))
