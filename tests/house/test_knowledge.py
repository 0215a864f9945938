"""The knowledge is whole: nothing broken, nothing missing, everything with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import loosen
from loosen.domain.basics import Evidence, Level, Record
from loosen.domain.conditions import SignRef
from loosen.domain.library import Library
from loosen.domain.safety import FactType, Purpose
from loosen.knowledge import load
from loosen.knowledge.kinds import KINDS

DATA = Path(loosen.__file__).parent / "knowledge" / "data"
CLAIMS = {"A": 20, "B": 23, "C": 21, "D": 14, "E": 28}
FOREIGN_WORDS = re.compile(r"\bseeds?\b|\.txt\b|evidence\.md|/work\b|\bshared/|/shared\b", re.IGNORECASE)


def numbered(prefix: str, last: int, first: int = 1) -> set[str]:
    return {f"{prefix}{number:02}" for number in range(first, last + 1)}


def evidence_in(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from evidence_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from evidence_in(item)


def test_the_knowledge_has_no_problems() -> None:
    assert [str(problem) for problem in load().problems] == []


def test_every_claim_of_the_five_texts_has_its_verdict(library: Library) -> None:
    wanted = {name for letter, last in CLAIMS.items() for name in numbered(letter, last)}

    assert len(wanted) == 106
    assert set(library.claims) == wanted
    assert all(claim.text == claim.id[0] for claim in library.claims.values())


def test_no_two_claims_share_a_reason(library: Library) -> None:
    reasons = {claim.reason.en.casefold() for claim in library.claims.values()}

    assert len(reasons) == len(library.claims)


def test_every_safety_rule_is_there(library: Library) -> None:
    wanted = numbered("RF", 39) | {"RF04b"} | numbered("NM", 8) | numbered("CB", 8) | numbered("MS", 2)

    assert set(library.rules) == wanted


def test_every_remedy_is_there(library: Library) -> None:
    assert sorted(remedy.code for remedy in library.remedies.values()) == sorted(numbered("R", 42) | numbered("Q", 6))


def test_every_movement_and_every_card_is_there(library: Library) -> None:
    assert sorted(movement.code for movement in library.movements.values()) == sorted(numbered("X", 38))
    assert sorted(card.code for card in library.not_now.values()) == sorted(numbered("X", 95, first=90))


def test_every_question_people_ask_is_there(library: Library) -> None:
    assert set(library.faq) == numbered("q", 20)
    assert sorted(faq.order for faq in library.faq.values()) == list(range(1, 21))


@pytest.mark.parametrize(
    ("kind", "count"), [("tags", 28), ("medicines", 4), ("levels", 6), ("contributors", 14), ("notice", 1)]
)
def test_the_short_kinds_are_whole(library: Library, kind: str, count: int) -> None:
    assert len(library.kind(kind)) == count


def test_every_level_has_words_and_its_days(library: Library) -> None:
    days = {name: level.within_days for name, level in library.levels.items()}

    assert days == {"E": 0, "S": 0, "W": 7, "R": 28, "G": None, "N": None}


def test_every_hard_question_has_a_clarifying_question_of_its_own_words(library: Library) -> None:
    for question in library.questions.values():
        if question.hard:
            assert question.clarifier is not None, question.id
            assert question.clarifier.en != question.ask.en, question.id


def test_every_hard_question_can_lead_to_help_today_or_now(library: Library) -> None:
    urgent = {
        fact
        for rule in library.rules.values()
        for outcome in rule.outcome
        if outcome.level.rank >= Level.SAME_DAY.rank
        for fact in facts_in(outcome.when, library)
    }

    assert {q.id for q in library.questions.values() if q.hard} - urgent == set()


def facts_in(condition: object, library: Library) -> Iterator[str]:
    """Yield every fact of a condition, those of its signs too."""
    if isinstance(condition, SignRef):
        yield from facts_in(library.signs[condition.sign].when, library)
    elif isinstance(condition, Record):
        fact = getattr(condition, "fact", None)
        if isinstance(fact, str):
            yield fact
        for name in type(condition).model_fields:
            yield from facts_in(getattr(condition, name), library)
    elif isinstance(condition, tuple):
        for part in condition:
            yield from facts_in(part, library)


def test_outcomes_of_a_rule_stand_from_the_most_urgent_down(library: Library) -> None:
    for rule in library.rules.values():
        ranks = [outcome.level.rank for outcome in rule.outcome]
        assert ranks == sorted(ranks, reverse=True), rule.id


def test_everything_that_decides_or_advises_cites_a_source_with_a_place_in_it(library: Library) -> None:
    for kind in KINDS:
        if kind in {"sources", "screens", "questions", "signs", "countries", "site"}:
            continue
        for entry_id, record in library.kind(kind).items():
            cited = list(evidence_in(record))
            assert cited, (kind, entry_id)
            assert all(one.source in library.sources and one.locator for one in cited), (kind, entry_id)


def test_every_rule_says_which_of_its_sources_were_confirmed(library: Library) -> None:
    for rule in library.rules.values():
        for outcome in rule.outcome:
            for one in outcome.evidence:
                assert isinstance(one.confirmed, bool)
                if "recalled" in f"{one.locator} {one.note}".casefold():
                    assert not one.confirmed, rule.id


def test_only_yes_or_no_questions_are_read_from_free_text(library: Library) -> None:
    for question in library.questions.values():
        if question.people_say:
            assert question.type is FactType.ANSWER, question.id


def test_every_hard_question_is_read_from_free_text(library: Library) -> None:
    unheard = [q.id for q in library.questions.values() if q.hard and not q.people_say]

    assert unheard == []


def test_the_check_has_at_most_12_screens_of_at_most_7_lines(library: Library) -> None:
    check = [screen for screen in library.screens.values() if screen.purpose is Purpose.SAFETY]

    assert len(check) <= 12
    assert all(len(screen.line) <= 7 for screen in library.screens.values())


def test_no_data_file_speaks_of_how_it_was_made() -> None:
    found = [
        (path.relative_to(DATA).as_posix(), match[0])
        for path in sorted(DATA.rglob("*.toml"))
        for match in FOREIGN_WORDS.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_telephone_numbers_have_a_source_and_a_day(library: Library) -> None:
    for country in library.countries.values():
        assert any(line.kind.value == "emergency" for line in country.line), country.id
        assert all(line.source in library.sources and line.locator for line in country.line), country.id
