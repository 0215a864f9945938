"""The Python functions say the same as the contracts."""

from __future__ import annotations

from datetime import date

import pytest

import loosen
from loosen.coach import plan_request, triage_request
from loosen.domain.contracts import TriageRequest
from loosen.domain.library import Library
from loosen.domain.plan import PlanRequest
from loosen.errors import FactsError


def test_triage_says_the_same_as_the_contract(library: Library) -> None:
    answers: dict[str, loosen.RawFact] = {"age": 41, "saddle-numbness": True}

    by_function = loosen.triage(answers, library=library)

    assert by_function == triage_request(TriageRequest(facts=answers), library)
    assert by_function.disposition == "emergency"


def test_a_plan_is_withheld_where_the_contract_withholds_it(library: Library) -> None:
    today = date(2026, 11, 21)

    by_function = loosen.plan({"age": 41}, today=today, library=library)

    assert by_function == plan_request(PlanRequest(facts={"age": 41}, today=today), library)
    assert by_function.withheld


def test_a_misspelt_fact_is_never_ignored(library: Library) -> None:
    with pytest.raises(FactsError, match="fevr"):
        loosen.triage({"fevr": True}, library=library)


def test_every_fact_is_listed(library: Library) -> None:
    listed = loosen.facts(library)

    assert {fact.id for fact in listed.facts} == set(library.facts)
