"""Where a person rests in a bout when something hurts: only what suits them."""

from __future__ import annotations

import pytest

from loosen.core.facts import read_facts
from loosen.core.resting import rest_position
from loosen.core.situation import situation_of
from loosen.core.suitability import room_of, suitability_of
from loosen.domain.library import Library
from loosen.domain.safety import FactType

ANYWHERE = {"place": "home", "floor-ok": "yes", "has-bed": True, "has-chair": True, "has-pillows": True}


def rests(library: Library, **over: object) -> str | None:
    """Return where someone of 35 to whom nothing applies rests, in a room with these things."""
    nothing: dict[str, object] = {q.id: False for q in library.questions.values() if q.type is FactType.ANSWER}
    told: dict[str, object] = {"age": 35, "sex": "male", "days-since-start": 1, "pain-now": 5, "site": "low-back"}
    answers = {**nothing, **told, **{name.replace("_", "-"): value for name, value in over.items()}}
    situation = situation_of(read_facts(answers, library), library)
    found = rest_position(suitability_of(situation, library, room_of(situation)), library)
    return None if found is None else found.variant.id


@pytest.mark.parametrize(
    ("room", "variant"),
    [
        ({}, "easy-positions-back"),
        ({"has-pillows": False}, "diaphragm-breathing-legs-on-chair"),
        ({"has-pillows": False, "floor-ok": "no", "has-bed": False}, "diaphragm-breathing-sitting"),
        ({"has-pillows": False, "has-bed": False, "has-chair": False}, "diaphragm-breathing-standing"),
    ],
)
def test_the_rest_fits_the_room(library: Library, room: dict[str, object], variant: str) -> None:
    assert rests(library, **{**ANYWHERE, **room}) == variant


def test_nobody_rests_in_a_position_that_is_not_for_them(library: Library) -> None:
    late = rests(library, **ANYWHERE, **{"sex": "female", "pregnant": "yes", "pregnancy-weeks": 30})

    assert late is not None
    assert not any(limit.tag == "PREG_LATE" for limit in library.variants[late][1].block)
