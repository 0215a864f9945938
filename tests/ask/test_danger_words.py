"""Frightened people write in many ways: every one of these must be heard, and no innocent text may alarm."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from loosen.ask import read_danger_signs
from loosen.domain.library import Library

WORDS = tomllib.loads((Path(__file__).parent / "danger_words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", WORDS["find"], ids=lambda case: case["text"][:40])
def test_the_danger_sign_is_heard(case: dict[str, Any], library: Library) -> None:
    heard = {sign.fact for sign in read_danger_signs(case["text"], library)}

    assert set(case["facts"]) <= heard


@pytest.mark.parametrize("case", WORDS["quiet"], ids=lambda case: case["text"][:40])
def test_an_innocent_text_alarms_nobody(case: dict[str, Any], library: Library) -> None:
    heard = {sign.fact: sign.phrase for sign in read_danger_signs(case["text"], library)}

    assert heard == {}


def test_every_hard_question_is_covered_at_least_twice(library: Library) -> None:
    counts = {question.id: 0 for question in library.questions.values() if question.hard}

    for case in WORDS["find"]:
        for fact in set(case["facts"]) & set(counts):
            counts[fact] += 1

    assert {fact: count for fact, count in counts.items() if count < 2} == {}
