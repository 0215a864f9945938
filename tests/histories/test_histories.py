"""Worked histories that a clinician can read. What must come of them was typed from the evidence."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from loosen.core import planner
from loosen.core.adaptation import Adaptation, Checked, Reviewed, adapt
from loosen.core.facts import FactValue, read_facts
from loosen.core.lately import with_pain_of
from loosen.core.options import Menu
from loosen.core.planner import changes_for, plan_for
from loosen.core.prevention import rescreen_rule
from loosen.core.situation import situation_of
from loosen.core.suitability import chosen_set, room_of, suitability_of
from loosen.domain.care import Kit, MovementPurpose
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay, Person, Plan
from loosen.domain.results import PlanState
from loosen.domain.safety import FactType

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 21)
PERSON = Person(minutes=15, equipment=tuple(Kit), floor_ok=True)
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
COUNTED = {"ago", "from", "to", "every"}
USUAL = "usual"
"""What a case says in place of the movements of the usual bout, which its file lists once."""
ALL = [
    (f"{topic}-{case['name']}", {**case, USUAL: content.get(USUAL, [])})
    for topic, content in FILES.items()
    for case in content["case"]
]
CASES = [pytest.param(case, id=name) for name, case in ALL]
CUT = [pytest.param(case, id=name) for name, case in ALL if "sets" in case["expect"]]
TRAINED = [pytest.param(case, id=name) for name, case in ALL if "easy" in case["expect"]]
LOOKED_BACK = [
    pytest.param(case, id=name) for name, case in ALL if {"reminders", "review", "review_in"} & set(case["expect"])
]
STAGED = [
    pytest.param(case, id=name) for name, case in ALL if {"stage", "day", "tone", "holds"} & set(case["expect"])
]
CASE_KEYS = {"name", "story", "days", "facts", "unanswered", "reviews", "checked_ago", "expect", "dose"}
EXPECTED_KEYS = {"rules", "percent", "relief", "rescreen", "walk", "bouts_a_day", "resting", "about"} | {
    *("sets", "only_lately_done", "easy", "reminders", "review", "review_in", "stage", "walk_week", "walk_days"),
    *("tone", "holds", "day"),
}
EASY = {MovementPurpose.RELIEF, MovementPurpose.MOBILITY}
QUOTED = {"NO-HARD-TWICE"}
"""Said beside other rules whenever strength was done the day before; a case names it only where it is about it."""
LOOKS = {"REVIEW-14", "REVIEW-28", "REVIEW-42", "REVIEW-84", "REVIEW-LATER", "CHECK-IN"}
"""Asked for whenever a review day has passed; a case names it only where it is about it."""


def facts_of(case: dict[str, Any], library: Library) -> dict[str, FactValue]:
    """Return the answers: week 3, at home, pain of 3, nothing serious, but for what the case tells."""
    denied = {q.id: False for q in library.questions.values() if q.type is FactType.ANSWER}
    background = {"age": 35, "sex": "male", "site": "low-back", "place": "home", "floor-ok": "yes"}
    told = {**denied, **background, "days-since-start": 20, "pain-now": 3, **case.get("facts", {})}
    return read_facts({name: told[name] for name in told if name not in case.get("unanswered", ())}, library)


def history_of(case: dict[str, Any]) -> tuple[HistoryDay, ...]:
    """Return the reported days; a case counts them back from today, one by one or from one to another."""
    days: dict[int, dict[str, Any]] = {}
    for entry in case["days"]:
        told = {
            name: case[USUAL] if value == USUAL else value for name, value in entry.items() if name not in COUNTED
        }
        first, last, step = entry.get("from", entry.get("ago")), entry.get("to", entry.get("ago")), 1
        for ago in range(first, last - 1, -entry.get("every", step)):
            days[ago] = {**days.get(ago, {}), **told}
    return tuple(
        HistoryDay.model_validate({"date": TODAY - timedelta(days=ago), **told}) for ago, told in days.items()
    )


def reviews_of(case: dict[str, Any], library: Library) -> tuple[Reviewed, ...]:
    """Return what was answered on review days."""
    return tuple(
        Reviewed(TODAY - timedelta(days=review["ago"]), read_facts(review.get("facts", {}), library))
        for review in case.get("reviews", ())
    )


def checked_of(case: dict[str, Any]) -> Checked | None:
    """Return the safety check that a case tells of; it knew the days before it."""
    if "checked_ago" not in case:
        return None
    on = TODAY - timedelta(days=case["checked_ago"])
    return Checked(on, tuple(day for day in history_of(case) if day.date < on))


def adaptation_of(case: dict[str, Any], library: Library) -> Adaptation:
    facts = with_pain_of(TODAY, facts_of(case, library), history_of(case))
    return changes_for(facts, library, history_of(case), TODAY, checked_of(case), reviews_of(case, library))


def plan_of(case: dict[str, Any], library: Library) -> Plan:
    after_days = library.thresholds[rescreen_rule(facts_of(case, library))].value
    return plan_for(
        facts_of(case, library),
        library,
        person=PERSON,
        history=history_of(case),
        today=TODAY,
        is_stale=case.get("checked_ago", 0) > after_days,
        checked=checked_of(case),
        reviews=reviews_of(case, library),
    ).plan


def doses_of(case: dict[str, Any], library: Library) -> dict[str, dict[str, object]]:
    """Return how each movement would be done today, in its usual way, if it is in the bout."""
    adaptation, situation = adaptation_of(case, library), situation_of(facts_of(case, library), library)
    room = room_of(situation, kit=PERSON.equipment, floor_ok=PERSON.floor_ok)
    steps = chosen_set(situation, library, PlanState.FULL)
    suits = suitability_of(situation, library, room)
    planning = library.planning["default"]
    aim = planning.aim_of(situation.stage)
    menu = Menu(library, suits, steps, adaptation, PERSON, planning, aim, adaptation.relief_only)
    found: dict[str, dict[str, object]] = {}
    for option in menu.options():
        dose = option.item.dose
        found.setdefault(
            option.item.movement.id,
            {
                "variant": option.item.variant.id,
                "sets": dose.sets,
                "repetitions": dose.repetitions,
                "hold_s": dose.hold_s,
            },
        )
    return found


@pytest.mark.parametrize("case", CASES)
def test_the_rules_that_speak_are_those_of_the_evidence(case: dict[str, Any], library: Library) -> None:
    plan = plan_of(case, library)

    expect = case["expect"]
    rules = {note.rule for note in plan.adapted}
    assert rules - (QUOTED - set(expect["rules"])) == set(expect["rules"]), case["story"]
    assert all(note.says == library.adaptation[note.rule].says.en for note in plan.adapted)
    for rule, about in expect.get("about", {}).items():
        assert [note.about for note in plan.adapted if note.rule == rule] == [about]


@pytest.mark.parametrize("case", CASES)
def test_the_cut_the_relief_and_the_new_check_are_those_of_the_evidence(
    case: dict[str, Any], library: Library
) -> None:
    adaptation, plan = adaptation_of(case, library), plan_of(case, library)

    expect = case["expect"]
    assert adaptation.percent == expect.get("percent", 100), case["story"]
    assert adaptation.relief_only == expect.get("relief", False), case["story"]
    assert plan.rescreen == expect.get("rescreen", False), case["story"]
    assert (plan.withheld is not None) == plan.rescreen
    if "walk" in expect:
        assert plan.day is not None
        assert plan.day.walking is not None
        assert [plan.day.walking.minutes, plan.day.walking.minutes_most] == expect["walk"]
        assert plan.day.walking.week_minutes == expect.get("walk_week")
        assert plan.day.walking.days == expect.get("walk_days", plan.day.walking.days)
    if "bouts_a_day" in expect:
        assert [bout.times_a_day for bout in plan.bouts] == [expect["bouts_a_day"]]


@pytest.mark.parametrize("case", LOOKED_BACK)
def test_the_look_back_and_the_calls_for_a_visit_are_those_of_the_evidence(
    case: dict[str, Any], library: Library
) -> None:
    plan = plan_of(case, library)

    expect = case["expect"]
    said = {note.rule for note in plan.reminders}
    if "reminders" in expect:
        assert said - (LOOKS - set(expect["reminders"])) == set(expect["reminders"]), case["story"]
    if "review" in expect:
        due = plan.review.rule if plan.review is not None else "none"
        assert due == expect["review"], case["story"]
    if "review_in" in expect:
        assert plan.review_on == TODAY + timedelta(days=expect["review_in"]), case["story"]
    assert all(note.says == library.adaptation[note.rule].says.en for note in plan.reminders)


@pytest.mark.parametrize("case", STAGED)
def test_the_stage_the_day_and_the_tone_are_those_of_the_evidence(case: dict[str, Any], library: Library) -> None:
    plan = plan_of(case, library)

    expect = case["expect"]
    assert plan.stage == expect.get("stage", plan.stage), case["story"]
    assert plan.day is not None
    assert plan.day.name == expect.get("day", plan.day.name), case["story"]
    assert len(plan.day.tone) == expect.get("tone", len(plan.day.tone)), case["story"]
    in_all = [{item.movement for item in bout.items} for bout in plan.bouts]
    assert all(set(expect.get("holds", ())) <= movements for movements in in_all), case["story"]


@pytest.mark.parametrize("case", CASES)
def test_what_rests_and_what_the_dose_becomes_are_those_of_the_evidence(
    case: dict[str, Any], library: Library
) -> None:
    doses = doses_of(case, library)

    for movement in case["expect"].get("resting", []):
        assert movement not in doses, case["story"]
    for movement, expected in case.get("dose", {}).items():
        assert {name: doses[movement][name] for name in expected} == expected, case["story"]


@pytest.mark.parametrize("case", CUT)
def test_a_cut_takes_its_share_of_the_sets_of_the_bout_and_brings_nothing_new(
    case: dict[str, Any], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    lately = {library.variants[name][0].id for day in history_of(case) for name in day.done}

    cut = plan_of(case, library).bouts[0]
    monkeypatch.setattr(planner, "adapt", lambda *given, **more: replace(adapt(*given, **more), percent=100))
    whole = plan_of(case, library).bouts[0]

    sets = [sum(item.sets for item in bout.items) for bout in (cut, whole)]
    assert sets == case["expect"]["sets"], case["story"]
    if case["expect"].get("only_lately_done"):
        assert {item.movement for item in cut.items} <= lately
        assert cut.seconds < whole.seconds


@pytest.mark.parametrize("case", TRAINED)
def test_once_the_training_of_a_day_is_done_only_relief_and_mobility_are_left(
    case: dict[str, Any], library: Library
) -> None:
    plan = plan_of(case, library)

    assert plan.bouts
    for item in plan.bouts[0].items:
        assert set(library.movements[item.movement].purposes) <= EASY, case["story"]


@pytest.mark.parametrize("topic", FILES)
def test_every_history_is_complete_and_has_a_name_of_its_own(topic: str, library: Library) -> None:
    content = FILES[topic]

    assert content["evidence"].strip()
    assert len({case["name"] for case in content["case"]}) == len(content["case"])
    for case in content["case"]:
        assert set(case) <= CASE_KEYS, case["name"]
        assert set(case["expect"]) <= EXPECTED_KEYS, case["name"]
        assert case["story"].strip()
        assert set(case["expect"]["rules"]) <= set(library.adaptation), case["name"]
        assert set(case["expect"].get("reminders", ())) <= set(library.adaptation), case["name"]


def test_there_is_a_history_for_every_rule_that_changes_a_plan(library: Library) -> None:
    later = {"STAGE"}  # the choice of the stage does not come from single days

    expected = [case["expect"] for content in FILES.values() for case in content["case"]]
    quoted = {rule for expect in expected for rule in (*expect["rules"], *expect.get("reminders", ()))}

    assert set(library.adaptation) - later == quoted
    assert len(expected) >= 60
