"""Answers from outside are checked in full; nothing is ignored, and everything wrong is named at once."""

from __future__ import annotations

from datetime import date

import pytest

from loosen.core.facts import as_json, in_words, read_facts
from loosen.domain.basics import Answer
from loosen.domain.library import Library
from loosen.errors import FactProblem, FactsError
from tests.made import made_choice, made_hard, made_library, made_number, made_question, made_screen

LIBRARY = made_library(
    screens=[made_screen("safety-1", order=1), made_screen("safety-2", order=2)],
    questions=[
        made_hard("fever"),
        made_question("cough"),
        made_question("weak", screen="safety-2"),
        made_number("age", 0, 120, quick=[{"value": 18, "label": {"en": "Just grown up"}}]),
        made_choice("since", "old", "new"),
        made_question("began", type="date"),
    ],
)


def problems(raw: dict[str, object], none_of: tuple[str, ...] = ()) -> tuple[FactProblem, ...]:
    with pytest.raises(FactsError) as caught:
        read_facts(raw, LIBRARY, none_of)
    return caught.value.problems


def test_every_type_of_answer_is_read() -> None:
    raw = {"fever": True, "cough": False, "weak": "unknown", "age": 35, "since": "old", "began": "2026-11-21"}

    facts = read_facts(raw, LIBRARY)

    assert facts == {
        "fever": Answer.YES,
        "cough": Answer.NO,
        "weak": Answer.UNKNOWN,
        "age": 35,
        "since": "old",
        "began": date(2026, 11, 21),
    }


@pytest.mark.parametrize("fact", ["fever", "age", "since", "began", "fever-clarified"])
def test_unknown_is_an_answer_to_everything(fact: str) -> None:
    assert read_facts({fact: "unknown"}, LIBRARY) == {fact: Answer.UNKNOWN}


def test_the_answer_to_a_clarifying_question_is_a_fact() -> None:
    assert read_facts({"fever-clarified": True}, LIBRARY) == {"fever-clarified": Answer.YES}


def test_a_misspelt_fact_is_an_error_with_a_guess() -> None:
    (problem,) = problems({"fevr": True})

    assert problem.where == "facts.fevr"
    assert problem.what == "There is no fact 'fevr'."
    assert problem.remedy == "Did you mean 'fever'?"
    assert problem.allowed == ("fever",)


def test_a_fact_like_no_other_leads_to_the_list_of_all() -> None:
    (problem,) = problems({"qqqq": True})

    assert problem.remedy == "See `loosen facts` for all names."


@pytest.mark.parametrize("value", ["yes", "true", 1, 0, None, [], {}, 1.0])
def test_only_true_false_and_unknown_answer_a_yes_or_no_question(value: object) -> None:
    (problem,) = problems({"fever": value})

    assert problem.allowed == ("true", "false", "unknown")


@pytest.mark.parametrize("value", ["35", True, None, [35]])
def test_only_a_number_answers_a_number_question(value: object) -> None:
    (problem,) = problems({"age": value})

    assert "a number from 0 to 120 years" in problem.what


@pytest.mark.parametrize("value", [-1, 121, 120.5, float("inf"), float("nan")])
def test_a_number_out_of_range_is_an_error(value: float) -> None:
    (problem,) = problems({"age": value})

    assert "outside 0 to 120 years" in problem.what


@pytest.mark.parametrize("value", [0, 120, 0.5])
def test_the_ends_of_a_range_and_fractions_are_allowed(value: float) -> None:
    assert read_facts({"age": value}, LIBRARY) == {"age": value}


@pytest.mark.parametrize("value", ["older", True, 1, None])
def test_only_one_of_its_choices_answers_a_choice_question(value: object) -> None:
    (problem,) = problems({"since": value})

    assert problem.allowed == ("old", "new", "unknown")


@pytest.mark.parametrize("value", ["21.11.2026", "2026-13-01", 20261121, True])
def test_only_a_day_answers_a_date_question(value: object) -> None:
    (problem,) = problems({"began": value})

    assert problem.where == "facts.began"


def test_all_problems_are_named_at_once() -> None:
    found = problems({"fevr": True, "age": 200, "since": "older", "cough": False}, ("safety-9",))

    assert [problem.where for problem in found] == ["none_of", "facts.fevr", "facts.age", "facts.since"]


def test_a_very_long_name_is_cut_in_the_message() -> None:
    (problem,) = problems({"x" * 5000: True})

    assert len(problem.what) < 100
    assert len(problem.where) <= 80


def test_none_of_answers_the_yes_or_no_facts_of_a_screen_with_no() -> None:
    facts = read_facts({}, LIBRARY, ["safety-1"])

    assert facts == {"fever": Answer.NO, "cough": Answer.NO}


def test_an_explicit_answer_wins_over_none_of() -> None:
    facts = read_facts({"fever": True}, LIBRARY, ["safety-1"])

    assert facts == {"fever": Answer.YES, "cough": Answer.NO}


def test_answers_survive_the_way_to_json_and_back() -> None:
    raw = {"fever": True, "cough": False, "weak": "unknown", "age": 35.5, "since": "old", "began": "2026-11-21"}

    facts = read_facts(raw, LIBRARY)

    assert {name: as_json(value) for name, value in facts.items()} == raw


@pytest.mark.parametrize(
    ("fact", "raw", "words"),
    [
        ("fever", True, "Yes"),
        ("fever", False, "No"),
        ("fever", "unknown", "Not sure"),
        ("age", 35, "35 years"),
        ("age", 18, "Just grown up"),
        ("since", "old", "old"),
        ("age", "unknown", "Not sure"),
    ],
)
def test_an_answer_is_shown_in_words(fact: str, raw: object, words: str) -> None:
    value = read_facts({fact: raw}, LIBRARY)[fact]

    assert in_words(LIBRARY.facts[fact], value) == words


def test_the_real_baseline_is_read(library: Library, baseline: dict[str, object]) -> None:
    assert len(read_facts(baseline, library)) == len(baseline)
