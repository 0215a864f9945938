"""What may have played a part: at most a few things, never a diagnosis, never a percentage for one person."""

from __future__ import annotations

from loosen.core.facts import Facts
from loosen.core.logic import Reading
from loosen.domain.basics import Grade, Truth
from loosen.domain.library import Library
from loosen.domain.results import PossibleContributor

MOST = "contributors-most"
_SURER_FIRST = [Grade.A, Grade.B, Grade.C, Grade.D, Grade.X]


def possible_contributors(facts: Facts, library: Library) -> tuple[PossibleContributor, ...]:
    """Return what may have played a part, the better supported first."""
    reading = Reading(facts, library)
    found = [
        entry
        for entry in library.contributors.values()
        if entry.when is not None and reading.truth(entry.when) is Truth.TRUE
    ]
    found.sort(key=lambda entry: (_SURER_FIRST.index(entry.grade), entry.order))
    return tuple(
        PossibleContributor(
            id=entry.id,
            name=entry.name.en,
            wording=entry.wording.en,
            change=entry.change.en,
            grade=entry.grade,
            grade_words=entry.grade.words,
        )
        for entry in found[: int(library.thresholds[MOST].value)]
    )
