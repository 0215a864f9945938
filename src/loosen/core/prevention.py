"""Somebody without pain who wants to keep it away: how the check begins, and how long it holds."""

from __future__ import annotations

from loosen.core.facts import Facts, FactValue

LATELY, NO_PAIN, PAIN_NOW = "back-lately", "no-pain", "pain-now"
_RESCREEN, _RESCREEN_WELL = "rescreen-after", "rescreen-after-recovery"


def is_well(facts: Facts) -> bool:
    """Return whether somebody says that there was no pain in the last 7 days."""
    return facts.get(LATELY) == NO_PAIN


def as_well(facts: Facts) -> dict[str, FactValue]:
    """Return the answers of somebody who has recovered, as one who says so."""
    return {**facts, LATELY: NO_PAIN}


def first_answers() -> dict[str, object]:
    """Return the answers with which the safety check of somebody without pain begins.

    Questions about a pain of now are not asked then; they come back as soon as pain is told. What could be wrong
    without pain is asked as of everybody.
    """
    return {PAIN_NOW: 0, LATELY: NO_PAIN}


def rescreen_rule(facts: Facts) -> str:
    """Return the threshold that says how long a finished check holds."""
    return _RESCREEN_WELL if is_well(facts) else _RESCREEN
