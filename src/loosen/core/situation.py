"""Where the person stands: the stage, and the tags that block or adapt what is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loosen.core.facts import Facts, FactValue
from loosen.core.logic import Reading
from loosen.domain.basics import Answer, Truth
from loosen.domain.care import Stage
from loosen.domain.conditions import Condition
from loosen.domain.library import Library


@dataclass(frozen=True)
class Situation:
    """What is known of the person for choosing steps.

    Attributes:
        stage: The stage; the gentlest when the days are unknown.
        tags: Tags that hold, or that nobody has ruled out. Unknown is never no.
        unsure: Those of the tags that nobody has ruled out.
        facts: The answers, with each tag as an answer of its own.
    """

    stage: Stage
    tags: frozenset[str]
    unsure: frozenset[str]
    facts: Mapping[str, FactValue]
    library: Library

    def holds(self, condition: Condition | None) -> bool:
        """Return whether a condition over facts and tags holds or cannot be ruled out."""
        return condition is None or Reading(self.facts, self.library).truth(condition) is not Truth.FALSE

    def surely(self, condition: Condition | None) -> bool:
        """Return whether a condition over facts and tags certainly holds."""
        return condition is None or Reading(self.facts, self.library).truth(condition) is Truth.TRUE


def situation_of(facts: Facts, library: Library) -> Situation:
    """Return the stage and the tags of a person, from their answers."""
    reading = Reading(facts, library)
    values = {tag.id: reading.truth(tag.when) for tag in library.tags.values()}
    present = frozenset(tag for tag, value in values.items() if value is not Truth.FALSE)
    with_tags: dict[str, FactValue] = {
        **facts,
        **{
            tag: {Truth.TRUE: Answer.YES, Truth.FALSE: Answer.NO}.get(value, Answer.UNKNOWN)
            for tag, value in values.items()
        },
    }
    return Situation(
        stage=_stage(reading, library),
        tags=present,
        unsure=frozenset(tag for tag in present if values[tag] is Truth.OPEN),
        facts=with_tags,
        library=library,
    )


def _stage(reading: Reading, library: Library) -> Stage:
    for stage in sorted(library.stages.values(), key=lambda entry: entry.order):
        if reading.truth(stage.when) is Truth.TRUE:
            return Stage(stage.id)
    return Stage.T0
