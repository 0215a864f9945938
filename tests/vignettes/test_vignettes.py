"""Clinical cases that a clinician can read. Their outcomes were written from the evidence, not from the rules."""

from __future__ import annotations

from typing import Any

import pytest
from tests.vignettes.cases import FILES, told

from loosen.core.facts import read_facts
from loosen.core.triage import triage
from loosen.domain.library import Library
from loosen.domain.results import TriageResult

KINDS = {"present", "absent", "unknown", "near-miss"}
CASES = [
    pytest.param(case, id=f"{rule}-{case.get('name', number)}")
    for rule, content in FILES.items()
    for number, case in enumerate(content.get("case", []))
]
CASE_KEYS = {"name", "kind", "story", "expect", "within_days", "fires", "silent", "facts", "unanswered"}


def outcome_of(case: dict[str, Any], library: Library) -> TriageResult:
    """Return the outcome of a case."""
    return triage(read_facts(told(case, library), library), library)


@pytest.mark.parametrize("case", CASES)
def test_the_case_ends_as_the_evidence_says(case: dict[str, Any], library: Library) -> None:
    result = outcome_of(case, library)

    fired = {reason.rule for reason in result.because}
    assert result.disposition.value == case["expect"], (case["story"], fired, result.open)
    if "within_days" in case:
        assert result.within_days == case["within_days"]
    assert set(case.get("fires", [])) <= fired
    assert fired.isdisjoint(case.get("silent", []))


def test_every_rule_has_its_cases(library: Library) -> None:
    lacking = sorted(set(library.rules) - set(FILES))

    assert lacking == []


def test_no_file_is_for_a_rule_that_does_not_exist(library: Library) -> None:
    astray = sorted(set(FILES) - set(library.rules))

    assert astray == []


@pytest.mark.parametrize("rule", FILES)
def test_every_rule_has_a_case_of_each_kind(rule: str) -> None:
    content = FILES[rule]

    assert content["rule"] == rule
    assert {case["kind"] for case in content["case"]} == KINDS


@pytest.mark.parametrize("rule", FILES)
def test_every_case_is_complete_and_has_a_name_of_its_own(rule: str) -> None:
    cases = FILES[rule]["case"]

    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names)
    for case in cases:
        assert set(case) <= CASE_KEYS, case["name"]
        assert case["story"].strip(), case["name"]
        assert ("within_days" in case) == (case["expect"] == "see-a-clinician"), case["name"]


@pytest.mark.parametrize("rule", FILES)
def test_every_level_of_a_rule_is_reached_by_a_case(rule: str, library: Library) -> None:
    reasons = [reason for case in FILES[rule]["case"] for reason in outcome_of(case, library).because]

    said = {reason.level.value for reason in reasons if reason.rule == rule}

    assert said == {outcome.level.value for outcome in library.rules[rule].outcome}


def test_every_fact_that_a_case_leaves_open_exists(library: Library) -> None:
    for content in FILES.values():
        for case in content["case"]:
            assert set(case.get("unanswered", [])) <= set(library.questions), case["name"]


def test_no_two_stories_are_alike() -> None:
    seen: dict[str, str] = {}
    for rule, content in FILES.items():
        for case in content["case"]:
            story = case["story"].strip().casefold()
            assert story not in seen, (rule, case["name"], seen.get(story))
            seen[story] = f"{rule} {case['name']}"
