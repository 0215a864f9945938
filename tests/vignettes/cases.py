"""The clinical cases as they stand in their files, and what a case tells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from loosen.domain.library import Library
from loosen.domain.safety import FactType, Purpose

FOLDER = Path(__file__).parent
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
BACKGROUND = {
    "age": 35,
    "sex": "male",
    "days-since-start": 1,
    "pain-now": 5,
    "site": "low-back",
    "first-or-new-kind": False,
}


def told(case: dict[str, Any], library: Library) -> dict[str, Any]:
    """Return what a case tells, and no to every other question that it does not leave open."""
    left_open = set(case.get("unanswered", []))
    denied = {
        question.id: False
        for question in library.questions.values()
        if question.purpose is Purpose.SAFETY and question.type is FactType.ANSWER and question.id not in left_open
    }
    return {**denied, **BACKGROUND, **case.get("facts", {})}
