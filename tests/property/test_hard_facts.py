"""A hard fact needs no company: a yes to it alone is urgent, whatever else is denied."""

from __future__ import annotations

import pytest

from loosen.core.facts import read_facts
from loosen.core.triage import triage
from loosen.domain.basics import Disposition
from loosen.domain.library import Library
from loosen.domain.safety import FactType, Purpose
from loosen.knowledge import load_library

HARD = sorted(question.id for question in load_library().questions.values() if question.hard)


@pytest.mark.parametrize("fact", HARD)
def test_a_hard_fact_alone_is_urgent(fact: str, library: Library) -> None:
    denied = {
        question.id: False
        for question in library.questions.values()
        if question.purpose is Purpose.SAFETY and question.type is FactType.ANSWER
    }

    result = triage(read_facts({**denied, "age": 35, fact: True}, library), library)

    assert result.disposition in {Disposition.EMERGENCY, Disposition.SAME_DAY}
