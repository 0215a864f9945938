"""The contracts that outsiders build on: what goes in and what comes out."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from loosen.coach import list_facts, triage_request
from loosen.domain.basics import Disposition
from loosen.domain.contracts import FactsAnswer, TriageAnswer, TriageRequest
from loosen.domain.library import Library
from loosen.domain.safety import Purpose
from loosen.errors import CallError, FactsError


def call(library: Library, **request: Any) -> TriageAnswer:  # a raw request
    return triage_request(TriageRequest.model_validate(request), library)


def test_every_fact_is_listed_with_how_it_is_asked(library: Library) -> None:
    listed = {entry.id: entry for entry in list_facts(library).facts}

    assert set(listed) == set(library.facts)
    saddle = listed["saddle-numbness"]
    assert (saddle.type.value, saddle.hard, saddle.screen) == ("answer", True, "feeling")
    assert saddle.clarifier == "saddle-numbness-clarified"
    assert listed["saddle-numbness-clarified"].clarifies == "saddle-numbness"
    assert (listed["age"].minimum, listed["age"].maximum, listed["age"].unit) == (0, 120, "years")
    assert [choice.id for choice in listed["sex"].choices] == ["female", "male", "other"]
    assert all(entry.question and entry.why_asked and entry.screen_title for entry in listed.values())


def test_answers_are_triaged(library: Library, baseline: dict[str, object]) -> None:
    assert call(library, facts=baseline).disposition is Disposition.SELF_CARE
    assert call(library, facts={**baseline, "tearing-pain": True}).disposition is Disposition.EMERGENCY


def test_an_empty_call_is_not_enough(library: Library) -> None:
    answer = call(library)

    assert answer.disposition is Disposition.NOT_ENOUGH_ANSWERS
    assert answer.ask_next


def test_none_of_all_screens_and_the_age_is_self_care(library: Library) -> None:
    screens = [screen.id for screen in library.screens.values() if screen.purpose is Purpose.SAFETY]
    facts = {"age": 35, "sex": "male", "days-since-start": 1, "pain-now": 5, "site": "low-back"}

    answer = call(library, facts=facts, none_of=screens)

    assert answer.disposition is Disposition.SELF_CARE


def test_an_answer_wins_over_none_of(library: Library) -> None:
    answer = call(library, facts={"saddle-numbness": True}, none_of=["feeling"])

    assert answer.disposition is Disposition.EMERGENCY


def test_an_unknown_screen_is_an_error(library: Library) -> None:
    with pytest.raises(FactsError) as caught:
        call(library, none_of=["feelings"])

    assert "Did you mean 'feeling'?" in caught.value.problems[0].remedy


def test_a_danger_sign_in_free_text_counts_as_yes(library: Library, baseline: dict[str, object]) -> None:
    facts = {name: value for name, value in baseline.items() if name != "fever"}

    answer = call(library, facts=facts, words="I have had a high fever since last night")

    assert "fever" in {sign.fact for sign in answer.heard}
    assert answer.disposition.rank >= Disposition.SAME_DAY.rank


def test_free_text_against_a_no_is_asked_again(library: Library, baseline: dict[str, object]) -> None:
    answer = call(library, facts=baseline, words="I have had a high fever since last night")

    heard = next(sign for sign in answer.heard if sign.fact == "fever")
    assert heard.counted_as == "Not sure"
    assert answer.disposition.rank >= Disposition.NOT_ENOUGH_ANSWERS.rank
    assert "fever-clarified" in answer.ask_next


def test_free_text_against_a_clarified_no_is_asked_again(library: Library, baseline: dict[str, object]) -> None:
    facts = {**baseline, "fever": "unknown", "fever-clarified": False}

    answer = call(library, facts=facts, words="I have had a high fever since last night")

    assert "fever" in answer.open


def test_no_hard_flag_told_in_free_text_ends_as_self_care(library: Library) -> None:
    denied = {q.id: False for q in library.questions.values() if q.purpose is Purpose.SAFETY and q.type == "answer"}
    facts = {**denied, "age": 35, "sex": "male", "days-since-start": 1, "pain-now": 5, "site": "low-back"}

    for question in library.questions.values():
        if question.hard and question.people_say:
            answer = call(library, facts=facts, words=question.people_say.en[0])
            assert question.id in {sign.fact for sign in answer.heard}, question.id
            assert answer.disposition is not Disposition.SELF_CARE, question.id


def test_innocent_words_change_nothing(library: Library, baseline: dict[str, object]) -> None:
    answer = call(library, facts=baseline, words="My back seized when I lifted the shopping.")

    assert (answer.heard, answer.disposition) == ((), Disposition.SELF_CARE)


def test_too_many_words_are_an_error(library: Library) -> None:
    with pytest.raises(CallError):
        call(library, words="a" * 4001)


@pytest.mark.parametrize(
    "request_", [{"fact": {}}, {"facts": []}, {"none_of": "feeling"}, {"words": 5}, {"facts": {"age": None}}]
)
def test_a_call_of_another_shape_is_refused(request_: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TriageRequest.model_validate(request_)


@pytest.mark.parametrize("number", [1, 0])
def test_true_is_not_1_and_false_is_not_0(library: Library, number: int) -> None:
    with pytest.raises(FactsError):
        call(library, facts={"fever": number})


def test_what_comes_out_fits_the_published_schema(library: Library, baseline: dict[str, object]) -> None:
    answer = call(library, facts={**baseline, "fever": True}, words="I am shivering")

    jsonschema.validate(json.loads(answer.model_dump_json()), TriageAnswer.model_json_schema())
    jsonschema.validate(json.loads(list_facts(library).model_dump_json()), FactsAnswer.model_json_schema())


def test_a_result_reads_back_as_it_was(library: Library, baseline: dict[str, object]) -> None:
    answer = call(library, facts={**baseline, "fever": True})

    assert TriageAnswer.model_validate_json(answer.model_dump_json()) == answer
