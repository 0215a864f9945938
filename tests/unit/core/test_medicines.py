"""The medicine screen warns; it never recommends and never doses."""

from __future__ import annotations

import pytest

from loosen.core.facts import Facts, read_facts
from loosen.core.medicines import medicine_facts, pack_limit, screen_medicines
from loosen.domain.help import MedicineVerdict
from loosen.domain.library import Library
from loosen.domain.results import MedicineFinding
from loosen.domain.safety import FactType

DO_NOT, ASK, PACK = MedicineVerdict.DO_NOT_USE, MedicineVerdict.ASK_FIRST, MedicineVerdict.FOLLOW_PACK


@pytest.fixture
def healthy(library: Library) -> dict[str, object]:
    """Every question of the medicine screen answered by someone to whom nothing applies."""
    answers: dict[str, object] = {
        name: False for name in medicine_facts(library) if library.facts[name].type is FactType.ANSWER
    }
    return {**answers, "age": 35, "sex": "male", "days-since-start": 1, "pain-now": 5}


def finding(facts: Facts, library: Library, medicine: str) -> MedicineFinding:
    return next(found for found in screen_medicines(facts, library) if found.id == medicine)


@pytest.mark.parametrize("medicine", ["ibuprofen", "naproxen", "aspirin", "paracetamol"])
def test_with_nothing_against_it_the_pack_is_to_be_followed(
    library: Library, healthy: dict[str, object], medicine: str
) -> None:
    found = finding(read_facts(healthy, library), library, medicine)

    assert (found.verdict, found.reasons, found.unanswered) == (PACK, (), 0)


@pytest.mark.parametrize("medicine", ["ibuprofen", "naproxen", "aspirin", "paracetamol"])
def test_with_nothing_answered_the_advice_is_to_ask_first(library: Library, medicine: str) -> None:
    found = finding({}, library, medicine)

    assert found.verdict is ASK
    assert found.unanswered > 0


@pytest.mark.parametrize("medicine", ["ibuprofen", "naproxen", "aspirin"])
@pytest.mark.parametrize("fact", ["nsaid-allergy", "stomach-ulcer-or-bleed"])
def test_an_allergy_or_a_bleed_forbids_anti_inflammatory_medicines(
    library: Library, healthy: dict[str, object], medicine: str, fact: str
) -> None:
    found = finding(read_facts({**healthy, fact: True}, library), library, medicine)

    assert found.verdict is DO_NOT
    assert found.reasons


def test_an_allergy_forbids_paracetamol(library: Library, healthy: dict[str, object]) -> None:
    found = finding(read_facts({**healthy, "paracetamol-allergy": True}, library), library, "paracetamol")

    assert found.verdict is DO_NOT


def test_not_sure_means_ask_first(library: Library, healthy: dict[str, object]) -> None:
    found = finding(read_facts({**healthy, "nsaid-allergy": "unknown"}, library), library, "ibuprofen")

    assert (found.verdict, found.unanswered) == (ASK, 1)


def test_a_certain_no_is_not_softened_by_what_is_unanswered(library: Library) -> None:
    found = finding(read_facts({"nsaid-allergy": True}, library), library, "ibuprofen")

    assert found.verdict is DO_NOT


def test_no_answer_of_yes_ever_makes_a_verdict_milder(library: Library, healthy: dict[str, object]) -> None:
    order = [PACK, ASK, DO_NOT]
    before = {found.id: found.verdict for found in screen_medicines(read_facts(healthy, library), library)}

    for name in sorted(medicine_facts(library)):
        if library.facts[name].type is not FactType.ANSWER:
            continue
        for found in screen_medicines(read_facts({**healthy, name: True}, library), library):
            assert order.index(found.verdict) >= order.index(before[found.id]), (name, found.id)


def test_pack_words_of_the_country_are_taken_where_there_are_any(library: Library) -> None:
    medicine = library.medicines["ibuprofen"]
    known = {limit.country for limit in medicine.limit}

    assert {"US", "GB", "ZZ"} <= known
    assert pack_limit(medicine, "US").country == "US"
    assert pack_limit(medicine, "QQ").country == "ZZ"


def test_every_question_of_the_screen_exists(library: Library) -> None:
    assert medicine_facts(library) <= set(library.facts)
