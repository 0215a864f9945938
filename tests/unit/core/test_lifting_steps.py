"""The step of lifting that fits, in cases typed by hand from the evidence."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from loosen.core.facts import read_facts
from loosen.core.lifting_steps import LiftingToday, lifting_today
from loosen.domain.care import Stage
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay
from tests.property.people import DENIED

TODAY = date(2026, 11, 21)
CASES = tomllib.loads(Path(__file__).with_name("lifting_steps.toml").read_text(encoding="utf-8"))["case"]
KNOWN: dict[str, Any] = {**DENIED, "age": 35, "sex": "male", "site": "low-back", "pregnant": "no"}
PRACTISED = ("4 2 done:hip-hinge-stick", "2 2 done:hip-hinge-weight", "1 2", "0 2")


def day_of(line: str) -> HistoryDay:
    """Return a day as the cases write it."""
    ago, pain, *rest = line.split()
    told = dict(word.split(":") for word in rest if ":" in word)
    return HistoryDay(
        date=TODAY - timedelta(days=int(ago)),
        pain_now=int(pain),
        flare="flare" in rest,
        flare_over="over" in rest,
        morning_change=int(told["up"]) if "up" in told else None,
        done=(told["done"],) if "done" in told else (),
        stopped=(told["stopped"],) if "stopped" in told else (),
    )


def ladder_of(library: Library, case: dict[str, Any]) -> LiftingToday | None:
    raw = {**KNOWN, **case["facts"]}
    if raw["sex"] == "male":
        raw.pop("pregnant")
    return lifting_today(
        read_facts(raw, library),
        library,
        history=[day_of(line) for line in case.get("history", ())],
        today=TODAY,
        limits=case.get("limits", ()),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_step_is_the_one_of_the_evidence(library: Library, case: dict[str, Any]) -> None:
    found = ladder_of(library, case)

    if case["step"] == "withheld":
        assert found is None
        return
    assert found is not None
    assert (found.now.id if found.now else "none") == case["step"]
    assert case.get("opens", "") in found.opens


def test_what_holds_a_person_down_is_said_with_its_rule(library: Library) -> None:
    case = {"facts": {"days-since-start": 50, "pain-now": 2}, "history": [*PRACTISED, "8 4 flare"]}

    found = ladder_of(library, case)

    assert found is not None
    assert [(hold.rule, hold.words) for hold in found.holds] == [
        ("FLARE-FULL", "You are in a flare, so go 1 step back.")
    ]


def test_state_that_was_never_asked_is_named_as_not_told(library: Library) -> None:
    case = {"facts": {"days-since-start": 42, "pain-now": 2, "osteoporosis": "unknown"}, "history": PRACTISED}

    found = ladder_of(library, case)

    assert found is not None
    floor = next(rung for rung in found.rungs if rung.step.id == "from-the-floor")
    assert floor.why_not is not None
    assert "You have not told us whether this is so." in floor.why_not


def test_every_weight_before_day_14_stays_under_5_kg(library: Library) -> None:
    early = [step for step in library.lifting_steps.values() if step.stage_from.rank < Stage.T2.rank]

    assert [(step.kg.least, step.kg.most, step.kg.is_under) for step in early] == [(None, 5, True)] * 2


def test_drawn_lift_stays_within_what_the_planner_takes_at_that_stage(library: Library) -> None:
    planning = library.planning["default"]

    for step in library.lifting_steps.values():
        load = library.loads[step.picture]
        assert load <= planning.aim_of(step.stage_from).load_n <= planning.most_load_n, step.id
