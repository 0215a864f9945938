"""A small made-up library, so that a test can work out by hand what must come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from loosen.domain.basics import Record
from loosen.domain.library import KIND_NAMES, Library
from loosen.knowledge.kinds import KINDS

EVIDENCE = {
    "source": "made-2020",
    "locator": "table 1",
    "grade": "C",
    "confirmed": True,
    "checked": "2026-11-21",
}

Raw = dict[str, Any]


def made_library(**entries: Iterable[Raw]) -> Library:
    """Return a library of the given entries by kind; source, levels and one screen are there already."""
    given: dict[str, list[Raw]] = {kind: list(raws) for kind, raws in entries.items()}
    given.setdefault("sources", [made_source()])
    given.setdefault("levels", [made_level(letter) for letter in "ESWRGN"])
    given.setdefault("screens", [made_screen("safety-1", order=1)])
    kinds: Mapping[str, Mapping[str, Record]] = {
        kind: {raw["id"]: KINDS[kind].model_validate(_json_dates(raw)) for raw in given.get(kind, [])}
        for kind in KIND_NAMES
    }
    return Library(version="made", **kinds)  # type: ignore[arg-type]  # each kind holds its own record


def made_source(name: str = "made-2020") -> Raw:
    """Return a source."""
    return {"id": name, "title": "A made trial", "authors": "Made", "year": 2020, "kind": "trial"}


def made_screen(name: str, *, order: int, lines: Iterable[str] = ("line-1",), purpose: str = "safety") -> Raw:
    """Return a screen with lines."""
    return {
        "id": name,
        "order": order,
        "purpose": purpose,
        "title": text(name),
        "line": [{"id": line, "title": text(line)} for line in lines],
    }


def made_question(name: str, **over: object) -> Raw:
    """Return a soft yes-or-no question on the first screen; ``over`` changes or adds keys."""
    return {
        "id": name,
        "screen": "safety-1",
        "line": "line-1",
        "ask": text(f"Is there {name}?"),
        "short": text(name),
        "why": text("It matters."),
        **over,
    }


def made_hard(name: str, **over: object) -> Raw:
    """Return a hard yes-or-no question with its clarifying question."""
    return made_question(name, hard=True, clarifier=text(f"Is there really {name}?"), **over)


def made_number(name: str, low: float, high: float, **over: object) -> Raw:
    """Return a number question."""
    return made_question(name, type="number", minimum=low, maximum=high, unit="years", **over)


def made_choice(name: str, *choices: str, **over: object) -> Raw:
    """Return a choice question."""
    options = [{"id": choice, "label": text(choice)} for choice in choices]
    return made_question(name, type="choice", choice=options, **over)


def made_rule(name: str, *outcomes: tuple[str, object], **over: object) -> Raw:
    """Return a rule from pairs of level and condition, most urgent first."""
    return {
        "id": name,
        "title": text(f"{name} in terms"),
        "lay_title": text(f"{name} in plain words"),
        "version": 1,
        "since": "2026-11-21",
        "outcome": [
            {"level": level, "when": when, "advice": text(f"Advice of {name} {level}."), "evidence": [EVIDENCE]}
            for level, when in outcomes
        ],
        **over,
    }


def made_level(letter: str) -> Raw:
    """Return the words of a level."""
    return {
        "id": letter,
        "within_days": {"W": 7, "R": 28}.get(letter),
        "title": text(f"Title {letter}"),
        "meaning": text(f"Meaning {letter}"),
        "do": {"en": [f"Do {letter}."]},
        "plan": "words",
        "evidence": [EVIDENCE],
    }


def made_tag(name: str, when: object) -> Raw:
    """Return a tag."""
    return {"id": name, "name": text(name), "detect": text(name), "when": when, "evidence": [EVIDENCE]}


def text(words: str) -> dict[str, str]:
    """Return a text in English."""
    return {"en": words}


def _json_dates(raw: Raw) -> Raw:
    """Return the entry with its days as the data files have them."""
    from datetime import date

    def mend(key: str, value: object) -> object:
        if key in {"checked", "since"} and isinstance(value, str):
            return date.fromisoformat(value)
        if isinstance(value, dict):
            return {name: mend(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [mend("", inner) for inner in value]
        return value

    mended = mend("", raw)
    assert isinstance(mended, dict)
    return mended
