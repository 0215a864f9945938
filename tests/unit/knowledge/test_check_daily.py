"""Mistakes in body areas and timers are told with file, place and remedy."""

from __future__ import annotations

from typing import Any

from loosen.knowledge.check_daily import check_daily
from tests.made import EVIDENCE, made_library, made_question, text

Raw = dict[str, Any]


def area(name: str, *neighbours: str, **over: object) -> Raw:
    return {
        "id": name,
        "order": 1,
        "name": text(name),
        "side": "left",
        "view": "back",
        "shape": [{"view": "back", "path": "M0 0 L1 1 Z"}],
        "neighbours": list(neighbours),
        "evidence": [EVIDENCE],
        **over,
    }


def timer(name: str, entry: str) -> Raw:
    return {
        "id": name,
        "order": 1,
        "entry": entry,
        "minutes": {"start": 5, "most": 10, "step": 5},
        **{key: text("Words.") for key in ("ready", "while_on", "done")},
        "stop": {"en": ["Stop."]},
        "evidence": [EVIDENCE],
    }


def problems(**entries: list[Raw]) -> list[tuple[str, str, tuple[str | int, ...]]]:
    return [(kind, name, path) for kind, name, path, _, _ in check_daily(made_library(**entries))]


def test_areas_that_name_each_other_are_fine() -> None:
    assert problems(body_areas=[area("one", "two"), area("two", "one")]) == []


def test_a_neighbour_that_does_not_answer_is_told() -> None:
    found = problems(body_areas=[area("one", "two"), area("two", "three"), area("three", "two")])

    assert found == [("body_areas", "one", ("neighbours", 0))]


def test_a_fact_that_is_no_question_is_told() -> None:
    questions = [made_question("tingling")]
    areas = [area("one", "two", asks=["tingling"]), area("two", "one", asks_both=["tinglign"])]

    assert problems(questions=questions, body_areas=areas) == [("body_areas", "two", ("asks_both", 0))]


def test_an_area_of_nerves_must_lead_to_the_check() -> None:
    areas = [area("one", "two", below_knee=True), area("two", "one", saddle=True)]

    assert problems(body_areas=areas) == [("body_areas", name, ("asks",)) for name in ("one", "two")]


def test_the_first_shape_lies_in_the_view_of_the_list() -> None:
    areas = [area("one", "two", view="front"), area("two", "one")]

    assert problems(body_areas=areas) == [("body_areas", "one", ("shape", 0))]


def test_a_timer_of_nothing_is_told() -> None:
    found = problems(timers=[timer("heat", "remedies/heat"), timer("cold", "faq/cold")])

    assert found == [("timers", "heat", ("entry",)), ("timers", "cold", ("entry",))]
