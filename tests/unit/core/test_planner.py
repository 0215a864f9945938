"""What a plan says where little fits, where time is left, and after the pain of today. More is in tests/property."""

from __future__ import annotations

from datetime import date

import pytest

from loosen.core.facts import FactValue, read_facts
from loosen.core.planner import plan_for
from loosen.domain.care import Kit, MovementPurpose
from loosen.domain.library import Library
from loosen.domain.plan import HistoryDay, Person, Place, Plan
from loosen.domain.safety import FactType

TODAY = date(2026, 11, 21)
TRAINING = {MovementPurpose.CONTROL, MovementPurpose.STRENGTH, MovementPurpose.ENDURANCE}
AT_HOME = Person(place=Place.HOME, floor_ok=True, equipment=tuple(Kit))


def facts_of(library: Library, **over: object) -> dict[str, FactValue]:
    denied = {q.id: False for q in library.questions.values() if q.type is FactType.ANSWER}
    who = {"age": 35, "sex": "male", "site": "low-back", "days-since-start": 40, "pain-now": 2}
    return read_facts({**denied, **who, **{name.replace("_", "-"): value for name, value in over.items()}}, library)


def plan_of(library: Library, person: Person = AT_HOME, *history: HistoryDay, **over: object) -> Plan:
    return plan_for(facts_of(library, **over), library, person=person, history=history, today=TODAY).plan


def in_minutes(minutes: int) -> Person:
    return AT_HOME.model_copy(update={"minutes": minutes})


@pytest.mark.parametrize("minutes", [1, 2, 3])
def test_a_warm_up_never_takes_the_place_of_the_bout(minutes: int, library: Library) -> None:
    plan = plan_of(library, in_minutes(minutes))

    assert plan.nothing_fits is None
    assert any(item.movement != "warm-up-march" for item in plan.bouts[0].items)


def test_where_no_movement_suits_what_is_there_now_is_named_and_nothing_else(library: Library) -> None:
    out = tuple(sorted(set(library.movements) - {"walking", "warm-up-march"}))

    plan = plan_of(library, AT_HOME.model_copy(update={"limits": out}))

    assert plan.now is not None
    names = ", ".join(item.name for item in plan.now.items)
    assert plan.nothing_fits == f"No movement suits you just now. Under “now” you find: {names}."


@pytest.mark.parametrize(("minutes", "least_s"), [(None, 18 * 60), (20, 18 * 60), (40, 30 * 60)])
def test_a_long_lasting_back_gets_about_the_time_it_has(minutes: int | None, least_s: int, library: Library) -> None:
    plan = plan_of(library, AT_HOME.model_copy(update={"minutes": minutes}), days_since_start=100)

    assert plan.bouts[0].seconds >= least_s


def test_a_long_lasting_back_does_fewer_movements_in_more_sets(library: Library) -> None:
    items = plan_of(library, in_minutes(20), days_since_start=100).bouts[0].items

    for item in items:
        dose = next(way.dose for way in library.movements[item.movement].variant if way.id == item.id)
        trains = library.movements[item.movement].purposes[0] in TRAINING
        assert not trains or item.sets >= min(2, dose.sets.most), item.id
    assert [item.sets for item in items if item.movement == "bridge"] == [2]
    assert len(items) <= 10  # a warm-up and 9


def test_a_bout_that_is_shorter_than_usual_has_one_set_of_more_movements(library: Library) -> None:
    items = plan_of(library, in_minutes(10), days_since_start=100).bouts[0].items

    assert [item.sets for item in items if item.movement == "bridge"] == [1]


def test_a_full_bout_is_given_as_the_reason_where_time_is_left(library: Library) -> None:
    plan = plan_of(library, in_minutes(25))

    reasons = {entry.because for entry in plan.left_out}
    assert "A bout has 14 movements at most, and others are worth more to you today." in reasons  # 9 + 10 / 2
    assert not any(reason.endswith("within 25 minutes.") for reason in reasons)


def test_time_is_given_as_the_reason_where_it_is_short(library: Library) -> None:
    plan = plan_of(library, in_minutes(5))

    assert "Others are worth more to you today within 5 minutes." in {entry.because for entry in plan.left_out}


def test_severe_pain_that_was_reported_today_decides_over_a_milder_answer(library: Library) -> None:
    told = HistoryDay(date=TODAY, pain_now=8)

    by_report, by_answer = plan_of(library, AT_HOME, told, pain_now=2), plan_of(library, AT_HOME, pain_now=8)

    assert by_report.bouts == by_answer.bouts
    assert by_report.now == by_answer.now


def test_a_milder_report_does_not_undo_a_severe_answer(library: Library) -> None:
    told = HistoryDay(date=TODAY, pain_now=2)

    assert plan_of(library, AT_HOME, told, pain_now=8).now == plan_of(library, AT_HOME, pain_now=8).now
