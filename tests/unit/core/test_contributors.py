"""What may have played a part: few things, the better supported first, and never a guess."""

from __future__ import annotations

from loosen.core.contributors import possible_contributors
from loosen.core.facts import read_facts
from loosen.domain.library import Library

SURER_FIRST = "ABCDX"


def test_with_no_answers_nothing_is_named(library: Library) -> None:
    assert possible_contributors({}, library) == ()


def test_not_sure_names_nothing(library: Library) -> None:
    facts = read_facts({"lifted-awkwardly": "unknown"}, library)

    assert possible_contributors(facts, library) == ()


def test_what_was_affirmed_is_named_with_what_to_change(library: Library) -> None:
    facts = read_facts({"lifted-awkwardly": True}, library)

    (found,) = possible_contributors(facts, library)

    assert found.id == "awkward-lift"
    assert "may have played a part" in found.wording
    assert found.change
    assert found.grade_words == "Fair evidence"


def test_at_most_3_are_named_and_the_better_supported_come_first(library: Library) -> None:
    everything = read_facts({q.id: True for q in library.questions.values() if q.purpose == "contributor"}, library)

    found = possible_contributors(everything, library)

    assert len(found) == 3
    assert [entry.grade.value for entry in found] == sorted(
        (entry.grade.value for entry in found), key=SURER_FIRST.index
    )
