"""What stands in an entry of a device, as far as it can be used."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from loosen.core.facts import Facts, FactValue, as_json, read_facts
from loosen.domain.library import Library
from loosen.errors import CallError, FactsError, LoosenError

_MOST_PAIN = 10
_DAY_S = 24 * 3600
_LONGEST_NAME = 40


def known_facts(raw: object, library: Library) -> tuple[dict[str, FactValue], bool]:
    """Return the answers that can be used, and whether there were others."""
    facts: dict[str, FactValue] = {}
    if not isinstance(raw, Mapping):
        return facts, False
    for name, value in raw.items():
        try:
            facts.update(read_facts({name: value}, library))
        except FactsError:
            continue
    return facts, len(facts) < len(raw)


def as_told(facts: Facts) -> dict[str, Any]:
    """Return answers in the form of the contract."""
    return {name: as_json(value) for name, value in facts.items()}


def pain_of(value: object) -> int:
    """Return a pain.

    Raises:
        CallError: It is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_PAIN:
        raise CallError(
            f"{value!r} is not a pain from 0 to 10.", where="pain", detail="Give a whole number from 0 to 10."
        )
    return value


def names_of(value: object) -> tuple[str, ...]:
    """Return a list of names; none where nothing was said.

    Raises:
        CallError: It is something else.
    """
    if value is None:
        return ()
    if not isinstance(value, list) or any(not isinstance(name, str) for name in value):
        raise CallError("A list of names was expected.", where="body", detail="Send ids.")
    return tuple(value)


def known_names(value: object, known: Container[str]) -> tuple[tuple[str, ...], str]:
    """Return the names that are known, and words about the others.

    Raises:
        CallError: It is no list of names.
    """
    names = names_of(value)
    strange = [name[:_LONGEST_NAME] for name in names if name not in known]
    words = f"Not known here, and left out: {', '.join(strange)}." if strange else ""
    return tuple(name for name in names if name in known), words


def seconds_of(value: object) -> int | None:
    """Return how long something took, at most a day; None where that is not known."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(max(0, min(value, _DAY_S)))


def joined(*notes: str) -> str:
    """Return notes in one line."""
    return " ".join(filter(None, notes))


def why_of(error: LoosenError) -> str:
    """Return an error as a person reads it."""
    if isinstance(error, FactsError):
        return " ".join(f"{problem.what} {problem.remedy}" for problem in error.problems)
    return f"{error.title} {error.detail}".strip()
