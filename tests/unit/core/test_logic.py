"""Kleene's logic over the answers: unknown is never no."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from loosen.core.facts import read_facts
from loosen.core.logic import Reading
from loosen.domain.basics import Truth
from loosen.domain.conditions import Condition, leaves
from tests.made import made_choice, made_hard, made_library, made_number, made_question, text

PARSE: TypeAdapter[Condition] = TypeAdapter(Condition)
LIBRARY = made_library(
    questions=[
        made_question("a"),
        made_question("b"),
        made_question("c"),
        made_hard("hard"),
        made_number("age", 0, 120),
        made_choice("since", "old", "new"),
        made_question("nested", under=["a"]),
        made_question("for-women", asked_if={"fact": "since", "is": ["new"]}),
    ],
    signs=[{"id": "a-or-b", "name": text("a or b"), "when": {"any": ["a", "b"]}}],
)
YES, NO, UNSURE = True, False, "unknown"
TRUE, FALSE, OPEN = Truth.TRUE, Truth.FALSE, Truth.OPEN
OLD = {"fact": "since", "is": ["old"]}


def truth(condition: object, **raw: object) -> Truth:
    named = {name.replace("_", "-"): value for name, value in raw.items()}
    return Reading(read_facts(named, LIBRARY), LIBRARY).truth(PARSE.validate_python(condition))


def truth_of_what_was_said(condition: object, **raw: object) -> Truth:
    return Reading(read_facts(raw, LIBRARY), LIBRARY, missing=FALSE).truth(PARSE.validate_python(condition))


def missing_facts(condition: object, **raw: object) -> set[str]:
    named = {name.replace("_", "-"): value for name, value in raw.items()}
    return set(Reading(read_facts(named, LIBRARY), LIBRARY).missing_facts(PARSE.validate_python(condition)))


def holding_facts(condition: object, **raw: object) -> set[str]:
    named = {name.replace("_", "-"): value for name, value in raw.items()}
    return set(Reading(read_facts(named, LIBRARY), LIBRARY).holding_facts(PARSE.validate_python(condition)))


@pytest.mark.parametrize(("answer", "value"), [(YES, TRUE), (NO, FALSE), (UNSURE, OPEN)])
def test_a_soft_answer_counts_as_given(answer: object, value: Truth) -> None:
    assert truth("a", a=answer) is value


def test_an_unanswered_question_is_open_not_no() -> None:
    assert truth("a") is OPEN


@pytest.mark.parametrize(
    ("first", "second", "both", "either"),
    [
        (YES, YES, TRUE, TRUE),
        (YES, NO, FALSE, TRUE),
        (YES, UNSURE, OPEN, TRUE),
        (NO, NO, FALSE, FALSE),
        (NO, UNSURE, FALSE, OPEN),
        (UNSURE, UNSURE, OPEN, OPEN),
    ],
)
def test_and_is_the_least_and_or_the_most_certain(first: object, second: object, both: Truth, either: Truth) -> None:
    for one, other in ((first, second), (second, first)):
        assert truth({"all": ["a", "b"]}, a=one, b=other) is both
        assert truth({"any": ["a", "b"]}, a=one, b=other) is either


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ((YES, YES, NO), TRUE),
        ((YES, YES, UNSURE), TRUE),
        ((YES, UNSURE, NO), OPEN),
        ((UNSURE, UNSURE, NO), OPEN),
        ((YES, NO, NO), FALSE),
        ((UNSURE, NO, NO), FALSE),
    ],
)
def test_a_count_holds_only_when_enough_are_certain(answers: tuple[object, object, object], value: Truth) -> None:
    condition = {"count": 2, "of": ["a", "b", "c"]}

    assert truth(condition, a=answers[0], b=answers[1], c=answers[2]) is value


def test_a_named_sign_has_the_value_of_its_condition() -> None:
    assert truth({"sign": "a-or-b"}, a=NO, b=YES) is TRUE
    assert truth({"sign": "a-or-b"}, a=NO, b=NO) is FALSE
    assert truth({"sign": "a-or-b"}, a=NO) is OPEN


@pytest.mark.parametrize(
    ("bounds", "inside", "outside"),
    [
        ({"at_least": 50}, 50, 49.9),
        ({"above": 50}, 50.1, 50),
        ({"at_most": 50}, 50, 50.1),
        ({"below": 50}, 49.9, 50),
        ({"at_least": 3, "at_most": 6}, 6, 7),
    ],
)
def test_a_range_includes_the_ends_it_names(bounds: dict[str, float], inside: float, outside: float) -> None:
    condition = {"fact": "age", **bounds}

    assert truth(condition, age=inside) is TRUE
    assert truth(condition, age=outside) is FALSE


def test_an_unknown_number_or_choice_is_open() -> None:
    assert truth({"fact": "age", "below": 50}, age=UNSURE) is OPEN
    assert truth({"fact": "age", "below": 50}) is OPEN
    assert truth(OLD, since=UNSURE) is OPEN
    assert truth(OLD) is OPEN


def test_a_choice_holds_when_it_is_one_of_those_named() -> None:
    assert truth(OLD, since="old") is TRUE
    assert truth(OLD, since="new") is FALSE


@pytest.mark.parametrize(("clarified", "value"), [(None, OPEN), (YES, TRUE), (UNSURE, TRUE), (NO, FALSE)], ids=str)
def test_not_sure_of_a_hard_flag_counts_as_yes_unless_the_clarifying_question_says_no(
    clarified: object, value: Truth
) -> None:
    extra = {} if clarified is None else {"hard_clarified": clarified}

    assert truth("hard", hard=UNSURE, **extra) is value


def test_a_plain_no_to_a_hard_flag_needs_no_clarifying() -> None:
    assert truth("hard", hard=NO, hard_clarified=YES) is FALSE


@pytest.mark.parametrize(("since", "value"), [("old", FALSE), ("new", TRUE), (UNSURE, TRUE), (None, TRUE)], ids=str)
def test_only_a_certain_exception_excuses(since: object, value: Truth) -> None:
    condition = {"when": "a", "unless": OLD}
    extra = {} if since is None else {"since": since}

    assert truth(condition, a=YES, **extra) is value


def test_an_exception_of_something_open_leaves_it_open() -> None:
    condition = {"when": "a", "unless": OLD}

    assert truth(condition, a=UNSURE, since="new") is OPEN
    assert truth(condition, a=UNSURE, since="old") is FALSE


@pytest.mark.parametrize(("parent", "value"), [(NO, FALSE), (YES, OPEN), (UNSURE, OPEN)])
def test_a_follow_up_question_concerns_only_those_whose_first_answer_is_not_no(parent: object, value: Truth) -> None:
    assert truth("nested", a=parent) is value


def test_a_question_that_cannot_concern_the_person_counts_as_no() -> None:
    assert truth("for-women", since="old") is FALSE
    assert truth("for-women", since="new") is OPEN
    assert truth("for-women", since=UNSURE) is OPEN
    assert truth("for-women") is OPEN


def test_read_without_what_is_missing_only_what_was_said_keeps_a_condition_open() -> None:
    condition = {"any": ["a", "b"]}

    assert truth_of_what_was_said(condition, a=NO) is FALSE
    assert truth_of_what_was_said(condition, a=UNSURE) is OPEN
    assert truth_of_what_was_said("hard", hard=UNSURE) is FALSE


def test_the_missing_facts_are_those_that_can_still_settle_it() -> None:
    condition = {"any": [{"all": ["a", "b"]}, "c"]}

    assert missing_facts(condition) == {"a", "b", "c"}
    assert missing_facts(condition, a=NO) == {"c"}
    assert missing_facts(condition, a=YES) == {"b", "c"}
    assert missing_facts(condition, c=YES) == set()
    assert missing_facts(condition, a=NO, c=NO) == set()


def test_an_unanswered_exception_of_something_that_holds_is_missing() -> None:
    condition = {"when": "a", "unless": OLD}

    assert missing_facts(condition, a=YES) == {"since"}
    assert missing_facts(condition, a=NO) == set()


def test_an_exception_cannot_change_what_holds_without_it() -> None:
    condition = {"any": [{"when": "a", "unless": OLD}, "b"]}

    assert missing_facts(condition, a=YES, b=YES) == set()


def test_the_clarifying_question_is_missing_after_not_sure() -> None:
    assert missing_facts("hard", hard=UNSURE) == {"hard-clarified"}
    assert missing_facts("hard", hard=UNSURE, hard_clarified=YES) == set()


def test_a_question_that_does_not_apply_is_not_missing() -> None:
    assert missing_facts({"any": ["nested", "b"]}, a=NO) == {"b"}


def test_the_reasons_of_what_holds_are_the_answers_that_made_it_hold() -> None:
    condition = {"any": [{"all": ["a", {"fact": "age", "below": 50}]}, "b", "c"]}

    assert holding_facts(condition, a=YES, age=35, b=NO, c=UNSURE) == {"a", "age"}
    assert holding_facts(condition, a=YES, age=35, b=YES) == {"a", "age", "b"}
    assert holding_facts(condition, a=NO, age=35, b=NO, c=NO) == set()


def test_leaves_lists_conditions_and_exceptions() -> None:
    condition = PARSE.validate_python({"any": ["a", {"when": {"all": ["b", "c"]}, "unless": OLD}]})

    assert [leaf.fact for leaf in leaves(condition)] == ["a", "b", "c", "since"]
